import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findField, formatAddress, parseAddress, parseQuery } from '@spoor/model'
import type { QuerySubject } from '@spoor/model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEventStore } from '../store/event-store.js'
import type { EventStore } from '../store/event-store.js'
import { migrateEvents } from '../store/migrations.js'
import { compileQuery, compileTogether, testColumns } from './compile.js'
import { HOSTS, insertWorld, PLACES, USER_GROUPS } from './lookup-world.testing.js'

/**
 * What is looked up, read once more without regard to speed: the values that a row has for a field
 * are collected here from the world, and tested one by one.
 */

const CONTEXT = {
  now: new Date('2026-06-23T00:00:00Z'),
  lists: new Map([['things', ['FTP', 'berlin', 'finance', '10.1.2.9', 'nothing']]]),
}

interface Row {
  readonly n: number
  readonly source?: string
  readonly destination?: string
  readonly user: string
}

const addresses = [undefined, ...HOSTS.map(({ ip }) => ip), '10.1.2.77', '198.51.100.1']
const users = ['', 'Anna', 'ÖLAF', 'nobody']
const rows: readonly Row[] = addresses.flatMap((source, s) =>
  addresses.map((destination, d) => ({
    n: s * addresses.length + d,
    ...(source !== undefined && { source }),
    ...(destination !== undefined && { destination }),
    user: users[(s + d) % users.length] ?? '',
  })),
)

const placeOf = (ip: string) => {
  if (ip.startsWith('10.1.2.')) return PLACES[1]
  if (ip.startsWith('10.1.')) return PLACES[0]
  return ip.startsWith('2001:db8:') ? PLACES[2] : undefined
}

/** Values of an attribute of one host. */
function valuesOfHost(ip: string | undefined, attribute: string): readonly string[] {
  if (ip === undefined) return []
  const place = placeOf(ip)
  const host = HOSTS.find((known) => known.ip === ip)
  switch (attribute) {
    case 'network':
      return place
        ? place.path.flatMap((label, d) => [label, place.path.slice(0, d + 1).join('/')])
        : []
    case 'group':
      return place?.groups ?? []
    case 'site':
      return place?.site ? [place.site] : []
    case 'role':
      return [...(host?.roles ?? []), ...(place?.roles ?? [])]
    case 'risk':
      return host ? [String(host.risk ?? 0)] : []
    default: {
      const counted = /^(.*)_count$/.exec(attribute)?.[1]
      if (counted) return [String(host?.facts?.[counted]?.length ?? 0)]
      return host?.facts?.[attribute] ?? []
    }
  }
}

function valuesOf(row: Row, field: string): readonly string[] {
  if (field === 'user.group') {
    return USER_GROUPS.filter(([user]) => user === row.user.toLowerCase()).map(([, group]) => group)
  }
  const [, side, attribute = ''] = /^(source\.|destination\.)?(?:host\.)?(.*)$/.exec(field) ?? []
  const sides =
    side === 'source.' ? [row.source] : side ? [row.destination] : [row.source, row.destination]
  return sides.flatMap((ip) => valuesOfHost(ip, attribute))
}

const lower = (text: string) => text.toLowerCase()

/** How a test is written, and whether one value meets it. */
const TEXT_TESTS: readonly (readonly [string, (value: string) => boolean])[] = [
  ['ftp', (v) => lower(v) === 'ftp'],
  ['"Home/Berlin"', (v) => lower(v) === 'home/berlin'],
  ['berlin', (v) => lower(v) === 'berlin'],
  ['"Home/Berlin/Server/Room"', (v) => lower(v) === 'home/berlin/server/room'],
  ['*er*', (v) => lower(v).includes('er')],
  ['?t', (v) => /^.t$/i.test(v)],
  ['/^[A-Z]/', (v) => /^[A-Z]/.test(v)],
  ['/x*/', () => true],
  ['/^$/', (v) => v === ''],
  ['tcp\\/21', (v) => lower(v) === 'tcp/21'],
  ['"Zgrab Ünï*x?"', (v) => lower(v) === lower('Zgrab Ünï*x?')],
  ['203.0.113.9', (v) => v === '203.0.113.9'],
  ['203.0.113.0/24', (v) => v.startsWith('203.0.113.')],
  [
    '@things',
    (v) => CONTEXT.lists.get('things')?.some((known) => lower(known) === lower(v)) ?? false,
  ],
  [
    '(staff or it or printer or "ANNA-PC")',
    (v) => ['staff', 'it', 'printer', 'anna-pc'].includes(lower(v)),
  ],
  ['(ftp or ssh)', (v) => ['ftp', 'ssh'].includes(lower(v))],
  ['*', () => true],
]

