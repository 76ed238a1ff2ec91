import { Type } from '@sinclair/typebox'
import { inBusinessHours } from '../../../organisation/business-hours.js'
import { DEFAULT_CALENDAR } from '../../../organisation/calendar.js'
import { analytic } from '../behaviour.js'
import { amountText } from '../figure-texts.js'
import { matchAggregates } from '../records.js'
import { entityAndDay } from '../windows.js'

/** Records outside the organisation's business hours. */
export const offHoursCalendar = analytic({
  name: 'off-hours-calendar',
  schema: Type.Object(
    {
      at_least: Type.Integer({
        description: 'Records outside business hours on the day.',
        default: 1,
        minimum: 1,
      }),
      sum_at_least: Type.Integer({
        description: 'Bytes that these records have together.',
        default: 0,
        minimum: 0,
      }),
    },
    { additionalProperties: false },
  ),
  figures: {
    first: 'When the first of the records began, by the clock of the organisation.',
    last: 'When the last of them began.',
    zone: 'The time zone of the organisation.',
    volume: 'Bytes of the records; empty if not known.',
  },
  historyDays: () => 0,
  statement(settings, records) {
    const { keys, context } = records
    const calendar = context.calendar ?? DEFAULT_CALENDAR
    const moment = (at: string) => `fromUnixTimestamp64Micro(${at}, 'UTC')`
    const zone = records.bind('String', calendar.timeZone)
    const local = (at: string) =>
      `[formatDateTime(toTimeZone(${moment(at)}, ${zone}), '%Y-%m-%d %H:%i')]`
    return `
SELECT ${entityAndDay(keys)}, ${matchAggregates()}, toFloat64(records) AS measured,
  map('first', ${local('first_at')}, 'last', ${local('last_at')}, 'zone', [${zone}]) AS detail
FROM (${records.select()})
WHERE NOT ${inBusinessHours(moment('at'), calendar, records)}
GROUP BY ${entityAndDay(keys)}
HAVING records >= ${settings.at_least} AND ifNull(bytes, 0) >= ${settings.sum_at_least}`
  },
  figureTexts({ bytes, detail }) {
    const text = (name: string) => detail[name]?.[0] ?? ''
    return {
      first: text('first'),
      last: text('last'),
      zone: text('zone'),
      volume: bytes === null ? '' : amountText('bytes', bytes),
    }
  },
})
