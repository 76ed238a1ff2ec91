import type { EventStore } from '../store/event-store.js'
import type { Fold } from './fold.js'
import type { TimeRange } from './reading-range.js'

/** Bytes of groups above which they are put on disk: of some twelve million events of a busy network. */
const GROUPS = '750000000'

/** A table whose partitions are days (`toYYYYMMDD`), and the twin in which days are prepared. */
export interface TableOfDays {
  readonly table: string
  readonly twin: string
}

/**
 * Replaces days of a table by what a statement makes of them, each at once: a reader sees a day as it
 * was or as it is now. The range is of whole UTC days. @throws StoreError
 */
export async function replaceDays(
  store: EventStore,
  { table, twin }: TableOfDays,
  days: Required<TimeRange>,
  { sql, params }: Fold,
): Promise<void> {
  await store.run(`TRUNCATE TABLE ${twin}`)
  await store.run(`INSERT INTO ${twin} ${sql}`, {
    params,
    settings: { max_partitions_per_insert_block: '0', max_bytes_before_external_group_by: GROUPS },
    alone: true,
  })
  const made = await daysIn(store, twin, days)
  const kept = await daysIn(store, table, days)
  for (const day of made) {
    await store.run(`ALTER TABLE ${table} REPLACE PARTITION ${day} FROM ${twin}`)
  }
  for (const day of kept) {
    if (!made.has(day)) await store.run(`ALTER TABLE ${table} DROP PARTITION ${day}`)
  }
  await store.run(`TRUNCATE TABLE ${twin}`)
}

/** Drops the days of a table before a day. @throws StoreError */
export async function dropDaysBefore(
  store: EventStore,
  table: string,
  before: Date,
): Promise<void> {
  const old = await daysIn(store, table, { from: new Date(0), to: before })
  for (const day of old) await store.run(`ALTER TABLE ${table} DROP PARTITION ${day}`)
}

/** Days of a range that a table has, as numbers such as 20260622. */
async function daysIn(
  store: EventStore,
  table: string,
  { from, to }: Required<TimeRange>,
): Promise<Set<number>> {
  const rows = await store.rows<{ day: number }>(
    `SELECT DISTINCT toUInt32(partition) AS day FROM system.parts
     WHERE active AND database = currentDatabase() AND table = {table:String}
       AND toUInt32(partition) >= {from:UInt32} AND toUInt32(partition) < {to:UInt32}
     ORDER BY day`,
    { params: { table, from: dayNumber(from), to: dayNumber(to) } },
  )
  return new Set(rows.map(({ day }) => Number(day)))
}

function dayNumber(day: Date): number {
  return Number(day.toISOString().slice(0, 10).replaceAll('-', ''))
}
