/** The usual range of a number. */
export interface Band {
  readonly median: number
  readonly low: number
  readonly high: number
  /** Days that it is made of. */
  readonly days: number
}

/** Days before a day that its band is made of, and how many of them there must be. */
const LONGEST = 28
const SHORTEST = 7

/** Of the normal distribution: 1.4826 × the median absolute deviation is the standard deviation. */
const SCALE = 1.4826
const WIDTH = 3

/**
 * The usual range of each day's number by the days before it: the median, and 3 scaled median
 * absolute deviations to both sides, never below 0. Null where too few days came before.
 */
export function bands(values: readonly number[]): (Band | null)[] {
  return values.map((_, day) => bandOf(values.slice(Math.max(0, day - LONGEST), day)))
}

function bandOf(before: readonly number[]): Band | null {
  if (before.length < SHORTEST) return null
  const middle = median(before)
  const reach = WIDTH * SCALE * median(before.map((value) => Math.abs(value - middle)))
  return {
    median: middle,
    low: Math.max(0, middle - reach),
    high: middle + reach,
    days: before.length,
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}
