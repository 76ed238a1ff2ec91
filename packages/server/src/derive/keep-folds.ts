import type { Organisation } from '../organisation/organisation.js'
import type { EventStore } from '../store/event-store.js'
import { KEPT_SUBJECTS, twinOf, type KeptSubject } from '../store/events-schema.js'
import { foldSessions, type Fold } from './fold-sessions.js'
import { foldTransfers } from './fold-transfers.js'
import type { TimeRange } from './reading-range.js'

const DAY_MS = 86_400_000

/**
 * Folds the sessions and transfers that begin on the UTC days which a range touches, and replaces
 * what is kept of these days. The fold is a function of the set of events alone, so it does not
 * matter how often or in which order days are kept.
 *
 * A day is replaced at once; a reader sees it as it was or as it is now.
 *
 * @throws StoreError; days before the failure are kept anew, the rest as they were
 */
export async function keepFolds(
  store: EventStore,
  range: Required<TimeRange>,
  organisation: Organisation,
): Promise<void> {
  const days = {
    from: new Date(Math.floor(range.from.getTime() / DAY_MS) * DAY_MS),
    to: new Date(Math.ceil(range.to.getTime() / DAY_MS) * DAY_MS),
  }
  await keep(store, 'sessions', days, foldSessions(days, organisation))
  await keep(store, 'transfers', days, foldTransfers(days, organisation))
}

/** So many events are folded in one go; of more, a month at a time, which bounds the memory. */
const EVENTS_AT_ONCE = 3_000_000
const DAYS_AT_ONCE = 31

/** Keeps the sessions and transfers of all events in the store. @throws StoreError */
export async function keepEverything(store: EventStore, organisation: Organisation): Promise<void> {
  const [all] = await store.rows<{ events: number; from: number; to: number }>(
    `SELECT toFloat64(count()) AS events,
       toFloat64(toUnixTimestamp64Milli(min(least(ts, ifNull(flow_start, ts))))) AS from,
       toFloat64(toUnixTimestamp64Milli(max(ts))) AS to
     FROM events`,
  )
  if (!all || all.events === 0) return
  const step = all.events <= EVENTS_AT_ONCE ? Infinity : DAYS_AT_ONCE * DAY_MS
  const first = Math.floor(all.from / DAY_MS) * DAY_MS
  for (let from = first; from <= all.to; from += step) {
    const to = Math.min(from + step, all.to + 1)
    await keepFolds(store, { from: new Date(from), to: new Date(to) }, organisation)
  }
}

async function keep(
  store: EventStore,
  subject: KeptSubject,
  days: Required<TimeRange>,
  { sql, params }: Fold,
): Promise<void> {
  const twin = twinOf(subject)
  await store.run(`TRUNCATE TABLE ${twin}`)
  await store.run(`INSERT INTO ${twin} ${sql}`, {
    params,
    settings: { max_partitions_per_insert_block: '0' },
  })
  const made = await daysIn(store, twin, days)
  const kept = await daysIn(store, subject, days)
  for (const day of made) {
    await store.run(`ALTER TABLE ${subject} REPLACE PARTITION ${day} FROM ${twin}`)
  }
  for (const day of kept) {
    if (!made.has(day)) await store.run(`ALTER TABLE ${subject} DROP PARTITION ${day}`)
  }
  await store.run(`TRUNCATE TABLE ${twin}`)
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

/** Forgets sessions and transfers that began before a day. @throws StoreError */
export async function forgetFolds(store: EventStore, before: Date): Promise<void> {
  for (const subject of KEPT_SUBJECTS) {
    const old = await daysIn(store, subject, { from: new Date(0), to: before })
    for (const day of old) await store.run(`ALTER TABLE ${subject} DROP PARTITION ${day}`)
  }
}
