/** A small Suricata EVE log with what the browser story needs, made anew with present times. */

/** A file name that would look like another, break out of mark-up, and run if it could. */
export const HOSTILE_NAME =
  'invoice\u202efdp.exe"><img src=x onerror="window.spoorWasHere=1"><svg onload="window.spoorWasHere=1">{b|x}'

export const CLIENT = '10.20.1.15'
export const SERVER = '203.0.113.10'
export const OTHER_CLIENT = '10.20.1.77'

type Json = Readonly<Record<string, unknown>>

function moment(start: number, seconds: number): string {
  return new Date(start + seconds * 1000).toISOString().replace('Z', '000+0000')
}

interface Session {
  readonly start: number
  readonly client: string
  readonly server: string
  readonly port: number
  readonly flow: number
  readonly user: string
  readonly file: string
  readonly bytes: number
}

/** One FTP upload as Suricata 7 logs it: control events, the data channel, the file, both flows. */
function upload(session: Session): Json[] {
  const { start, client, server, port, flow, user, file, bytes } = session
  const at = (seconds: number) => moment(start, seconds)
  const control = {
    src_ip: client,
    src_port: port,
    dest_ip: server,
    dest_port: 21,
    proto: 'TCP',
    flow_id: flow,
    community_id: `1:control${flow}=`,
  }
  const data = {
    src_ip: client,
    src_port: port + 1,
    dest_ip: server,
    dest_port: 40_000,
    proto: 'TCP',
    flow_id: flow + 1,
    parent_id: flow,
    community_id: `1:data${flow}=`,
  }
  const ftp = (
    seconds: number,
    command: string,
    argument: string,
    code: string,
    reply: string,
  ) => ({
    timestamp: at(seconds),
    event_type: 'ftp',
    ...control,
    ftp: {
      command,
      command_data: argument,
      completion_code: [code],
      reply: [reply],
      reply_received: 'yes',
    },
  })
  const flowEvent = (ids: Json, protocol: string, up: number, down: number) => ({
    timestamp: at(30),
    event_type: 'flow',
    ...ids,
    app_proto: protocol,
    flow: {
      pkts_toserver: 12,
      pkts_toclient: 9,
      bytes_toserver: up,
      bytes_toclient: down,
      start: at(0),
      end: at(20),
      age: 20,
      state: 'closed',
      reason: 'timeout',
      alerted: false,
    },
    tcp: { tcp_flags: '1b', syn: true, fin: true, state: 'closed' },
  })
  return [
    ftp(0, 'USER', user, '331', 'Please specify the password.'),
    ftp(1, 'PASS', 'secret-of-the-sample', '230', 'Login successful.'),
    ftp(2, 'PASV', '', '227', 'Entering Passive Mode (203,0,113,10,156,64).'),
    ftp(3, 'STOR', file, '226', 'Transfer complete.'),
    {
      timestamp: at(4),
      event_type: 'ftp_data',
      ...data,
      ftp_data: { filename: file, command: 'STOR' },
    },
    {
      timestamp: at(5),
      event_type: 'fileinfo',
      ...data,
      app_proto: 'ftp-data',
      fileinfo: {
        filename: file,
        magic: 'Zip archive data',
        gaps: false,
        state: 'CLOSED',
        md5: 'd41d8cd98f00b204e9800998ecf8427e',
        sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        stored: false,
        size: bytes,
        tx_id: 0,
      },
    },
    flowEvent(data, 'ftp-data', bytes + 900, 700),
    flowEvent(control, 'ftp', 620, 1_100),
  ]
}

/** SSH inside, but the earliest goes out to a port that is not its own: a grave finding. */
const SSH_SESSIONS = 240

function sshSession(start: number, index: number): Json {
  const earliest = index === SSH_SESSIONS - 1
  return {
    timestamp: moment(start, 0),
    event_type: 'ssh',
    src_ip: OTHER_CLIENT,
    src_port: 50_000 + index,
    dest_ip: earliest ? '192.0.2.133' : '10.20.5.5',
    dest_port: earliest ? 443 : 22,
    proto: 'TCP',
    flow_id: 7_000_000_000_000 + index,
    community_id: `1:ssh${index}=`,
    ssh: {
      client: { proto_version: '2.0', software_version: 'OpenSSH_9.2p1' },
      server: { proto_version: '2.0', software_version: 'OpenSSH_9.6' },
    },
  }
}

const MINUTE = 60_000

/**
 * Lines of the log.
 *
 * @param now milliseconds since 1970; the events lie in the twelve hours before it.
 */
export function sampleLines(now: number): string[] {
  const events = [
    ...upload({
      start: now - 600 * MINUTE,
      client: CLIENT,
      server: SERVER,
      port: 41_000,
      flow: 1_000_000_000_001,
      user: 'backup',
      file: 'backup-2026.zip',
      bytes: 4_200_123,
    }),
    ...upload({
      start: now - 120 * MINUTE,
      client: OTHER_CLIENT,
      server: '198.51.100.7',
      port: 42_000,
      flow: 2_000_000_000_001,
      user: 'anna',
      file: HOSTILE_NAME,
      bytes: 77_000,
    }),
    ...Array.from({ length: SSH_SESSIONS }, (_, index) =>
      sshSession(now - (index + 1) * 2 * MINUTE, index),
    ),
  ]
  return [
    ...events.map((event) => JSON.stringify(event)),
    'this line is \u001b[31mnot JSON\u0000',
    '{"timestamp":"2026-06-22T22:44:46.668728+0000","event_type":"flow"',
  ]
}
