import { describe, expect, it } from 'vitest'
import {
  daily,
  dayText,
  provenMatches,
  type MadeRecord,
  useBehaviourBench,
} from '../behaviours.testing.js'

const bench = useBehaviourBench()

const host = (last: number) => ({ fields: { 'client.ip': `10.1.2.${last}` } })
const hosts = (day: number, count: number): MadeRecord[] =>
  Array.from({ length: count }, (_, i) => ({ day, ...host(i + 1) }))
/** So many hosts on each of some days. */
const usual = (from: number, to: number, count: number) =>
  Array.from({ length: to - from }, (_, i) => hosts(from + i, count)).flat()

interface Case {
  readonly name: string
  readonly settings?: Readonly<Record<string, unknown>>
  readonly where?: string
  readonly records: readonly MadeRecord[]
  /** Day, count and greatest before. */
  readonly found: readonly (readonly [day: number, amount: string, usual: string])[]
}

const CASES: readonly Case[] = [
  {
    name: 'three times the greatest',
    records: [...usual(0, 9, 1), ...hosts(9, 2), ...hosts(10, 6)],
    found: [[10, '6', '2']],
  },
  { name: 'less than three times', records: [...usual(0, 10, 2), ...hosts(10, 5)], found: [] },
  { name: 'less than enough', records: [...usual(0, 10, 1), ...hosts(10, 4)], found: [] },
  {
    name: 'a host that comes often is one host',
    records: [
      ...usual(0, 10, 1),
      ...Array.from({ length: 9 }, (_, i) => ({ day: 10, time: `0${i}:00:00`, ...host(1) })),
    ],
    found: [],
  },
  {
    name: 'unless records are counted',
    settings: { count: undefined },
    records: [
      ...usual(0, 10, 1),
      ...Array.from({ length: 5 }, (_, i) => ({ day: 10, time: `0${i}:00:00`, ...host(1) })),
    ],
    found: [[10, '5', '1']],
  },
  {
    name: 'something that there never was, where other records were',
    where: 'service:sftp',
    records: [
      ...usual(0, 10, 1),
      ...hosts(10, 5).map((one) => ({ ...one, fields: { ...one.fields, service: 'sftp' } })),
    ],
    found: [[10, '5', '0']],
  },
  {
    name: 'nothing in the six days after the first record',
    records: [...usual(0, 6, 1), ...hosts(6, 9)],
    found: [],
  },
  {
    name: 'something on the seventh',
    records: [...usual(0, 7, 1), ...hosts(7, 9)],
    found: [[7, '9', '1']],
  },
  {
    name: 'the first day of the history counts',
    settings: { history_days: 7 },
    records: [...usual(0, 11, 1), ...hosts(4, 4), ...hosts(11, 9)],
    found: [],
  },
  {
    name: 'the day before it does not',
    settings: { history_days: 7 },
    records: [...usual(0, 11, 1), ...hosts(3, 4), ...hosts(11, 9)],
    found: [[11, '9', '1']],
  },
  {
    name: 'days without records do not count as greatest',
    records: [...hosts(0, 2), ...hosts(10, 6)],
    found: [[10, '6', '2']],
  },
  {
    name: 'each entity by itself, with hostile names',
    settings: { by: ['user.name'], count: 'server.ip' },
    records: [
      ...daily(0, 10, {}),
      ...Array.from({ length: 5 }, (_, i) => ({
        day: 10,
        fields: { 'user.name': `'"\\ {b0:String}\u0000`, 'server.ip': `2001:db8::${i}` },
      })),
      ...Array.from({ length: 4 }, (_, i) => ({
        day: 10,
        fields: { 'server.ip': `2001:db8::${i}` },
      })),
    ],
    found: [[10, '5', '0']],
  },
]

describe('sudden-increase', () => {
  it.each(CASES)('$name', async ({ settings = {}, where, records, found }) => {
    const given = { count: 'client.ip', at_least: 5, ...settings }
    const behaviour = Object.fromEntries(
      Object.entries({ analytic: 'sudden-increase', ...given }).filter(([, v]) => v !== undefined),
    )
    const asked = { behaviour, ...(where !== undefined && { where }) }
    const matches = await provenMatches(bench, asked, records, 4, 13)
    expect(matches.map(({ day, figures }) => [day, figures['amount'], figures['usual']])).toEqual(
      found.map(([day, amount, before]) => [dayText(day), amount, before]),
    )
  })

  it('says how many times it is, if that can be said', async () => {
    await bench.fill('transfers', [...usual(0, 10, 2), ...hosts(10, 9)])
    const behaviour = { analytic: 'sudden-increase', count: 'client.ip', at_least: 5 }
    const asked = { behaviour }
    const [match] = await bench.run(asked, 10, 11)
    expect(match?.figures).toEqual({ amount: '9', usual: '2', times: '4.5', days: '10' })
    const [first] = await bench.run({ ...asked, where: 'client.ip:>10.1.2.2' }, 10, 11)
    expect(first?.figures).toMatchObject({ amount: '7', usual: '0', times: '' })
  })
})
