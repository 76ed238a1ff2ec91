import { Type } from '@sinclair/typebox'
import { duration } from '../../words.js'
import { analytic } from '../behaviour.js'
import { numberIn, numberText } from '../figure-texts.js'
import { partitionBy } from '../records.js'
import { entityAndDay, overDays } from '../windows.js'

/**
 * Quartiles that lie no further apart than this part of the median say nothing of skewness: of a few
 * intervals that are all but the same, which side they lean to is chance.
 */
const SKEWLESS = 0.2

/** Starts that follow each other as a clock strikes. */
export const regularIntervals = analytic({
  name: 'regular-intervals',
  schema: Type.Object(
    {
      at_least: Type.Integer({
        description: 'Starts in the window.',
        default: 8,
        minimum: 4,
        maximum: 100_000,
      }),
      score: Type.Number({
        description: 'The regularity from which on it is a match: 1 is that of a clock.',
        default: 0.9,
        minimum: 0,
        maximum: 1,
      }),
      window_days: Type.Integer({
        description: 'Days, the evaluated one included, whose starts are looked at.',
        default: 1,
        minimum: 1,
        maximum: 31,
      }),
      together_seconds: Type.Integer({
        description:
          'Records that begin no later than this after the one before are one start with it, such as the files of one run of a job.',
        default: 60,
        minimum: 0,
        maximum: 3600,
      }),
    },
    { additionalProperties: false },
  ),
  figures: {
    starts: 'How many starts there were.',
    interval: 'The usual time from one start to the next.',
    score: 'The regularity, from 0 to 1.',
  },
  // A day more tells whether the first record of the window follows another.
  historyDays: ({ window_days }) => window_days,
  statement(settings, records) {
    const { keys } = records
    const median = (array: string) => `arrayReduce('quantileExactInclusive(0.5)', ${array})`
    return `
SELECT ${entityAndDay(keys)}, first_at, last_at, records, bytes, evidence, measured,
  map('starts', [toString(length(starts))], 'interval', [toString(median / 1000000)]) AS detail
FROM (
  SELECT *, arrayReduce('quantilesExactInclusive(0.25, 0.75)', intervals) AS quartiles,
    ${median('intervals')} AS median,
    ${median('arrayMap(one -> abs(one - median), intervals)')} AS deviation,
    quartiles[2] - quartiles[1] AS spread,
    if(spread <= ${SKEWLESS} * median, 0,
      abs(quartiles[1] + quartiles[2] - 2 * median) / spread) AS skewness,
    (greatest(0, 1 - deviation / median) + 1 - skewness) / 2 AS measured
  FROM (
    SELECT *, arrayPopFront(arrayDifference(starts)) AS intervals
    FROM (
      SELECT ${entityAndDay(keys)}, min(first_of_day) AS first_at, max(last_of_day) AS last_at,
        sum(records_of_day) AS records, sum(bytes_of_day) AS bytes,
        groupArraySortedArray(20)(evidence_of_day) AS evidence,
        arraySort(groupArrayArray(starts_of_day)) AS starts
      FROM (${overDays(dailyStarts(), settings.window_days)})
      GROUP BY ${entityAndDay(keys)}
      HAVING max(own) AND length(starts) >= ${settings.at_least}
    )
  )
)
WHERE measured >= ${settings.score}`

    /** Starts within a day, which are few where records are many. */
    function dailyStarts(): string {
      return `SELECT ${entityAndDay(keys)}, min(at) AS first_of_day, max(at) AS last_of_day,
        count() AS records_of_day, sum(toUInt128(bytes)) AS bytes_of_day,
        groupArraySorted(20)((at, id)) AS evidence_of_day, groupArrayIf(at, begins) AS starts_of_day
      FROM (
        SELECT *, ifNull(at - at_before > ${settings.together_seconds * 1_000_000}, true) AS begins
        FROM (
          SELECT *, lagInFrame(toNullable(at)) OVER (${partitionBy(keys)} ORDER BY at, id
            ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS at_before
          FROM (${records.select()})
        )
      )
      GROUP BY ${entityAndDay(keys)}`
    }
  },
  figureTexts(row) {
    return {
      starts: numberText(numberIn(row, 'starts')),
      interval: duration(numberIn(row, 'interval')),
      score: row.measured.toFixed(2),
    }
  },
})
