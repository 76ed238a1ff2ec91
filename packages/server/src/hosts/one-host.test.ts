import { parseQuery } from '@spoor/model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keepFolds } from '../derive/keep-folds.js'
import { ftpControl, type Line } from '../derive/fold-store.testing.js'
import { DEFAULT_ORGANISATION } from '../organisation/organisation.js'
import { openEveBench, type EveBench } from '../sources/eve/eve.testing.js'
import { listOutliers, listSightings } from '../sightings/index.js'
import { insertFacts, insertHostDays } from '../testing/facts.testing.js'
import { hostAskingOf } from './hosts.testing.js'
import type { HostAsking } from './host-asking.js'
import {
  hostCounts,
  hostFiles,
  hostFirsts,
  hostHeader,
  hostInsights,
  hostPeers,
  hostRhythm,
  hostVolume,
  peerGraph,
  readHostIp,
} from './one-host.js'

/**
 * A store with a workstation that uploads to an outside server, on the day of `fold-store.testing`, and
 * facts that say more of it.
 */

const HOST = '192.168.1.10'
const SERVER = '203.0.113.5'
const DAY = '2026-05-04'

let bench: EveBench
let asking: HostAsking
const host = readHostIp(HOST)

function uploads(): Line[] {
  const ftp = ftpControl({ at: 60 })
  const first = [...ftp.login('alice'), ftp.pasv(5001)]
  const data = ftp.data('STOR', 'report.zip', 5001, { size: 70_000 })
  const stored = ftp.say('STOR', 'report.zip', ['150', '226'])
  const again = ftp.pasv(5002)
  const fetched = ftp.data('RETR', 'tool.exe', 5002, { size: 9_000 })
  const retrieved = ftp.say('RETR', 'tool.exe', ['150', '226'])
  return [
    ...first,
    data.announced,
    data.file,
    data.flow,
    stored,
    again,
    fetched.announced,
    fetched.file,
    fetched.flow,
    retrieved,
    ftp.flow(),
  ]
}

beforeAll(async () => {
  bench = await openEveBench()
  const { store } = bench
  asking = hostAskingOf(store)
  await bench.insert(uploads().map((line) => JSON.stringify(line)))
  const day = { from: new Date(`${DAY}T00:00:00Z`), to: new Date('2026-05-05T00:00:00Z') }
  await keepFolds(store, day, DEFAULT_ORGANISATION)
  await insertFacts(store, [
    {
      attribute: 'user_agent',
      value: 'curl/8',
      host: HOST,
      source: 'http',
      first: '2026-05-01T10:00:00Z',
      last: '2026-05-04T10:00:00Z',
      count: 5,
    },
    {
      attribute: 'user_agent',
      value: 'curl/8',
      host: HOST,
      source: 'files',
      part: 1,
      first: '2026-05-02T10:00:00Z',
      count: 2,
    },
    {
      attribute: 'user_agent',
      value: 'Wget',
      host: HOST,
      source: 'http',
      first: '2026-05-03T09:00:00Z',
      count: 9,
    },
    {
      attribute: 'user_agent',
      value: 'Wget',
      host: '10.0.0.9',
      source: 'http',
      first: '2026-05-01T09:00:00Z',
    },
    {
      attribute: 'user_agent',
      value: 'Wget',
      host: '198.51.100.1',
      source: 'http',
      first: '2026-05-01T08:00:00Z',
    },
    {
      attribute: 'dns_query',
      value: 'a.example',
      host: HOST,
      source: 'dns',
      first: '2026-05-02T11:00:00Z',
    },
    {
      attribute: 'dns_query',
      value: '',
      host: HOST,
      source: 'dns',
      first: '2026-05-03T11:00:00Z',
      count: 7,
    },
    {
      attribute: 'hostname',
      value: 'pc-7.corp.example',
      host: HOST,
      source: 'dhcp',
      first: '2026-05-01T07:00:00Z',
    },
    {
      attribute: 'username',
      value: 'Alice',
      host: HOST,
      source: 'smb',
      first: '2026-05-01T07:30:00Z',
    },
    {
      attribute: 'peer_outside',
      value: '198.51.100.1',
      host: HOST,
      first: '2026-05-01T07:30:00Z',
      count: 3,
    },
    { attribute: 'peer_outside', value: SERVER, host: HOST, first: '2026-05-04T07:30:00Z' },
    { attribute: 'ftp_user', value: 'x', host: '10.0.0.9' },
  ])
  await insertHostDays(store, [
    {
      host: HOST,
      day: '2026-05-01',
      first: '2026-05-01T07:00:00Z',
      events: 10,
      off_hours_events: 4,
      flows: 2,
      bytes_out: 100,
      outside_bytes_out: 40,
    },
    {
      host: HOST,
      day: DAY,
      first: `${DAY}T10:00:00Z`,
      last: `${DAY}T10:05:00Z`,
      events: 30,
      bytes_out: 500,
      bytes_in: 20,
      alerts: 1,
    },
    { host: '10.0.0.9', day: '2026-05-01' },
    { host: '198.51.100.1', day: '2026-05-01' },
  ])
  await store.run(
    `INSERT INTO places VALUES (7, ['Home', 'Berlin'], '192.168.1.0/24', ['Sales'], ['workstation'], 'Berlin')`,
  )
  await store.run(`INSERT INTO place_prefixes VALUES ('192.168.1.0/24', 7)`)
  await store.run(`SYSTEM RELOAD DICTIONARY place_of`)
  await store.run(`INSERT INTO user_groups VALUES ('alice', 'Staff')`)
  await store.run(`INSERT INTO host_roles VALUES
    ('printer', toIPv6('${HOST}'), '2026-05-02 00:00:00', ['offers ipp on tcp/631'])`)
})
afterAll(() => bench?.close())

