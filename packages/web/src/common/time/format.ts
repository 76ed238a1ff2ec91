/** How moments, durations and distances in time are written. */

export type Zone = 'local' | 'utc'

const two = (n: number) => String(n).padStart(2, '0')

interface Parts {
  date: string
  time: string
}

function partsOf(at: Date, zone: Zone): Parts {
  const utc = zone === 'utc'
  const date = [
    String(utc ? at.getUTCFullYear() : at.getFullYear()).padStart(4, '0'),
    two((utc ? at.getUTCMonth() : at.getMonth()) + 1),
    two(utc ? at.getUTCDate() : at.getDate()),
  ].join('-')
  const time = [
    utc ? at.getUTCHours() : at.getHours(),
    utc ? at.getUTCMinutes() : at.getMinutes(),
    utc ? at.getUTCSeconds() : at.getSeconds(),
  ]
    .map(two)
    .join(':')
  return { date, time }
}

/**
 * Splits an ISO 8601 moment into a date and a time of day in the zone.
 *
 * @param digits digits of the second's fraction that are kept, 0 to 6. They come from the text,
 *   because a JavaScript date would drop the microseconds.
 * @returns undefined if the text is no moment.
 */
export function momentParts(moment: string, zone: Zone, digits = 3): Parts | undefined {
  const at = new Date(moment)
  if (Number.isNaN(at.getTime())) return undefined
  const { date, time } = partsOf(at, zone)
  if (digits === 0) return { date, time }
  const fraction = /\.(\d{1,9})/.exec(moment)?.[1] ?? ''
  return { date, time: `${time}.${fraction.padEnd(6, '0').slice(0, digits)}` }
}

/** `2026-06-22 22:44:46.668` in the zone; the text itself if it is no moment. */
export function formatMoment(moment: string, zone: Zone, digits = 3): string {
  const parts = momentParts(moment, zone, digits)
  return parts === undefined ? moment : `${parts.date} ${parts.time}`
}

/** Name of the zone, with its distance from UTC at that moment: `UTC`, `local, UTC+02:00`. */
export function zoneName(zone: Zone, at = new Date()): string {
  if (zone === 'utc') return 'UTC'
  const minutes = -at.getTimezoneOffset()
  const sign = minutes < 0 ? '−' : '+'
  const size = Math.abs(minutes)
  return `local, UTC${sign}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

const STEPS: readonly [seconds: number, unit: string][] = [
  [86_400 * 365, 'year'],
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
]

/** `3 hours ago`, `in 2 days`, `just now`. */
export function formatRelative(moment: string, now: number): string {
  const seconds = (new Date(moment).getTime() - now) / 1000
  if (Number.isNaN(seconds)) return ''
  const size = Math.abs(seconds)
  if (size < 5) return 'just now'
  const [step, unit] = STEPS.find(([s]) => size >= s) ?? [1, 'second']
  const count = Math.floor(size / step)
  const words = `${count.toLocaleString('en')} ${unit}${count === 1 ? '' : 's'}`
  return seconds < 0 ? `${words} ago` : `in ${words}`
}

/** Seconds as the two greatest units: `2 d 3 h`, `4 min 5 s`, `0 s`. */
export function formatDuration(seconds: number): string {
  const units: readonly [number, string][] = [
    [86_400, 'd'],
    [3_600, 'h'],
    [60, 'min'],
    [1, 's'],
  ]
  if (seconds > 0 && seconds < 1) return `${Math.round(seconds * 1000)} ms`
  let rest = Math.round(seconds)
  const parts: string[] = []
  for (const [size, name] of units) {
    const count = Math.floor(rest / size)
    rest -= count * size
    if (count > 0) parts.push(`${count} ${name}`)
    if (parts.length === 2) break
  }
  return parts.join(' ') || '0 s'
}
