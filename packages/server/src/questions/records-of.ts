import { sqlTimeOfMicros, type Range } from './moment.js'
import type { RecordsOf, Source } from './question.js'

/** Where the records of each subject are read from: their table, and of it just the range. */
export const recordsOf: RecordsOf = (subject, range) =>
  subject === 'events' ? { sql: 'events', params: {} } : kept(subject, range)

function kept(table: string, { from, to }: Range): Source {
  const bounds = { x_kept_from: from, x_kept_to: to }
  const tests = []
  if (from !== undefined) tests.push(`start_time >= {x_kept_from:DateTime64(6, 'UTC')}`)
  if (to !== undefined) tests.push(`start_time < {x_kept_to:DateTime64(6, 'UTC')}`)
  if (tests.length === 0) return { sql: table, params: {} }
  const params = Object.fromEntries(
    Object.entries(bounds)
      .filter((bound): bound is [string, number] => bound[1] !== undefined)
      .map(([name, micros]) => [name, sqlTimeOfMicros(micros)]),
  )
  return { sql: `(SELECT * FROM ${table} WHERE ${tests.join(' AND ')})`, params }
}
