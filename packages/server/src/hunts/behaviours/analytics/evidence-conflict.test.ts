import { beforeEach, describe, expect, test } from 'vitest'
import { checkBehaviour } from '../index.js'
import {
  dayText,
  provenMatches,
  type MadeRecord,
  useBehaviourBench,
} from '../behaviours.testing.js'
import { brief, DAY, HOUR, moment, times } from '../moments.testing.js'

const bench = useBehaviourBench()

/** Transfers that a sensor saw, and the server's log, which is made of events here. */
const SERVER = '203.0.113.9'
const CONFLICT = {
  analytic: 'evidence-conflict',
  by: ['server.ip'],
  expected_subject: 'events',
  expected: 'event.type:alert',
  same: [
    ['server.ip', 'destination.ip'],
    ['file.name', 'file.name'],
  ],
  where_active: ['server.ip', 'destination.ip'],
  seconds: 60,
}
const noon = DAY + 12 * HOUR

const moved = (seconds: number, file = 'a.txt', more = {}): MadeRecord => ({
  ...moment(seconds),
  fields: { 'file.name': file, ...more },
})
const logged = (seconds: number, file = 'a.txt', more = {}): MadeRecord => ({
  ...moment(seconds),
  like: 'alert',
  fields: { 'file.name': file, ...more },
})

describe('evidence-conflict', () => {
  beforeEach(() => bench.fill('events'))

  test.each<[name: string, transfers: MadeRecord[], log: MadeRecord[], found: unknown[]]>([
    ['both saw it', [moved(noon)], [logged(noon + 2)], []],
    [
      'the log is silent about one',
      [moved(noon), moved(noon + 100, 'b.txt')],
      [logged(noon)],
      [[dayText(1), SERVER, 1, 1]],
    ],
    ['the log is silent altogether', [moved(noon)], [], []],
    ['the log is silent on the day', [moved(noon)], [logged(noon - DAY), logged(noon + DAY)], []],
    [
      'the log is alive for another server only',
      [moved(noon)],
      [logged(noon, 'a.txt', { 'destination.ip': '203.0.113.10' })],
      [],
    ],
    ['a minute before', [moved(noon)], [logged(noon - 60)], []],
    ['a minute after', [moved(noon)], [logged(noon + 60)], []],
    [
      'a microsecond more before',
      [moved(noon)],
      [logged(noon - 60.000001)],
      [[dayText(1), SERVER, 1, 1]],
    ],
    [
      'a microsecond more after',
      [moved(noon)],
      [logged(noon + 60.000001)],
      [[dayText(1), SERVER, 1, 1]],
    ],
    [
      'one line is enough for several transfers',
      [moved(noon), moved(noon + 10), moved(noon + 20)],
      [logged(noon + 10)],
      [],
    ],
    [
      'other records of the log do not count',
      [moved(noon)],
      [logged(noon + 300, 'b.txt'), { ...logged(noon), like: 'http' }],
      [[dayText(1), SERVER, 1, 1]],
    ],
    [
      'what lacks a value that is compared is not judged',
      [moved(noon, '')],
      [logged(noon, 'b.txt')],
      [],
    ],
    [
      'a line after midnight',
      [moved(2 * DAY - 10)],
      [logged(2 * DAY + 10), logged(noon, 'b.txt')],
      [],
    ],
    [
      'at the end of a day: judged on the next, when all is known',
      [moved(2 * DAY - 10), moved(2 * DAY - 60), moved(2 * DAY - 61)],
      [logged(noon, 'b.txt')],
      [
        [dayText(1), SERVER, 1, 1],
        [dayText(2), SERVER, 2, 2],
      ],
    ],
    [
      'a line before midnight',
      [moved(2 * DAY + 10)],
      [logged(2 * DAY - 10), logged(2 * DAY + HOUR, 'b.txt')],
      [],
    ],
  ])('%s', async (_, transfers, log, found) => {
    await bench.fill('events', log, log)
    const matches = await provenMatches(bench, { behaviour: CONFLICT }, transfers, 0, 4)
    expect(brief(matches)).toEqual(found)
  })

  test('says which and how many, the worst first', async () => {
    const six = '2001:db8::9'
    const log = [logged(noon, 'x'), logged(noon, 'x', { 'destination.ip': six })]
    await bench.fill('events', log)
    const transfers = [
      moved(noon + 5, `a'); DROP TABLE x; -- {b0:String}`),
      ...times(25, (i) => moved(noon + i, `f${i}`, { 'server.ip': six })),
    ]
    const matches = await provenMatches(bench, { behaviour: CONFLICT }, transfers, 0, 3)
    expect(brief(matches)).toEqual([
      [dayText(1), six, 25, 25],
      [dayText(1), SERVER, 1, 1],
    ])
    expect(matches[0]).toMatchObject({
      firstAt: `${dayText(1)} 12:00:00.000000`,
      lastAt: `${dayText(1)} 12:00:24.000000`,
      bytes: 125_000,
      figures: { seconds: '60' },
    })
    expect(matches[0]?.evidence.map(({ id }) => id)).toEqual(times(20, (i) => `made-${i + 2}`))
  })

  test('any sign of life will do if no pair is named; a threshold', async () => {
    await bench.fill('events', [logged(noon, 'x', { 'destination.ip': '203.0.113.10' })])
    const { where_active: _, ...anywhere } = CONFLICT
    const behaviour = { ...anywhere, at_least: 2 }
    expect(await provenMatches(bench, { behaviour }, [moved(noon)], 0, 3)).toEqual([])
    const two = [moved(noon), moved(noon + 1)]
    const matches = await provenMatches(bench, { behaviour }, two, 0, 3)
    expect(brief(matches)).toEqual([[dayText(1), SERVER, 2, 2]])
  })

  test.each([
    [{ ...CONFLICT, same: [] }, 'same'],
    [{ ...CONFLICT, same: [['server.ip']] }, 'same'],
    [{ ...CONFLICT, same: [['server.ip', 'nothing']] }, 'events have no field "nothing"'],
    [{ ...CONFLICT, same: [['nothing', 'file.name']] }, 'transfers have no field "nothing"'],
    [{ ...CONFLICT, expected: '(' }, 'The setting expected is not a question about events'],
    [{ ...CONFLICT, seconds: 3601 }, 'seconds'],
  ])('refuses %j', (behaviour, message) => {
    expect(() => checkBehaviour(behaviour, 'transfers')).toThrow(message)
  })
})
