/** A text of a hunt on its way from where it was dropped to the page where it is looked at. */
let waiting: string | undefined

export function handOver(text: string): void {
  waiting = text
}

/** The text that waits, once. */
export function takeOver(): string | undefined {
  const text = waiting
  waiting = undefined
  return text
}
