import { parseQuery, type Level } from '@spoor/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Decisions } from '../../hunts/tuning/index.js'
import { DEFAULT_HOME } from '../../organisation/organisation.js'
import { sqlTimeOfMicros } from '../../questions/moment.js'
import { openEveBench, type EveBench } from '../../sources/eve/eve.testing.js'
import { insertFacts, insertHostDays } from '../../testing/facts.testing.js'
import { plainIp, readHostIp } from '../host-address.js'
import { DEFAULT_RISK, riskByHost, riskOf, risksOf, type RiskAsking } from './index.js'
import { PROPERTIES } from './properties.js'
import { slowRisks, type SlowFinding, type SlowWorld } from './slow-risk.testing.js'

/** Six weeks of random facts and findings of a dozen hosts; the same ones in each run. */

const NOW = new Date('2026-06-23T12:00:00Z')
const START = Date.parse('2026-05-10T00:00:00Z')
const END = Date.parse('2026-06-22T18:00:00Z')
const DAY = 86_400_000
const HOSTS: [string, ...string[]] = [
  '203.0.113.7',
  '203.0.113.8',
  ...[...Array(10).keys()].map((n) => `10.0.0.${n + 1}`),
]
const ATTRIBUTES: [string, ...string[]] = [
  'transfer_server_outside',
  'ftp_user',
  'service',
  'ja3',
  'ssh_client_software',
  'transfer_service_served',
  'tls_version_served',
  'clear_text_user',
  'odd_port_service',
  'ftp_anonymous_served',
]
const VALUES: [string, ...string[]] = [
  'ftp',
  'ssh tcp/2222',
  'TLSv1',
  'TLS 1.3',
  'alice',
  '198.51.100.4',
  'OpenSSH_9',
]
const LEVELS: [Level, ...Level[]] = ['critical', 'high', 'medium', 'low', 'informational']

let bench: EveBench
let asking: RiskAsking
let world: SlowWorld

/** Numbers from 0 to 1 that look random and are not (a linear congruence). */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}

beforeAll(async () => {
  bench = await openEveBench()
  const { store } = bench
  const roll = dice(7)
  const pick = <T>(list: readonly [T, ...T[]]): T =>
    list[Math.floor(roll() * list.length)] ?? list[0]
  const moment = () => START + Math.floor(roll() * (END - START))
  const facts = [...Array(400).keys()].map((n) => {
    const first = moment()
    const attribute = pick(ATTRIBUTES)
    const value = roll() < 0.6 ? pick(VALUES) : `value ${n % 90}`
    return {
      attribute,
      value: attribute === 'transfer_server_outside' ? `198.51.100.${n % 90}` : value,
      host: pick(HOSTS),
      first: new Date(first).toISOString(),
      last: new Date(first + Math.floor(roll() * (END - first))).toISOString(),
    }
  })
  // Two at one moment: the lower address was first.
  const tied = {
    attribute: 'ftp_user',
    value: 'tied',
    first: '2026-06-20T00:00:00.000Z',
    last: '2026-06-20T00:00:00.000Z',
  }
  facts.push({ ...tied, host: '10.0.0.10' }, { ...tied, host: '10.0.0.9' })
  const findings = [...Array(120).keys()].map((n): SlowFinding => {
    const client = roll() < 0.8 ? pick(HOSTS) : ''
    const server = roll() < 0.6 ? pick(HOSTS) : ''
    return {
      id: `f${n}`,
      hunt: pick(['one', 'two', 'three']),
      level: pick<Level>(LEVELS),
      client,
      server,
      entity:
        client === '' && server === '' && roll() < 0.7 ? pick(HOSTS) : `${client} → ${server}`,
      seen: new Date(moment()).toISOString(),
      ...(roll() < 0.3 && { verdict: pick<'confirmed' | 'dismissed'>(['confirmed', 'dismissed']) }),
      isSuppressed: n % 11 === 0,
    }
  })
  await insertFacts(store, facts)
  await insertHostDays(store, [
    { host: '203.0.113.7', day: '2026-05-01' },
    { host: '10.0.0.1', day: '2026-05-10', first: new Date(START).toISOString() },
    {
      host: '10.0.0.1',
      day: '2026-06-22',
      first: '2026-06-22T01:00:00Z',
      last: new Date(END).toISOString(),
    },
  ])
  await store.insert(
    'findings',
    findings.map(({ seen, isSuppressed, id, hunt, level, client, server, entity }) => ({
      id,
      hunt,
      level,
      client,
      server,
      entity,
      user: isSuppressed ? 'noise' : '',
      day: seen.slice(0, 10),
      entity_kind: 'client and server',
      why: 'A test made it.',
      first_seen: sqlTimeOfMicros(Date.parse(seen) * 1000),
      last_seen: sqlTimeOfMicros(Date.parse(seen) * 1000),
      evidence_to: sqlTimeOfMicros(Date.parse(seen) * 1000 + 1),
      count: 1,
      subject: 'transfers',
      q: 'file.name:x',
      version: 1,
      gone: 0,
    })),
  )
  const judged = (wanted: string) =>
    findings.filter(({ verdict }) => verdict === wanted).map(({ id }) => id)
  const decisions: Decisions = {
    hunts: new Map(),
    suppressions: [
      {
        id: 's',
        hunt: null,
        field: 'user',
        value: 'noise',
        reason: 'known',
        since: null,
        until: null,
        created: NOW,
        createdBy: 'a test',
        ended: null,
        endedBy: null,
      },
    ],
    reviewsOf: () => Promise.resolve(new Map()),
    reviewed: () =>
      Promise.resolve({ confirmed: judged('confirmed'), dismissed: judged('dismissed') }),
  }
  asking = {
    store,
    now: NOW,
    home: DEFAULT_HOME,
    learningDays: new Map(),
    risk: DEFAULT_RISK,
    decisions: () => Promise.resolve(decisions),
  }
  world = {
    facts,
    findings,
    rules: DEFAULT_RISK,
    start: START,
    at: END,
    isHome: (host) => host.startsWith('10.'),
  }
})
afterAll(() => bench?.close())

