import { describe, expect, it } from 'vitest'
import {
  dayText,
  provenMatches,
  type MadeRecord,
  useBehaviourBench,
} from '../behaviours.testing.js'

const bench = useBehaviourBench()

const host = (client: string, bytes: number | null, fields = {}) => ({
  fields: { 'client.ip': client, 'transfer.bytes': bytes, ...fields },
})
const A = '10.1.2.3'
/** Median 100, MAD 5: a score of 3.5 begins at 125.95. */
const STEADY = [100, 110, 90, 105, 95, 100, 110, 90, 105, 95]
const onDays = (client: string, amounts: readonly number[]): MadeRecord[] =>
  amounts.flatMap((bytes, day) => (bytes === 0 ? [] : [{ day, ...host(client, bytes) }]))

interface Case {
  readonly name: string
  readonly settings?: Readonly<Record<string, unknown>>
  readonly records: readonly MadeRecord[]
  /** Day, entity and score. */
  readonly found: readonly (readonly [day: number, by: string, score: number])[]
}

const CASES: readonly Case[] = [
  {
    name: 'a day of the least score that counts',
    records: [...onDays(A, STEADY), { day: 10, ...host(A, 126) }],
    found: [[10, A, 3.5074]],
  },
  {
    name: 'a day just below it',
    records: [...onDays(A, STEADY), { day: 10, ...host(A, 125) }],
    found: [],
  },
  {
    name: 'the records of the day together',
    records: [
      ...onDays(A, STEADY),
      { day: 10, time: '00:00:00', ...host(A, 63) },
      { day: 10, time: '23:59:59.999999', ...host(A, 63) },
      { day: 11, time: '00:00:00', ...host(A, 63) },
    ],
    found: [[10, A, 3.5074]],
  },
  {
    name: 'a day of less than enough',
    settings: { at_least: 127 },
    records: [...onDays(A, STEADY), { day: 10, ...host(A, 126) }],
    found: [],
  },
  {
    name: 'days without records count as none: median 50, MAD 50',
    records: [
      ...onDays(A, [100, 0, 100, 0, 100, 0, 100, 0, 100, 0]),
      ...onDays('10.1.2.4', [100, 0, 100, 0, 100, 0, 100, 0, 100, 0]),
      { day: 10, ...host(A, 309) },
      { day: 10, ...host('10.1.2.4', 310) },
    ],
    found: [[10, '10.1.2.4', 3.5074]],
  },
  {
    name: 'days that are all the same: any more has the greatest score',
    records: [
      ...onDays(A, Array(10).fill(100)),
      ...onDays('10.1.2.4', Array(10).fill(100)),
      { day: 10, ...host(A, 101) },
      { day: 10, ...host('10.1.2.4', 100) },
    ],
    found: [[10, A, 1000]],
  },
  {
    name: 'days that are mostly the same: more than the greatest, by the mean deviation',
    records: [
      ...onDays(A, [200, ...Array<number>(9).fill(100)]),
      ...onDays('10.1.2.4', [200, ...Array<number>(9).fill(100)]),
      { day: 10, ...host(A, 201) },
      { day: 10, ...host('10.1.2.4', 200) },
    ],
    found: [[10, A, 8.0588]],
  },
  {
    name: 'nothing before seven days of history',
    records: [
      ...onDays(A, STEADY.slice(0, 6)),
      ...onDays('10.1.2.4', STEADY.slice(0, 7)),
      { day: 6, ...host(A, 9999) },
      { day: 7, ...host('10.1.2.4', 9999) },
    ],
    found: [[7, '10.1.2.4', 1000]],
  },
  {
    name: 'an entity that was never seen before',
    records: [...onDays(A, STEADY), { day: 10, ...host('10.9.9.9', 9_999_999) }],
    found: [],
  },
  {
    name: 'the first day of the history counts, the one before does not',
    settings: { history_days: 7 },
    records: [
      ...onDays(A, [0, 100, 500, ...Array<number>(6).fill(100)]),
      ...onDays('10.1.2.4', [0, 500, 100, ...Array<number>(6).fill(100)]),
      { day: 9, ...host(A, 400) },
      { day: 9, ...host('10.1.2.4', 400) },
    ],
    found: [[9, '10.1.2.4', 1000]],
  },
  {
    name: 'many records on a day, whatever their bytes',
    settings: { of: 'records', at_least: 3 },
    records: [
      ...onDays(A, STEADY),
      ...['01', '02', '03'].map((hour) => ({ day: 10, time: `${hour}:00:00`, ...host(A, null) })),
      { day: 11, ...host(A, 9_999_999) },
    ],
    found: [[10, A, 1000]],
  },
  {
    name: 'the whole network',
    settings: { by: [] },
    records: [
      ...onDays(A, STEADY),
      { day: 10, ...host('10.1.2.4', 63) },
      { day: 10, ...host('10.1.2.5', 63) },
    ],
    found: [[10, '', 3.5074]],
  },
  {
    name: 'pairs, hostile names and IPv6',
    settings: { by: ['client.ip', 'user.name'] },
    records: [
      ...STEADY.map((bytes, day) => ({
        day,
        ...host('2001:db8::7', bytes, { 'user.name': `'"\\ {q0:String}\u0000\n` }),
      })),
      { day: 10, ...host('2001:db8::7', 126, { 'user.name': `'"\\ {q0:String}\u0000\n` }) },
      { day: 10, ...host('2001:db8::7', 9999, { 'user.name': '' }) },
    ],
    found: [[10, `2001:db8::7 '"\\ {q0:String}\u0000\n`, 3.5074]],
  },
  {
    name: 'volumes without sense',
    records: [
      ...onDays(A, STEADY),
      {
        day: 10,
        time: '10:00:00',
        fields: { 'client.ip': A, 'transfer.bytes': '18446744073709551615' },
      },
      {
        day: 10,
        time: '10:00:01',
        fields: { 'client.ip': A, 'transfer.bytes': '18446744073709551615' },
      },
    ],
    found: [[10, A, 1000]],
  },
]

describe('volume-anomaly', () => {
  it.each(CASES)('$name', async ({ settings = {}, records, found }) => {
    const behaviour = { analytic: 'volume-anomaly', by: ['client.ip'], at_least: 1, ...settings }
    const matches = await provenMatches(bench, { behaviour }, records, 5, 13)
    expect(
      matches.map(({ day, by, measured }) => [day, by.join(' '), Number(measured.toFixed(4))]),
    ).toEqual(found.map(([day, by, score]) => [dayText(day), by, score]))
  })

  it('says what is usual', async () => {
    await bench.fill('transfers', [
      ...onDays(A, STEADY).map((one) => ({ ...one, ...host(A, 1000) })),
      { day: 10, ...host(A, 2_500_000) },
    ])
    const behaviour = { analytic: 'volume-anomaly', by: ['client.ip'], at_least: 1 }
    const [match] = await bench.run({ behaviour }, 10, 11)
    expect(match).toMatchObject({
      records: 1,
      bytes: 2_500_000,
      figures: { amount: '2.5 MB', usual: '1 kB', score: '1,000', days: '10' },
      evidence: [{ subject: 'transfers', id: 'made-11' }],
    })
  })
})
