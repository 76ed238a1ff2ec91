import type { EventStore } from '../store/event-store.js'

/**
 * Which events are new, by the parts that the engine wrote since a moment of its own clock. Parts
 * that it merged meanwhile make them more than they need be, never fewer.
 */

const PARTS = `system.parts WHERE active AND database = currentDatabase() AND table = 'events'`
const WRITTEN_SINCE = `toUnixTimestamp(modification_time) >= {since:UInt32}`

/** The engine's clock, in seconds since 1970 as text: a server's may differ from ours. */
export async function engineTime(store: EventStore): Promise<string> {
  const [row] = await store.rows<{ time: string }>(
    `SELECT toString(toUnixTimestamp(now())) AS time`,
  )
  return row?.time ?? '0'
}

/**
 * UTC days, as midnights in milliseconds since 1970, on which new events or the flows that they
 * report began: a flow is logged when it ends. New are the events in parts that the engine wrote
 * since; parts that it merged meanwhile make the answer larger than it need be, never smaller.
 */
export async function daysOfNewEvents(store: EventStore, since: string): Promise<number[]> {
  const rows = await store.rows<{ day: number }>(
    `SELECT DISTINCT toFloat64(toUnixTimestamp(toStartOfDay(moment, 'UTC'))) AS day FROM (
       SELECT arrayJoin([ts, ifNull(flow_start, ts)]) AS moment FROM events
       WHERE _part IN (
         SELECT name FROM ${PARTS} AND ${WRITTEN_SINCE}
       )
     )
     WHERE moment >= (SELECT min(ts) FROM events)
     ORDER BY day`,
    { params: { since } },
  )
  return rows.map(({ day }) => day * 1000)
}

/**
 * Which share of all events is new.
 * @throws StoreError
 */
export async function shareOfNewEvents(store: EventStore, since: string): Promise<number> {
  const [row] = await store.rows<{ share: number }>(
    `SELECT sumIf(rows, ${WRITTEN_SINCE}) / greatest(sum(rows), 1) AS share FROM ${PARTS}`,
    { params: { since } },
  )
  return row?.share ?? 0
}
