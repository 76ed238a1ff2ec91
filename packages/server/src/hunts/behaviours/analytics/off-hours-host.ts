import { Type } from '@sinclair/typebox'
import { analytic } from '../behaviour.js'
import { historyWindow } from '../daily.js'
import { amountText, hoursText, numberIn, numberText } from '../figure-texts.js'
import { listed, matchAggregates, mergedEvidence, type RecordsOf } from '../records.js'
import * as shared from '../setting-types.js'

/** Bits of the 24 hours of a day. */
const ALL_HOURS = 0xffffff

/** An entity at work in hours of the day in which it never was before. */
export const offHoursHost = analytic({
  name: 'off-hours-host',
  schema: Type.Object(
    {
      min_active_days: Type.Integer({
        description: 'Days of the history on which the entity must have been active.',
        default: 5,
        minimum: 2,
        maximum: 90,
      }),
      at_least: shared.atLeast('Records in new hours of the day.', 1),
      min_bytes: Type.Integer({
        description: 'Bytes that the records in new hours must have together.',
        default: 0,
        minimum: 0,
      }),
      history_days: shared.historyDays,
      learning_days: shared.learningDays,
    },
    { additionalProperties: false },
  ),
  figures: {
    hours: 'The new hours of the day, in UTC.',
    usual: 'The hours in which it was active before, on such days: weekdays, or the weekend.',
    kind: '`weekday` or `weekend`.',
    active: 'Days of the history on which it was active.',
    volume: 'Bytes of the records in new hours; empty if not known.',
  },
  check(settings, _subject, by) {
    shared.checkLearning(settings)
    if (by.length === 0) throw new Error('off-hours-host needs a field in "by".')
    if (settings.min_active_days > settings.history_days) {
      throw new Error('min_active_days is at most history_days.')
    }
  },
  historyDays: (settings) => settings.history_days,
  statement(settings, records) {
    const { min_active_days, at_least, min_bytes, history_days, learning_days } = settings
    const { keys } = records
    // An hour before and after what is usual, over midnight too.
    const widened = `bitAnd(bitOr(bitOr(usual, bitOr(bitShiftLeft(usual, 1), bitShiftRight(usual, 23))),
      bitOr(bitShiftRight(usual, 1), bitShiftLeft(usual, 23))), ${ALL_HOURS})`
    return `
SELECT ${listed(keys, 'day_number')}, min(slot.1) AS first_at, max(slot.2) AS last_at,
  sum(slot.3) AS records, sum(slot.4) AS bytes, ${mergedEvidence('slot.5')} AS evidence,
  toFloat64(records) AS measured,
  map('hours', [toString(groupBitOr(slot.6))], 'usual', [toString(any(usual))],
    'weekend', [toString(any(weekend))], 'active', [toString(any(active))]) AS detail
FROM (
  SELECT *, arrayJoin(slots) AS slot
  FROM (
    SELECT *, count() OVER history AS active, min(toNullable(day_number)) OVER history AS first_day,
      groupBitOr(hours) OVER ${historyWindow([...keys, 'weekend'], history_days)} AS usual
    FROM (${activity(records)})
    WINDOW history AS ${historyWindow(keys, history_days)}
  )
  WHERE day_number >= {day_from:Int32} AND active >= ${min_active_days}
    AND ifNull(day_number - first_day, 0) >= ${learning_days}
)
WHERE bitAnd(slot.6, ${widened}) = 0
GROUP BY ${listed(keys, 'day_number')}
HAVING measured >= ${at_least} AND ifNull(bytes, 0) >= ${min_bytes}`
  },
  figureTexts(row) {
    return {
      hours: hoursText(numberIn(row, 'hours')),
      usual: hoursText(numberIn(row, 'usual')) || 'never',
      kind: numberIn(row, 'weekend') === 1 ? 'weekend' : 'weekday',
      active: numberText(numberIn(row, 'active')),
      volume: row.bytes === null ? '' : amountText('bytes', row.bytes),
    }
  },
})

/** A row per entity and day, with its active hours as bits, and what there was in each of them. */
function activity(records: RecordsOf): string {
  const day = listed(records.keys, 'day_number')
  const hour = `toUInt8(intDiv(at - toInt64(day_number) * 86400000000, 3600000000))`
  return `SELECT ${day}, toDayOfWeek(toDate32(day_number)) >= 6 AS weekend, groupBitOr(hour) AS hours,
      groupArrayIf((first_at, last_at, records, bytes, evidence, hour), records > 0) AS slots
    FROM (
      SELECT ${day}, hour, ${matchAggregates('day_number >= {day_from:Int32}')}
      FROM (SELECT *, bitShiftLeft(toUInt32(1), ${hour}) AS hour FROM (${records.select()}))
      GROUP BY ${day}, hour
    )
    GROUP BY ${day}`
}