describe('header', () => {
  test('who it is, with the sources of it', async () => {
    const header = await hostHeader(asking, host, {})
    expect(header).toMatchObject({
      ip: HOST,
      is_home: true,
      first_seen: '2026-05-01T07:00:00.000000Z',
      networks: ['Home', 'Berlin'],
      network: '192.168.1.0/24',
      site: 'Berlin',
      groups: ['Sales'],
      names: [{ name: 'pc-7.corp.example', sources: ['dhcp'] }],
      users: [{ user: 'Alice', groups: ['Staff'] }],
      numbers: { days: 2, events: 40, off_hours_share: 0.1, bytes_out: 600, outside_bytes_out: 40 },
    })
    expect(header.roles).toEqual([
      {
        role: 'workstation',
        by: 'organisation',
        since: null,
        evidence: ['given by the organisation (192.168.1.0/24)'],
      },
      {
        role: 'printer',
        by: 'inferred',
        since: '2026-05-02T00:00:00.000000Z',
        evidence: ['offers ipp on tcp/631'],
      },
    ])
  })

  test('as of a moment it says what was known then', async () => {
    const header = await hostHeader(asking, host, { as_of: '2026-05-01T12:00:00Z' })
    expect(header.as_of).toBe('2026-05-01T12:00:00.000000Z')
    expect(header.last_seen).toBe(header.as_of)
    expect(header.roles.map(({ role }) => role)).toEqual(['workstation'])
    expect(header.numbers).toMatchObject({ days: 1, events: 10 })
  })

  test('an IPv4-mapped address is the same host', async () => {
    expect(await hostHeader(asking, readHostIp(`::ffff:${HOST}`), {})).toMatchObject({ ip: HOST })
  })

  test.each([
    ['10.99.99.99', undefined, /No record is known of 10\.99\.99\.99\. Look for it in the list/],
    ['255.255.255.255', undefined, /broadcast address/],
    [HOST, '2026-04-30', /Nothing was known of .* first seen at 2026-05-01T07:00:00/],
  ])('%s as of %s is not found, with advice', async (ip, asOf, message) => {
    await expect(hostHeader(asking, readHostIp(ip), { as_of: asOf })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringMatching(message),
    })
  })
})

