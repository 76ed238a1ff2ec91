import { parseQuery, type Finding } from '@spoor/model'
import { compileQuery } from '../query/compile.js'
import { DEFAULT_HOME } from '../organisation/organisation.js'
import type { EventStore } from '../store/event-store.js'
import { recordsIn } from './records.js'

/** Ids of the records that a finding's question shows when it is asked of the finding's time. */
export async function evidenceOf(
  store: EventStore,
  { evidence: { subject, q, from, to } }: Finding,
): Promise<string[]> {
  const parsed = parseQuery(q, subject)
  if (!parsed.ok) throw new Error(`${q}: ${JSON.stringify(parsed.problems)}`)
  const { sql, params } = compileQuery(parsed.query, subject, {
    now: new Date(0),
    lists: new Map([['home', DEFAULT_HOME]]),
  })
  // As a list of the API does: all records that begin in the range.
  const day = 86_400_000
  const source = recordsIn(subject, {
    from: new Date(Date.parse(from) - day),
    to: new Date(Date.parse(to) + day),
  })
  const id = { events: 'event_id', sessions: 'session_id', transfers: 'transfer_id' }[subject]
  const rows = await store.rows<{ id: string }>(
    `SELECT ${id} AS id FROM (${source.sql}) WHERE ${sql}
       AND start_time >= parseDateTime64BestEffort({from:String}, 6, 'UTC')
       AND start_time < parseDateTime64BestEffort({to:String}, 6, 'UTC')
     ORDER BY start_time, id`,
    { params: { ...source.params, ...params, from, to } },
  )
  return rows.map((row) => row.id)
}
