import { describe, expect, it } from 'vitest'
import {
  daily,
  dayText,
  provenMatches,
  type MadeRecord,
  useBehaviourBench,
} from '../behaviours.testing.js'

const bench = useBehaviourBench()

const SERVER = '198.51.100.1'
const made = (client: string, server: string, fields = {}) => ({
  fields: { 'client.ip': client, 'server.ip': server, ...fields },
})
/** Ten days of ordinary uploads by one host to 203.0.113.9. */
const USUAL = daily(0, 10, made('10.1.2.3', '203.0.113.9'))

interface Case {
  readonly name: string
  readonly settings?: Readonly<Record<string, unknown>>
  readonly records: readonly MadeRecord[]
  /** Day, entity and new values. */
  readonly found: readonly (readonly [day: number, by: string, value: string])[]
}

const CASES: readonly Case[] = [
  {
    name: 'a server that is new for the host',
    records: [...USUAL, { day: 10, ...made('10.1.2.3', SERVER) }],
    found: [[10, '10.1.2.3', SERVER]],
  },
  {
    name: 'a server that another host knows is new for this one',
    records: [
      ...USUAL,
      ...daily(0, 10, made('10.7.7.7', SERVER)),
      { day: 10, ...made('10.1.2.3', SERVER) },
    ],
    found: [[10, '10.1.2.3', SERVER]],
  },
  {
    name: 'but is not new in the network',
    settings: { scope: 'network' },
    records: [
      ...USUAL,
      ...daily(0, 10, made('10.7.7.7', SERVER)),
      { day: 10, ...made('10.1.2.3', SERVER) },
    ],
    found: [],
  },
  {
    name: 'all hosts that use it on its first day see it as new in the network',
    settings: { scope: 'network' },
    records: [
      ...USUAL,
      { day: 10, ...made('10.1.2.3', SERVER) },
      { day: 10, time: '12:00:00', ...made('10.1.2.4', SERVER) },
      { day: 11, ...made('10.1.2.5', SERVER) },
    ],
    found: [
      [10, '10.1.2.3', SERVER],
      [10, '10.1.2.4', SERVER],
    ],
  },
  {
    name: 'a neighbour in the /24 knows it, a host elsewhere does not',
    settings: { scope: 'group' },
    records: [
      ...USUAL,
      { day: 9, ...made('10.1.2.200', SERVER) },
      { day: 10, ...made('10.1.2.3', SERVER) },
      { day: 10, ...made('10.1.3.3', SERVER) },
    ],
    found: [
      [9, '10.1.2.200', SERVER],
      [10, '10.1.3.3', SERVER],
    ],
  },
  {
    name: 'the group of an IPv6 host is its /64',
    settings: { scope: 'group' },
    records: [
      ...USUAL,
      { day: 9, ...made('2001:db8:0:1::1', '2001:db8:9::9') },
      { day: 10, ...made('2001:db8:0:1:ffff::2', '2001:db8:9::9') },
      { day: 10, ...made('2001:db8:0:2::1', '2001:db8:9::9') },
    ],
    found: [
      [9, '2001:db8:0:1::1', '2001:db8:9::9'],
      [10, '2001:db8:0:2::1', '2001:db8:9::9'],
    ],
  },
  {
    name: 'nothing in the six days after the first record, something on the seventh',
    records: [
      ...USUAL,
      { day: 6, ...made('10.1.2.3', SERVER) },
      { day: 7, ...made('10.1.2.3', '198.51.100.2') },
    ],
    found: [[7, '10.1.2.3', '198.51.100.2']],
  },
  {
    name: 'not new after exactly the days of history, new a day later',
    settings: { history_days: 7 },
    records: [
      ...daily(0, 20, made('10.1.2.3', '203.0.113.9')),
      { day: 5, ...made('10.1.2.3', SERVER) },
      { day: 12, ...made('10.1.2.3', SERVER) },
      { day: 7, time: '23:59:59.999999', ...made('10.1.2.3', '198.51.100.2') },
      { day: 15, time: '00:00:00', ...made('10.1.2.3', '198.51.100.2') },
    ],
    found: [
      [7, '10.1.2.3', '198.51.100.2'],
      [15, '10.1.2.3', '198.51.100.2'],
    ],
  },
  {
    name: 'a host that is new itself, unless its own days are asked for',
    records: [...USUAL, { day: 10, ...made('10.9.9.9', SERVER) }],
    found: [[10, '10.9.9.9', SERVER]],
  },
  {
    name: 'only hosts that have been there for long enough',
    settings: { entity_days: 3 },
    records: [
      ...USUAL,
      ...daily(7, 11, made('10.9.9.9', '203.0.113.9')),
      ...daily(8, 11, made('10.9.9.8', '203.0.113.9')),
      { day: 10, ...made('10.9.9.9', SERVER) },
      { day: 10, ...made('10.9.9.8', SERVER) },
    ],
    found: [[10, '10.9.9.9', SERVER]],
  },
  {
    name: 'the sum of bytes of the new values decides, to the byte',
    settings: { min_bytes: 1000 },
    records: [
      ...USUAL,
      { day: 8, ...made('10.1.2.3', SERVER, { 'transfer.bytes': 999 }) },
      { day: 8, ...made('10.1.2.3', '203.0.113.9', { 'transfer.bytes': 9999 }) },
      { day: 9, ...made('10.1.2.3', '198.51.100.2', { 'transfer.bytes': 400 }) },
      { day: 9, ...made('10.1.2.3', '198.51.100.3', { 'transfer.bytes': 600 }) },
      { day: 10, ...made('10.1.2.3', '198.51.100.4', { 'transfer.bytes': null }) },
    ],
    found: [[9, '10.1.2.3', '198.51.100.2 and 198.51.100.3']],
  },
  {
    name: 'pairs of values, where both are there',
    settings: { value: ['server.ip', 'user.name'] },
    records: [
      ...USUAL,
      { day: 8, ...made('10.1.2.3', '203.0.113.9', { 'user.name': 'eve' }) },
      { day: 9, ...made('10.1.2.3', '198.51.100.2', { 'user.name': '' }) },
      { day: 10, ...made('10.1.2.3', '203.0.113.9', { 'user.name': 'bob' }) },
    ],
    found: [[8, '10.1.2.3', '"203.0.113.9 · eve"']],
  },
  {
    name: 'names that imitate SQL, control characters and words without end',
    settings: { value: 'user.name' },
    records: [
      ...USUAL,
      { day: 8, ...made('10.1.2.3', SERVER, { 'user.name': `'; DROP TABLE {b0:String} --\\` }) },
      { day: 9, ...made('10.1.2.3', SERVER, { 'user.name': '\u202e\u0000\u001b[31m\n"' }) },
      { day: 10, ...made('10.1.2.3', SERVER, { 'user.name': '😀'.repeat(2000) }) },
      { day: 11, ...made('10.1.2.3', SERVER, { 'user.name': '😀'.repeat(2001) }) },
    ],
    found: [
      [8, '10.1.2.3', `"'; DROP TABLE {b0:String} --\\\\"`],
      [9, '10.1.2.3', '"\\u{202e}\\u{0}\\u{1b}[31m\\u{a}\\""'],
      [10, '10.1.2.3', `"${'😀'.repeat(60)}…"`],
    ],
  },
  {
    name: 'many new values are one match',
    records: [
      ...USUAL,
      ...Array.from({ length: 30 }, (_, i) => ({
        day: 10,
        time: `10:00:${String(i).padStart(2, '0')}`,
        ...made('10.1.2.3', `198.51.100.${i}`),
      })),
    ],
    found: [[10, '10.1.2.3', '198.51.100.0, 198.51.100.1, 198.51.100.2 and 27 more']],
  },
  {
    name: 'records without an address belong to no host',
    records: [...USUAL, { day: 10, fields: { 'client.ip': null, 'server.ip': SERVER } }],
    found: [],
  },
]