const NUMBER_TESTS: readonly (readonly [string, (value: number) => boolean])[] = [
  ['0', (v) => v === 0],
  ['>1', (v) => v > 1],
  ['<2', (v) => v < 2],
  ['[1 TO 40]', (v) => v >= 1 && v <= 40],
  ['(0 or 2 or 100)', (v) => [0, 2, 100].includes(v)],
  ['1*', (v) => String(v).startsWith('1')],
  ['*', () => true],
]

const ATTRIBUTES = [
  'host.service',
  'host.client_service',
  'host.hostname',
  'host.service_port',
  'host.peer_outside',
  'host.ssh_client_software',
  'host.role',
]
const NUMBERS = ['host.risk', 'host.service_count', 'host.hostname_count']
const SIDES = ['', 'source.', 'destination.']
const textFields = [
  ...SIDES.flatMap((side) =>
    [...ATTRIBUTES, 'network', 'group', 'site'].map((name) => `${side}${name}`),
  ),
  'source.role',
  'user.group',
]
const numberFields = SIDES.flatMap((side) => NUMBERS.map((name) => `${side}${name}`))

let directory: string
let store: EventStore

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'spoor-lookup-'))
  store = await openEventStore({ directory })
  await migrateEvents(store)
  await insertWorld(store)
  await store.run(`CREATE TABLE rows (n UInt32, source_ip Nullable(IPv6), destination_ip Nullable(IPv6),
    user_name String, client_ip Nullable(IPv6), server_ip Nullable(IPv6)) ENGINE = Memory`)
  const engine = (ip: string | undefined) =>
    ip === undefined ? null : formatAddress(parseAddress(ip) ?? 0n)
  await store.insert(
    'rows',
    rows.map(({ n, source, destination, user }) => ({
      n,
      source_ip: engine(source),
      destination_ip: engine(destination),
      client_ip: engine(source),
      server_ip: engine(destination),
      user_name: user,
    })),
  )
}, 120_000)

afterAll(async () => {
  await store.close()
  await rm(directory, { recursive: true, force: true })
})

function compiled(text: string, subject: QuerySubject = 'events') {
  const parsed = parseQuery(text, subject, { lists: CONTEXT.lists.keys() })
  if (!parsed.ok) throw new Error(`${text}: ${parsed.problems[0]?.message}`)
  return compileQuery(parsed.query, subject, CONTEXT)
}

async function found(text: string, subject: QuerySubject = 'events'): Promise<number[]> {
  const { sql, params } = compiled(text, subject)
  const table = `SELECT n FROM rows WHERE ${sql} ORDER BY n`
  return (await store.rows<{ n: number }>(table, { params })).map(({ n }) => n)
}

function slow(meets: (row: Row) => boolean): number[] {
  return rows.filter(meets).map(({ n }) => n)
}

