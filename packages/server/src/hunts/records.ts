import type { Subject } from '@spoor/model'
import { TIME_COLUMNS } from '../query/subject-columns.js'
import type { TimeSpan } from '../query/time-span.js'

/** Records that hunts look at: what stands behind FROM, WHERE included, and the values in it. */
export interface Records {
  readonly from: string
  readonly params: Readonly<Record<string, unknown>>
}

const OF_SESSIONS = [
  'start_time',
  'end_time',
  'session_id',
  'service',
  'client_ip',
  'server_ip',
  'server_port',
  'client_software',
  'user_name',
] as const

/**
 * What hunts look at alike, whatever the subject: the columns of sessions, and what moved. Named one
 * by one: the engine plans a statement of many columns several times as long.
 */
export const ALIKE: Readonly<Record<Subject, readonly string[]>> = {
  events: [
    'ts AS start_time',
    'ts AS end_time',
    `'' AS session_id`,
    'network_protocol AS service',
    'source_ip AS client_ip',
    'destination_ip AS server_ip',
    'destination_port AS server_port',
    'ssh_client_software_version AS client_software',
    'user_name',
    'event_id AS id',
    '0 AS failures',
    'source_bytes AS volume',
    `'exact' AS volume_quality`,
    'file_name AS file',
    `multiIf(dns_question_name != '', dns_question_name, tls_client_server_name != '',
      tls_client_server_name, quic_sni != '', quic_sni, url_domain) AS name`,
  ],
  sessions: [
    ...OF_SESSIONS,
    'session_id AS id',
    'ifNull(session_login_failures, 0) AS failures',
    `CAST(NULL, 'Nullable(UInt64)') AS volume`,
    `'' AS volume_quality`,
    `'' AS file`,
    `'' AS name`,
  ],
  transfers: [
    ...OF_SESSIONS,
    'transfer_id AS id',
    '0 AS failures',
    'transfer_bytes AS volume',
    'transfer_bytes_quality AS volume_quality',
    'file_name AS file',
    `'' AS name`,
  ],
}

/** The records of a subject that begin in a range; if given, events of one type only. */
export function recordsIn(subject: Subject, range: TimeSpan, eventType?: string): Records {
  const time = TIME_COLUMNS[subject]
  const ofType = eventType === undefined ? '' : ' AND event_type = {read_type:String}'
  return {
    from: `${subject}
      WHERE ${time} >= fromUnixTimestamp64Milli({read_from:Int64}, 'UTC')
        AND ${time} < fromUnixTimestamp64Milli({read_to:Int64}, 'UTC')${ofType}`,
    params: {
      read_from: range.from.getTime(),
      read_to: range.to.getTime(),
      ...(eventType !== undefined && { read_type: eventType }),
    },
  }
}

/**
 * Events that arrived since a moment of the engine's own clock: those in parts that it wrote since.
 * Parts that it merged meanwhile make them more than they need be, never fewer.
 * @param since seconds since 1970 as text
 */
export function eventsSince(since: string, eventType?: string): Records {
  const ofType = eventType === undefined ? '' : ' AND event_type = {read_type:String}'
  return {
    from: `events
      WHERE _part IN (
        SELECT name FROM system.parts
        WHERE active AND database = currentDatabase() AND table = 'events'
          AND toUnixTimestamp(modification_time) >= {read_since:UInt32}
      )${ofType}`,
    params: { read_since: since, ...(eventType !== undefined && { read_type: eventType }) },
  }
}
