import { eve } from './test-store.testing.js'

/** Text that would do harm if it were taken for anything but text. */
export const HOSTILE = [
  `=cmd|' /C calc'!A0`,
  `<script>alert(1)</script>`,
  `'; DROP TABLE events; --`,
  `a,"b"\r\nc`,
  `\u202Egnp.exe`,
  `{q0:String} \\ % _`,
]

const FLOW = { flow_id: 1001, src_port: 50_001, community_id: '1:control=' }
const DATA = { flow_id: 1002, parent_id: 1001, src_port: 50_002, dest_port: 30_001 }

/** A client that logs in and uploads a file; the server is out of home. */
export const FTP_UPLOAD = [
  command('2026-06-22T22:44:46.100000', 'USER', 'anna', '331'),
  command('2026-06-22T22:44:46.200000', 'PASS', 'secret', '230'),
  command('2026-06-22T22:44:46.668728', 'STOR', 'payroll.zip', '150'),
  eve({
    at: '2026-06-22T22:44:47.000000',
    type: 'ftp_data',
    ...DATA,
    ftp_data: { filename: 'payroll.zip', command: 'STOR' },
  }),
  eve({
    at: '2026-06-22T22:45:00.000000',
    type: 'flow',
    ...DATA,
    app_proto: 'ftp-data',
    flow: {
      bytes_toserver: 120_000,
      bytes_toclient: 4_000,
      pkts_toserver: 100,
      pkts_toclient: 60,
      start: '2026-06-22T22:44:46.700000+0000',
      end: '2026-06-22T22:44:50.000000+0000',
      state: 'closed',
    },
  }),
  eve({
    at: '2026-06-22T22:45:01.000000',
    type: 'flow',
    ...FLOW,
    app_proto: 'ftp',
    flow: {
      bytes_toserver: 900,
      bytes_toclient: 1_100,
      pkts_toserver: 10,
      pkts_toclient: 9,
      start: '2026-06-22T22:44:46.000000+0000',
      end: '2026-06-22T22:44:51.000000+0000',
      state: 'closed',
    },
  }),
  // The same connection as another sensor saw it, under a number of its own.
  eve({
    at: '2026-06-22T22:45:02.000000',
    type: 'flow',
    ...FLOW,
    flow_id: 777,
    host: 'sensor-2',
    app_proto: 'ftp',
    flow: { bytes_toserver: 900, bytes_toclient: 1_100, pkts_toserver: 10, pkts_toclient: 9 },
  }),
]

function command(at: string, name: string, data: string, code: string): string {
  return eve({
    at,
    type: 'ftp',
    ...FLOW,
    app_proto: 'ftp',
    ftp: {
      command: name,
      command_data: data,
      completion_code: [code],
      reply: ['reply'],
      reply_received: 'yes',
    },
  })
}

/** Many events of one moment, among them lines that are the same to the last character. */
export const SAME_MOMENT = [
  ...Array.from({ length: 25 }, (_, index) =>
    eve({
      at: '2026-06-22T10:00:00.000001',
      type: 'dns',
      flow_id: 2000 + index,
      dest_port: 53,
      dns: { type: 'query', rrname: `host-${index}.example` },
    }),
  ),
  ...Array.from({ length: 7 }, () =>
    eve({ at: '2026-06-22T10:00:00.000001', type: 'dns', flow_id: 3000, dest_port: 53 }),
  ),
]

/** Events whose file names are hostile. */
export const HOSTILE_NAMES = HOSTILE.map((filename, index) =>
  eve({
    at: `2026-06-21T0${index}:00:00.000000`,
    type: 'fileinfo',
    flow_id: 4000 + index,
    src_ip: 'fd00::5',
    dest_ip: '2001:db8::9',
    fileinfo: { filename, state: 'CLOSED', size: 10 + index },
  }),
)

/** Alerts with numbers at the edges. */
export const ALERTS = [
  eve({
    at: '2026-06-20T00:00:00.000000',
    type: 'alert',
    flow_id: 1,
    alert: { signature_id: 1, signature: 'First', severity: 1, category: 'x', action: 'allowed' },
    // More digits than a number of JavaScript keeps.
  }).replace('"flow_id":1,', '"flow_id":1701411834604692317,'),
  eve({
    at: '2026-06-20T00:00:00.000001',
    type: 'alert',
    alert: { signature_id: 2, signature: 'Second', severity: 2, category: 'x', action: 'allowed' },
    custom: { deep: { value: 42, list: ['a', 'b'] } },
  }),
]

/** All of them, out of order. */
export const ALL_LINES = [...SAME_MOMENT, ...ALERTS, ...FTP_UPLOAD, ...HOSTILE_NAMES]
