import { micros } from './columns.js'
import { partOf, SESSION_KEY } from './control-events.js'
import { bareHeaders } from './flow-volume.js'
import { tupleShape } from './tuples.js'

/**
 * FTP data connections that the sensor knew as such: `ftp_data`, `fileinfo` and `flow` events
 * with the flow id of their control connection.
 */

/** A data connection. Moments are microseconds since 1970. */
export const dataShape = tupleShape({
  flow_id: 'UInt64',
  /** How it was found. */
  evidence: 'String',
  /** When it began; until the flow's record is there, when its file was logged. */
  at: 'Int64',
  /** What the sensor expected on it. */
  command: 'String',
  name: 'String',
  /** Address that sent the file; known from fileinfo. */
  sender: 'Nullable(IPv6)',
  has_file: 'Bool',
  size: 'Int64',
  whole: 'Bool',
  state: 'String',
  magic: 'String',
  md5: 'String',
  sha256: 'String',
  has_flow: 'Bool',
  started: 'Int64',
  ended: 'Int64',
  source_ip: 'Nullable(IPv6)',
  port: 'UInt16',
  source_bytes: 'Int64',
  destination_bytes: 'Int64',
  source_packets: 'Int64',
  destination_packets: 'Int64',
  syn: 'Bool',
  /** Headers of a packet without TCP options. */
  headers: 'Int64',
  /** Whether it looks like a data connection under TLS: high port, nothing recognised but TLS. */
  veiled: 'Bool',
})

const FILE = `Tuple(size Int64, state String, gaps Bool, magic String, md5 String, sha256 String, name String, sender Nullable(IPv6))`
const FLOW = `Tuple(started Int64, ended Int64, source_bytes Int64, destination_bytes Int64, source_packets Int64, destination_packets Int64, syn Bool)`

/** CTE `ftp_data_flows`: (session key, data) of every data connection that names its parent. */
export function ftpDataFlowsCte(around: string): string {
  return `ftp_data_flows AS (
  SELECT ${SESSION_KEY}, ${dataShape.of({
    flow_id: 'data_flow',
    evidence: `'parent'`,
    at: 'if(flows > 0, flow.started, logged)',
    command: 'expected.1',
    name: `if(expected.2 = '', file.name, expected.2)`,
    sender: 'file.sender',
    has_file: 'files > 0',
    size: 'file.size',
    whole: `file.state = 'CLOSED' AND NOT file.gaps`,
    state: 'file.state',
    magic: 'file.magic',
    md5: 'file.md5',
    sha256: 'file.sha256',
    has_flow: 'flows > 0',
    started: 'flow.started',
    ended: 'flow.ended',
    source_ip: 'opened.1',
    port: 'ifNull(opened.2, 0)',
    source_bytes: 'flow.source_bytes',
    destination_bytes: 'flow.destination_bytes',
    source_packets: 'flow.source_packets',
    destination_packets: 'flow.destination_packets',
    syn: 'flow.syn',
    headers: bareHeaders('opened.1'),
    veiled: 'false',
  })} AS data, expected.3 AS announced
  FROM (
    SELECT ${SESSION_KEY}, data_flow, min(at) AS logged,
      argMinIf((upper(ftp_command), file_name, true), event_id, event_type = 'ftp_data') AS expected,
      countIf(event_type = 'fileinfo') AS files,
      CAST(argMaxIf((ifNull(file_size, 0), file_state, ifNull(file_gaps, false), file_magic, file_hash_md5,
        file_hash_sha256, file_name, source_ip), (ifNull(file_size, 0), event_id), event_type = 'fileinfo'), '${FILE}') AS file,
      countIf(event_type = 'flow') AS flows,
      CAST(argMaxIf((at, ended, ifNull(source_bytes, 0), ifNull(destination_bytes, 0), ifNull(source_packets, 0),
        ifNull(destination_packets, 0), ifNull(tcp_syn, false)), (ended, event_id), event_type = 'flow'), '${FLOW}') AS flow,
      argMinIf((source_ip, destination_port), event_id, event_type != 'fileinfo') AS opened
    FROM (
      SELECT *, ${partOf('at')} AS part
      FROM (
        SELECT observer_name, assumeNotNull(flow_parent_id) AS control_flow, assumeNotNull(flow_id) AS data_flow,
          ${micros(`if(event_type = 'flow', coalesce(flow_start, ts), ts)`)} AS at,
          ${micros('coalesce(flow_end, ts)')} AS ended,
          event_type, event_id, ftp_command, file_name, file_size, file_state, file_gaps, file_magic,
          file_hash_md5, file_hash_sha256, source_ip, destination_port, source_bytes,
          destination_bytes, source_packets, destination_packets, tcp_syn
        FROM events
        WHERE (event_type = 'ftp_data' OR (event_type IN ('fileinfo', 'flow') AND network_protocol = 'ftp-data'))
          AND isNotNull(flow_parent_id) AND isNotNull(flow_id) AND ${around}
      ) AS record
      LEFT JOIN splits USING (observer_name, control_flow)
    )
    GROUP BY ${SESSION_KEY}, data_flow
  )
)`
}
