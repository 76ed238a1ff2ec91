import { describe, expect, test } from 'vitest'
import { checkBehaviour } from '../index.js'
import {
  dayText,
  provenMatches,
  type MadeRecord,
  useBehaviourBench,
} from '../behaviours.testing.js'
import { brief, DAY, HOUR, moment, times } from '../moments.testing.js'

const bench = useBehaviourBench()

const CLIENT = '10.1.2.3'
const DRIP = {
  analytic: 'slow-drip',
  by: ['client.ip', 'server.ip'],
  each_at_most: 1000,
  sum_at_least: 12_000,
  at_least: 12,
  hours: 6,
  window_days: 3,
}
const SERVER = '203.0.113.9'
const drop = (seconds: number, bytes: number | null = 1000, more = {}): MadeRecord => ({
  ...moment(seconds),
  fields: { 'transfer.bytes': bytes, ...more },
})
/** Small transfers from a moment on. */
const drip = (from: number, count: number, apart: number, bytes = 1000, more = {}) =>
  times(count, (i) => drop(from + i * apart, bytes, more))
const found = (day: number, records: number, bytes: number) => [
  dayText(day),
  CLIENT,
  SERVER,
  records,
  bytes,
]

describe('slow-drip', () => {
  test.each<[name: string, records: MadeRecord[], found: unknown[]]>([
    ['twelve in six hours', drip(DAY, 12, HOUR / 2), [found(1, 12, 12_000)]],
    ['eleven', drip(DAY, 11, HOUR / 2, 1000), []],
    ['a byte too few in all', [...drip(DAY, 11, HOUR / 2), drop(DAY + 5.5 * HOUR, 999)], []],
    ['in five hours', drip(DAY, 12, HOUR / 3), []],
    ['one that is greater', [...drip(DAY, 13, HOUR / 2), drop(DAY, 1001)], []],
    [
      'to another server it does not matter',
      [...drip(DAY, 12, HOUR / 2), drop(DAY, 1001, { 'server.ip': '203.0.113.10' })],
      [found(1, 12, 12_000)],
    ],
    [
      'what is empty or of unknown volume counts for nothing',
      [...drip(DAY, 11, HOUR / 2), drop(DAY + 5.5 * HOUR, 0), drop(DAY + 6 * HOUR, null)],
      [],
    ],
    [
      'over the days of the window, on the days that go on with it',
      drip(DAY + 20 * HOUR, 14, 4 * HOUR),
      [found(3, 13, 13_000), found(4, 13, 13_000)],
    ],
    ['over midnight', drip(2 * DAY - 3 * HOUR, 12, HOUR / 2), [found(2, 12, 12_000)]],
    [
      'a day of rest inside the window',
      [...drip(DAY, 6, HOUR), ...drip(3 * DAY, 6, HOUR)],
      [found(3, 12, 12_000)],
    ],
    ['a window apart', [...drip(DAY, 6, HOUR), ...drip(4 * DAY, 6, HOUR)], []],
    [
      'the great one has left the window',
      [drop(DAY, 5000), ...drip(2 * DAY, 12, HOUR), ...drip(4 * DAY, 1, 1)],
      [found(4, 13, 13_000)],
    ],
  ])('%s', async (_, records, expected) => {
    const matches = await provenMatches(bench, { behaviour: DRIP }, records, 0, 7)
    expect(brief(matches)).toEqual(expected)
  })

  test('says how much, in how many pieces and hours, whoever it is', async () => {
    const who = {
      'user.name': `'; DROP TABLE transfers; -- {b0:String}`,
      'client.ip': '2001:db8::1',
    }
    const behaviour = { ...DRIP, by: ['user.name', 'client.ip'] }
    const records = [...drip(DAY, 24, HOUR / 2, 900, who), drop(DAY, 950, who)]
    const matches = await provenMatches(bench, { behaviour }, records, 0, 3)
    expect(matches).toMatchObject([
      {
        by: [who['user.name'], who['client.ip']],
        firstAt: `${dayText(1)} 00:00:00.000000`,
        lastAt: `${dayText(1)} 11:30:00.000000`,
        records: 25,
        bytes: 22_550,
        figures: { volume: '23 kB', greatest: '950 B', hours: '12' },
      },
    ])
    expect(matches[0]?.evidence).toHaveLength(20)
  })

  test.each([
    [DRIP, 'sessions', 'Sessions have no bytes'],
    [{ ...DRIP, hours: 73 }, 'transfers', 'hours is at most 24 for each of window_days'],
  ] as const)('refuses %j of %s', (behaviour, subject, message) => {
    expect(() => checkBehaviour(behaviour, subject)).toThrow(message)
  })
})
