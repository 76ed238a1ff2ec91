import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { DEFAULT_ORGANISATION, type Organisation } from '../organisation/organisation.js'
import { openEveBench, type EveBench } from '../sources/eve/eve.testing.js'
import type { Fold } from './fold.js'
import { foldSessions } from './fold-sessions.js'
import { foldTransfers } from './fold-transfers.js'
import type { TimeRange } from './reading-range.js'

/** What the tests of this room share: a store of their own, and EVE lines made by hand. */

export type Line = Record<string, unknown>
export type Row = Record<string, unknown>

/**
 * A store for the tests of a file, or of a `describe`: opened before them and closed after them. It
 * is empty before each of them, unless it is filled once for all (`keep`).
 */
export function useTestStore({ keep = false } = {}) {
  let bench: EveBench
  const clear = async (): Promise<void> => bench.store.run('TRUNCATE TABLE events')

  beforeAll(async () => {
    bench = await openEveBench()
  })
  if (!keep) beforeEach(clear)
  afterAll(() => bench?.close())

  return {
    clear,
    /** Ingests lines as one batch of one file. */
    async ingest(lines: readonly Line[], source = 'eve.json'): Promise<void> {
      const texts = lines.map((line) => JSON.stringify(line))
      await bench.insert(texts, source)
    },
    async ingestFile(file: string, source: string): Promise<void> {
      await bench.insert(await readFile(file), source)
    },
    rows: <T>({ sql, params }: Fold): Promise<T[]> => bench.store.rows<T>(sql, { params }),
    sessions: (range: TimeRange = {}, organisation: Organisation = DEFAULT_ORGANISATION) => {
      const { sql, params } = foldSessions(range, organisation)
      const ordered = `SELECT * FROM (${sql}) ORDER BY start_time, session_id`
      return bench.store.rows<Row>(ordered, { params })
    },
    transfers: (range: TimeRange = {}, organisation: Organisation = DEFAULT_ORGANISATION) => {
      const { sql, params } = foldTransfers(range, organisation)
      const ordered = `SELECT * FROM (${sql}) ORDER BY start_time, transfer_id`
      return bench.store.rows<Row>(ordered, { params })
    },
  }
}

/** A moment on the day of the tests, so many seconds after ten o'clock UTC, as EVE writes it. */
export function at(seconds: number): string {
  const moment = new Date(Date.UTC(2026, 4, 4, 10) + Math.round(seconds * 1000))
  return moment.toISOString().replace('Z', '000+0000')
}

interface Ends {
  flow_id: number
  src_ip: string
  src_port: number
  dest_ip: string
  dest_port: number
}

export interface Counters {
  sent?: [packets: number, bytes: number]
  received?: [packets: number, bytes: number]
  start: number
  end: number
  syn?: boolean
}

export const CLIENT = '192.168.1.10'
export const SERVER = '203.0.113.5'

/** A flow record. `sent` and `received` are (packets, bytes) as the side that opened it sees them. */
export function flowLine(ends: Ends & Line, counters: Counters): Line {
  const [sentPackets, sentBytes] = counters.sent ?? [10, 1000]
  const [receivedPackets, receivedBytes] = counters.received ?? [10, 1000]
  return {
    timestamp: at(counters.end + 60),
    event_type: 'flow',
    proto: 'TCP',
    ...ends,
    flow: {
      pkts_toserver: sentPackets,
      pkts_toclient: receivedPackets,
      bytes_toserver: sentBytes,
      bytes_toclient: receivedBytes,
      start: at(counters.start),
      end: at(counters.end),
      age: Math.round(counters.end - counters.start),
      state: 'closed',
      reason: 'timeout',
    },
    tcp: { syn: counters.syn ?? true, state: 'closed' },
  }
}

export interface DataOptions {
  flow_id?: number
  /** Bytes of the file as the sensor put it together. */
  size?: number
  state?: string
  gaps?: boolean
  active?: boolean
  /** Bytes of whole packets from the side that sends. */
  bytes?: number
  seconds?: number
  /** Whether the sensor knew the control connection. */
  parent?: boolean
  protocol?: string
}