describe('counts', () => {
  test('are those of the lists', async () => {
    const { counts } = await hostCounts(asking, host, {})
    const request = { host: HOST }
    const { total: sightings } = await listSightings(asking, request)
    const { total: outliers } = await listOutliers(asking, request)
    expect(sightings).toBeGreaterThan(1)
    expect(counts).toEqual({
      insights: 7,
      firsts: 7,
      transfers: 2,
      sessions: 1,
      findings: 0,
      sightings,
      outliers,
      files: 2,
    })
  })

  test.each(['2026-05-01T09:00:00Z', '2026-05-03T00:00:00Z'])(
    'sightings as of %s',
    async (asOf) => {
      const { counts } = await hostCounts(asking, host, { as_of: asOf })
      const { total } = await listSightings(asking, { host: HOST, as_of: asOf })
      expect(counts.sightings).toBe(total)
    },
  )

  test('an outside host has no sightings', async () => {
    const { counts } = await hostCounts(asking, readHostIp('198.51.100.1'), {})
    expect(counts.sightings).toBe(0)
  })
})

describe('insights', () => {
  test('values of several rows are one, the most frequent first, with how many hosts share them', async () => {
    const { groups, hosts_total: total } = await hostInsights(asking, host, {})
    expect(total).toBe(3)
    const http = groups.find(({ group }) => group === 'HTTP')
    expect(http?.attributes).toMatchObject([
      {
        attribute: 'user_agent',
        field: 'host.user_agent',
        total: 2,
        is_full: false,
        values: [
          { value: 'Wget', count: 9, hosts: 3, sources: ['http'] },
          {
            value: 'curl/8',
            count: 7,
            hosts: 1,
            first: '2026-05-01T10:00:00.000000Z',
            last: '2026-05-04T10:00:00.000000Z',
            sources: ['files', 'http'],
            show: { subject: 'events' },
          },
        ],
      },
    ])
  })

  test('an attribute that is full says so', async () => {
    const { groups } = await hostInsights(asking, host, { attribute: 'dns_query' })
    expect(groups.flatMap(({ attributes }) => attributes)).toMatchObject([
      {
        attribute: 'dns_query',
        total: 1,
        is_full: true,
        not_kept: 7,
        values: [{ value: 'a.example' }],
      },
    ])
  })

  test('numbers of the host, and of its sessions and transfers', async () => {
    const { groups } = await hostInsights(asking, host, {})
    const numbers = new Map(
      groups.flatMap((group) => group.numbers.map(({ attribute, value }) => [attribute, value])),
    )
    expect(Object.fromEntries(numbers)).toMatchObject({
      events: 40,
      off_hours_share: 10,
      sessions: 1,
      transfers: 2,
      transfer_bytes_out: 70_000,
      transfer_bytes_in: 9_000,
      largest_transfer: 70_000,
    })
  })

  test.each([
    [{ limit: 1 }, ['Wget'], 2],
    [{ find: 'CURL' }, ['curl/8'], 1],
    [{ as_of: '2026-05-02T00:00:00Z' }, ['curl/8'], 1],
  ])('narrowed by %j', async (request, values, total) => {
    const answer = await hostInsights(asking, host, { attribute: 'user_agent', ...request })
    const [insight] = answer.groups.flatMap(({ attributes }) => attributes)
    expect(insight?.values.map(({ value }) => value)).toEqual(values)
    expect(insight?.total).toBe(total)
  })

  test('what was seen again after the moment has neither last nor count', async () => {
    const answer = await hostInsights(asking, host, { as_of: '2026-05-02T00:00:00Z' })
    const [value] = answer.groups.find(({ group }) => group === 'HTTP')?.attributes[0]?.values ?? []
    expect(value).not.toHaveProperty('last')
    expect(value).not.toHaveProperty('count')
    expect(value?.first).toBe('2026-05-01T10:00:00.000000Z')
  })

  test('an unknown attribute is refused', async () => {
    await expect(hostInsights(asking, host, { attribute: 'nonsense' })).rejects.toMatchObject({
      code: 'FIELD_UNKNOWN',
    })
  })
})

