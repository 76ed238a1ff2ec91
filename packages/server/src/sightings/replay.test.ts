import fc from 'fast-check'
import { findHostAttribute, type OutliersRequest, type SightingsRequest } from '@spoor/model'
import { describe, expect, it } from 'vitest'
import { keepFacts } from '../derive/facts/index.js'
import { keepEverything } from '../derive/keep-folds.js'
import { parseCalendar } from '../organisation/calendar.js'
import { DEFAULT_ORGANISATION } from '../organisation/organisation.js'
import { eve } from '../questions/test-store.testing.js'
import { openEveBench, type EveBench } from '../sources/eve/eve.testing.js'
import { openStateStore } from '../state/state-store.js'
import { listOutliers, listSightings, spreadOf } from './index.js'
import { KINDS } from './kinds.js'
import { insertPlaces, sightingsAsking } from './sightings.testing.js'

/** What two hosts did within ten minutes of an hour. */
interface Conversation {
  readonly day: number
  readonly hour: number
  readonly client: number
  readonly server: number
  readonly what: 'ssh' | 'ftp' | 'web'
  readonly which: number
}

const conversation = fc.record<Conversation>({
  day: fc.integer({ min: 1, max: 20 }),
  hour: fc.integer({ min: 0, max: 23 }),
  client: fc.integer({ min: 1, max: 4 }),
  server: fc.integer({ min: 1, max: 3 }),
  what: fc.constantFrom('ssh', 'ftp', 'web'),
  which: fc.integer({ min: 1, max: 3 }),
})

interface Line {
  readonly at: string
  readonly text: string
}

const two = (number: number) => String(number).padStart(2, '0')

function linesOf({ day, hour, client, server, what, which }: Conversation, flow: number): Line[] {
  const at = (minute: number) => `2026-06-${two(day)}T${two(hour)}:${two(minute)}:00.000000`
  const port = { ssh: 22, ftp: 21, web: 443 }[what]
  const ends = {
    flow_id: 1000 + flow,
    src_ip: `10.${client % 2}.0.${client}`,
    src_port: 40_000 + flow,
    dest_ip: server === 3 ? '203.0.113.9' : `10.5.0.${server}`,
    dest_port: port,
  }
  const line = (minute: number, type: string, more: object): Line => ({
    at: at(minute),
    text: eve({ at: at(minute), type, ...ends, ...more }),
  })
  const said = {
    ssh: [
      line(0, 'ssh', {
        ssh: {
          client: { proto_version: '2.0', software_version: `Client_${which}` },
          server: { proto_version: '2.0', software_version: `Server_${server}` },
        },
      }),
    ],
    ftp: [
      line(0, 'ftp', {
        ftp: { command: 'USER', command_data: `user${which}`, completion_code: ['331'] },
      }),
      line(2, 'ftp', { ftp: { command: 'PASS', completion_code: ['230'] } }),
    ],
    web: [
      line(0, 'tls', {
        tls: { sni: `s${which}.example`, version: 'TLS 1.3', ja3: { hash: `${which}`.repeat(32) } },
      }),
      line(3, 'http', {
        http: { hostname: `h${which}.example`, http_user_agent: `Agent/${which}`, status: 200 },
      }),
    ],
  }[what]
  const counts = { pkts_toserver: 9, pkts_toclient: 8, bytes_toserver: 900, bytes_toclient: 800 }
  return [
    ...said,
    line(9, 'flow', {
      app_proto: what === 'web' ? 'tls' : what,
      flow: { ...counts, start: `${at(0)}+0000`, end: `${at(9)}+0000`, state: 'closed' },
    }),
  ]
}

const PLACES = [
  { prefix: '10.0.0.0/16', path: ['Home', 'A'], groups: ['x'] },
  { prefix: '10.1.0.0/16', path: ['Home', 'B'], groups: ['x'] },
]

type Take = (lines: readonly Line[]) => Promise<void>