/** One FTP control connection; every method answers lines, in the order in which a sensor logs them. */
export function ftpControl(options: Partial<Ends> & { at?: number } = {}) {
  const ends: Ends = {
    flow_id: options.flow_id ?? 1001,
    src_ip: options.src_ip ?? CLIENT,
    src_port: options.src_port ?? 40000,
    dest_ip: options.dest_ip ?? SERVER,
    dest_port: options.dest_port ?? 21,
  }
  let now = options.at ?? 0
  let tx = 0

  function line(ftp: Line): Line {
    now += 0.1
    return {
      timestamp: at(now),
      event_type: 'ftp',
      proto: 'TCP',
      ...ends,
      tx_id: tx++,
      ftp: { ...ftp, reply_received: 'yes' },
    }
  }

  const say = (
    command: string,
    data: string,
    codes: readonly string[],
    replies: readonly string[] = codes.map(() => 'ok'),
    more: Line = {},
  ) =>
    line({
      ...(command !== '' && { command }),
      ...(data !== '' && { command_data: data }),
      completion_code: codes,
      reply: replies,
      ...more,
    })

  /** The data connection of a transfer, as ftp_data, fileinfo and flow events. */
  function data(
    command: string,
    name: string,
    port: number,
    {
      flow_id = 5000 + port,
      size = 1000,
      state = 'CLOSED',
      gaps = false,
      active = false,
      bytes = size + 5 * 66 + 8,
      seconds = 0.05,
      parent = true,
      protocol = 'ftp-data',
    }: DataOptions = {},
  ) {
    const client = { ip: ends.src_ip, port: active ? port : 41000 + (port % 1000) }
    const server = { ip: ends.dest_ip, port: active ? 20 : port }
    const upload = command !== 'RETR'
    const opener = active ? server : client
    const other = active ? client : server
    const [from, to] = upload ? [client, server] : [server, client]
    const start = now + 0.01
    const key = { flow_id, ...(parent && { parent_id: ends.flow_id }), proto: 'TCP' }
    const opened = {
      src_ip: opener.ip,
      src_port: opener.port,
      dest_ip: other.ip,
      dest_port: other.port,
    }
    const sent: [number, number] = [5, bytes]
    const acknowledged: [number, number] = [3, 206]
    const openerSends = (opener === client) === upload
    now += seconds
    return {
      announced: {
        timestamp: at(now),
        event_type: 'ftp_data',
        ...key,
        ...opened,
        tx_id: 0,
        ftp_data: { filename: name, command },
      } as Line,
      file: {
        timestamp: at(now),
        event_type: 'fileinfo',
        ...key,
        src_ip: from.ip,
        src_port: from.port,
        dest_ip: to.ip,
        dest_port: to.port,
        app_proto: 'ftp-data',
        fileinfo: { filename: name, gaps, state, size, md5: 'ab'.repeat(16), tx_id: 0 },
      } as Line,
      flow: flowLine(
        { ...key, ...opened, app_proto: protocol },
        {
          start,
          end: now,
          sent: openerSends ? sent : acknowledged,
          received: openerSends ? acknowledged : sent,
        },
      ),
    }
  }

  return {
    ends,
    greet: (text = '(vsFTPd 3.0.3)') => say('', '', ['220'], [text]),
    say,
    data,
    wait(seconds: number) {
      now += seconds
    },
    login: (user = 'alice', accepted = true) => [
      say('USER', user, ['331']),
      say('PASS', 'secret', [accepted ? '230' : '530']),
    ],
    pasv: (port: number) =>
      say(
        'PASV',
        '',
        ['227'],
        [`Entering Passive Mode (203,0,113,5,${port >> 8},${port & 255}).`],
        {
          dynamic_port: port,
        },
      ),
    port: (port: number) =>
      say('PORT', `192,168,1,10,${port >> 8},${port & 255}`, ['200'], ['PORT ok'], {
        dynamic_port: port,
        mode: 'active',
      }),
    flow: (more: Line = {}, counters: Partial<Counters> = {}) =>
      flowLine(
        { ...ends, app_proto: 'ftp', ...more },
        { start: options.at ?? 0, end: now, ...counters },
      ),
  }
}
