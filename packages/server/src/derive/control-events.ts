import { Bindings } from './bindings.js'
import { micros } from './columns.js'
import type { Fold } from './fold.js'
import { eventsAround, SESSION_GAP_SECONDS, type TimeRange } from './reading-range.js'

/**
 * Which events make up sessions, and which of them belong to the same one.
 *
 * What tells one session from another is sensor, flow id and part. Suricata's flow id is 51 bits of
 * a hash, so a long log may hold the same id twice. The part is 0 but for such flow ids: there it
 * counts the gaps before an event. Nothing depends on the order in which events arrived.
 */
export const SESSION_KEY = 'observer_name, control_flow, part'

export const FTP_PORT = 21
export const SSH_PORT = 22

/**
 * SQL that is true for events of control connections: dialogue, banners, and the records of flows
 * that were recognised as FTP, also before they turned to TLS, or as SSH; or that were not
 * recognised at all on FTP's port. Suricata 7 gives up on some connections that open with AUTH TLS,
 * and logs no ftp event for them.
 */
const IS_CONTROL = `(event_type IN ('ftp', 'ssh') OR (event_type = 'flow' AND (network_protocol IN ('ftp', 'ssh')
        OR (network_protocol = 'tls' AND network_protocol_original = 'ftp')
        OR (network_protocol = 'failed' AND destination_port = ${FTP_PORT} AND network_transport = 'TCP'))))`

/** Which control connections are looked at. */
export interface Controls {
  /** SQL that limits the events by time. */
  readonly around: string
  /** Below so many bytes of whole packets from either side, SSH connections are left out. */
  readonly sshBytes?: number
}

/** SQL that is true for the events of the control connections that are looked at. */
export function isControlEvent({ around, sshBytes }: Controls): string {
  const large =
    sshBytes === undefined
      ? ''
      : ` AND (event_type = 'ftp' OR network_protocol IN ('ftp', 'tls', 'failed') OR flow_id IN (
          SELECT flow_id FROM events WHERE event_type = 'flow' AND network_protocol = 'ssh'
            AND greatest(source_bytes, destination_bytes) >= ${sshBytes} AND ${around}))`
  return `isNotNull(flow_id) AND ${around} AND ${IS_CONTROL}${large}`
}

/** When an event counts: a flow record when the flow began, for it is logged when the flow ends. */
export const AT = micros(`if(event_type = 'flow', coalesce(flow_start, ts), ts)`)

/** The flow ids that must be split, with the first moments of their sessions (microseconds, ascending). */
function splitFlows(around: string): string {
  const gap = SESSION_GAP_SECONDS * 1_000_000
  return `SELECT observer_name, assumeNotNull(flow_id) AS control_flow, arraySort(groupUniqArray(${AT})) AS moments,
    arrayFilter((moment, n) -> n = 1 OR moment - moments[n - 1] > ${gap},
      moments, arrayEnumerate(moments)) AS starts
  FROM events WHERE ${isControlEvent({ around })}
  GROUP BY observer_name, control_flow
  HAVING max(${AT}) - min(${AT}) > ${gap}`
}

/**
 * A SELECT of one row if any flow id near a range must be split, of none if not. They hardly ever
 * must; and to know it spares a fold to look for them wherever it reads events.
 */
export function anySplit(range: TimeRange): Fold {
  const bindings = new Bindings()
  const sql = `SELECT 1 FROM (${splitFlows(eventsAround(range, bindings))}) LIMIT 1`
  return { sql, params: bindings.params }
}

/** CTE `splits`: the flow ids that must be split, if there may be any, with `starts`. */
export function splitsCte(around: string, mayBe: boolean): string {
  const none = `SELECT '' AS observer_name, toUInt64(0) AS control_flow, emptyArrayInt64() AS starts WHERE false`
  return `splits AS (
  ${mayBe ? splitFlows(around) : none}
)`
}

/** SQL of the part, given `starts` (from a LEFT JOIN of the splits) and a moment. */
export function partOf(at: string): string {
  return `toUInt32(arrayCount(start -> start <= ${at}, starts))`
}

/** SQL of the id of a session: the same for as long as sensor, flow id and first day are. */
export function sessionId(observer: string, controlFlow: string, started: string): string {
  return `lower(hex(sipHash64(${observer}, ${controlFlow}, toDate(fromUnixTimestamp64Micro(${started}, 'UTC')))))`
}

/** SQL that is true for the user names of anonymous logins: RFC 1635, and its short form. */
export function isAnonymous(user: string): string {
  return `(lower(${user}) IN ('anonymous', 'ftp'))`
}