describe('firsts', () => {
  test('pages of one value make the whole timeline, each value once', async () => {
    const whole = await hostFirsts(asking, host, {})
    expect(whole.total).toBe(7)
    const paged: unknown[] = []
    let cursor: string | undefined
    do {
      const page = await hostFirsts(asking, host, { limit: 1, cursor })
      paged.push(...page.firsts)
      cursor = page.next
    } while (cursor !== undefined)
    expect(paged).toEqual(whole.firsts)
    const times = whole.firsts.map(({ first }) => first)
    expect(times).toEqual(times.toSorted().toReversed())
  })

  test('oldest first, of one attribute, as of a moment', async () => {
    const { firsts } = await hostFirsts(asking, host, {
      attribute: 'user_agent',
      order: 'oldest',
      as_of: '2026-05-03T09:00:00Z',
    })
    expect(firsts.map(({ value, group }) => [value, group])).toEqual([
      ['curl/8', 'HTTP'],
      ['Wget', 'HTTP'],
    ])
  })

  test('a cursor of another timeline is refused', async () => {
    const { next } = await hostFirsts(asking, host, { limit: 1 })
    await expect(
      hostFirsts(asking, host, { limit: 1, order: 'oldest', cursor: next }),
    ).rejects.toMatchObject({ code: 'CURSOR_INVALID' })
  })
})

describe('volume', () => {
  test('each day of the range, empty ones too', async () => {
    const answer = await hostVolume(asking, host, { from: '2026-05-01', to: '2026-05-06' })
    expect(answer.days).toEqual([
      '2026-05-01',
      '2026-05-02',
      '2026-05-03',
      '2026-05-04',
      '2026-05-05',
    ])
    const of = (name: string) => answer.measures.find(({ measure }) => measure === name)
    expect(of('bytes_out')?.values).toEqual([100, 0, 0, 500, 0])
    expect(of('outside_bytes_out')?.values).toEqual([40, 0, 0, 0, 0])
    expect(of('transfer_bytes_out')?.values).toEqual([0, 0, 0, 70_000, 0])
    expect(of('transfer_bytes_in')?.values).toEqual([0, 0, 0, 9_000, 0])
    expect(of('transfers')?.values).toEqual([0, 0, 0, 2, 0])
    expect(of('sessions')?.values).toEqual([0, 0, 0, 1, 0])
    expect(of('bytes_out')?.baseline.every((band) => band === null)).toBe(true)
  })

  test('a band from the eighth day of the host on, also if the range begins later', async () => {
    const answer = await hostVolume(asking, host, { from: '2026-05-07', to: '2026-05-10' })
    const out = answer.measures.find(({ measure }) => measure === 'bytes_out')
    expect(out?.baseline).toEqual([
      null,
      { median: 0, low: 0, high: 0, days: 7 },
      { median: 0, low: 0, high: 0, days: 8 },
    ])
  })

  test('without a range, the days until it was last seen', async () => {
    const { days, unfinished } = await hostVolume(asking, host, {})
    expect(days[0]).toBe('2026-05-01')
    expect(days.at(-1)).toBe(DAY)
    expect(unfinished).toBeUndefined()
  })

  test('more days than are shown are said to be cut', async () => {
    const { days, completeness } = await hostVolume(asking, host, { from: '2020-01-01' })
    expect(days).toHaveLength(400)
    expect(completeness).toMatchObject({ partial: true })
  })
})

describe('rhythm', () => {
  test.each([
    [undefined, 0, 10],
    ['Asia/Tokyo', 0, 19],
  ])('by the clock of %s', async (zone, weekday, hour) => {
    const answer = await hostRhythm(asking, host, { time_zone: zone })
    expect(answer.total).toBe(uploads().length)
    expect(answer.hours[weekday]?.[hour]).toBe(answer.total)
    expect(answer.hours.flat()).toHaveLength(7 * 24)
  })

  test('a zone that there is not', async () => {
    await expect(hostRhythm(asking, host, { time_zone: 'Mars/Base' })).rejects.toMatchObject({
      code: 'FIELD_UNFIT',
    })
  })
})

