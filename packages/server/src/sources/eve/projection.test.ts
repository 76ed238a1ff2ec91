import { eventFields } from '@spoor/model'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { countLines } from '../../ingest/cut-chunks.js'
import { openEveBench, type EveBench } from './eve.testing.js'

let bench: EveBench
beforeAll(async () => {
  bench = await openEveBench()
})
afterEach(async () => {
  await bench.store.run('TRUNCATE TABLE events')
  await bench.store.run('TRUNCATE TABLE quarantine')
})
afterAll(() => bench.close())

const TIME = '2026-06-22T22:44:46.668728+0000'
const eve = (event: object): string =>
  JSON.stringify({ timestamp: TIME, event_type: 'ftp', ...event })
const ftp = (data: object, more: object = {}): string =>
  eve({ ftp: { reply_received: 'yes', ...data }, ...more })

async function only<T>(columns: string): Promise<T | undefined> {
  const rows = await bench.store.rows<T>(`SELECT ${columns} FROM events`)
  expect(rows).toHaveLength(1)
  return rows[0]
}

describe('columns', () => {
  test('hold what the dictionary says, whatever order the keys come in', async () => {
    await bench.insert(
      JSON.stringify({
        fileinfo: { filename: 'a b.zip', size: 12, state: 'CLOSED', gaps: false, sha256: 'ab' },
        dest_port: 21,
        src_ip: '2001:DB8::1',
        dest_ip: '192.0.2.7',
        src_port: 40_000,
        flow_id: 2_251_799_813_685_247,
        parent_id: 7,
        vlan: [100, 200],
        host: 'sensor-1',
        community_id: '1:abc=',
        event_type: 'fileinfo',
        timestamp: '2026-06-23T00:44:46.668728+0200',
        app_proto: 'ftp-data',
      }),
    )
    const row = await only(
      `toString(ts) AS ts, toString(source_ip) AS source, toString(destination_ip) AS destination,
       source_port, destination_port, toString(flow_id) AS flow, toString(flow_parent_id) AS parent, vlan_id,
       observer_name, network_community_id, network_protocol, file_name, toString(file_size) AS size,
       file_gaps, file_hash_sha256, event_source`,
    )
    expect(row).toEqual({
      ts: '2026-06-22 22:44:46.668728',
      source: '2001:db8::1',
      destination: '::ffff:192.0.2.7',
      source_port: 40_000,
      destination_port: 21,
      flow: '2251799813685247',
      parent: '7',
      vlan_id: '100',
      observer_name: 'sensor-1',
      network_community_id: '1:abc=',
      network_protocol: 'ftp-data',
      file_name: 'a b.zip',
      size: '12',
      file_gaps: false,
      file_hash_sha256: 'ab',
      event_source: 'test.json',
    })
  })

  test('absent numbers and addresses are absent, not zero', async () => {
    await bench.insert(eve({ event_type: 'stats', stats: { uptime: 3 } }))
    const row = await only('source_ip, source_port, flow_id, source_bytes, file_gaps, flow_start')
    expect(Object.values(row as object)).toEqual(Array(6).fill(null))
  })

  test.each([
    ['dns v2', { dns: { type: 'query', rrname: 'a.example' } }, 'a.example'],
    [
      'dns v3',
      { dns: { version: 3, type: 'request', queries: [{ rrname: 'b.example' }] } },
      'b.example',
    ],
  ])('a name asked for in %s', async (_, event, name) => {
    await bench.insert(eve({ event_type: 'dns', ...event }))
    expect(await only('dns_question_name, network_protocol')).toEqual({
      dns_question_name: name,
      network_protocol: 'dns',
    })
  })

  test('the user of USER, the replies, and a greeting without command', async () => {
    await bench.insert([
      ftp({ command: 'USER', command_data: 'Ünï "x"\\', completion_code: ['331'], reply: ['ok'] }),
      ftp({ completion_code: ['220', '220'], reply: ['welcome', 'to us'] }),
    ])
    const rows = await bench.store.rows(
      `SELECT ftp_command, user_name, ftp_completion_code, ftp_reply FROM events ORDER BY ftp_command`,
    )
    expect(rows).toEqual([
      {
        ftp_command: '',
        user_name: '',
        ftp_completion_code: ['220', '220'],
        ftp_reply: ['welcome', 'to us'],
      },
      {
        ftp_command: 'USER',
        user_name: 'Ünï "x"\\',
        ftp_completion_code: ['331'],
        ftp_reply: ['ok'],
      },
    ])
  })

  test('the same record has the same id wherever it is read from', async () => {
    const line = eve({ event_type: 'ssh', ssh: { client: { proto_version: '2.0' } } })
    await bench.insert(line, 'a')
    await bench.insert(line, 'b')
    const ids = await bench.store.rows<{ event_id: string }>('SELECT event_id FROM events')
    expect(ids).toHaveLength(2)
    expect(new Set(ids.map(({ event_id }) => event_id)).size).toBe(1)
  })
})

