import type { EventStore } from '../../store/event-store.js'
import type { TimeRange } from '../reading-range.js'
import { keepEventFacts, type FactsGround, type KeepFactsOptions } from './keep-event-facts.js'
import { keepAllRecordFacts, keepRecordFacts } from './record-facts.js'

/** Steps are prepared in tables that there are once: they are taken one after the other. */
const running = new WeakMap<EventStore, Promise<unknown>>()

/**
 * Keeps the facts of events that came in, and of the sessions and transfers of the days that a range
 * touches; of all days if there is no range. @throws StoreError
 */
export function keepFacts(
  ground: FactsGround,
  range?: Required<TimeRange>,
  options?: KeepFactsOptions,
): Promise<void> {
  const work = async (): Promise<void> => {
    await keepEventFacts(ground, options)
    if (range) await keepRecordFacts(ground.events, range, ground)
    else await keepAllRecordFacts(ground.events, ground)
  }
  const mine = (running.get(ground.events) ?? Promise.resolve()).then(work, work)
  running.set(
    ground.events,
    mine.catch(() => undefined),
  )
  return mine
}
