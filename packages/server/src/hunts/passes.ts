import type { Subject } from '@spoor/model'
import type { EventStore } from '../store/event-store.js'
import type { Records } from './records.js'
import { eventTypeOf, inParts } from './where.js'

/** What is asked, of which records. */
export interface Asked {
  readonly subject: Subject
  readonly where: string
}

/** Where the records of a subject are, or only events of one type. */
export type RecordsOf = (subject: Subject, eventType?: string) => Records

/** Questions that are tried in one statement. */
export interface Pass<T> {
  readonly subject: Subject
  readonly items: readonly T[]
  /** The one type of events that all of them are about. */
  readonly eventType?: string
}

const SUBJECTS: readonly Subject[] = ['sessions', 'transfers', 'events']

/**
 * Questions in as few statements as can be. Those about one type of events are tried on events of that
 * type only: these lie together. Those about kinds of records that are not there are left out.
 */
export async function passesOf<T extends Asked>(
  store: EventStore,
  items: readonly T[],
  records: RecordsOf,
): Promise<Pass<T>[]> {
  const passes: Pass<T>[] = []
  for (const subject of SUBJECTS) {
    const about = items.filter((item) => item.subject === subject)
    if (about.length === 0) continue
    const present = await kindsOf(store, subject, records(subject))
    if (present.size === 0) continue
    const byType = new Map<string | undefined, T[]>()
    for (const item of about) {
      const type = subject === 'events' ? eventTypeOf(item.where) : undefined
      if (type !== undefined && !present.has(type)) continue
      byType.set(type, [...(byType.get(type) ?? []), item])
    }
    for (const [eventType, ofType] of byType) {
      const about = { subject, ...(eventType !== undefined && { eventType }) }
      passes.push(...inParts(ofType).map((part) => ({ ...about, items: part })))
    }
  }
  return passes
}

/** The types of events that are there; of other records one nameless kind. */
async function kindsOf(
  store: EventStore,
  subject: Subject,
  { from, params }: Records,
): Promise<ReadonlySet<string>> {
  const kind = subject === 'events' ? 'event_type' : `''`
  const rows = await store.rows<{ kind: string }>(`SELECT DISTINCT ${kind} AS kind FROM ${from}`, {
    params: { ...params },
  })
  return new Set(rows.map((row) => row.kind))
}
