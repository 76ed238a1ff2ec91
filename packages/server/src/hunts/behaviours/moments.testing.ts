import type { MadeRecord } from './behaviours.testing.js'
import type { BehaviourMatch } from './index.js'

/** Records at moments, for tests of windows. */

/** Day and time, so many seconds after midnight of the first day; whole microseconds. */
export function moment(seconds: number): Pick<MadeRecord, 'day' | 'time'> {
  const micros = Math.round(seconds * 1_000_000)
  const ofDay = micros % 86_400_000_000
  const text = new Date(Math.floor(ofDay / 1000)).toISOString().slice(11, 23)
  return {
    day: Math.floor(micros / 86_400_000_000),
    time: `${text}${String(ofDay % 1000).padStart(3, '0')}`,
  }
}

export const HOUR = 3600
export const DAY = 24 * HOUR

/** A record at each of some moments. */
export function starts(
  seconds: readonly number[],
  record: Omit<MadeRecord, 'day' | 'time'> = {},
): MadeRecord[] {
  return seconds.map((second) => ({ ...record, ...moment(second) }))
}

/** Numbers from 0 on, each made into something. */
export function times<T>(count: number, make: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => make(i))
}

/** The days that matched, with the entity and what was measured. */
export function brief(matches: readonly BehaviourMatch[]): unknown[] {
  return matches.map(({ day, by, records, measured }) => [day, ...by, records, measured])
}
