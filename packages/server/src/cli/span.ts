import { parseRange } from '../questions/moment.js'
import type { EventStore } from '../store/event-store.js'

/**
 * The time range that a command was given; where it is open, from the first or to the last event.
 * Nothing if there are no events. @throws QuestionError for a wrong time
 */
export async function spanOf(
  store: EventStore,
  flags: { readonly from?: string; readonly to?: string },
): Promise<{ from: Date; to: Date } | undefined> {
  const { from, to } = parseRange(flags, new Date())
  const [edges] = await store.rows<{ first: number; last: number; n: number }>(
    `SELECT toFloat64(toUnixTimestamp64Milli(min(ts))) AS first,
       toFloat64(toUnixTimestamp64Milli(max(ts))) AS last, toFloat64(count()) AS n FROM events`,
  )
  if (!edges || edges.n === 0) return undefined
  return {
    from: new Date(from === undefined ? edges.first : Math.floor(from / 1000)),
    to: new Date(to === undefined ? edges.last + 1 : Math.ceil(to / 1000)),
  }
}
