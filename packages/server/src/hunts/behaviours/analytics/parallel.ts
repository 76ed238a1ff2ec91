import { Type } from '@sinclair/typebox'
import { analytic } from '../behaviour.js'
import { amountText, numberIn, numberText } from '../figure-texts.js'
import { matchAggregates } from '../records.js'
import { DAY, entityAndDay, presentAtHits, withSums } from '../windows.js'

/** Several records at work at the same time. */
export const parallel = analytic({
  name: 'parallel',
  schema: Type.Object(
    {
      at_least: Type.Integer({
        description: 'Records at the same time.',
        default: 3,
        minimum: 2,
        maximum: 1_000_000,
      }),
      sum_at_least: Type.Integer({
        description: 'Bytes of the records that are at work at that time, together.',
        default: 0,
        minimum: 0,
      }),
    },
    { additionalProperties: false },
  ),
  figures: {
    parallel: 'Most records at the same time.',
    volume: 'Bytes of those that were at work at the same time; empty if not known.',
  },
  check({ sum_at_least }, subject) {
    if (subject === 'events') throw new Error('Events have no duration; ask sessions or transfers.')
    if (subject === 'sessions' && sum_at_least > 0) {
      throw new Error('Sessions have no bytes; ask transfers, or leave sum_at_least out.')
    }
  },
  historyDays: () => 1,
  statement({ at_least, sum_at_least }, records) {
    const { keys } = records
    // The last microsecond of a record; beyond the day after its start none is looked for.
    const rows = `SELECT *, least(greatest(at, end_at - 1), (day_number + 2) * ${DAY} - 1) AS until,
        toInt128(ifNull(bytes, 0)) AS volume
      FROM (${records.select({ end_at: records.endAt })})`
    const judged = `SELECT *, together >= ${at_least} AND volume_together >= ${sum_at_least} AS hit
      FROM (${withSums(rows, keys, {
        together: { enters: 'toInt64(1)', leaves: 'toInt64(1)' },
        volume_together: { enters: 'volume', leaves: 'volume' },
      })})`
    return `
SELECT ${entityAndDay(keys)}, ${matchAggregates()}, toFloat64(maxIf(together, own)) AS measured,
  map('volume', [toString(maxIf(volume_together, own))]) AS detail
FROM (${presentAtHits(judged, keys)})
GROUP BY ${entityAndDay(keys)}`
  },
  figureTexts(row) {
    return {
      parallel: numberText(row.measured),
      volume: row.bytes === null ? '' : amountText('bytes', numberIn(row, 'volume')),
    }
  },
})
