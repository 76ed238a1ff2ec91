import { parseTime } from '@spoor/model'
import { QuestionError } from './question-error.js'

/** Microseconds since 1970-01-01T00:00:00Z. Exact as a number for every moment that is accepted. */
export type Micros = number

export const SECOND: Micros = 1_000_000

/** A time range: from inclusive, to exclusive; an edge that is absent is open. */
export interface Range {
  readonly from?: Micros
  readonly to?: Micros
}

/** A time range with both edges. */
export type Span = Required<Range>

/**
 * Reads a moment: ISO 8601 (UTC if it names no zone; digits below the microsecond are dropped),
 * `now`, or `now` plus or minus whole numbers of s, m, h, d or w. A day means its first moment.
 * @throws QuestionError TIME_INVALID
 */
export function parseMoment(text: string, now: Date): Micros {
  const trimmed = text.trim()
  const span = parseTime(trimmed, now)
  if (!span) {
    throw new QuestionError(
      'TIME_INVALID',
      `Not a time: ${JSON.stringify(trimmed.slice(0, 60))}. Write 2026-06-22, 2026-06-22T22:44:46.668Z, now or now-24h (units s, m, h, d, w).`,
    )
  }
  return span.from
}

/**
 * Reads both edges of a time range.
 * @throws QuestionError TIME_INVALID, or RANGE_INVALID if it ends before it begins
 */
export function parseRange(edges: { from?: string; to?: string }, now: Date): Range {
  const from = edges.from ? parseMoment(edges.from, now) : undefined
  const to = edges.to ? parseMoment(edges.to, now) : undefined
  if (from !== undefined && to !== undefined && from >= to) {
    throw new QuestionError('RANGE_INVALID', 'The time range ends before it begins.')
  }
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
}

/** `2026-06-22T22:44:46.668728Z`. */
export function isoOfMicros(micros: Micros): string {
  return isoOfSqlTime(sqlTimeOfMicros(micros))
}

/** `2026-06-22 22:44:46.668728`: how the engine reads and writes moments. */
export function sqlTimeOfMicros(micros: Micros): string {
  const seconds = Math.floor(micros / SECOND)
  const fraction = String(micros - seconds * SECOND).padStart(6, '0')
  return `${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')}.${fraction}`
}

/** The engine's text of a moment as ISO 8601. */
export function isoOfSqlTime(text: string): string {
  return `${text.replace(' ', 'T')}Z`
}

/** Microseconds of the engine's text of a moment. */
export function microsOfSqlTime(text: string): Micros {
  const [date = '', fraction = ''] = text.split('.')
  return Date.parse(isoOfSqlTime(date)) * 1000 + Number(fraction.padEnd(6, '0').slice(0, 6))
}
