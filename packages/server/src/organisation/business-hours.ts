import type { Calendar } from './calendar.js'
import type { Binder } from './in-networks.js'

/**
 * SQL that is true where a moment (a column of type `DateTime64`) lies in the business hours of a
 * calendar. The engine does the arithmetic of time zones, summer time included.
 */
export function inBusinessHours(time: string, calendar: Calendar, binder: Binder): string {
  const { from, to, days, holidays } = calendar
  const local = `toTimeZone(${time}, ${binder.bind('String', calendar.timeZone)})`
  const minute = `toHour(${local}) * 60 + toMinute(${local})`
  const boundHolidays = binder.bind('Array(String)', holidays)
  const isWorked = (day: string) =>
    [
      `has([${days.join(', ')}], toDayOfWeek(${day}))`,
      ...(holidays.length === 0
        ? []
        : [`NOT hasAny(${boundHolidays}, [toString(${day}), formatDateTime(${day}, '%m-%d')])`]),
    ].join(' AND ')
  const today = `toDate32(${local})`
  const begin = `${minute} >= ${from}`
  const end = `${minute} < ${to}`
  if (from < to) return `(${begin} AND ${end} AND ${isWorked(today)})`
  // Over midnight the hours of the morning belong to the day before.
  return `((${begin} AND ${isWorked(today)}) OR (${end} AND ${isWorked(`${today} - 1`)}))`
}