async function scores(given: RiskAsking, asOf?: number): Promise<Map<string, number>> {
  const { sql, params } = await riskByHost(given, { asOf })
  const rows = await given.store.rows<{ ip: string; risk: number }>(
    `SELECT toString(host) AS ip, risk FROM (${sql})`,
    { params },
  )
  return new Map(rows.map(({ ip, risk }) => [plainIp(ip), risk]))
}

const sorted = (map: ReadonlyMap<string, number>) =>
  [...map].toSorted(([a], [b]) => (a < b ? -1 : 1))

test('the statement of all hosts agrees with plain loops', async () => {
  const slow = slowRisks(world)
  expect(slow.size).toBeGreaterThan(8)
  expect(sorted(await scores(asking))).toEqual(sorted(slow))
})

test.each(['2026-06-15T00:00:00Z', '2026-05-30T00:00:00Z', '2026-05-10T00:00:00Z'])(
  'likewise as of %s',
  async (text) => {
    const at = Date.parse(text)
    expect(sorted(await scores(asking, at * 1000))).toEqual(sorted(slowRisks({ ...world, at })))
  },
)

test('likewise with other rules', async () => {
  const risk = {
    ...DEFAULT_RISK,
    halfLifeDays: 3,
    findings: { ...DEFAULT_RISK.findings, cap: 33.3, repeats: 1, serverShare: 1 },
    sightings: { ...DEFAULT_RISK.sightings, days: 20, repeats: 10, weights: { 'ftp-user': 1.7 } },
    properties: { ...DEFAULT_RISK.properties, days: 3, weights: { 'ftp-offered': 12.34 } },
  }
  const found = await scores({ ...asking, risk })
  expect(sorted(found)).toEqual(sorted(slowRisks({ ...world, rules: risk })))
})

test('the page of each host says the same, and its parts add up', async () => {
  const all = await scores(asking)
  for (const host of HOSTS) {
    const { score, kinds, parts } = await riskOf(asking, readHostIp(host))
    expect([host, score]).toEqual([host, all.get(host) ?? 0])
    for (const { kind, sum, cap, points } of kinds) {
      const own = parts.filter((part) => part.kind === kind)
      expect(own.reduce((total, part) => total + part.points, 0)).toBeCloseTo(sum)
      expect(points).toBe(Math.min(sum, cap))
    }
  }
})

test('some hosts at once have what each has alone', async () => {
  const hosts = HOSTS.slice(2, 5).map(readHostIp)
  const together = await risksOf(asking, { hosts: hosts.map(({ key }) => key) })
  for (const host of hosts) {
    expect(together.get(host.text)).toEqual(await riskOf(asking, host))
  }
  expect(together.size).toBe(3)
})

test('every part names itself, its weight and count, and shows its records', async () => {
  const risks = await risksOf(asking, {})
  const parts = [...risks.values()].flatMap((risk) => risk.parts)
  expect(new Set(parts.map(({ kind }) => kind))).toEqual(
    new Set(['finding', 'sighting', 'property']),
  )
  for (const part of parts) {
    expect(part.what).not.toBe('')
    expect(part.why).toMatch(/points/)
    expect(part.count).toBeGreaterThan(0)
    expect(part.points).toBeGreaterThan(0)
    expect(part.kind === 'finding' ? part.findings : part.values).not.toEqual([])
    if (part.show) expect(parseQuery(part.show.q, part.show.subject)).toMatchObject({ ok: true })
    if (part.kind !== 'sighting') expect(part.show).toBeDefined()
  }
})

test('old records are judged by the time of the last of them, not by the clock', async () => {
  const later = { ...asking, now: new Date('2030-01-01T00:00:00Z') }
  expect(sorted(await scores(later))).toEqual(sorted(await scores(asking)))
})

test('a property shows records of the subject that it names', () => {
  for (const { show } of PROPERTIES) {
    const { q, subject } = show('10.0.0.1', 'ssh tcp/2222')
    expect(parseQuery(q, subject)).toMatchObject({ ok: true })
  }
})

test('a host of which nothing is known has no risk', async () => {
  const risk = await riskOf(asking, readHostIp('10.9.9.9'))
  expect(risk).toMatchObject({ score: 0, parts: [] })
})

test('learning windows that the site made shorter count', async () => {
  const days = new Map([['ftp-user', 0]])
  const early = START + 5 * DAY
  const usual = await risksOf(asking, { asOf: early * 1000 })
  const shorter = await risksOf({ ...asking, learningDays: days }, { asOf: early * 1000 })
  const sightings = (risks: typeof usual) =>
    [...risks.values()].flatMap(({ parts }) => parts.filter(({ kind }) => kind === 'sighting'))
  expect(sightings(usual)).toEqual([])
  expect(new Set(sightings(shorter).map(({ id }) => id))).toEqual(new Set(['ftp-user']))
})