describe('peers', () => {
  test('of transfers by direction and service, others apart', async () => {
    const { peers, others, total } = await hostPeers(asking, host, {})
    expect(total).toBe(1)
    expect(peers).toMatchObject([
      {
        ip: SERVER,
        is_home: false,
        direction: 'client',
        service: 'ftp',
        sessions: 1,
        transfers: 2,
        bytes_out: 70_000,
        bytes_in: 9_000,
        users: ['alice'],
      },
    ])
    expect(others).toMatchObject({ total: 1, peers: [{ ip: '198.51.100.1', count: 3 }] })
  })

  test('the other side is the server', async () => {
    await insertHostDays(bench.store, [{ host: SERVER, day: DAY }])
    const { peers } = await hostPeers(asking, readHostIp(SERVER), {})
    expect(peers).toMatchObject([
      { ip: HOST, is_home: true, direction: 'server', bytes_out: 9_000, bytes_in: 70_000 },
    ])
  })

  test('outside the range there are none', async () => {
    expect((await hostPeers(asking, host, { to: '2026-05-02' })).total).toBe(0)
  })
})

describe('files', () => {
  test('sent and received, the latest first, in pages', async () => {
    const { files, total } = await hostFiles(asking, host, {})
    expect(total).toBe(2)
    expect(files).toMatchObject([
      { name: 'tool.exe', direction: 'received', bytes: 9_000, peers: [SERVER], services: ['ftp'] },
      { name: 'report.zip', direction: 'sent', bytes: 70_000, times: 1, md5: 'ab'.repeat(16) },
    ])
    const first = await hostFiles(asking, host, { limit: 1 })
    const second = await hostFiles(asking, host, { limit: 1, cursor: first.next })
    expect([...first.files, ...second.files]).toEqual(files)
    expect(second.next).toBeUndefined()
  })

  test.each([
    ['REPORT', ['report.zip']],
    ['AB'.repeat(16), ['tool.exe', 'report.zip']],
    ['nothing', []],
  ])('found by %s', async (find, names) => {
    const { files } = await hostFiles(asking, host, { find })
    expect(files.map(({ name }) => name)).toEqual(names)
  })
})

describe('graph of peers', () => {
  test('an edge from the client to the server', async () => {
    const { nodes, edges, left_out: leftOut, hosts } = await peerGraph(asking, {})
    expect(hosts).toBe(2)
    expect(edges).toMatchObject([
      {
        from: HOST,
        to: SERVER,
        transfers: 2,
        bytes_up: 70_000,
        bytes_down: 9_000,
        services: ['ftp'],
      },
    ])
    expect(nodes.find(({ id }) => id === HOST)).toMatchObject({
      kind: 'host',
      is_home: true,
      networks: ['Home', 'Berlin'],
      roles: ['workstation', 'printer'],
    })
    expect(leftOut).toEqual({ edges: 0, transfers: 0, bytes: 0 })
  })

  test('only the transfers that a question means', async () => {
    const { edges, hosts } = await peerGraph(asking, { q: 'file.name:nothing' })
    expect([edges, hosts]).toEqual([[], 0])
  })
})

test('every question that answers point to can be asked', async () => {
  const [{ groups }, { firsts }, { peers }, { files }, { edges }] = await Promise.all([
    hostInsights(asking, host, {}),
    hostFirsts(asking, host, {}),
    hostPeers(asking, host, {}),
    hostFiles(asking, host, {}),
    peerGraph(asking, {}),
  ])
  const values = groups.flatMap(({ attributes }) => attributes.flatMap((one) => one.values))
  const shown = [...values, ...firsts, ...peers, ...files, ...edges].flatMap(
    ({ show }) => show ?? [],
  )
  expect(shown.length).toBeGreaterThan(8)
  for (const { subject, q } of shown) expect(parseQuery(q, subject)).toMatchObject({ ok: true })
})
