import { Type } from '@sinclair/typebox'
import { analytic } from '../behaviour.js'
import { amountText, numberIn, numberText } from '../figure-texts.js'
import { entityAndDay, overDays } from '../windows.js'

/** Much that leaves in many small pieces, over hours or days. */
export const slowDrip = analytic({
  name: 'slow-drip',
  schema: Type.Object(
    {
      each_at_most: Type.Integer({
        description: 'Bytes of a small record. A greater one in the window speaks against a drip.',
        default: 1_000_000,
        minimum: 1,
      }),
      sum_at_least: Type.Integer({
        description: 'Bytes of all records in the window together.',
        default: 50_000_000,
        minimum: 1,
      }),
      at_least: Type.Integer({
        description: 'Records in the window.',
        default: 50,
        minimum: 2,
      }),
      hours: Type.Integer({
        description: 'Different hours of the window in which there is a record.',
        default: 12,
        minimum: 1,
        maximum: 744,
      }),
      window_days: Type.Integer({
        description: 'Days, the evaluated one included, that are looked at together.',
        default: 7,
        minimum: 1,
        maximum: 31,
      }),
    },
    { additionalProperties: false },
  ),
  figures: {
    volume: 'Bytes of all records.',
    greatest: 'Bytes of the greatest record.',
    hours: 'How many different hours had records.',
  },
  check({ hours, window_days }, subject) {
    if (subject === 'sessions') throw new Error('Sessions have no bytes; ask transfers.')
    if (hours > window_days * 24) throw new Error('hours is at most 24 for each of window_days.')
  },
  historyDays: ({ window_days }) => window_days - 1,
  statement(settings, records) {
    const { keys } = records
    const ofDay = `SELECT ${entityAndDay(keys)}, min(at) AS first_of_day, max(at) AS last_of_day,
        count() AS records_of_day, sum(toUInt128(bytes)) AS bytes_of_day,
        max(bytes) AS greatest_of_day, groupArraySorted(20)((at, id)) AS evidence_of_day,
        uniqExact(intDiv(at, 3600000000)) AS hours_of_day
      FROM (${records.select()})
      WHERE ifNull(bytes, 0) > 0
      GROUP BY ${entityAndDay(keys)}`
    return `
SELECT ${entityAndDay(keys)}, min(first_of_day) AS first_at, max(last_of_day) AS last_at,
  sum(records_of_day) AS records, sum(bytes_of_day) AS bytes,
  groupArraySortedArray(20)(evidence_of_day) AS evidence, toFloat64(assumeNotNull(bytes)) AS measured,
  map('greatest', [toString(assumeNotNull(max(greatest_of_day)))],
    'hours', [toString(sum(hours_of_day))]) AS detail
FROM (${overDays(ofDay, settings.window_days)})
GROUP BY ${entityAndDay(keys)}
HAVING max(own) AND records >= ${settings.at_least}
  AND measured >= ${settings.sum_at_least}
  AND max(greatest_of_day) <= ${settings.each_at_most}
  AND sum(hours_of_day) >= ${settings.hours}`
  },
  figureTexts(row) {
    return {
      volume: amountText('bytes', row.measured),
      greatest: amountText('bytes', numberIn(row, 'greatest')),
      hours: numberText(numberIn(row, 'hours')),
    }
  },
})
