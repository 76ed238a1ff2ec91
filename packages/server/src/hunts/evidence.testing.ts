import { parseQuery, type Finding } from '@spoor/model'
import { compileQuery } from '../query/compile.js'
import { ID_COLUMNS, TIME_COLUMNS } from '../query/subject-columns.js'
import { DEFAULT_HOME } from '../organisation/organisation.js'
import type { EventStore } from '../store/event-store.js'

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
  const id = ID_COLUMNS[subject]
  const time = TIME_COLUMNS[subject]
  const rows = await store.rows<{ id: string }>(
    `SELECT ${id} AS id FROM ${subject} WHERE ${sql}
       AND ${time} >= parseDateTime64BestEffort({from:String}, 6, 'UTC')
       AND ${time} < parseDateTime64BestEffort({to:String}, 6, 'UTC')
     ORDER BY ${time}, id`,
    { params: { ...params, from, to } },
  )
  return rows.map((row) => row.id)
}