/** A store that takes lines in as the program does, and keeps all that follows from them. */
async function withTaker<T>(work: (bench: EveBench, take: Take) => Promise<T>): Promise<T> {
  const bench = await openEveBench()
  const state = await openStateStore({ memory: true })
  const context = { organisation: DEFAULT_ORGANISATION, calendar: parseCalendar(undefined) }
  let files = 0
  try {
    await insertPlaces(bench.store, PLACES)
    return await work(bench, async (lines) => {
      if (lines.length === 0) return
      files += 1
      await bench.insert(
        lines.map(({ text }) => text),
        `eve-${files}.json`,
      )
      await keepEverything(bench.store, context.organisation)
      await keepFacts({ events: bench.store, state, ...context })
    })
  } finally {
    await state.close()
    await bench.close()
  }
}

/** Kinds that are observed in events: sessions and transfers are known when they have ended. */
const OF_EVENTS = KINDS.filter(
  ({ attribute = '' }) =>
    !findHostAttribute(attribute)?.sources.some((one) => ['sessions', 'transfers'].includes(one)),
)

/** All answers about a moment, without the words in which `now` stands. */
async function answers(bench: EveBench, kind: string | undefined, asOf?: string) {
  const asking = sightingsAsking(bench.store)
  const words = { ...(kind && { kind }), ...(asOf && { as_of: asOf }), limit: 1000 }
  const plain = <T extends { readonly question?: unknown }>(rows: readonly T[]) =>
    rows.map(({ question: _question, ...row }) => row)
  const list = async (request: SightingsRequest) => {
    const { rows, total } = await listSightings(asking, { ...words, ...request })
    return { rows: plain(rows), total }
  }
  const outliers = async (request: OutliersRequest) => {
    const { rows, total } = await listOutliers(asking, { ...words, ...request })
    return { rows: plain(rows), total }
  }
  const spread = await spreadOf(asking, {
    of: 'tls-sni',
    value: 's1.example',
    ...(asOf && { as_of: asOf }),
  })
  return {
    network: await list({}),
    group: await list({ scope: 'group', learning: 'exclude' }),
    host: await list({ scope: 'host', sort: 'oldest' }),
    rare: await list({ hosts: 'all', max_hosts: 1, sort: 'rarest' }),
    outliers: await outliers({}),
    spread: spread.hosts.map(({ host, first_seen: at }) => [host, at]),
    buckets: spread.timeline,
  }
}

describe('the answer as of a moment', () => {
  it('is what was answered then, whatever came after and in which order it came', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(conversation, { minLength: 6, maxLength: 24 }),
        fc.record({
          day: fc.integer({ min: 4, max: 19 }),
          // Between conversations, or in the middle of one.
          minute: fc.constantFrom(30, 2, 5),
        }),
        fc.integer(),
        async (conversations, { day, minute }, seed) => {
          const moment = `2026-06-${two(day)}T12:${two(minute)}:00.000000`
          const lines = shuffled(conversations.flatMap(linesOf), seed)
          const before = lines.filter(({ at }) => at <= moment)
          const after = lines.filter(({ at }) => at > moment)
          const half = Math.floor(before.length / 2)
          const kind = minute === 30 ? undefined : OF_EVENTS.map((one) => one.kind).join(',')
          const then = await withTaker(async (bench, take) => {
            await take(before.slice(0, half))
            await take(before.slice(half))
            const said = await answers(bench, kind)
            await take(after)
            expect(await answers(bench, kind, `${moment}Z`)).toEqual(said)
            return said
          })
          await withTaker(async (bench, take) => {
            await take(lines)
            expect(await answers(bench, kind, `${moment}Z`)).toEqual(then)
          })
        },
      ),
      { numRuns: 2, endOnFailure: true },
    )
  }, 300_000)
})

/** The same lines in another order, which follows from the seed. */
function shuffled(lines: readonly Line[], seed: number): Line[] {
  const drawn = lines.map((line, index) => ({
    line,
    place: Math.imul(index + 1, seed | 1) ^ (index * 2_654_435_761),
  }))
  return drawn.toSorted((a, b) => a.place - b.place).map(({ line }) => line)
}