describe('passwords', () => {
  const secret = 'hunter2"\\ü'
  test.each([
    ['in the command', ftp({ command: 'PASS', command_data: secret })],
    [
      'with white space in the JSON',
      ftp({ command: 'PASS', command_data: secret }).replaceAll('":', '" : '),
    ],
    ['in lower case', ftp({ command: 'pass', command_data: secret })],
    [
      'beside an alert',
      ftp(
        { command: 'PASS', command_data: secret },
        { event_type: 'alert', alert: { signature_id: 1 } },
      ),
    ],
    [
      'in printable payload',
      eve({
        event_type: 'alert',
        alert: { signature_id: 1 },
        payload_printable: `USER a\r\nPASS ${secret}\r\nSYST\r\n`,
      }),
    ],
    [
      'in payload',
      eve({
        event_type: 'alert',
        alert: { signature_id: 1 },
        payload: Buffer.from(`PASS ${secret}\r\n`).toString('base64'),
      }),
    ],
    [
      'in a packet',
      eve({
        event_type: 'alert',
        alert: { signature_id: 1 },
        packet: Buffer.from(`\0\0PASS ${secret}\r\n`).toString('base64'),
      }),
    ],
    ['in a line that is cut off', ftp({ command: 'PASS', command_data: secret }).slice(0, -4)],
    [
      'in a line with a wrong type',
      ftp({ command: 'PASS', command_data: secret }, { src_port: 'x' }),
    ],
  ])('%s are masked everywhere', async (_, line) => {
    expect(line).toMatch(/hunter2|UEFTU|BBU1Mg|QQVNTI/)
    const result = await bench.insert(line)
    expect(result.events + result.quarantined).toBe(1)
    const stored = JSON.stringify([
      await bench.store.rows('SELECT * FROM events'),
      await bench.store.rows('SELECT * FROM quarantine'),
    ])
    expect(stored).not.toContain('hunter2')
    expect(Buffer.from(stored).toString()).not.toMatch(/UEFTU|BBU1Mg|QQVNTI/)
    expect(stored).toContain('****')
  })

  test('equal passwords have equal hashes, others have others', async () => {
    await bench.insert(
      ['a', 'a', 'b'].map((p, n) => ftp({ command: 'PASS', command_data: p }, { flow_id: n })),
    )
    const rows = await bench.store.rows<{ h: string }>(
      'SELECT ftp_password_hash AS h FROM events ORDER BY flow_id',
    )
    expect(rows[0]?.h).toMatch(/^[0-9a-f]{32}$/)
    expect(rows[1]?.h).toBe(rows[0]?.h)
    expect(rows[2]?.h).not.toBe(rows[0]?.h)
  })

  test('what is no password stays: a bypassed word, a base64 payload of another protocol', async () => {
    const payload = Buffer.from('GET /passport HTTP/1.1').toString('base64')
    const line = eve({
      event_type: 'alert',
      alert: { signature_id: 1, signature: 'PASSPORT' },
      payload,
    })
    await bench.insert(line)
    expect(await only('raw')).toEqual({ raw: line })
  })
})

