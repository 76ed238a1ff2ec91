import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventFields, parseQuery } from '@spoor/model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEventStore } from '../store/event-store.js'
import type { EventStore } from '../store/event-store.js'
import { compileQuery } from './compile.js'

let directory: string
let store: EventStore

const lines = [
  { reply: '530 Login incorrect.', path: '/srv/ftp/report.zip' },
  { reply: 'xlogin incorrect', path: '/srv/ftp/xreport.zip', size: 5 },
  { note: 'C:\\Temp\\dump.sql', 'user-x': 'ÉTIENNE', size: '5' },
  { note: 'say "hi"', tags: ['a_b', 'x'], deep: [{ n: 1 }, { n: 20 }] },
  { src_ip: '2001:0db8:0000:0000:0000:0000:0000:0001', note: '用户登录' },
]

const moments = [
  ['2026-06-01 22:05:00.000000', '2026-06-01 22:05:00.000000'],
  ['2027-01-03 05:59:59.999999', '2026-06-07 00:00:00.000000'],
  ['2025-12-29 00:00:00.000000', null],
  ['1969-12-31 23:30:00.000000', null],
]

/** Rows with two values to compare. */
const pairs = [
  { user_name: 'Anna', file_name: 'ANNA' },
  { user_name: 'anna', file_name: 'annas.zip', raw: '{"x":{"owner":"Anna"}}' },
  { user_name: 'anna', file_name: 'hanna', raw: '{"x":{"owners":["bert",{"no":1},"HANNA",7]}}' },
  { user_name: 'anna', file_name: 'for-anna.zip' },
  { user_name: 'a%', file_name: 'ab' },
  { user_name: '', file_name: 'x' },
  { user_name: 'x', file_name: '' },
  { user_name: '10.1.2.3', source_ip: '::ffff:10.1.2.3', destination_ip: '::ffff:10.1.2.3' },
  { source_port: 21, destination_port: 2121, raw: '{"x":{"port":21}}' },
  { dns_answers_data: ['10.1.2.3', 'Host'], dns_question_name: 'host', user_name: 'h' },
  { user_name: 'ö'.repeat(128), file_name: `x${'Ö'.repeat(128)}` },
  { user_name: 'ö'.repeat(129), file_name: `x${'Ö'.repeat(129)}` },
  // More values than are looked at for their parts.
  { user_name: 'zeta', dns_answers_data: [...Array(20).keys(), 'Zeta'].map(String) },
]

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'spoor-query-'))
  store = await openEventStore({ directory })
  const columns = eventFields.map(({ column, type }) => `\`${column}\` ${type}`)
  await store.run(`CREATE TABLE events (${columns.join(', ')}) ENGINE = Memory`)
  const names = ['a%b', 'axb', 'a_b', 'A*B', 'C:\\x', 'Ärger.ZIP', '', "it's"]
  await store.insert('events', [
    ...names.map((name, i) => ({ file_name: name, event_id: `name ${i}`, event_type: 'names' })),
    ...lines.map((line, i) => ({
      event_id: `line ${i}`,
      raw: i % 2 === 0 ? JSON.stringify({ line }).replaceAll('/', '\\/') : JSON.stringify({ line }),
    })),
    { event_id: 'ip 0', event_type: 'ips', source_ip: '::ffff:10.1.2.3', destination_port: 21 },
    { event_id: 'ip 1', event_type: 'ips', source_ip: '2001:db8::1', destination_port: 2121 },
    { event_id: 'ip 2', event_type: 'ips' },
    ...moments.map(([ts, flow_start], i) => ({ event_id: `time ${i}`, ts, flow_start })),
    ...pairs.map((row, i) => ({ event_id: `same ${i}`, ...row })),
  ])
})

afterAll(async () => {
  await store.close()
  await rm(directory, { recursive: true, force: true })
})

