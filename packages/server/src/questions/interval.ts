import { SECOND, type Micros, type Span } from './moment.js'

const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Lengths of time that people count in. */
const STEPS: readonly Micros[] = [
  1,
  10,
  100,
  1_000,
  10_000,
  100_000,
  SECOND,
  5 * SECOND,
  10 * SECOND,
  30 * SECOND,
  MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  7 * DAY,
  28 * DAY,
  364 * DAY,
]

/** 1 January 1970 was a Thursday: steps of weeks are counted from the Monday after. */
const MONDAY = 4 * DAY

/** How a time range is cut into equal pieces that begin at round moments (UTC). */
export interface Buckets {
  readonly first: Micros
  readonly step: Micros
  readonly count: number
}

/** Cuts a time range into at most `most` pieces of the shortest step that does. */
export function bucketsFor(span: Span, most: number): Buckets {
  const longest = STEPS.at(-1) ?? DAY
  for (let factor = 1; ; factor++) {
    for (const step of factor === 1 ? STEPS : [longest * factor]) {
      const origin = step % (7 * DAY) === 0 ? MONDAY : 0
      const first = Math.floor((span.from - origin) / step) * step + origin
      const count = Math.floor((span.to - 1 - first) / step) + 1
      // Two round moments can lie inside the shortest range; then one piece is not to be had.
      if (count <= most || (most === 1 && count === 2 && step > span.to - span.from)) {
        return { first, step, count }
      }
    }
  }
}
