import { allDone } from '../store/all-done.js'

/** Statements at once: planning one takes a single core. The other connections are people's. */
const AT_ONCE = 2

/** What work answers for each item, in their order; some of it is done side by side. */
export async function sideBySide<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const answers: R[] = []
  const queue = [...items.entries()]
  const lane = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      answers[next[0]] = await work(next[1])
    }
  }
  await allDone(Array.from({ length: AT_ONCE }, lane))
  return answers
}
