import { formatMoment, formatRelative, type Zone } from '../time/format.js'

/** How long a suppression may hold, as it is chosen; `date` is until the end of a day. */
export const SPANS = [
  { value: 'now+7d', label: 'for 7 days' },
  { value: 'now+30d', label: 'for 30 days' },
  { value: 'now+90d', label: 'for 90 days' },
  { value: 'date', label: 'until a day …' },
  { value: '', label: 'for good' },
] as const

/**
 * The end of a suppression as the API takes it; null if it has none, undefined if a day is to be
 * chosen and none is.
 *
 * @param date `2026-06-22`: the day that is the last one, in the browser's zone.
 */
export function untilOf(span: string, date: string): string | null | undefined {
  if (span === '') return null
  if (span !== 'date') return span
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  const end = new Date(year, month - 1, day + 1)
  return /^\d{4}-\d\d-\d\d$/.test(date) && !Number.isNaN(end.getTime())
    ? end.toISOString()
    : undefined
}

/** `until 2026-06-30 00:00, in 7 days`, `for good`. */
export function untilText(until: string | null, zone: Zone, now: number): string {
  if (until === null) return 'for good'
  return `until ${formatMoment(until, zone, 0).slice(0, 16)}, ${formatRelative(until, now)}`
}
