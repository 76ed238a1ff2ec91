import type { Calendar } from '../../organisation/calendar.js'
import type { Bindings } from '../bindings.js'

/** Where no part of day and week is kept. */
export const NO_PART = 255

/**
 * SQL of the part of day and week of a moment, by the calendar's clock: 0 to 3 for the quarters of a
 * working day from midnight on, 4 to 7 for those of other days.
 */
export function partOfDayAndWeek(time: string, calendar: Calendar, bindings: Bindings): string {
  const { days, holidays } = calendar
  const local = `toTimeZone(${time}, ${bindings.bind('String', calendar.timeZone)})`
  const isHoliday =
    holidays.length === 0
      ? ''
      : ` OR hasAny(${bindings.bind('Array(String)', holidays)}, [toString(toDate32(${local})), formatDateTime(${local}, '%m-%d')])`
  const isFree = `(toDayOfWeek(${local}) NOT IN (${days.join(', ')})${isHoliday})`
  return `toUInt8(intDiv(toHour(${local}), 6) + if(${isFree}, 4, 0))`
}
