import { Type } from '@sinclair/typebox'
import { analytic } from '../behaviour.js'
import { historyWindow } from '../daily.js'
import { numberIn, numberText } from '../figure-texts.js'
import { duration } from '../../words.js'
import { listed, matchAggregates, mergedEvidence, type RecordsOf } from '../records.js'
import * as shared from '../setting-types.js'

/** Durations within ten per cent of each other are alike, however alike the usual ones are. */
const LEAST_DEVIATION = 0.1

/** A record that lasted far longer than those of its entity do. */
export const durationOutlier = analytic({
  name: 'duration-outlier',
  schema: Type.Object(
    {
      at_least_seconds: Type.Integer({
        description: 'Seconds that a record lasted at least.',
        minimum: 1,
      }),
      score: shared.score,
      min_records: Type.Integer({
        description: 'Records that the entity must have in the history.',
        default: 20,
        minimum: 5,
        maximum: 1_000_000,
      }),
      history_days: shared.historyDays,
      learning_days: shared.learningDays,
    },
    { additionalProperties: false },
  ),
  figures: {
    longest: 'The longest duration of the day.',
    usual: 'The median of the durations before.',
    score: 'The modified z-score of the longest.',
    compared: 'How many records it was compared with.',
  },
  check: shared.checkLearning,
  historyDays: (settings) => settings.history_days,
  statement(settings, records) {
    const { score, min_records, history_days, learning_days } = settings
    const { keys } = records
    const weighted = (values: string) =>
      `arrayReduce('quantileExactWeighted(0.5)', ${values}, arrayMap(one -> one.2, earlier))`
    return `
SELECT ${listed(keys, 'day_number')}, min(cell.1) AS first_at, max(cell.2) AS last_at,
  sum(cell.3) AS records, sum(cell.4) AS bytes, ${mergedEvidence('cell.5')} AS evidence,
  max(cell_score) AS measured,
  map('longest', [toString(max(cell.6))], 'usual', [toString(exp(any(median)))],
    'compared', [toString(any(compared))]) AS detail
FROM (
  SELECT *, arrayJoin(cells) AS cell,
    round(0.6745 * (cell.7 - median) / greatest(deviation, ${LEAST_DEVIATION}), 6) AS cell_score
  FROM (
    SELECT *, ${weighted('arrayMap(one -> one.1, earlier)')} AS median,
      ${weighted('arrayMap(one -> abs(one.1 - median), earlier)')} AS deviation,
      arraySum(arrayMap(one -> one.2, earlier)) AS compared
    FROM (
      SELECT *, groupArrayArray(lengths) OVER history AS earlier,
        min(toNullable(day_number)) OVER history AS first_day
      FROM (
        SELECT ${listed(keys, 'day_number')}, groupArray((length, cell_count)) AS lengths,
          groupArrayIf((first_at, last_at, records, bytes, evidence, longest, length), records > 0) AS cells
        FROM (${byDuration(records, settings.at_least_seconds)})
        GROUP BY ${listed(keys, 'day_number')}
      )
      WINDOW history AS ${historyWindow(keys, history_days)}
    )
    WHERE day_number >= {day_from:Int32} AND notEmpty(cells)
      AND ifNull(day_number - first_day, 0) >= ${learning_days}
  )
  WHERE compared >= ${min_records}
)
WHERE cell_score >= ${score}
GROUP BY ${listed(keys, 'day_number')}`
  },
  figureTexts(row) {
    return {
      longest: duration(numberIn(row, 'longest')),
      usual: duration(numberIn(row, 'usual')),
      score: numberText(row.measured),
      compared: numberText(numberIn(row, 'compared')),
    }
  },
})

/**
 * Records by the logarithm of their duration to two digits, which is to one per cent: so few rows
 * say all of many records. The columns of a match are those of the records that last long enough.
 */
function byDuration(records: RecordsOf, atLeastSeconds: number): string {
  const { keys, subject } = records
  const seconds =
    subject === 'events'
      ? `toFloat64(${records.number('flow.age')})`
      : `toNullable((${records.endAt} - at) / 1000000)`
  const cell = listed(keys, 'day_number', 'length')
  return `SELECT ${cell}, count() AS cell_count, max(seconds) AS longest,
      ${matchAggregates(`seconds >= ${atLeastSeconds} AND day_number >= {day_from:Int32}`)}
    FROM (
      SELECT *, assumeNotNull(given) AS seconds, round(log(greatest(seconds, 0.001)), 2) AS length
      FROM (${records.select({ given: seconds })})
      WHERE isNotNull(given)
    )
    GROUP BY ${cell}`
}
