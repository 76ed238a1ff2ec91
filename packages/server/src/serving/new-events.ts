import { eventsSince } from '../hunts/records.js'
import type { EventStore } from '../store/event-store.js'

/** Which events are new (`eventsSince`): rather more than need be, never fewer. */

/** The engine's clock, in seconds since 1970 as text: a server's may differ from ours. */
export async function engineTime(store: EventStore): Promise<string> {
  const [row] = await store.rows<{ time: string }>(
    `SELECT toString(toUnixTimestamp(now())) AS time`,
  )
  return row?.time ?? '0'
}

/**
 * UTC days, as midnights in milliseconds since 1970, on which new events or the flows that they
 * report began: a flow is logged when it ends.
 */
export async function daysOfNewEvents(store: EventStore, since: string): Promise<number[]> {
  const { from, params } = eventsSince(since)
  const rows = await store.rows<{ day: number }>(
    `SELECT DISTINCT toFloat64(toUnixTimestamp(toStartOfDay(moment, 'UTC'))) AS day FROM (
       SELECT arrayJoin([ts, ifNull(flow_start, ts)]) AS moment FROM ${from}
     )
     WHERE moment >= (SELECT min(ts) FROM events)
     ORDER BY day`,
    { params: { ...params } },
  )
  return rows.map(({ day }) => day * 1000)
}

/**
 * Which share of all events is new.
 * @throws StoreError
 */
export async function shareOfNewEvents(store: EventStore, since: string): Promise<number> {
  const { from, params } = eventsSince(since)
  const [row] = await store.rows<{ share: number }>(
    `SELECT (SELECT count() FROM ${from}) / greatest(count(), 1) AS share FROM events`,
    { params: { ...params } },
  )
  return row?.share ?? 0
}
