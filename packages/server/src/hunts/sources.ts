import type { Subject } from '@spoor/model'
import type { Sources } from './evaluate.js'
import type { TimeSpan } from '../query/time-span.js'

/** What events have in common with sessions, under its name there. */
const AS_SESSION = `ts AS start_time, ts AS end_time, '' AS session_id, network_protocol AS service,
  source_ip AS client_ip, destination_ip AS server_ip, destination_port AS server_port,
  ssh_client_software_version AS client_software`

/** Where the hunts read: records that begin in a range, out of the table of each subject. */
export function sourcesIn(tables: Readonly<Record<Subject, string>>): Sources {
  const read = (subject: Subject, columns: string, time: string) => (range: TimeSpan) => ({
    sql: `SELECT ${columns} FROM ${tables[subject]}
      WHERE ${time} >= fromUnixTimestamp64Milli({read_from:Int64}, 'UTC')
        AND ${time} < fromUnixTimestamp64Milli({read_to:Int64}, 'UTC')`,
    params: { read_from: range.from.getTime(), read_to: range.to.getTime() },
  })
  return {
    events: read('events', `*, ${AS_SESSION}`, 'ts'),
    sessions: read('sessions', '*', 'start_time'),
    transfers: read('transfers', '*', 'start_time'),
  }
}
