import {
  FirstsAnswer,
  HostAnswer,
  HostCountsAnswer,
  HostFilesAnswer,
  InsightsAnswer,
  PeerGraphAnswer,
  PeersAnswer,
  RhythmAnswer,
  VolumeAnswer,
} from '@spoor/model'
import type { TSchema } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ALL_LINES } from '../questions/eve-lines.testing.js'
import { insertFacts, insertHostDays } from '../testing/facts.testing.js'
import { apiOn, type ApiBench } from './test-platform.testing.js'

const HOST = '10.0.0.5'
const SHAPES: readonly (readonly [path: string, shape: TSchema])[] = [
  ['', HostAnswer],
  ['/counts', HostCountsAnswer],
  ['/insights', InsightsAnswer],
  ['/firsts', FirstsAnswer],
  ['/volume', VolumeAnswer],
  ['/rhythm', RhythmAnswer],
  ['/peers', PeersAnswer],
  ['/files', HostFilesAnswer],
]

let bench: ApiBench

beforeAll(async () => {
  bench = await apiOn(ALL_LINES)
  await insertHostDays(bench.store, [
    { host: HOST, events: 5 },
    { host: 'fd00::5', events: 1 },
  ])
  await insertFacts(bench.store, [
    { attribute: 'user_agent', value: 'curl/8', host: HOST, source: 'http' },
    { attribute: 'hostname', value: '\u001b[2J\u202epc', host: 'fd00::5', source: 'dhcp' },
    { attribute: 'transfer_service_served', value: 'ftp', host: HOST, source: 'sessions' },
  ])
})
afterAll(() => bench?.close())

async function get(url: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await bench.app.inject({ url: `/api/v1${url}` })
  return { status: response.statusCode, body: response.json() as Record<string, unknown> }
}

describe.each(SHAPES)('/hosts/:ip%s', (path, shape) => {
  test.each([HOST, `::ffff:${HOST}`, 'fd00::5', 'FD00:0:0::5'])('of %s', async (ip) => {
    const { status, body } = await get(`/hosts/${encodeURIComponent(ip)}${path}`)
    expect(body).not.toHaveProperty('error')
    expect(status).toBe(200)
    expect([...Value.Errors(shape, body)]).toEqual([])
    expect(body['ip']).toBe(ip.toLowerCase().startsWith('fd') ? 'fd00::5' : HOST)
  })

  test.each([
    ['not-an-address', 400, 'ADDRESS_INVALID'],
    ['fe80::1%25eth0', 400, 'ADDRESS_INVALID'],
    ['10.9.9.9', 404, 'NOT_FOUND'],
    ['255.255.255.255', 404, 'NOT_FOUND'],
    [`${HOST}%00`, 400, 'ADDRESS_INVALID'],
    ['1'.repeat(300), 400, 'REQUEST_INVALID'],
  ])('refuses %s', async (ip, status, error) => {
    const answer = await get(`/hosts/${ip}${path}`)
    expect([answer.status, answer.body['error']]).toEqual([status, error])
  })

  test('refuses a parameter that it does not know', async () => {
    const { status, body } = await get(`/hosts/${HOST}${path}?nonsense=1`)
    expect([status, body['error']]).toEqual([400, 'REQUEST_INVALID'])
  })
})

test.each([
  ['?as_of=yesterday', 'TIME_INVALID'],
  ['/insights?attribute=nonsense', 'FIELD_UNKNOWN'],
  ['/insights?limit=0', 'REQUEST_INVALID'],
  ['/firsts?cursor=nonsense', 'CURSOR_INVALID'],
  ['/volume?from=now&to=now-1d', 'RANGE_INVALID'],
  ['/rhythm?time_zone=Mars', 'FIELD_UNFIT'],
  ['/files?cursor=nonsense', 'CURSOR_INVALID'],
])('/hosts/:ip%s is refused', async (path, error) => {
  const { status, body } = await get(`/hosts/${HOST}${path}`)
  expect([status, body['error']]).toEqual([400, error])
})

test('the risk says what it is made of', async () => {
  const { body } = await get(`/hosts/${HOST}`)
  expect(body['risk']).toMatchObject({
    score: 5,
    parts: [
      {
        kind: 'property',
        id: 'ftp-offered',
        what: 'The host offers FTP',
        weight: 5,
        points: 5,
        count: 1,
        show: { subject: 'sessions', q: `server.ip:${HOST} and service:ftp` },
      },
    ],
  })
})

test('the graph of peers', async () => {
  const { status, body } = await get('/peers?limit=2')
  expect(status).toBe(200)
  expect([...Value.Errors(PeerGraphAnswer, body)]).toEqual([])
  const refused = await get('/peers?q=nonsense:(')
  expect([refused.status, refused.body['error']]).toEqual([400, 'QUERY_INVALID'])
})
