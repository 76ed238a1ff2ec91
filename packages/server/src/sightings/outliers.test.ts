import type { Outlier, OutliersRequest } from '@spoor/model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEveBench, type EveBench } from '../sources/eve/eve.testing.js'
import { insertFacts, insertHostDays } from '../testing/facts.testing.js'
import { listOutliers } from './index.js'
import { sightingsAsking } from './sightings.testing.js'

const [MORNING, AFTERNOON, NIGHT, FREE_NIGHT] = [1, 2, 0, 4] as const

let bench: EveBench
beforeAll(async () => {
  bench = await openEveBench()
  const { store } = bench
  const day = '2026-06-01'
  await insertHostDays(store, [
    ...['10.0.0.1', '10.0.0.2', '203.0.113.9'].map((host) => ({ host, day })),
    { host: '10.0.0.3', day: '2026-06-18' },
  ])
  const fact = (host: string, attribute: string, value: string, part: number, first: string) => ({
    ...{ host, attribute, value, part },
    first: `2026-06-${first}:00Z`,
  })
  await insertFacts(store, [
    // A user of mornings who came back one afternoon, and on the night of a Saturday.
    fact('10.0.0.1', 'ftp_user', 'bob', MORNING, '02T08:00'),
    fact('10.0.0.1', 'ftp_user', 'bob', AFTERNOON, '03T14:00'),
    fact('10.0.0.1', 'ftp_user', 'bob', FREE_NIGHT, '20T01:00'),
    // In that night the host also did what it never did: once at first, once five minutes later.
    fact('10.0.0.1', 'transfer_service', 'ssh', FREE_NIGHT, '20T01:05'),
    fact('10.0.0.1', 'ssh_client_software', 'WinSCP', FREE_NIGHT, '20T01:05'),
    // A week later, that part is not unusual any more: what is new then is a sighting alone.
    fact('10.0.0.1', 'ja3', 'abc', FREE_NIGHT, '27T02:00'),
    // A new value in a part in which the host is active: a sighting alone.
    fact('10.0.0.1', 'ftp_command', 'SITE', MORNING, '19T09:00'),
    // A part that is not kept, and an attribute without parts.
    fact('10.0.0.1', 'ftp_user', 'eve', 255, '19T09:00'),
    fact('10.0.0.2', 'transfer_service', 'ftp', MORNING, '02T09:00'),
    fact('10.0.0.2', 'transfer_service', 'ftp', NIGHT, '22T03:00'),
    // Known for two days only.
    fact('10.0.0.3', 'transfer_service', 'ftp', MORNING, '18T09:00'),
    fact('10.0.0.3', 'transfer_service', 'ftp', AFTERNOON, '19T15:00'),
    // Outside of home.
    fact('203.0.113.9', 'transfer_service_served', 'ftp', MORNING, '02T09:00'),
    fact('203.0.113.9', 'transfer_service_served', 'ftp', NIGHT, '21T02:00'),
  ])
})
afterAll(() => bench.close())

const ask = (request: OutliersRequest) => listOutliers(sightingsAsking(bench.store), request)
const told = (row: Outlier) =>
  [
    row.host,
    row.kind,
    row.value,
    row.part.part,
    row.first_seen.slice(8, 16),
    ...(row.new_value ? ['new'] : []),
    ...(row.learning ? ['learning'] : []),
  ].join(' ')

const saturday = [
  '10.0.0.1 ssh-client-software WinSCP 4 20T01:05 new',
  '10.0.0.1 transfer-service-used ssh 4 20T01:05 new',
  '10.0.0.1 ftp-user bob 4 20T01:00',
]
const night = '10.0.0.2 transfer-service-used ftp 0 22T03:00'
const learning = [
  '10.0.0.3 transfer-service-used ftp 2 19T15:00 learning',
  '10.0.0.1 ftp-user bob 2 03T14:00 learning',
]

describe('outliers', () => {
  it.each<[string, OutliersRequest, string[]]>([
    ['of hosts at home', {}, [night, ...saturday, ...learning]],
    ['after learning', { learning: 'exclude' }, [night, ...saturday]],
    ['within a range', { from: '2026-06-20', to: '2026-06-21' }, saturday],
    ['of kinds', { kind: 'ftp-user' }, [...saturday.slice(2), ...learning.slice(1)]],
    ['of a host', { host: '10.0.0.2' }, [night]],
    ['with a text in the value', { find: 'winscp' }, saturday.slice(0, 1)],
    [
      'of any host',
      { hosts: 'all', kind: 'transfer-service-offered' },
      ['203.0.113.9 transfer-service-offered ftp 0 21T02:00'],
    ],
    ['as they were known', { as_of: '2026-06-20T01:00:00Z' }, [...saturday.slice(2), ...learning]],
    ['of a kind whose parts are not kept', { kind: 'domain' }, []],
  ])('are listed: %s', async (_, request, expected) => {
    const { rows, total } = await ask(request)
    expect(rows.map(told).toSorted()).toEqual(expected.toSorted())
    expect(total).toBe(expected.length)
  })

  it('come in pages, the newest first', async () => {
    const found: Outlier[] = []
    for (let cursor: string | undefined, pages = 0; pages === 0 || cursor; pages += 1) {
      const page = await ask({ limit: 2, ...(cursor && { cursor }) })
      found.push(...page.rows)
      cursor = page.next
    }
    const times = found.map(({ first_seen: at }) => at)
    expect(times).toEqual(times.toSorted().toReversed())
    expect(new Set(found.map(({ id }) => id)).size).toBe(6)
  })

  it('say in which parts the value and the host were before, and why they are listed', async () => {
    const { rows } = await ask({ from: '2026-06-20', to: '2026-06-21' })
    const bob = rows.find(({ value }) => value === 'bob')
    expect(bob).toMatchObject({
      part: { part: 4, words: 'day-off night, 00–06' },
      usual_parts: [
        { part: 1, words: 'work-day morning, 06–12', value: true },
        { part: 2, words: 'work-day afternoon, 12–18', value: true },
      ],
      question: { subject: 'sessions', q: 'client.ip:10.0.0.1 and user.name:bob' },
      why: 'First time that 10.0.0.1 logged in as it, or tried to in the day-off night: before, it had it only in: work-day morning, work-day afternoon; learning since 2026-06-01, done on 2026-06-15.',
    })
    expect(rows.find(({ value }) => value === 'ssh')).toMatchObject({
      usual_parts: [
        { part: 1, value: false },
        { part: 2, value: false },
      ],
      why: expect.stringContaining('it was never active in this part, only in: work-day morning'),
    })
  })
})
