import { describe, expect, it } from 'vitest'
import {
  daily,
  dayText,
  provenMatches,
  type MadeRecord,
  useBehaviourBench,
} from '../behaviours.testing.js'

const bench = useBehaviourBench()

const A = '10.1.2.3'
const B = '10.1.2.4'
const lasting = (seconds: number, client = A, more = {}) => ({
  seconds,
  fields: { 'client.ip': client, ...more },
})
/** So many records a day of 60 s and as many of 66 s: the median is 60 s, the deviation the least. */
const usual = (client = A, from = 0, to = 10, each = 1, more = {}): MadeRecord[] =>
  Array.from({ length: each }, () => [
    ...daily(from, to, { time: '10:00:00', ...lasting(60, client, more) }),
    ...daily(from, to, { time: '12:00:00', ...lasting(66, client, more) }),
  ]).flat()

interface Case {
  readonly name: string
  readonly settings?: Readonly<Record<string, unknown>>
  readonly records: readonly MadeRecord[]
  /** Day, entity, score, and how many records. */
  readonly found: readonly (readonly [day: number, by: string, score: number, records: number])[]
}

const CASES: readonly Case[] = [
  {
    name: 'a record of the least score that counts',
    records: [...usual(), { day: 10, ...lasting(100) }],
    found: [[10, A, 3.5074, 1]],
  },
  { name: 'one just below it', records: [...usual(), { day: 10, ...lasting(99) }], found: [] },
  {
    name: 'records that last exactly long enough, and a millisecond less',
    settings: { at_least_seconds: 120 },
    records: [
      ...usual(),
      ...usual(B),
      { day: 10, ...lasting(120) },
      { day: 10, ...lasting(119.999, B) },
    ],
    found: [[10, A, 4.7215, 1]],
  },
  {
    name: 'all long ones of the day, and the longest says how bad it is',
    records: [
      ...usual(),
      { day: 10, time: '01:00:00', ...lasting(100) },
      { day: 10, time: '02:00:00', ...lasting(60) },
      { day: 10, time: '23:59:59', ...lasting(6000) },
    ],
    found: [[10, A, 31.0944, 2]],
  },
  {
    name: 'wide differences as a rule: the deviation counts',
    records: [
      ...daily(0, 10, { time: '10:00:00', ...lasting(10) }),
      ...daily(0, 10, { time: '11:00:00', ...lasting(100) }),
      ...daily(0, 10, { time: '12:00:00', ...lasting(1000) }),
      { day: 10, ...lasting(10_000) },
    ],
    found: [],
  },
  {
    name: 'enough records to compare with, or one too few',
    records: [
      ...usual(),
      ...usual(B).slice(1),
      { day: 10, ...lasting(1000) },
      { day: 10, ...lasting(1000, B) },
    ],
    found: [[10, A, 19.0209, 1]],
  },
  {
    name: 'nothing before seven days of history',
    records: [
      ...usual(A, 0, 6, 2),
      ...usual(B, 0, 7, 2),
      { day: 6, ...lasting(1000) },
      { day: 7, ...lasting(1000, B) },
    ],
    found: [[7, B, 19.0209, 1]],
  },
  {
    name: 'the first day of the history counts, the one before does not',
    settings: { history_days: 7, min_records: 14 },
    records: [
      ...usual(A, 4, 11),
      ...usual(B, 3, 10),
      { day: 11, ...lasting(1000) },
      { day: 11, ...lasting(1000, B) },
    ],
    found: [[11, A, 19.0209, 1]],
  },
  {
    name: 'records without a duration, or that end before they begin',
    records: [
      ...daily(0, 10, { time: '10:00:00', ...lasting(0) }),
      ...daily(0, 10, { time: '11:00:00', ...lasting(-5) }),
      { day: 10, ...lasting(1) },
    ],
    found: [[10, A, 46.608, 1]],
  },
  {
    name: 'pairs, hostile names and IPv6',
    settings: { by: ['user.name', 'client.ip'] },
    records: [
      ...usual('2001:db8::7', 0, 10, 1, { 'user.name': `'"\\ {b0:String}\u0000` }),
      { day: 10, ...lasting(100, '2001:db8::7', { 'user.name': `'"\\ {b0:String}\u0000` }) },
      { day: 10, ...lasting(100, '2001:db8::7') },
    ],
    found: [[10, `'"\\ {b0:String}\u0000 2001:db8::7`, 3.5074, 1]],
  },
]

describe('duration-outlier', () => {
  it.each(CASES)('$name', async ({ settings = {}, records, found }) => {
    const behaviour = {
      analytic: 'duration-outlier',
      by: ['client.ip'],
      at_least_seconds: 1,
      ...settings,
    }
    const matches = await provenMatches(bench, { behaviour }, records, 5, 13)
    expect(
      matches.map(({ day, by, measured, records: count }) => [
        day,
        by.join(' '),
        Number(measured.toFixed(4)),
        count,
      ]),
    ).toEqual(found.map(([day, ...rest]) => [dayText(day), ...rest]))
  })

  it('says what is usual', async () => {
    await bench.fill('transfers', [...usual(), { day: 10, ...lasting(7200) }])
    const behaviour = { analytic: 'duration-outlier', by: ['client.ip'], at_least_seconds: 600 }
    const [match] = await bench.run({ behaviour }, 10, 11)
    expect(match).toMatchObject({
      figures: { longest: '2 h', usual: '60 s', score: '32.3', compared: '20' },
      evidence: [{ id: 'made-21' }],
    })
  })

  it('reads the age of flows', async () => {
    const flow = (age: number | null) => ({ like: 'flow', fields: { 'flow.age': age } })
    await bench.fill('events', [
      ...daily(0, 10, flow(60)),
      ...daily(0, 10, flow(66)),
      { day: 10, ...flow(600) },
      { day: 11, ...flow(null) },
    ])
    const behaviour = { analytic: 'duration-outlier', by: ['source.ip'], at_least_seconds: 600 }
    const matches = await bench.run({ subject: 'events', behaviour }, 0, 13)
    expect(matches.map(({ day }) => day)).toEqual([dayText(10)])
  })
})
