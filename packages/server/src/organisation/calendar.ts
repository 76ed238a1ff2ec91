import { OrganisationError } from './organisation.js'

/** A day of the week, as ISO 8601 counts: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** When the organisation works, by the clock on its wall. */
export interface Calendar {
  /** Name of the IANA time zone database, such as `Europe/Berlin`. */
  readonly timeZone: string
  /** Minute of the day at which business hours begin, from 0 to 1439. */
  readonly from: number
  /**
   * Minute of the day at which they end, from 1 to 1440; it is no longer part of them. If it is not
   * after `from`, they go on over midnight and belong to the day on which they began.
   */
  readonly to: number
  readonly days: readonly Weekday[]
  /** Days without business hours: `2026-12-24` once, `12-25` every year. */
  readonly holidays: readonly string[]
}

export const DEFAULT_CALENDAR: Calendar = {
  timeZone: 'UTC',
  from: 7 * 60,
  to: 19 * 60,
  days: [1, 2, 3, 4, 5],
  holidays: [],
}

const WEEKDAYS: ReadonlyMap<string, Weekday> = new Map([
  ['mon', 1],
  ['tue', 2],
  ['wed', 3],
  ['thu', 4],
  ['fri', 5],
  ['sat', 6],
  ['sun', 7],
])

const MAX_HOLIDAYS = 1000
/** What names of time zones are made of. Offsets such as `+02:00` know nothing of summer time. */
const ZONE_NAME = /^[A-Z][A-Za-z0-9_+-]*(?:\/[A-Z][A-Za-z0-9_+-]*){0,2}$/

/**
 * Reads a calendar from plain objects, such as a part of `spoor.yaml`; what is left out is as in
 * `DEFAULT_CALENDAR`.
 * @param place what messages call it
 * @throws OrganisationError that names the place of the mistake
 */
export function parseCalendar(input: unknown, place = 'calendar'): Calendar {
  if (input === undefined || input === null) return DEFAULT_CALENDAR
  if (typeof input !== 'object' || Array.isArray(input)) {
    throw new OrganisationError(`${place}: must be an object`)
  }
  const { time_zone, from, to, days, holidays, ...unknown } = input as Record<string, unknown>
  const [key] = Object.keys(unknown)
  if (key !== undefined) throw new OrganisationError(`${place}.${key}: is not known`)
  const begin = from === undefined ? DEFAULT_CALENDAR.from : minuteAt(`${place}.from`, from)
  const end = to === undefined ? DEFAULT_CALENDAR.to : minuteAt(`${place}.to`, to)
  if (begin === end) throw new OrganisationError(`${place}: from and to are the same`)
  if (begin === 1440) throw new OrganisationError(`${place}.from: write 00:00 for midnight`)
  return {
    timeZone:
      time_zone === undefined ? DEFAULT_CALENDAR.timeZone : zoneAt(`${place}.time_zone`, time_zone),
    from: begin,
    // Until midnight is until the end of the day, and not over it.
    to: end === 0 ? 1440 : end,
    days: days === undefined ? DEFAULT_CALENDAR.days : daysAt(`${place}.days`, days),
    holidays: holidays === undefined ? [] : holidaysAt(`${place}.holidays`, holidays),
  }
}

/** A calendar as `parseCalendar` reads it. */
export function writtenCalendar({ timeZone, from, to, days, holidays }: Calendar): {
  time_zone: string
  from: string
  to: string
  days: string[]
  holidays: string[]
} {
  const names = [...WEEKDAYS]
  return {
    time_zone: timeZone,
    from: clock(from),
    to: clock(to),
    days: days.flatMap((day) => names.filter(([, one]) => one === day).map(([name]) => name)),
    holidays: [...holidays],
  }
}

function clock(minute: number): string {
  return [Math.floor(minute / 60), minute % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':')
}

function minuteAt(place: string, input: unknown): number {
  const [, hours = '', minutes = ''] =
    typeof input === 'string' ? (/^(\d{1,2}):(\d{2})$/.exec(input) ?? []) : []
  const minute = Number(hours) * 60 + Number(minutes)
  if (hours === '' || Number(minutes) > 59 || minute > 1440) {
    throw new OrganisationError(`${place}: must be a time such as '07:30', up to '24:00'`)
  }
  return minute
}

function zoneAt(place: string, input: unknown): string {
  if (typeof input !== 'string' || !ZONE_NAME.test(input)) {
    throw new OrganisationError(`${place}: must be the name of a zone, such as Europe/Berlin`)
  }
  if (!isZone(input)) {
    throw new OrganisationError(`${place}: there is no time zone ${JSON.stringify(input)}`)
  }
  return input
}

/** Names are compared as written: the engine of events knows them in their own case only. */
function isZone(name: string): boolean {
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions()
    // An old name, such as Asia/Calcutta, is answered by another, but not in another case.
    return timeZone === name || timeZone.toLowerCase() !== name.toLowerCase()
  } catch {
    return false
  }
}

function daysAt(place: string, input: unknown): readonly Weekday[] {
  const days = listAt(place, input).map((name, index) => {
    const day = typeof name === 'string' ? WEEKDAYS.get(name.toLowerCase()) : undefined
    if (day === undefined) {
      throw new OrganisationError(
        `${place}[${index}]: must be one of ${[...WEEKDAYS.keys()].join(', ')}`,
      )
    }
    return day
  })
  if (days.length === 0) throw new OrganisationError(`${place}: is empty; name at least one day`)
  return [...new Set(days)].toSorted()
}

function holidaysAt(place: string, input: unknown): readonly string[] {
  const holidays = listAt(place, input)
  if (holidays.length > MAX_HOLIDAYS) {
    throw new OrganisationError(`${place}: more than ${MAX_HOLIDAYS} days`)
  }
  return holidays.map((day, index) => {
    if (typeof day !== 'string' || !isDate(day)) {
      throw new OrganisationError(
        `${place}[${index}]: must be a day such as '2026-12-24', or '12-25' for every year`,
      )
    }
    return day
  })
}

function listAt(place: string, input: unknown): readonly unknown[] {
  if (!Array.isArray(input)) throw new OrganisationError(`${place}: must be a list`)
  return input
}

function isDate(text: string): boolean {
  if (!/^(?:\d{4}-)?\d{2}-\d{2}$/.test(text)) return false
  // Every day of any year is one of a leap year.
  const full = text.length === 5 ? `2000-${text}` : text
  const moment = new Date(`${full}T00:00:00Z`)
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(full)
}
