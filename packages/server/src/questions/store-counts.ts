import type { StatusAnswer } from '@spoor/model'
import { settingsFor } from './budget.js'
import { isoOfSqlTime } from './moment.js'
import type { Asking } from './question.js'

export type StoreCounts = Pick<StatusAnswer, 'events' | 'quarantined'>

/** What the store holds. Cheap: the engine knows most of it without reading. @throws StoreError */
export async function countStore({ store, limits, signal }: Asking): Promise<StoreCounts> {
  const options = { settings: settingsFor(limits.seconds, limits), signal }
  const [edges, types, parts, refused] = await Promise.all([
    store.rows<{ n: string; first: string; last: string }>(
      `SELECT count() AS n, min(ts) AS first, max(ts) AS last FROM events`,
      options,
    ),
    store.rows<{ type: string; n: string }>(
      `SELECT event_type AS type, count() AS n FROM events GROUP BY type ORDER BY n DESC, type LIMIT 100`,
      options,
    ),
    store.rows<{ bytes: string }>(
      `SELECT sum(bytes_on_disk) AS bytes FROM system.parts WHERE active AND database = currentDatabase() AND table = 'events'`,
      options,
    ),
    store.rows<{ n: string }>(`SELECT count() AS n FROM quarantine`, options),
  ])
  const count = Number(edges[0]?.n ?? 0)
  return {
    events: {
      count,
      first: count > 0 && edges[0] ? isoOfSqlTime(edges[0].first) : null,
      last: count > 0 && edges[0] ? isoOfSqlTime(edges[0].last) : null,
      bytes_on_disk: Number(parts[0]?.bytes ?? 0),
      by_type: types.map(({ type, n }) => ({ type, count: Number(n) })),
    },
    quarantined: Number(refused[0]?.n ?? 0),
  }
}
