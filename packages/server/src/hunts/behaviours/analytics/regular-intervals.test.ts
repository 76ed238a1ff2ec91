import { describe, expect, test } from 'vitest'
import {
  dayText,
  provenMatches,
  type MadeRecord,
  type Asked,
  useBehaviourBench,
} from '../behaviours.testing.js'
import { brief, DAY, HOUR, moment, starts, times } from '../moments.testing.js'

const bench = useBehaviourBench()

const CLIENT = '10.1.2.3'
const REGULAR = { analytic: 'regular-intervals', by: ['client.ip'], at_least: 6, score: 0.9 }
const nine = DAY + 9 * HOUR

/** Moments so many seconds apart, each moved by what it is given. */
const clock = (from: number, count: number, apart: number, moved: readonly number[] = [0]) =>
  times(count, (i) => from + i * apart + (moved[i % moved.length] ?? 0))
/** Moments after these intervals. */
const after = (from: number, intervals: readonly number[]): number[] =>
  intervals.reduce((made, interval) => [...made, (made.at(-1) ?? from) + interval], [from])

const NIGHTLY = { ...REGULAR, window_days: 7, at_least: 5 }

describe('regular-intervals', () => {
  test.each<[name: string, behaviour: object, records: MadeRecord[], found: unknown[]]>([
    ['a clock', REGULAR, starts(clock(nine, 6, 600)), [[dayText(1), CLIENT, 6, 1]]],
    ['a clock that strikes five times', REGULAR, starts(clock(nine, 5, 600)), []],
    [
      'with a little jitter: intervals of 600, 630 and 570 seconds',
      REGULAR,
      // median 600, deviation 15, quartiles 585 and 615
      starts(after(nine, [600, 630, 600, 570, 600, 630, 570])),
      [[dayText(1), CLIENT, 8, 0.975]],
    ],
    [
      'deviation of a fifth of the median, no skewness: just 0.9',
      REGULAR,
      // 800, 800, 1000, 1200, 1200: median 1000, deviation 200
      starts(after(nine, [800, 1200, 1000, 800, 1200])),
      [[dayText(1), CLIENT, 6, 0.9]],
    ],
    ['a little more', REGULAR, starts(after(nine, [799, 1201, 1000, 799, 1201])), []],
    [
      'skewed: many short intervals and some long ones',
      REGULAR,
      starts(after(nine, [100, 100, 100, 1000, 100, 2000, 3000])),
      [],
    ],
    [
      'quartiles a fifth of the median apart say nothing of skewness',
      REGULAR,
      starts(after(nine, [1000, 990, 1000, 1200, 1230])),
      [[dayText(1), CLIENT, 6, 0.995]],
    ],
    ['a second more, and they do', REGULAR, starts(after(nine, [1000, 990, 1000, 1201, 1230])), []],
    [
      'a person at work',
      REGULAR,
      starts(after(nine, [65, 900, 4000, 130, 700, 70, 2500, 300])),
      [],
    ],
    [
      'a run of several files is one start',
      REGULAR,
      starts(clock(nine, 6, 1800).flatMap((start) => [start, start + 3, start + 50, start + 105])),
      [[dayText(1), CLIENT, 24, 1]],
    ],
    [
      'without that, the same is not regular',
      { ...REGULAR, together_seconds: 0 },
      starts(clock(nine, 6, 1800).flatMap((start) => [start, start + 3, start + 50, start + 105])),
      [],
    ],
    ['a flood is one start', REGULAR, starts(clock(nine, 300, 1)), []],
    [
      'in a day, over midnight each day has its own',
      REGULAR,
      starts(clock(2 * DAY - 3000, 11, 600)),
      [[dayText(2), CLIENT, 6, 1]],
    ],
    [
      'each night, over days: from the fifth night on, as long as it goes on',
      NIGHTLY,
      starts(clock(2 * HOUR, 6, DAY, [0, 40, -30, 20, 0, -45])),
      [
        [dayText(4), CLIENT, 5, 0.999797],
        [dayText(5), CLIENT, 6, 0.999711],
      ],
    ],
    [
      'a night is left out',
      NIGHTLY,
      starts([0, 1, 2, 3, 4, 6].map((day) => day * DAY + 2 * HOUR)),
      [
        [dayText(4), CLIENT, 5, 1],
        [dayText(6), CLIENT, 6, 1],
      ],
    ],
    [
      'a run that goes over midnight is one start',
      NIGHTLY,
      starts(clock(DAY - 10, 6, DAY).flatMap((start) => [start, start + 15, start + 30])),
      [
        [dayText(4), CLIENT, 13, 1],
        [dayText(5), CLIENT, 16, 1],
        [dayText(6), CLIENT, 18, 1],
      ],
    ],
  ])('%s', async (_, behaviour, records, found) => {
    const matches = await provenMatches(bench, { behaviour } as Asked, records, 0, 8)
    const rounded = matches.map((match) => ({
      ...match,
      measured: Math.round(match.measured * 1e6) / 1e6,
    }))
    expect(brief(rounded)).toEqual(found)
  })

  test('says how often and how regularly, whoever it is', async () => {
    const fields = { 'client.ip': '2001:db8::1', 'user.name': `x') {b0:String} "` }
    const records = [
      ...starts(clock(nine, 8, 300), { fields }),
      ...starts([nine + 7, nine + 2900], { fields: { ...fields, 'user.name': 'bob' } }),
    ]
    const behaviour = { ...REGULAR, by: ['client.ip', 'user.name'] }
    const matches = await provenMatches(bench, { behaviour }, records, 1, 2)
    expect(matches).toMatchObject([
      {
        by: ['2001:db8::1', `x') {b0:String} "`],
        firstAt: `${dayText(1)} 09:00:00.000000`,
        lastAt: `${dayText(1)} 09:35:00.000000`,
        records: 8,
        bytes: 40_000,
        figures: { starts: '8', interval: '5 min', score: '1.00' },
        evidence: times(8, (i) => ({ subject: 'transfers', id: `made-${i + 1}` })),
      },
    ])
  })

  test('a run that began the day before does not begin anew at midnight', async () => {
    const records = starts([2 * DAY - 10, 2 * DAY + 20, ...clock(2 * DAY + 620, 6, 600)])
    const [match] = await provenMatches(bench, { behaviour: REGULAR }, records, 1, 3)
    expect(match).toMatchObject({ records: 7, figures: { starts: '6' } })
  })

  test('what came before the window does not begin it', async () => {
    const records = [...starts(clock(nine, 6, 600)), { ...moment(nine - 40) }]
    // The first start is 40 seconds earlier: intervals of 640 and four times 600.
    const [match] = await provenMatches(bench, { behaviour: REGULAR }, records, 1, 2)
    expect(match).toMatchObject({ records: 7, measured: 1, figures: { starts: '6' } })
  })
})