/** Numbers of the rows of a kind that a question finds. */
async function found(kind: string, text: string): Promise<number[]> {
  const result = parseQuery(text, 'events')
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  const { sql, params } = compileQuery(result.query, 'events', { now: new Date(0) })
  const rows = await store.rows<{ n: number }>(
    `SELECT toUInt32(splitByChar(' ', event_id)[2]) AS n FROM events
     WHERE startsWith(event_id, {kind:String}) AND (${sql}) ORDER BY n`,
    { params: { ...params, kind } },
  )
  return rows.map(({ n }) => n)
}

describe('file names', () => {
  it.each<[string, number[]]>([
    ['file.name:a%b', [0]],
    ['file.name:a_b', [2]],
    ['file.name:a_?', [2]],
    ['file.name:a%*', [0]],
    ['file.name:a?b', [0, 1, 2, 3]],
    ['file.name:a\\*?', [3]],
    ['file.name:c:\\x', [4]],
    ['file.name:*:\\\\*', [4]],
    ['file.name:ärger.zip', [5]],
    ['file.name:ÄRGER.*', [5]],
    ['file.name:/^a.b$/', [0, 1, 2]],
    ['file.name:/(?i)^a.b$/', [0, 1, 2, 3]],
    ['file.name:*', [0, 1, 2, 3, 4, 5, 7]],
    ['file.name:""', [6]],
    ['not file.name:a*', [4, 5, 6, 7]],
    ['file.name:("it\'s" or axb or a_b)', [1, 2, 7]],
    ['suspended(file.name:axb) file.name:a?b', [0, 1, 2, 3]],
    ['not suspended(file.name:axb)', [0, 1, 2, 3, 4, 5, 6, 7]],
  ])('meet %s', async (text, numbers) => {
    expect(await found('name', text)).toEqual(numbers)
  })
})

describe('words in the line', () => {
  it.each<[string, number[]]>([
    ['login', [0]],
    ['LOGIN', [0]],
    ['xlog*', [1]],
    ['*login', [0, 1]],
    ['"login incorrect"', [0]],
    ['report.zip', [0]],
    ['/srv/ftp/report.zip', [0]],
    ['/srv/ftp/xreport.zip', [1]],
    ['ftp/*.zip', [0, 1]],
    ['C:\\Temp\\dump.sql', [2]],
    ['étienne', [2]],
    ['"say \\"hi\\""', [3]],
    ['2001:db8::1', [4]],
    ['登录', [4]],
    ['/(?i)LOGIN/', [0, 1]],
    ['not login', [1, 2, 3, 4]],
  ])('meet %s', async (text, numbers) => {
    expect(await found('line', text)).toEqual(numbers)
  })
})

describe('fields that the dictionary lacks', () => {
  it.each<[string, number[]]>([
    ['line.size:5', [1, 2]],
    ['line.size:>4.5', [1, 2]],
    ['line.size:*', [1, 2]],
    ['not line.size:*', [0, 3, 4]],
    ['line.tags:A_B', [3]],
    ['line.tags:a?b', [3]],
    ['line.deep.n:[2 TO 30]', [3]],
    ['line.deep.n:1', [3]],
    ['line.user-x:étienne', [2]],
    ['line.src_ip:2001:db8::/32', [4]],
    ['line.path:*.zip', [0, 1]],
  ])('meet %s', async (text, numbers) => {
    expect(await found('line', text)).toEqual(numbers)
  })
})

