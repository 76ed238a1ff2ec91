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
const PARALLEL = {
  analytic: 'parallel',
  by: ['client.ip'],
  at_least: 3,
  sum_at_least: 3_000_000,
}
const noon = DAY + 12 * HOUR

/** A transfer from a moment on, so many seconds long. */
const work = (from: number, seconds: number, bytes: number | null = 1_000_000): MadeRecord => ({
  ...moment(from),
  seconds,
  fields: { 'transfer.bytes': bytes },
})

describe('parallel', () => {
  test.each<[name: string, records: MadeRecord[], found: unknown[]]>([
    [
      'three at the same time',
      [work(noon, 100), work(noon + 50, 100), work(noon + 99, 100)],
      [[dayText(1), CLIENT, 3, 3]],
    ],
    [
      'one ends as another begins',
      [work(noon, 100), work(noon + 50, 100), work(noon + 100, 100)],
      [],
    ],
    [
      'too few bytes at the same time, though enough in all',
      [work(noon, 100), work(noon + 1, 100), work(noon + 2, 100, 999_999), work(noon + 200, 9)],
      [],
    ],
    [
      'two great ones are not three',
      [work(noon, 100, 2_000_000), work(noon + 1, 100, 2_000_000)],
      [],
    ],
    [
      'those of unknown volume count, their bytes do not',
      [work(noon, 100, 3_000_000), work(noon, 100, null), work(noon, 100, null)],
      [[dayText(1), CLIENT, 3, 3]],
    ],
    [
      'without a duration they are at work for a moment',
      [work(noon, 0), work(noon, 0), work(noon, 10), work(noon + 1, 0)],
      [[dayText(1), CLIENT, 3, 3]],
    ],
    ['one that ends before it begins', [work(noon, -50), work(noon, 100), work(noon + 1, 100)], []],
    [
      'over midnight: of the day on which the last of them began',
      [work(2 * DAY - 200, 400), work(2 * DAY - 100, 400), work(2 * DAY + 100, 400)],
      [[dayText(2), CLIENT, 3, 3]],
    ],
    [
      'one that never ends is looked for until the end of the day after its start',
      [
        work(noon, 9e6),
        ...[0, 1, 2].flatMap((day) => [
          work(noon + day * DAY + 3600, 100),
          work(noon + day * DAY + 3601, 100),
        ]),
      ],
      [
        [dayText(1), CLIENT, 3, 3],
        [dayText(2), CLIENT, 3, 3],
      ],
    ],
    [
      'twice a day: what was at work alone in between is left out',
      [
        ...times(3, (i) => work(noon + i, 60)),
        work(noon + 200, 60),
        ...times(4, (i) => work(noon + 400 + i, 60)),
      ],
      [[dayText(1), CLIENT, 7, 4]],
    ],
  ])('%s', async (_, records, found) => {
    const matches = await provenMatches(bench, { behaviour: PARALLEL }, records, 0, 5)
    expect(brief(matches)).toEqual(found)
  })

  test('says how much was at work together', async () => {
    const records = [
      work(noon, 100),
      work(noon + 50, 100),
      work(noon + 99, 100),
      work(noon + 150, 5),
    ]
    const [match] = await provenMatches(bench, { behaviour: PARALLEL }, records, 0, 4)
    expect(match).toMatchObject({
      firstAt: `${dayText(1)} 12:00:00.000000`,
      lastAt: `${dayText(1)} 12:01:39.000000`,
      records: 3,
      bytes: 3_000_000,
      figures: { parallel: '3', volume: '3 MB' },
      evidence: ['made-1', 'made-2', 'made-3'].map((id) => ({ subject: 'transfers', id })),
    })
  })

  test('a record that claims more bytes than there are does no harm', async () => {
    const most = '18446744073709551615'
    const records = times(3, (i) => ({
      ...work(noon + i, 60),
      fields: { 'transfer.bytes': most, 'client.ip': '2001:db8::5' },
    }))
    const matches = await provenMatches(bench, { behaviour: PARALLEL }, records, 1, 2)
    expect(matches).toMatchObject([{ by: ['2001:db8::5'], bytes: Number.MAX_SAFE_INTEGER }])
  })

  test('sessions, which have no bytes', async () => {
    const records = times(3, (i) => ({ ...moment(noon + i), seconds: 60 }))
    const behaviour = { analytic: 'parallel', by: ['client.ip', 'server.ip'] }
    const asked = { subject: 'sessions', behaviour } as const
    const matches = await provenMatches(bench, asked, records, 1, 2)
    expect(matches).toMatchObject([
      { measured: 3, bytes: null, figures: { parallel: '3', volume: '' } },
    ])
  })

  test.each([
    [PARALLEL, 'events', 'Events have no duration'],
    [PARALLEL, 'sessions', 'Sessions have no bytes'],
    [{ ...PARALLEL, at_least: 1 }, 'transfers', 'at_least'],
  ] as const)('refuses %j of %s', (behaviour, subject, message) => {
    expect(() => checkBehaviour(behaviour, subject)).toThrow(message)
  })
})
