import type { EventStore } from '../store/event-store.js'
import type { KeptSubject } from '../store/events-schema.js'
import { evaluateOver, type HuntsRun } from './evaluate.js'
import type { TimeSpan } from './kept-findings.js'
import type { Fragment } from './statement.js'

/**
 * Tries the hunts that ship with Spoor on the kept sessions and transfers of every UTC day that the
 * range touches, and brings the kept findings of these days up to date; see `evaluateOver`.
 *
 * Give it no days whose events are no longer kept: it would take their findings away.
 *
 * @throws StoreError if the engine fails.
 */
export function evaluateHunts(store: EventStore, range: TimeSpan, now: Date): Promise<HuntsRun> {
  return evaluateOver(store, range, now, {
    sessions: (part) => kept('sessions', part),
    transfers: (part) => kept('transfers', part),
  })
}

function kept(table: KeptSubject, { from, to }: TimeSpan): Fragment {
  return {
    sql: `SELECT * FROM ${table}
      WHERE start_time >= fromUnixTimestamp64Milli({kept_from:Int64}) AND start_time < fromUnixTimestamp64Milli({kept_to:Int64})`,
    params: { kept_from: from.getTime(), kept_to: to.getTime() },
  }
}
