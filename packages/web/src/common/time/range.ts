import { formatMoment, type Zone } from './format.js'

/**
 * Time ranges as the URL holds them. `from` is `all`, `now-…` or ISO 8601; `to` is empty (no end),
 * `now` or ISO 8601.
 */
export interface Range {
  readonly from: string
  readonly to: string
}

/** A range that the API takes: absolute, so that every panel of a page asks for the same. */
export interface AbsoluteRange {
  readonly from?: string
  readonly to?: string
}

export interface Preset {
  readonly label: string
  readonly range: Range
}

const last = (span: string, label: string): Preset => ({
  label,
  range: { from: `now-${span}`, to: 'now' },
})

export const ALL_DATA: Range = { from: 'all', to: '' }

export const PRESETS: readonly Preset[] = [
  last('15m', 'Last 15 minutes'),
  last('1h', 'Last hour'),
  last('4h', 'Last 4 hours'),
  last('24h', 'Last 24 hours'),
  last('7d', 'Last 7 days'),
  last('14d', 'Last 14 days'),
  last('30d', 'Last 30 days'),
  { label: 'All data', range: ALL_DATA },
]

const UNITS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
}

/** Milliseconds since 1970 of an edge of a range, or undefined if it is open or cannot be read. */
export function edgeTime(edge: string, now: number): number | undefined {
  if (edge === 'now') return now
  const relative = /^now-(\d{1,6})([smhdw])$/.exec(edge)
  if (relative !== null) {
    return now - Number(relative[1]) * (UNITS[relative[2] ?? ''] ?? Number.NaN)
  }
  if (!/^\d{4}-\d\d-\d\d/.test(edge)) return undefined
  const time = Date.parse(edge)
  return Number.isNaN(time) ? undefined : time
}

/** Pins a range to moments. ISO edges are passed on as they are, with all their digits. */
export function resolveRange(range: Range, now: number): AbsoluteRange {
  const pin = (edge: string) => {
    const time = edgeTime(edge, now)
    if (time === undefined) return undefined
    return edge.startsWith('now') ? new Date(time).toISOString() : edge
  }
  return { from: pin(range.from), to: pin(range.to) }
}

/** Whether both edges can be read and the range is not turned around. */
export function isValidRange(range: Range): boolean {
  if (range.from !== 'all' && edgeTime(range.from, 0) === undefined) return false
  if (range.to !== '' && edgeTime(range.to, 0) === undefined) return false
  const now = Date.now()
  const from = edgeTime(range.from, now)
  const to = edgeTime(range.to, now)
  return from === undefined || to === undefined || from < to
}

/** What the picker's button says. */
export function describeRange(range: Range, zone: Zone): string {
  const preset = PRESETS.find((p) => p.range.from === range.from && p.range.to === range.to)
  if (preset !== undefined) return preset.label
  const relative = /^now-(\d+)([smhdw])$/.exec(range.from)
  if (relative !== null && range.to === 'now') return `Last ${relative[1]} ${relative[2]}`
  const edge = (text: string, open: string) =>
    text === '' || text === 'all' ? open : text.startsWith('now') ? text : short(text, zone)
  return `${edge(range.from, 'start')} → ${edge(range.to, 'end')}`
}

/** Leaves out seconds that are zero: ranges of whole minutes are the usual ones. */
function short(moment: string, zone: Zone): string {
  return formatMoment(moment, zone, 0).replace(/:00$/, '')
}

/**
 * The range for a page that was opened without one: the last day, or everything if the store's
 * data ended before that, so that the first thing seen is not an empty page.
 *
 * @param lastEvent moment of the newest event, or null if there is none.
 */
export function defaultRange(lastEvent: string | null, now: number): Range {
  const day = PRESETS.find((p) => p.range.from === 'now-24h')?.range ?? ALL_DATA
  if (lastEvent === null) return day
  return Date.parse(lastEvent) < now - 86_400_000 ? ALL_DATA : day
}

/** Text for a field in which a moment is written, in the zone: `2026-06-22 22:44:46`. */
export function toInputText(time: number, zone: Zone): string {
  return formatMoment(new Date(time).toISOString(), zone, 0)
}

const WRITTEN = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d?:\d\d)(:\d\d(?:\.\d{1,6})?)?(Z|[+-]\d\d:?\d\d)?)?$/

/**
 * The moment that a written text means in the zone, or undefined if it means none. A date alone
 * means its beginning; an offset from UTC in the text outdoes the zone.
 */
export function fromInputText(text: string, zone: Zone): string | undefined {
  const match = WRITTEN.exec(text.trim())
  if (match === null) return undefined
  const [, date, clock = '00:00', seconds = ':00', offset] = match
  const iso = `${date}T${clock.padStart(5, '0')}${seconds}${offset ?? (zone === 'utc' ? 'Z' : '')}`
  const time = Date.parse(iso)
  return Number.isNaN(time) ? undefined : new Date(time).toISOString()
}
