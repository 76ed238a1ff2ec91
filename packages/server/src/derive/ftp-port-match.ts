import { micros } from './columns.js'
import { bareHeaders } from './flow-volume.js'
import { dataShape } from './ftp-data.js'
import { commandShape } from './ftp-steps.js'
import { FTP_PORT, SESSION_KEY } from './control-events.js'

/**
 * Data connections that the sensor did not know as such (older sensors, several threads, listings):
 * a flow between the same two addresses, to the agreed port, at the time of the command.
 */

/** How far a flow may begin before the port was agreed, or after the server answered. */
const TOLERANCE_MICROS = 10_000_000

/** Application protocols that the content of a file may look like, among them none at all. */
const MAY_BE_DATA = `('', 'failed', 'ftp-data', 'tls', 'http')`

/** SQL of two addresses, whichever opened the flow. */
export function pairOf(a: string, b: string): string {
  return `(least(${a}, ${b}), greatest(${a}, ${b}))`
}

const IS_CONTROL = `(event_type = 'ftp' OR (event_type = 'flow' AND network_protocol IN ('ftp', 'tls', 'failed') AND destination_port = ${FTP_PORT}))`

/** CTE `other_flows`: flows without a parent between two addresses that also spoke FTP. */
export function otherFlowsCte(around: string): string {
  return `other_flows AS (
  SELECT observer_name, ${pairOf('source_ip', 'destination_ip')} AS pair, ${dataShape.of({
    flow_id: 'assumeNotNull(flow_id)',
    evidence: `'port'`,
    at: 'started',
    command: `''`,
    name: `''`,
    sender: 'NULL',
    has_file: 'false',
    size: '0',
    whole: 'false',
    state: `''`,
    magic: `''`,
    md5: `''`,
    sha256: `''`,
    has_flow: 'true',
    started: 'started',
    ended: micros('coalesce(flow_end, ts)'),
    source_ip: 'source_ip',
    port: 'ifNull(destination_port, 0)',
    source_bytes: 'ifNull(source_bytes, 0)',
    destination_bytes: 'ifNull(destination_bytes, 0)',
    source_packets: 'ifNull(source_packets, 0)',
    destination_packets: 'ifNull(destination_packets, 0)',
    syn: 'ifNull(tcp_syn, false)',
    headers: bareHeaders('source_ip'),
    veiled: `network_protocol != 'http' AND ifNull(destination_port, 0) > 1023`,
  })} AS data
  FROM (
    SELECT observer_name, flow_id, ${micros('coalesce(flow_start, ts)')} AS started, ts, flow_end, source_ip,
      destination_ip, destination_port, source_bytes, destination_bytes, source_packets,
      destination_packets, tcp_syn, network_protocol
    FROM events
    WHERE event_type = 'flow' AND network_protocol IN ${MAY_BE_DATA} AND network_transport = 'TCP'
      AND isNotNull(flow_id) AND isNull(flow_parent_id) AND destination_port != ${FTP_PORT} AND ${around}
      AND ${pairOf('source_ip', 'destination_ip')} IN (
        SELECT ${pairOf('source_ip', 'destination_ip')} FROM events WHERE ${IS_CONTROL} AND ${around})
    LIMIT 1 BY event_id
  )
)`
}

/** Commands and flows in one stream per pair of addresses and port, by time. */
const sides = `SELECT *,
      argMaxIf((control_flow, part, cmd.step, cmd.agreed, cmd.answered), (moment, control_flow, part, cmd.step), open)
        OVER (PARTITION BY observer_name, pair, port ORDER BY moment, NOT open, control_flow, cmd.step, data.flow_id
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS latest
    FROM (
      SELECT ${SESSION_KEY}, true AS is_command, has_command AND NOT has_data AND cmd.port > 0 AS open,
        has_command, cmd, has_data, data, if(open, cmd.port, 0) AS port, if(open, cmd.earliest, 0) AS moment,
        ${pairOf('cmd.source_ip', 'cmd.destination_ip')} AS pair
      FROM ftp_pairs
      UNION ALL
      SELECT observer_name, 0, 0, false, false, false, ${commandShape.empty}, true, data, data.port, data.at, pair
      FROM other_flows
    )`

const fits = `latest.3 > 0 AND data.at >= latest.4 - ${TOLERANCE_MICROS} AND data.at <= latest.5 + ${TOLERANCE_MICROS}`

/**
 * CTE `ftp_moves`: like `ftp_pairs`, with the data connections that were found by port; and, with
 * no session and neither command nor claim, the flows that nothing agreed on.
 */
export const ftpMovesCte = `ftp_moves AS (
  SELECT observer_name, owner.1 AS control_flow, owner.2 AS part,
    max(side.has_command) AS has_command,
    argMax(side.cmd, is_command) AS cmd,
    max(side.has_data) AS has_data,
    argMin(side.data, (NOT side.has_data, distance, side.data.flow_id)) AS data,
    any(side.pair) AS flow_pair,
    owner.1 = 0 AS unclaimed
  FROM (
    SELECT *,
      multiIf(is_command, (control_flow, part, cmd.step, if(has_command, 0, data.flow_id)),
        ${fits}, (latest.1, latest.2, latest.3, 0), (0, 0, 0, data.flow_id)) AS owner,
      if(is_command, 0, abs(data.at - latest.4)) AS distance
    FROM (${sides})
  ) AS side
  GROUP BY observer_name, owner
)`
