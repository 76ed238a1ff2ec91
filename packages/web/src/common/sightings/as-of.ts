import { momentParts, type Zone } from '../time/format.js'
import { edgeTime, fromInputText } from '../time/range.js'

const DAY = 86_400_000

/** The last moment of a date such as `2026-06-22` in the zone; undefined if it is no date. */
export function endOfDate(date: string, zone: Zone): string | undefined {
  const start = fromInputText(date, zone)
  // JavaScript takes the 30th of February for a day in March.
  if (start === undefined || momentParts(start, zone, 0)?.date !== date) return undefined
  // Days with a change of the clock are shorter or longer: the next date is looked for by its name.
  const next = momentParts(new Date(Date.parse(start) + 1.5 * DAY).toISOString(), zone, 0)?.date
  const end = next === undefined ? undefined : fromInputText(next, zone)
  return end === undefined ? undefined : new Date(Date.parse(end) - 1).toISOString()
}

/** The date of a moment in the zone, as a date field takes it; empty if there is none. */
export function dateOf(moment: string | undefined, now: number, zone: Zone): string {
  const time = moment === undefined ? undefined : edgeTime(moment, now)
  if (time === undefined) return ''
  return momentParts(new Date(time).toISOString(), zone, 0)?.date ?? ''
}

/** Whether a range begins after what was known at the moment: then nothing can be in it. */
export function beginsAfter(
  from: string | undefined,
  asOf: string | undefined,
  now: number,
): boolean {
  const start = from === undefined ? undefined : edgeTime(from, now)
  const end = asOf === undefined ? undefined : edgeTime(asOf, now)
  return start !== undefined && end !== undefined && start > end
}

/** The week that ends with the moment, as a range of the view. */
export function weekBefore(asOf: string, now: number): { from: string; to: string } {
  const end = edgeTime(asOf, now) ?? now
  return { from: new Date(end - 7 * DAY).toISOString(), to: new Date(end + 1).toISOString() }
}
