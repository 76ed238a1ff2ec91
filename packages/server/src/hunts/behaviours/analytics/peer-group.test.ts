import { describe, expect, it } from 'vitest'
import {
  dayText,
  provenMatches,
  type MadeRecord,
  useBehaviourBench,
} from '../behaviours.testing.js'

const bench = useBehaviourBench()

const moved = (client: string, bytes: number | null, more = {}) => ({
  fields: { 'client.ip': client, 'transfer.bytes': bytes, ...more },
})
/** With one more that is greater: median 100, MAD 5; a score of 3.5 begins at 125.95. */
const PEERS = [100, 110, 90, 105, 95, 100, 105, 95]
const peers = (day: number, network = '10.1.2.', amounts = PEERS): MadeRecord[] =>
  amounts.map((bytes, i) => ({ day, ...moved(`${network}${i + 1}`, bytes) }))

interface Case {
  readonly name: string
  readonly settings?: Readonly<Record<string, unknown>>
  readonly records: readonly MadeRecord[]
  /** Day, entity, score, and how many peers in which network. */
  readonly found: readonly (readonly [number, string, number, string, string])[]
}

const CASES: readonly Case[] = [
  {
    name: 'a host of the least score that counts',
    records: [...peers(6), { day: 6, ...moved('10.1.2.99', 126) }],
    found: [[6, '10.1.2.99', 3.5074, '9', '10.1.2.0/24']],
  },
  {
    name: 'one just below it',
    records: [...peers(6), { day: 6, ...moved('10.1.2.99', 125) }],
    found: [],
  },
  {
    name: 'less than enough',
    settings: { at_least: 127 },
    records: [...peers(6), { day: 6, ...moved('10.1.2.99', 126) }],
    found: [],
  },
  {
    name: 'what is usual in its own network',
    records: [
      ...peers(6),
      ...peers(
        6,
        '10.1.3.',
        PEERS.map((bytes) => bytes * 100),
      ),
      { day: 6, ...moved('10.1.2.99', 9000) },
      { day: 6, ...moved('10.1.3.99', 9000) },
    ],
    found: [[6, '10.1.2.99', 1000, '9', '10.1.2.0/24']],
  },
  {
    name: 'a host of a small network is compared with all',
    records: [
      ...peers(6, '10.1.2.', PEERS.slice(0, 4)),
      ...peers(6, '10.1.3.', PEERS.slice(4)),
      { day: 6, ...moved('10.1.4.99', 126) },
    ],
    found: [[6, '10.1.4.99', 3.5074, '9', '']],
  },
  {
    name: 'too few to compare with at all',
    records: [
      ...peers(6, '10.1.2.', PEERS.slice(0, 6)),
      { day: 6, ...moved('10.1.2.99', 9999) },
      ...peers(7, '10.1.2.', PEERS.slice(0, 7)),
      { day: 7, ...moved('10.1.2.99', 9999) },
    ],
    found: [[7, '10.1.2.99', 1000, '8', '10.1.2.0/24']],
  },
  {
    name: 'only records of the same day',
    records: [
      ...peers(6),
      { day: 5, time: '23:59:59.999999', ...moved('10.1.2.99', 126) },
      { day: 7, time: '00:00:00', ...moved('10.1.2.99', 126) },
    ],
    found: [],
  },
  {
    name: 'peers that are all the same: the greatest, by the mean deviation',
    records: [
      ...peers(6, '10.1.2.', Array<number>(8).fill(100)),
      { day: 6, ...moved('10.1.2.99', 101) },
      ...peers(7, '10.1.2.', Array<number>(9).fill(100)),
    ],
    found: [[6, '10.1.2.99', 7.1811, '9', '10.1.2.0/24']],
  },
  {
    name: 'records, whatever their bytes',
    settings: { of: 'records', at_least: 2 },
    records: [
      ...peers(6),
      { day: 6, time: '01:00:00', ...moved('10.1.2.99', null) },
      { day: 6, time: '02:00:00', ...moved('10.1.2.99', null) },
    ],
    found: [[6, '10.1.2.99', 7.1811, '9', '10.1.2.0/24']],
  },
  {
    name: 'IPv6 hosts of a /64, with hostile names',
    settings: { by: ['client.ip', 'user.name'] },
    records: [
      ...peers(6, '2001:db8:1:2::'),
      { day: 6, ...moved('2001:db8:1:2:ffff::9', 126, { 'user.name': `'"\\ {b0:String}\u0000` }) },
    ],
    found: [[6, `2001:db8:1:2:ffff::9 '"\\ {b0:String}\u0000`, 3.5074, '9', '2001:db8:1:2::/64']],
  },
  {
    name: 'volumes without sense',
    records: [
      ...peers(6),
      ...[1, 2].map((n) => ({
        day: 6,
        time: `0${n}:00:00`,
        fields: { 'client.ip': '10.1.2.99', 'transfer.bytes': '18446744073709551615' },
      })),
    ],
    found: [[6, '10.1.2.99', 1000, '9', '10.1.2.0/24']],
  },
]

describe('peer-group', () => {
  it.each(CASES)('$name', async ({ settings = {}, records, found }) => {
    const behaviour = { analytic: 'peer-group', by: ['client.ip'], at_least: 1, ...settings }
    const matches = await provenMatches(bench, { behaviour }, records, 4, 9)
    expect(
      matches.map(({ day, by, measured, figures }) => [
        day,
        by.join(' '),
        Number(measured.toFixed(4)),
        figures['peers'],
        figures['group'],
      ]),
    ).toEqual(found.map(([day, ...rest]) => [dayText(day), ...rest]))
  })

  it('says what is usual', async () => {
    await bench.fill('transfers', [...peers(6), { day: 6, ...moved('10.1.2.99', 3_000_000) }])
    const behaviour = { analytic: 'peer-group', by: ['client.ip'], at_least: 1 }
    const [match] = await bench.run({ behaviour }, 6, 7)
    expect(match).toMatchObject({
      figures: { amount: '3 MB', usual: '100 B', score: '1,000' },
      evidence: [{ id: 'made-9' }],
    })
  })
})
