/** A line, or how to write it when its moment comes. */
export type Line = string | (() => string)

/**
 * Lines waiting for their moment: a binary heap by time and then by order of arrival. It holds only what
 * has begun and not yet ended (a sensor's flow table does the same), so memory does not grow with the log.
 */
export class Schedule {
  private readonly times: number[] = []
  private readonly orders: number[] = []
  private readonly lines: Line[] = []
  private arrivals = 0

  get size(): number {
    return this.lines.length
  }

  /** The earliest waiting time, or Infinity when nothing waits. */
  get nextTime(): number {
    return this.times[0] ?? Infinity
  }

  push(time: number, line: Line): void {
    let at = this.lines.length
    this.times.push(time)
    this.orders.push(this.arrivals++)
    this.lines.push(line)
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!this.before(at, parent)) break
      this.swap(at, parent)
      at = parent
    }
  }

  /** Takes the earliest line; throws RangeError when nothing waits. */
  pop(): string {
    const first = this.lines[0]
    if (first === undefined) throw new RangeError('nothing waits')
    this.swap(0, this.lines.length - 1)
    this.times.pop()
    this.orders.pop()
    this.lines.pop()
    const size = this.lines.length
    for (let at = 0; ;) {
      const left = 2 * at + 1
      if (left >= size) break
      const right = left + 1
      const child = right < size && this.before(right, left) ? right : left
      if (!this.before(child, at)) break
      this.swap(at, child)
      at = child
    }
    return typeof first === 'string' ? first : first()
  }

  private before(left: number, right: number): boolean {
    const difference = (this.times[left] as number) - (this.times[right] as number)
    if (difference !== 0) return difference < 0
    return (this.orders[left] as number) < (this.orders[right] as number)
  }

  private swap(left: number, right: number): void {
    for (const column of [this.times, this.orders]) {
      const kept = column[left] as number
      column[left] = column[right] as number
      column[right] = kept
    }
    const line = this.lines[left] as Line
    this.lines[left] = this.lines[right] as Line
    this.lines[right] = line
  }
}