describe('addresses and numbers', () => {
  it.each<[string, number[]]>([
    ['source.ip:10.1.2.3', [0]],
    ['source.ip:::ffff:10.1.2.3', [0]],
    ['source.ip:10.0.0.0/8', [0]],
    ['source.ip:0.0.0.0/0', [0]],
    ['source.ip:::/0', [0, 1]],
    ['source.ip:2001:DB8::/32', [1]],
    ['source.ip:10.1.*', [0]],
    ['source.ip:*::1', [1]],
    ['source.ip:/^10[.]/', [0]],
    ['source.ip:{10.1.2.2 TO 10.1.2.4}', [0]],
    ['source.ip:>10.1.2.3', [1]],
    ['not source.ip:10.0.0.0/8', [1, 2]],
    ['not destination.port:21', [1, 2]],
    ['destination.port:>=2k', [1]],
    ['destination.port:(21 or 22 or 2121)', [0, 1]],
    ['not destination.port:*', [2]],
  ])('meet %s', async (text, numbers) => {
    expect(await found('ip', text)).toEqual(numbers)
  })
})

describe('numbers as they are written', () => {
  it.each<[string, number[]]>([
    ['destination.port:21*', [0, 1]],
    ['destination.port:*21', [0, 1]],
    ['destination.port:2?', [0]],
    ['destination.port:/^21.+/', [1]],
    ['not destination.port:2*', [2]],
    ['not destination.port:/x/', [0, 1, 2]],
  ])('meet %s', async (text, numbers) => {
    expect(await found('ip', text)).toEqual(numbers)
  })
})

describe('parts of times', () => {
  it.each<[string, number[]]>([
    ['@timestamp.minute:5', [0]],
    ['@timestamp.hour:>=22', [0, 3]],
    ['timestamp.hour:(5 or 0 or 1)', [1, 2]],
    ['@timestamp.day:[29 TO 31]', [2, 3]],
    ['@timestamp.weekday:1', [0, 2]],
    ['@timestamp.weekday:7', [1]],
    ['@timestamp.weekday:(6 or 7)', [1]],
    ['@timestamp.week:53', [1]],
    ['@timestamp.week:1', [2, 3]],
    ['@timestamp.month:12', [2, 3]],
    ['@timestamp.month:/^1$/', [1]],
    ['@timestamp.year:202*', [0, 1, 2]],
    ['@timestamp.year:1969', [3]],
    ['flow.start.hour:0', [1]],
    ['not flow.start.hour:0', [0, 2, 3]],
    ['flow.start.hour:*', [0, 1]],
    ['@timestamp.hour:=flow.start.hour', [0]],
    ['not @timestamp.hour:=flow.start.hour', [1, 2, 3]],
  ])('meet %s', async (text, numbers) => {
    expect(await found('time', text)).toEqual(numbers)
  })
})

describe('values of another field', () => {
  it.each<[string, number[]]>([
    ['file.name:=user.name', [0]],
    ['file.name:=user.name*', [0, 1]],
    ['file.name:=*user.name', [0, 2, 10, 11]],
    ['file.name:=*user.name*', [0, 1, 2, 3, 10]],
    ['user.name:=*file.name*', [0]],
    ['user.name:(=source.ip or =destination.ip)', [7]],
    ['source.ip:=destination.ip', [7]],
    ['source.ip:=user.name', [7]],
    ['destination.port:=source.port', []],
    ['destination.port:=source.port*', [8]],
    ['destination.port:=*source.port', [8]],
    ['dns.answers.data:=dns.question.name', [9]],
    ['dns.question.name:=dns.answers.data', [9]],
    ['dns.answers.data:=user.name*', [9]],
    ['dns.answers.data:=user.name', [12]],
    ['user.name:=x.owner', [1]],
    ['x.owner:=user.name', [1]],
    ['file.name:=x.owner*', [1]],
    ['file.name:=x.owners', [2]],
    ['x.owners:=*user.name', [2]],
    ['x.owners:=x.owners', [2]],
    ['x.port:=source.port', [8]],
    ['file.name:=no.such', []],
    ['not file.name:=user.name', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]],
    ['not user.name:*', [5, 8]],
    ['user.name:=user.name', [0, 1, 2, 3, 4, 6, 7, 9, 10, 11, 12]],
  ])('meet %s', async (text, numbers) => {
    expect(await found('same', text)).toEqual(numbers)
  })
})
