import type { Organisation } from '../organisation/organisation.js'
import type { EventStore } from '../store/event-store.js'
import { KEPT_SUBJECTS, twinOf, type KeptSubject } from '../store/events-schema.js'
import { anySplit } from './control-events.js'
import { foldSessions } from './fold-sessions.js'
import { foldTransfers } from './fold-transfers.js'
import type { TimeRange } from './reading-range.js'
import { dropDaysBefore, replaceDays, type TableOfDays } from './replace-days.js'

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
  const days = wholeDays(range)
  const { sql, params } = anySplit(days)
  const split = (await store.rows(sql, { params })).length > 0
  await replaceDays(store, keptTable('sessions'), days, foldSessions(days, organisation, split))
  await replaceDays(store, keptTable('transfers'), days, foldTransfers(days, organisation, split))
}

/** The UTC days that a range touches, as a range. */
export function wholeDays({ from, to }: Required<TimeRange>): Required<TimeRange> {
  return {
    from: new Date(Math.floor(from.getTime() / DAY_MS) * DAY_MS),
    to: new Date(Math.ceil(to.getTime() / DAY_MS) * DAY_MS),
  }
}

function keptTable(subject: KeptSubject): TableOfDays {
  return { table: subject, twin: twinOf(subject) }
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

/** Forgets sessions and transfers that began before a day. @throws StoreError */
export async function forgetFolds(store: EventStore, before: Date): Promise<void> {
  for (const subject of KEPT_SUBJECTS) await dropDaysBefore(store, subject, before)
}