describe('first-seen', () => {
  it.each(CASES)('$name', async ({ settings = {}, records, found }) => {
    const behaviour = {
      analytic: 'first-seen',
      by: ['client.ip'],
      value: 'server.ip',
      ...settings,
    }
    const matches = await provenMatches(bench, { behaviour }, records, 0, 16)
    expect(matches.map(({ day, by, figures }) => [day, ...by, figures['value']])).toEqual(
      found.map(([day, by, value]) => [dayText(day), by, value]),
    )
  })

  it('says when, how much, and in which records', async () => {
    await bench.fill('transfers', [
      ...USUAL,
      { day: 10, time: '11:00:00.000002', id: 'b', ...made('10.1.2.3', SERVER) },
      { day: 10, time: '11:00:00.000001', id: 'a', ...made('10.1.2.3', SERVER) },
      { day: 10, time: '12:00:00.000000', id: 'c', ...made('10.1.2.3', '203.0.113.9') },
    ])
    const behaviour = { analytic: 'first-seen', by: 'client.ip', value: 'server.ip' }
    expect(await bench.run({ behaviour }, 10, 11)).toEqual([
      {
        day: dayText(10),
        by: ['10.1.2.3'],
        firstAt: `${dayText(10)} 11:00:00.000001`,
        lastAt: `${dayText(10)} 11:00:00.000002`,
        records: 2,
        bytes: 10_000,
        measured: 1,
        figures: { value: SERVER, values: '1', days: '10', volume: '10 kB' },
        evidence: ['a', 'b'].map((id) => ({ subject: 'transfers', id })),
      },
    ])
  })

  it('knows the network by all records, and not only by those that the question meets', async () => {
    await bench.fill('transfers', [
      ...daily(0, 10, { like: 'ftp download' }),
      { day: 6, ...made('10.1.2.3', SERVER) },
      { day: 10, ...made('10.1.2.3', '198.51.100.2') },
    ])
    const behaviour = { analytic: 'first-seen', by: ['client.ip'], value: 'server.ip' }
    const where = 'transfer.direction:upload'
    const matches = await bench.run({ where, behaviour }, 0, 16)
    expect(matches.map(({ figures }) => figures['value'])).toEqual(['198.51.100.2'])
  })

  it('learns each kind of event by itself', async () => {
    const flow = { like: 'flow' }
    const ssh = (version: string) => ({
      like: 'ssh',
      fields: { 'ssh.client.software_version': version },
    })
    await bench.fill('events', [
      ...daily(0, 16, flow),
      ...daily(5, 16, ssh('OpenSSH_9.2')),
      { day: 11, ...ssh('early') },
      { day: 12, ...ssh('PuTTY') },
    ])
    const behaviour = {
      analytic: 'first-seen',
      by: ['source.ip'],
      value: 'ssh.client.software_version',
    }
    const matches = await bench.run({ subject: 'events', behaviour }, 0, 16)
    expect(matches.map(({ figures }) => figures['value'])).toEqual(['"PuTTY"'])
  })

  it('reads fields of the line that the dictionary lacks', async () => {
    const at = (day: number, tool: string) => ({
      day,
      like: 'flow',
      fields: { 'event.original': JSON.stringify({ lab: { tool } }) },
    })
    await bench.fill('events', [
      ...daily(0, 9, at(0, 'a')).map((one, day) => ({ ...one, day })),
      at(9, 'b'),
    ])
    const behaviour = { analytic: 'first-seen', by: ['source.ip'], value: 'lab.tool' }
    const matches = await bench.run({ subject: 'events', behaviour }, 0, 16)
    expect(matches.map(({ day, figures }) => [day, figures['value']])).toEqual([
      [dayText(9), '"b"'],
    ])
  })
})
