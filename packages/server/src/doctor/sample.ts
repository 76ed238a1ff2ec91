/**
 * A built-in sample of Suricata EVE: one FTP session with one upload to an outside server, and a
 * line that is cut off. Addresses are from the blocks for documentation (RFC 5737).
 */

export const SAMPLE_PASSWORD = 'sample-Passw0rd-7f3a'
export const SAMPLE_USER = 'sample-user'
export const SAMPLE_FILE = 'sample.bin'
export const SAMPLE_BYTES = 57_300

const CLIENT = { src_ip: '10.0.0.12', src_port: 52424 }
const SERVER = { dest_ip: '192.0.2.66', dest_port: 21 }
const DATA = { src_ip: '10.0.0.12', src_port: 44717, dest_ip: '192.0.2.66', dest_port: 40001 }
const CONTROL_FLOW = 186073313802265
const DATA_FLOW = 227141129430239

/** The lines of the sample; all but the last are events. */
export function sampleLines(day = '2026-01-05'): string[] {
  const at = (fraction: string) => `${day}T09:00:00.${fraction}+0000`
  const control = { ...CLIENT, ...SERVER, proto: 'TCP', flow_id: CONTROL_FLOW, host: 'sample' }
  const data = {
    ...DATA,
    proto: 'TCP',
    flow_id: DATA_FLOW,
    parent_id: CONTROL_FLOW,
    host: 'sample',
  }
  const ftp = (time: string, id: number, words: Record<string, unknown>) => ({
    timestamp: at(time),
    event_type: 'ftp',
    ...control,
    tx_id: id,
    ftp: { ...words, reply_received: 'yes' },
  })
  const flow = (start: string, end: string, [out, back]: readonly [number, number]) => ({
    pkts_toserver: 43,
    pkts_toclient: 25,
    bytes_toserver: out,
    bytes_toclient: back,
    start: at(start),
    end: at(end),
    state: 'closed',
    reason: 'shutdown',
  })
  const events = [
    ftp('100000', 0, { completion_code: ['220'], reply: ['Sample server ready'] }),
    ftp('200000', 1, {
      command: 'USER',
      command_data: SAMPLE_USER,
      ...{
        completion_code: ['331'],
        reply: ['Password please'],
      },
    }),
    ftp('300000', 2, {
      command: 'PASS',
      command_data: SAMPLE_PASSWORD,
      ...{
        completion_code: ['230'],
        reply: ['Logged in'],
      },
    }),
    ftp('400000', 3, {
      command: 'PASV',
      completion_code: ['227'],
      ...{ reply: ['Entering Passive Mode (192,0,2,66,156,65)'] },
      ...{
        dynamic_port: DATA.dest_port,
        mode: 'passive',
      },
    }),
    {
      timestamp: at('500000'),
      event_type: 'fileinfo',
      ...data,
      app_proto: 'ftp-data',
      fileinfo: {
        filename: SAMPLE_FILE,
        state: 'CLOSED',
        gaps: false,
        size: SAMPLE_BYTES,
      },
    },
    {
      timestamp: at('500000'),
      event_type: 'ftp_data',
      ...data,
      ftp_data: {
        filename: SAMPLE_FILE,
        command: 'STOR',
      },
    },
    ftp('600000', 4, {
      command: 'STOR',
      command_data: SAMPLE_FILE,
      ...{
        completion_code: ['150', '226'],
        reply: ['Ready', 'Transfer complete'],
      },
    }),
    {
      timestamp: at('700000'),
      event_type: 'flow',
      ...data,
      app_proto: 'ftp-data',
      flow: flow('450000', '500000', [60146, 1658]),
    },
    {
      timestamp: at('800000'),
      event_type: 'flow',
      ...control,
      app_proto: 'ftp',
      flow: flow('050000', '700000', [962, 1471]),
    },
  ].map((event) => JSON.stringify(event))
  const cutOff = JSON.stringify(
    ftp('900000', 5, { command: 'PASS', command_data: SAMPLE_PASSWORD }),
  ).slice(0, -9)
  return [...events, cutOff]
}
