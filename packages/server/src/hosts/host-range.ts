import {
  microsOfSqlTime,
  parseRange,
  SECOND,
  type Micros,
  type Range,
  type Span,
} from '../questions/moment.js'
import type { KnownHost } from './known-host.js'

export const DAY: Micros = 86_400 * SECOND

/** What a person asks for, with its open edges put where the host was first and last seen. */
export function rangeOfHost(
  request: { from?: string; to?: string },
  now: Date,
  { first, last }: KnownHost,
): Span {
  const range: Range = parseRange(request, now)
  const to = range.to ?? Math.max(microsOfSqlTime(last) + 1, (range.from ?? 0) + 1)
  const from = range.from ?? Math.min(microsOfSqlTime(first), to - 1)
  return { from, to }
}

/** Later than every moment that the engine keeps. */
const END_OF_TIME: Micros = Date.UTC(2299, 0, 1) * 1000

/** What a person asks for; an open edge is open. @throws QuestionError TIME_INVALID, RANGE_INVALID */
export function spanOfRequest(request: { from?: string; to?: string }, now: Date): Span {
  const { from = 0, to = END_OF_TIME } = parseRange(request, now)
  return { from, to }
}

/** Number of the UTC day that a moment lies in, counted from 1970. */
export function dayOf(moment: Micros): number {
  return Math.floor(moment / DAY)
}

/** `2026-06-22` of such a number. */
export function dayText(day: number): string {
  return new Date(day * (DAY / 1000)).toISOString().slice(0, 10)
}
