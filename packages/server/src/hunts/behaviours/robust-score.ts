/**
 * How far a value lies above what is usual, in terms that single wild days do not disturb: the
 * modified z-score of Iglewicz and Hoaglin (1993), from the median and the median absolute deviation
 * (MAD). 0.6745 makes it comparable with a number of standard deviations.
 */
const MAD_FACTOR = 0.6745
/** The same for the mean absolute deviation, which stands in where the MAD is 0. */
const MEAN_FACTOR = 0.7979

/** What a value scores at most: numbers in answers are finite. */
export const GREATEST_SCORE = 1000

/**
 * SQL columns `median`, `deviation` (the MAD) and `score` of a number against numbers.
 *
 * If the MAD is 0, more than half of the numbers are the same. Then the mean absolute deviation
 * stands in, and the value must be greater than all of them; if that is 0 too, all are the same, and
 * a greater value has the greatest score.
 * @param value a column of type Float64
 * @param usual a column of type Array(Float64), sorted and not empty
 */
export function robustScore(value: string, usual: string): string {
  return `${medianOf(usual)} AS median,
    ${medianOf(`arrayMap(one -> abs(one - median), ${usual})`)} AS deviation,
    arrayAvg(arrayMap(one -> abs(one - median), ${usual})) AS mean_deviation,
    ${scoreFrom(value, `${value} > arrayMax(${usual})`)} AS score`
}

/**
 * SQL of the score from the columns `median`, `deviation` and `mean_deviation`.
 * @param isGreatest condition that must hold if the MAD is 0
 */
export function scoreFrom(value: string, isGreatest: string): string {
  return `least(toFloat64(${GREATEST_SCORE}), multiIf(
      ${value} <= median, toFloat64(0),
      deviation > 0, ${MAD_FACTOR} * (${value} - median) / deviation,
      NOT (${isGreatest}), toFloat64(0),
      mean_deviation > 0, ${MEAN_FACTOR} * (${value} - median) / mean_deviation,
      toFloat64(${GREATEST_SCORE})))`
}

function medianOf(numbers: string): string {
  return `arrayReduce('quantileExactInclusive(0.5)', ${numbers})`
}
