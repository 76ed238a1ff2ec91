import { describe, expect, test } from 'vitest'
import {
  daily,
  dayText,
  provenMatches,
  type MadeRecord,
  useBehaviourBench,
} from '../behaviours.testing.js'
import { brief, DAY, HOUR, moment, starts, times } from '../moments.testing.js'

const bench = useBehaviourBench()

const CLIENT = '10.1.2.3'
const FAN = { analytic: 'fan-out', by: ['client.ip'], count: 'server.ip', at_least: 4, minutes: 10 }
const server = (i: number) => `10.9.0.${i + 1}`
const noon = DAY + 12 * HOUR
/** A record with each of some servers, so many seconds apart. */
const round = (from: number, count: number, apart: number, more = {}): MadeRecord[] =>
  times(count, (i) => ({
    ...moment(from + i * apart),
    fields: { 'server.ip': server(i), ...more },
  }))

describe('fan-out', () => {
  test.each<[name: string, records: MadeRecord[], found: unknown[]]>([
    ['four servers in the window', round(noon, 4, 200), [[dayText(1), CLIENT, 4, 4]]],
    ['three servers', round(noon, 3, 10), []],
    ['one server over and over', starts(times(20, (i) => noon + i)), []],
    ['a microsecond too far apart', round(noon, 4, 200.000001), []],
    ['all at the same moment', round(noon, 4, 0), [[dayText(1), CLIENT, 4, 4]]],
    [
      'over midnight: the match is of the day that completes it',
      round(2 * DAY - 300, 4, 200),
      [[dayText(2), CLIENT, 4, 4]],
    ],
    [
      'on both sides of midnight: one match a day',
      [...round(2 * DAY - 100, 5, 30), ...round(2 * DAY + 10 * HOUR, 4, 30)],
      [
        [dayText(1), CLIENT, 4, 4],
        [dayText(2), CLIENT, 9, 5],
      ],
    ],
    [
      'a value that goes on counts from its last record',
      [...round(noon, 3, 10), ...round(noon + 590, 3, 1), ...round(noon + 1180, 4, 2)],
      [[dayText(1), CLIENT, 7, 4]],
    ],
    [
      'a value that comes again as its window ends is still one',
      [...round(noon, 1, 0), ...round(noon + 600, 3, 0)],
      [],
    ],
    [
      'and stays in the window from then on',
      [...round(noon, 1, 0), ...round(noon + 600, 1, 0), ...round(noon + 700, 4, 0).slice(1)],
      [[dayText(1), CLIENT, 4, 4]],
    ],
    [
      'two clients, the worse first',
      [...round(noon, 4, 1), ...round(noon, 6, 1, { 'client.ip': '2001:db8::1' })],
      [
        [dayText(1), '2001:db8::1', 6, 6],
        [dayText(1), CLIENT, 4, 4],
      ],
    ],
  ])('%s', async (_, records, found) => {
    const matches = await provenMatches(bench, { behaviour: FAN }, records, 0, 4)
    expect(brief(matches)).toEqual(found)
  })

  test('says which values, when, and by which records', async () => {
    const [match] = await provenMatches(bench, { behaviour: FAN }, round(noon, 5, 60), 0, 4)
    expect(match).toEqual({
      day: dayText(1),
      by: [CLIENT],
      firstAt: `${dayText(1)} 12:00:00.000000`,
      lastAt: `${dayText(1)} 12:04:00.000000`,
      records: 5,
      bytes: 25_000,
      measured: 5,
      figures: {
        values: '5',
        named: '10.9.0.1, 10.9.0.2, 10.9.0.3 and 2 more',
        minutes: '10',
      },
      evidence: times(5, (i) => ({ subject: 'transfers', id: `made-${i + 1}` })),
    })
  })

  test('names that somebody chose are quoted, bound and told apart', async () => {
    const names = [`a' OR 1=1 --`, 'b\\', '{b0:String}', 'c\u202e\u0000d', 'e\n"']
    const records = names.map((name, i) => ({
      ...moment(noon + i),
      fields: { 'user.name': name, 'client.ip': '::1' },
    }))
    const behaviour = { ...FAN, count: 'user.name', by: ['client.ip'] }
    const [match] = await provenMatches(bench, { behaviour }, records, 0, 4)
    expect(match).toMatchObject({ by: ['::1'], measured: 5 })
    expect(match?.figures['named']).toBe(`"a' OR 1=1 --", "b\\\\", "{b0:String}" and 2 more`)
  })

  test('records without a value, or without the entity, count for nothing', async () => {
    const records = [
      ...round(noon, 3, 1),
      { ...moment(noon), fields: { 'server.ip': null } },
      { ...moment(noon), fields: { 'server.ip': server(9), 'client.ip': null } },
    ]
    expect(await provenMatches(bench, { behaviour: FAN }, records, 0, 4)).toEqual([])
  })

  test('without an entity the whole network is one', async () => {
    const records = round(noon, 4, 1).map((record, i) => ({
      ...record,
      fields: { ...record.fields, 'client.ip': `10.1.1.${i}` },
    }))
    const { by: _by, ...network } = FAN
    const matches = await provenMatches(bench, { behaviour: network }, records, 0, 4)
    expect(brief(matches)).toEqual([[dayText(1), 4, 4]])
  })

  describe('only new pairs', () => {
    const ONLY_NEW = { ...FAN, only_new_days: 10 }
    const usual = (servers: number, from = 0) =>
      times(servers, (i) => daily(from, 12, { fields: { 'server.ip': server(i) } })).flat()
    const attack = (count: number) => round(12 * DAY + 10 * HOUR, count, 60)

    test.each<[name: string, records: MadeRecord[], found: unknown[]]>([
      ['four new ones', [...usual(2), ...attack(6)], [[dayText(12), CLIENT, 4, 4]]],
      ['three new ones', [...usual(3), ...attack(6)], []],
      [
        'those of another client are new for this one',
        [
          ...usual(1),
          ...usual(6).map((record) => ({
            ...record,
            fields: { ...record.fields, 'client.ip': '10.7.7.7' },
          })),
          ...attack(5),
        ],
        [[dayText(12), CLIENT, 4, 4]],
      ],
      [
        'seen on the last day that is looked back to',
        [...usual(1), ...round(2 * DAY, 5, 3600), ...attack(5)],
        [],
      ],
      [
        'seen a day earlier than that',
        [...usual(1), ...round(DAY, 5, 3600), ...attack(5)],
        [[dayText(12), CLIENT, 4, 4]],
      ],
      ['too little history', [...usual(1, 6), ...attack(5)], []],
      ['just enough history', [...usual(1, 5), ...attack(5)], [[dayText(12), CLIENT, 4, 4]]],
      [
        'a new value stays new all day',
        [...usual(1), ...round(12 * DAY + HOUR, 5, 900), ...attack(5)],
        [[dayText(12), CLIENT, 4, 4]],
      ],
      [
        'over midnight, new on the day of its own',
        [...usual(1), ...round(12 * DAY - 130, 6, 60)],
        [[dayText(12), CLIENT, 5, 5]],
      ],
    ])('%s', async (_, records, found) => {
      const matches = await provenMatches(bench, { behaviour: ONLY_NEW }, records, 12, 14)
      expect(brief(matches)).toEqual(found)
    })
  })
})

describe('fan-in', () => {
  test('many clients that turn to one server', async () => {
    const records = times(5, (i) => ({
      ...moment(noon + i),
      fields: { 'client.ip': `2001:db8::${i}`, 'server.ip': '2001:db8:1::1' },
    }))
    const behaviour = { ...FAN, analytic: 'fan-in', by: ['server.ip'], count: 'client.ip' }
    const matches = await provenMatches(bench, { behaviour }, records, 0, 4)
    expect(brief(matches)).toEqual([[dayText(1), '2001:db8:1::1', 5, 5]])
  })
})
