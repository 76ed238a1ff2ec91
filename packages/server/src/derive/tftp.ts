import { micros } from './columns.js'
import { dataShape } from './ftp-data.js'
import { commandShape } from './ftp-steps.js'
import { sessionShape } from './session-shape.js'

/**
 * TFTP requests, as rows of `all_transfers`. The sensor logs the request and nothing else: the
 * file moves on another flow, of which it says nothing. So volume and outcome are not known, and
 * there is no session. RFC 1350: the client asks to read or to write.
 */
export function tftpTransfers(around: string): string {
  const at = micros('ts')
  return `SELECT observer_name, assumeNotNull(flow_id), 0, 'tftp', true, false, ${commandShape.empty}, false, ${dataShape.empty},
    ${sessionShape.of({
      started: at,
      ended: at,
      control_flow: 'assumeNotNull(flow_id)',
      part: '0',
      service: `'tftp'`,
      client_ip: 'source_ip',
      client_port: 'source_port',
      server_ip: 'destination_ip',
      server_port: 'destination_port',
      user: `''`,
      client_software: `''`,
      server_software: `''`,
    })},
    0, false, source_ip, destination_ip, '', '', 'unknown', file_name, 0, '', ${at}, ${at},
    if(tftp_packet = 'write', 'upload', 'download'), '',
    lower(hex(sipHash64('tftp', observer_name, flow_id, event_id))), NULL, 'unknown', 'none'
  FROM (
    SELECT observer_name, flow_id, ts, source_ip, source_port, destination_ip, destination_port,
      file_name, tftp_packet, event_id
    FROM events WHERE event_type = 'tftp' AND tftp_packet IN ('read', 'write') AND isNotNull(flow_id) AND ${around}
    LIMIT 1 BY event_id
  )`
}
