import type { SamePart, TimePart } from '@spoor/model'

const DAY = 86_400_000

/** Whether a text is, begins with, ends with or contains another, in any case. */
export function samePart(text: string, other: string, part: SamePart): boolean {
  const [value, wanted] = [text.toLowerCase(), other.toLowerCase()]
  switch (part) {
    case 'whole':
      return value === wanted
    case 'start':
      return value.slice(0, wanted.length) === wanted
    case 'end':
      return value.length >= wanted.length && value.slice(value.length - wanted.length) === wanted
    case 'middle':
      return value.split(wanted).length > 1
  }
}

/** A part of a moment, `2026-06-01 10:00:00.000000` in UTC. */
export function slowTimePart(moment: string, part: TimePart): number {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = moment.split(/[-: ]/).map(Number)
  const midnight = Date.UTC(year, month - 1, day)
  const weekday = new Date(midnight).getUTCDay() || 7
  switch (part) {
    case 'minute':
      return minute
    case 'hour':
      return hour
    case 'day':
      return day
    case 'weekday':
      return weekday
    case 'week': {
      // A week belongs to the year of its Thursday.
      const thursday = midnight + (4 - weekday) * DAY
      const newYear = Date.UTC(new Date(thursday).getUTCFullYear(), 0, 1)
      return Math.floor((thursday - newYear) / (7 * DAY)) + 1
    }
    case 'month':
      return month
    case 'year':
      return year
  }
}
