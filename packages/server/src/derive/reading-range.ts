import type { Bindings } from './bindings.js'

/** Moments between which sessions or transfers begin; either end may be open. */
export interface TimeRange {
  /** First moment. */
  readonly from?: Date
  /** First moment after it. */
  readonly to?: Date
}

const DAY_SECONDS = 86_400

/**
 * A sensor may use a flow id again. Events with the same flow id belong to one session unless they
 * are further apart than this.
 */
export const SESSION_GAP_SECONDS = DAY_SECONDS

/**
 * How much before the range is read. With exactly the gap, an event is seen as the first of its
 * session if and only if it is, whatever the range: so a session has the same start, and the same
 * id, in every range.
 */
const READ_BEFORE_SECONDS = SESSION_GAP_SECONDS

/**
 * How much after the range is read, for the rest of sessions that begin in it. A flow is logged
 * when it ends, which may be days later; a session that goes on for longer than this is cut here.
 */
const READ_AFTER_SECONDS = 7 * DAY_SECONDS

/** SQL that is true for events that may matter to what begins in the range. */
export function eventsAround({ from, to }: TimeRange, bindings: Bindings): string {
  const shifted = (moment: Date, seconds: number) =>
    bindings.time(new Date(moment.getTime() + seconds * 1000))
  const tests = [
    from && `ts >= ${shifted(from, -READ_BEFORE_SECONDS)}`,
    to && `ts < ${shifted(to, READ_AFTER_SECONDS)}`,
  ].filter((test) => test !== undefined)
  return tests.length === 0 ? 'true' : `(${tests.join(' AND ')})`
}

/** SQL that is true where a moment, in microseconds since 1970, lies in the range. */
export function beginsInRange(micros: string, { from, to }: TimeRange, bindings: Bindings): string {
  const bound = (moment: Date) => bindings.bind('Int64', String(BigInt(moment.getTime()) * 1000n))
  const tests = [from && `${micros} >= ${bound(from)}`, to && `${micros} < ${bound(to)}`].filter(
    (test) => test !== undefined,
  )
  return tests.length === 0 ? 'true' : `(${tests.join(' AND ')})`
}
