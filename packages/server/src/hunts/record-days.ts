import type { EventStore } from '../store/event-store.js'

/**
 * UTC days that have records which hunts read, as midnights in milliseconds since 1970. A session
 * may begin on a day before its first event.
 * @throws StoreError
 */
export async function recordDays(store: EventStore): Promise<number[]> {
  const rows = await store.rows<{ day: number }>(
    `SELECT DISTINCT toFloat64(toUnixTimestamp(toStartOfDay(moment, 'UTC'))) AS day
     FROM (
       SELECT ts AS moment FROM events
       UNION ALL SELECT start_time AS moment FROM sessions
       UNION ALL SELECT start_time AS moment FROM transfers
     )
     ORDER BY day`,
  )
  return rows.map(({ day }) => day * 1000)
}
