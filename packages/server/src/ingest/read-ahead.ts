/**
 * Asks for the next item while the one at hand is being worked on: reading and inserting overlap.
 */
export async function* readAhead<T>(items: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = items.next()
  // A failure belongs to whoever awaits `next`, not to the process.
  next.catch(() => undefined)
  try {
    for (;;) {
      const { done, value } = await next
      if (done) return
      next = items.next()
      next.catch(() => undefined)
      yield value
    }
  } finally {
    await next.catch(() => undefined)
    await items.return(undefined)
  }
}

/** Items in groups of at most `size`; an item that is `alone` is a group of its own. */
export async function* inGroups<T>(
  items: AsyncIterable<T>,
  size: number,
  alone: (item: T) => boolean,
): AsyncGenerator<T[]> {
  let group: T[] = []
  for await (const item of items) {
    if (alone(item)) {
      if (group.length > 0) yield group
      yield [item]
      group = []
      continue
    }
    group.push(item)
    if (group.length < size) continue
    yield group
    group = []
  }
  if (group.length > 0) yield group
}