describe('quarantine', () => {
  test.each([
    ['not JSON', 'hello', 'not JSON'],
    ['cut off', eve({ src_ip: '10.0.0.1' }).slice(0, -3), 'not JSON, or cut off'],
    ['an array', '[{"timestamp":"2026-01-01T00:00:00"}]', 'not a JSON object'],
    ['a text', '"x"', 'not a JSON object'],
    ['empty', '', 'empty line'],
    ['no timestamp', '{"event_type":"dns"}', 'no timestamp'],
    [
      'a number as timestamp',
      '{"timestamp":1782168286,"event_type":"dns"}',
      'timestamp cannot be read',
    ],
    [
      'an unreadable timestamp',
      '{"timestamp":"yesterday","event_type":"dns"}',
      'timestamp cannot be read',
    ],
    ['no event_type', `{"timestamp":"${TIME}"}`, 'no event_type'],
    ['an object as event_type', eve({ event_type: { a: 1 } }), 'wrong type: event_type'],
    ['a port that is text', eve({ event_type: 'dns', src_port: 'http' }), 'wrong type: src_port'],
    ['a port out of range', eve({ event_type: 'dns', dest_port: 70_000 }), 'wrong type: dest_port'],
    [
      'an address that is none',
      eve({ event_type: 'dns', src_ip: '10.0.0.256' }),
      'wrong type: src_ip',
    ],
    ['an object as address', eve({ event_type: 'dns', dest_ip: {} }), 'wrong type: dest_ip'],
    [
      'a negative volume',
      eve({ event_type: 'flow', flow: { start: TIME, bytes_toserver: -1 } }),
      'wrong type: flow.bytes_toserver',
    ],
    ['text instead of the section', eve({ ftp: 'STOR' }), 'wrong type: ftp'],
    ['a list instead of the section', eve({ event_type: 'flow', flow: [] }), 'wrong type: flow'],
    ['a missing section', eve({ event_type: 'fileinfo' }), 'wrong type: fileinfo'],
  ])('%s', async (_, line, reason) => {
    const good = eve({ event_type: 'dns' })
    const text = `${good}\n${line}\n${good}`
    expect(await bench.insert(text, 'x.json')).toEqual({ events: 2, quarantined: 1 })
    const rows = await bench.store.rows(
      `SELECT source, toFloat64(offset) AS offset, toFloat64(length) AS length, reason, line FROM quarantine`,
    )
    const at = { source: 'x.json', offset: good.length + 1, length: Buffer.byteLength(line) }
    expect(rows).toEqual([{ ...at, reason, line }])
  })

  test('a line over 8 MiB, with its beginning kept', async () => {
    const long = eve({ event_type: 'dns', filler: 'x'.repeat(8 * 1024 * 1024) })
    expect(await bench.insert([long, eve({ event_type: 'dns' })])).toEqual({
      events: 1,
      quarantined: 1,
    })
    const [row] = await bench.store.rows(
      `SELECT reason, toFloat64(length) AS length, length(line) < 70000 AS cut FROM quarantine`,
    )
    expect(row).toEqual({ reason: 'line is larger than 8 MiB', length: long.length, cut: 1 })
  })

  test('Windows line ends are no reason', async () => {
    expect(
      await bench.insert(`${eve({ event_type: 'dns' })}\r\n${eve({ event_type: 'tls' })}\r\n`),
    ).toEqual({ events: 2, quarantined: 0 })
  })
})

const data = fileURLToPath(new URL('../../../../../../shared/data', import.meta.url))
const there = existsSync(data)
if (!there) console.warn(`Skipped: real EVE logs: no folder ${data}`)

describe.skipIf(!there)('real EVE logs', () => {
  const files = there
    ? ['eve', 'eve-from-pcap'].flatMap((folder) =>
        readdirSync(join(data, folder), { recursive: true, encoding: 'utf8' })
          .filter((name) => name.endsWith('.json'))
          .map((name) => join(data, folder, name)),
      )
    : []

  test('every line of every file is accounted for', async () => {
    expect(files.length).toBeGreaterThan(50)
    let lines = 0
    for (const file of files) {
      const text = readFileSync(file)
      const result = await bench.insert(text.toString('utf8'), file)
      expect(result.events + result.quarantined, file).toBe(countLines([text]))
      lines += countLines([text])
    }
    const [row] = await bench.store.rows<{ n: number }>(
      `SELECT toFloat64((SELECT count() FROM events) + (SELECT count() FROM quarantine)) AS n`,
    )
    expect(row?.n).toBe(lines)
  })
})

test('every column of the dictionary is a column of the table', async () => {
  const columns = await bench.store.rows<{ name: string; type: string }>(
    `SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = 'events'`,
  )
  expect(new Map(columns.map(({ name, type }) => [name, type]))).toEqual(
    new Map(eventFields.map(({ column, type }) => [column, type])),
  )
})
