import type { EventStore } from '../../store/event-store.js'
import { markFull } from './bounds.js'

const TABLES = ['event_facts', 'record_facts'] as const

/**
 * Forgets the facts that were last seen before a moment, and the days of hosts before its month.
 * A fact that was seen since keeps its first moment. Sets of values that were full may have room
 * again: only those that are full still are marked so.
 * @throws StoreError
 */
export async function forgetFacts(store: EventStore, before: Date): Promise<void> {
  const params = { before: before.toISOString().slice(0, -1).replace('T', ' ') }
  const isOld = `last < {before:DateTime64(6, 'UTC')}`
  for (const table of TABLES) {
    const [old] = await store.rows(`SELECT 1 FROM ${table} WHERE ${isOld} LIMIT 1`, { params })
    if (!old) continue
    await store.run(
      `DELETE FROM ${table} WHERE value = '' OR (attribute, value, host) IN (
         SELECT attribute, value, host FROM ${table}
         WHERE (attribute, value, host) IN (SELECT attribute, value, host FROM ${table} WHERE ${isOld})
         GROUP BY attribute, value, host HAVING max(last) < {before:DateTime64(6, 'UTC')})`,
      { params },
    )
    if (table === 'event_facts') await store.run(markFull)
  }
  const month = Number(params.before.slice(0, 7).replace('-', ''))
  const months = await store.rows<{ partition: string }>(
    `SELECT DISTINCT partition FROM system.parts
     WHERE active AND database = currentDatabase() AND table = 'host_days'
       AND toUInt32(partition) < {month:UInt32}`,
    { params: { month } },
  )
  for (const { partition } of months) {
    await store.run(`ALTER TABLE host_days DROP PARTITION ${Number(partition)}`)
  }
}
