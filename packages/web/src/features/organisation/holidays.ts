/** A day of a year as the calendar counts: `2026-12-24`. */
export function dayText(year: number, month: number, day: number): string {
  return new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10)
}

/** The days of a month in weeks from Monday on; undefined where a week has days of another month. */
export function weeksOf(year: number, month: number): (string | undefined)[][] {
  const days = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  const first = (new Date(Date.UTC(year, month, 1)).getUTCDay() + 6) % 7
  const cells: (string | undefined)[] = [
    ...Array.from({ length: first }, () => undefined),
    ...Array.from({ length: days }, (_, index) => dayText(year, month, index + 1)),
  ]
  return Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) =>
    Array.from({ length: 7 }, (__, day) => cells[week * 7 + day]),
  )
}

/** Why a day is a holiday: of this year alone, of every year, or not at all. */
export function holidayKind(
  holidays: ReadonlySet<string>,
  day: string,
): 'once' | 'yearly' | undefined {
  if (holidays.has(day)) return 'once'
  return holidays.has(day.slice(5)) ? 'yearly' : undefined
}

/** Makes a day a holiday, or a work day again; one of every year ends for every year. */
export function toggleHoliday(holidays: readonly string[], day: string): string[] {
  const yearly = day.slice(5)
  return holidays.includes(day) || holidays.includes(yearly)
    ? holidays.filter((one) => one !== day && one !== yearly)
    : [...holidays, day].toSorted()
}

/** Makes a holiday one of every year, or one of this year alone. */
export function toggleYearly(holidays: readonly string[], day: string, year: number): string[] {
  const other = day.length === 5 ? `${year}-${day}` : day.slice(5)
  return [...new Set(holidays.map((one) => (one === day ? other : one)))].toSorted()
}

/** Whether a text is a day that a calendar can have: `2026-12-24`, or `12-25` every year. */
export function isHoliday(text: string): boolean {
  if (!/^(?:\d{4}-)?\d{2}-\d{2}$/.test(text)) return false
  // Every day of any year is one of a leap year.
  const full = text.length === 5 ? `2000-${text}` : text
  const moment = new Date(`${full}T00:00:00Z`)
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(full)
}

/** Moves a day by a number of days, within its year. */
export function movedDay(day: string, by: number): string {
  const moment = new Date(`${day}T00:00:00Z`)
  moment.setUTCDate(moment.getUTCDate() + by)
  const moved = moment.toISOString().slice(0, 10)
  return moved.slice(0, 4) === day.slice(0, 4) ? moved : day
}
