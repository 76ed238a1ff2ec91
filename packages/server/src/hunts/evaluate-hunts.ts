import type { CompileContext } from '../query/compile.js'
import type { EventStore } from '../store/event-store.js'
import { evaluateOver, type HuntsRun } from './evaluate.js'
import type { Hunt } from './hunt.js'
import type { TimeSpan } from '../query/time-span.js'
import { sourcesIn } from './sources.js'

const SOURCES = sourcesIn({ events: 'events', sessions: 'sessions', transfers: 'transfers' })

/**
 * Tries hunts, all that are on unless some are given, on the events, and on the kept sessions and transfers, of every
 * UTC day that the range touches, and brings the kept findings of these days up to date; see
 * `evaluateOver`.
 *
 * Give it no days whose events are no longer kept: it would take their findings away.
 *
 * @throws StoreError if the engine fails.
 */
export function evaluateHunts(
  store: EventStore,
  range: TimeSpan,
  context: CompileContext,
  hunts?: readonly Hunt[],
): Promise<HuntsRun> {
  return evaluateOver(store, range, context, SOURCES, hunts)
}