describe('a field that is looked up', () => {
  it.each(textFields)('%s means what the slow reading says', async (field) => {
    for (const [test, meets] of TEXT_TESTS) {
      const expected = slow((row) => valuesOf(row, field).some(meets))
      expect(await found(`${field}:${test}`), `${field}:${test}`).toEqual(expected)
      expect(await found(`not ${field}:${test}`), `not ${field}:${test}`).toEqual(
        slow(({ n }) => !expected.includes(n)),
      )
    }
    expect(await found(`${field}:""`)).toEqual(slow((row) => valuesOf(row, field).length === 0))
  })

  it.each(numberFields)('%s means what the slow reading says', async (field) => {
    for (const [test, meets] of NUMBER_TESTS) {
      const expected = slow((row) => valuesOf(row, field).map(Number).some(meets))
      expect(await found(`${field}:${test}`), `${field}:${test}`).toEqual(expected)
    }
  })

  it('is never NULL, also where an address is absent', async () => {
    const text = [
      ...textFields.map((field) => `${field}:ftp`),
      ...numberFields.map((field) => `${field}:0`),
    ].join(' or ')
    const { sql, params } = compiled(text)
    const answer = await store.rows<{ n: number }>(
      `SELECT toUInt32(countIf(isNull(${sql}))) AS n FROM rows`,
      { params },
    )
    expect(answer).toEqual([{ n: 0 }])
  })

  it.each([
    ['client.network:berlin', 'source.network:berlin'],
    ['source.host.service:ftp', 'source.host.service:ftp'],
    ['server.role:printer', 'destination.role:printer'],
    ['user.group:it host.client_service:ftp', 'user.group:it host.client_service:ftp'],
  ])('is asked of sessions: %s', async (session, event) => {
    expect(await found(session, 'sessions')).toEqual(await found(event))
    expect((await found(event)).length).toBeGreaterThan(0)
  })

  it('is asked together with other questions', async () => {
    const texts = [
      'source.network:berlin',
      'not network:*',
      'destination.host.service:(ftp or ssh) source.role:workstation',
      'source.network:berlin user.group:it',
    ]
    const parsed = texts.map((text) => parseQuery(text, 'events'))
    const queries = parsed.flatMap((result) => (result.ok ? [result.query] : []))
    const together = compileTogether(queries, 'events', CONTEXT)
    const columns = together.conditions.map((condition, i) => `${condition} AS c${i}`)
    const answer = await store.rows<Record<string, number>>(
      `SELECT n, ${columns.join(', ')} FROM (SELECT n, ${testColumns(together).join(', ')} FROM rows WHERE ${together.gate}) ORDER BY n`,
      { params: together.params },
    )
    for (const [i, text] of texts.entries()) {
      const hits = answer.filter((row) => row[`c${i}`] === 1).map(({ n }) => n)
      expect(hits, text).toEqual(await found(text))
    }
  })

  it.each([
    'source.ip:=source.host.peer_outside',
    'source.host.hostname:=user.name',
    'network:=group',
  ])('cannot be compared with another: %s', (text) => {
    const parsed = parseQuery(text, 'events')
    expect(parsed.ok ? '' : parsed.problems[0]?.message).toContain('cannot be compared')
  })
})

describe('questions about hosts', () => {
  async function hosts(text: string): Promise<string[]> {
    const { sql, params } = compiled(text, 'hosts')
    const answer = await store.rows<{ ip: string }>(
      `SELECT toString(host) AS ip FROM hosts WHERE ${sql} ORDER BY host`,
      { params },
    )
    return answer.map(({ ip }) => ip.replace('::ffff:', ''))
  }

  it.each([
    ['host.role:workstation and host.client_service:ftp', ['10.1.0.1']],
    ['role:workstation client_service:ftp', ['10.1.0.1']],
    ['host.role:printer', ['10.1.2.9']],
    ['not host.role:*', ['10.9.9.9', '2001:db8::5']],
    ['host.ip:10.1.0.0/16', ['10.1.0.1', '10.1.2.9']],
    ['host.risk:>=40', ['10.1.2.9', '203.0.113.9']],
    ['host.service_count:0', ['10.1.0.1', '10.9.9.9', '203.0.113.9']],
    ['host.first_seen:2026-06-22 host.network:partner', ['2001:db8::5']],
    ['host.first_seen.hour:0 host.site:ber', ['10.1.0.1', '10.1.2.9']],
    ['anna', ['10.1.0.1']],
    ['berlin -anna*', ['10.1.2.9']],
    ['scann', ['203.0.113.9']],
    ['"2001:db8"', ['2001:db8::5']],
    ['host.service:"" host.risk:0', ['10.1.0.1', '10.9.9.9']],
  ])('%s', async (text, expected) => {
    expect(await hosts(text)).toEqual(expected)
  })
})

describe('the key of the facts is used', () => {
  it.each([
    ['source.host.client_service:ftp', 'attribute'],
    ['source.host.peer_outside:203.0.113.9', 'value'],
    ['source.host.service:(ftp or ssh or tls)', 'attribute'],
    ['host.service_count:>1', 'attribute'],
  ])('by %s', async (text, key) => {
    const { sql, params } = compiled(text)
    const plan = await store.rows<{ explain: string }>(
      `EXPLAIN indexes = 1 SELECT n FROM rows WHERE ${sql}`,
      { params },
    )
    const lines = plan.map(({ explain }) => explain.replace(/^[^A-Za-z]+/, '')).join('\n')
    for (const table of ['event_facts', 'record_facts']) {
      const reading = lines
        .split(`ReadFromMergeTree`)
        .filter((part) => part.includes(`.${table})`) || part.includes(` (${table})`))
      expect(reading.length, `${lines}`).toBeGreaterThan(0)
      for (const part of reading)
        expect(part).toMatch(new RegExp(`PrimaryKey\\s+Keys:[^:]*\\b${key}\\b`))
    }
  })

  it('and the dictionary knows the field', () => {
    expect(findField('events', 'SOURCE.HOST.CLIENT_SERVICE')?.name).toBe(
      'source.host.client_service',
    )
  })
})
