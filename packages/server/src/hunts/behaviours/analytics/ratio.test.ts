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
const moved = (client: string, direction: string, bytes: number | null) => ({
  fields: {
    'client.ip': client,
    'transfer.direction': direction,
    'transfer.bytes': bytes,
    'user.name': `'"\\ {b0:String}\u0000`,
  },
})
const up = (day: number, bytes: number | null, client = A) => ({
  day,
  ...moved(client, 'upload', bytes),
})
const down = (day: number, bytes: number | null, client = A) => ({
  day,
  ...moved(client, 'download', bytes),
})
/** Ten days of so much up and down each. */
const usual = (bytesUp: number, bytesDown: number, client = A, from = 0) => [
  ...daily(from, 10, moved(client, 'upload', bytesUp)),
  ...daily(from, 10, moved(client, 'download', bytesDown)),
]

interface Case {
  readonly name: string
  readonly settings?: Readonly<Record<string, unknown>>
  readonly records: readonly MadeRecord[]
  /** Day, entity and ratio. */
  readonly found: readonly (readonly [day: number, by: string, measured: number])[]
}

const CASES: readonly Case[] = [
  {
    name: 'ten times as much up as down',
    records: [...usual(100, 100), up(10, 1000), down(10, 100)],
    found: [[10, A, 10]],
  },
  {
    name: 'a byte more down',
    records: [...usual(100, 100), up(10, 1000), down(10, 101)],
    found: [],
  },
  {
    name: 'a byte less than enough',
    records: [...usual(100, 100), up(10, 999), down(10, 9)],
    found: [],
  },
  {
    name: 'nothing down at all',
    records: [...usual(100, 100), up(10, 500), up(10, 500), down(10, null)],
    found: [[10, A, 1000]],
  },
  {
    name: 'not where a third of the factor is usual, but just below it',
    records: [
      ...usual(334, 100),
      ...usual(333, 100, '10.1.2.4'),
      up(10, 1000),
      up(10, 1000, '10.1.2.4'),
    ],
    found: [[10, '10.1.2.4', 1000]],
  },
  {
    name: 'not where data only goes up as a rule',
    records: [...usual(1, 0), ...usual(0, 1, '10.1.2.4'), up(10, 1000), up(10, 1000, '10.1.2.4')],
    found: [[10, '10.1.2.4', 1000]],
  },
  {
    name: 'an entity without history, once the network is known',
    records: [...usual(100, 100), up(6, 1000, '10.1.2.5'), up(7, 1000, '10.1.2.6')],
    found: [[7, '10.1.2.6', 1000]],
  },
  {
    name: 'the first day of the history counts, the one before does not',
    settings: { history_days: 7 },
    records: [
      ...daily(0, 12, moved('10.1.2.9', 'download', 1)),
      up(4, 500),
      up(3, 500, '10.1.2.4'),
      up(11, 1000),
      up(11, 1000, '10.1.2.4'),
    ],
    found: [[11, '10.1.2.4', 1000]],
  },
  {
    name: 'pairs, hostile names and IPv6',
    settings: { by: ['user.name', 'client.ip'] },
    records: [...usual(100, 100), up(10, 2000, '2001:db8::7'), down(10, 2, '2001:db8::7')],
    found: [[10, `'"\\ {b0:String}\u0000 2001:db8::7`, 1000]],
  },
]

describe('ratio', () => {
  it.each(CASES)('$name', async ({ settings = {}, records, found }) => {
    const behaviour = { analytic: 'ratio', by: ['client.ip'], at_least: 1000, ...settings }
    const matches = await provenMatches(bench, { behaviour }, records, 5, 13)
    expect(matches.map(({ day, by, measured }) => [day, by.join(' '), measured])).toEqual(
      found.map(([day, by, measured]) => [dayText(day), by, measured]),
    )
  })

  it('says what is usual, if anything is', async () => {
    await bench.fill('transfers', [
      ...usual(100, 200),
      up(10, 3000),
      down(10, 20),
      up(10, 1000, '10.1.2.4'),
    ])
    const behaviour = { analytic: 'ratio', by: ['client.ip'], at_least: 1000 }
    const matches = await bench.run({ behaviour }, 10, 11)
    expect(matches.map(({ figures }) => figures)).toEqual([
      { up: '1 kB', down: '0 B', times: '', usual: '' },
      { up: '3 kB', down: '20 B', times: '150', usual: '0.5' },
    ])
  })

  it.each(['sessions', 'events'] as const)('reads the bytes of %s', async (subject) => {
    const names =
      subject === 'sessions'
        ? { up: 'client.bytes', down: 'server.bytes' }
        : { up: 'source.bytes', down: 'destination.bytes' }
    const record = (day: number, bytesUp: number, bytesDown: number) => ({
      day,
      fields: { [names.up]: bytesUp, [names.down]: bytesDown },
    })
    await bench.fill(subject, [
      ...Array.from({ length: 10 }, (_, day) => record(day, 10, 90)),
      record(10, 1000, 90),
    ])
    const behaviour = { analytic: 'ratio', by: ['source.ip'], at_least: 500 }
    const matches = await bench.run({ subject, behaviour }, 0, 12)
    expect(matches.map(({ day, figures }) => [day, figures['up'], figures['down']])).toEqual([
      [dayText(10), '1 kB', '90 B'],
    ])
  })
})
