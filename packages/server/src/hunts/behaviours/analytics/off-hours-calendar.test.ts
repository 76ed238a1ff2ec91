import { describe, expect, test } from 'vitest'
import { parseCalendar } from '../../../organisation/calendar.js'
import {
  provenMatches,
  type MadeRecord,
  type Asked,
  useBehaviourBench,
} from '../behaviours.testing.js'
import { brief, DAY, HOUR, moment, times } from '../moments.testing.js'

const bench = useBehaviourBench()

/** Monday, 4 May 2026 is day 0. */
const CLIENT = '10.1.2.3'
const OFF_HOURS = { analytic: 'off-hours-calendar', by: ['client.ip'] }
const BERLIN = parseCalendar({
  time_zone: 'Europe/Berlin',
  from: '08:00',
  to: '18:00',
  holidays: ['2026-05-05'],
})
const record = (seconds: number, fields = {}): MadeRecord => ({ ...moment(seconds), fields })

describe('off-hours-calendar', () => {
  test.each<[name: string, asked: object, records: MadeRecord[], found: unknown[]]>([
    [
      'the default hours',
      { behaviour: OFF_HOURS },
      [
        record(7 * HOUR - 0.000001),
        record(7 * HOUR),
        record(19 * HOUR - 0.000001),
        record(DAY + 19 * HOUR),
        record(2 * DAY + 12 * HOUR),
        record(5 * DAY + 12 * HOUR),
      ],
      [
        ['2026-05-04', CLIENT, 1, 1],
        ['2026-05-05', CLIENT, 1, 1],
        ['2026-05-09', CLIENT, 1, 1],
      ],
    ],
    [
      'the hours and holidays of a zone in summer',
      { behaviour: OFF_HOURS, context: { calendar: BERLIN } },
      [
        record(6 * HOUR - 1),
        record(6 * HOUR),
        record(16 * HOUR - 1),
        record(16 * HOUR),
        record(DAY + 12 * HOUR),
      ],
      [
        ['2026-05-04', CLIENT, 2, 2],
        ['2026-05-05', CLIENT, 1, 1],
      ],
    ],
    [
      'a night over midnight of UTC is two days',
      { behaviour: OFF_HOURS },
      [record(DAY - 2), record(DAY - 1), record(DAY), record(DAY + 1)],
      [
        ['2026-05-04', CLIENT, 2, 2],
        ['2026-05-05', CLIENT, 2, 2],
      ],
    ],
    [
      'enough records',
      { behaviour: { ...OFF_HOURS, at_least: 3 } },
      times(3, (i) => record(i)),
      [['2026-05-04', CLIENT, 3, 3]],
    ],
    [
      'too few of them outside the hours',
      { behaviour: { ...OFF_HOURS, at_least: 3 } },
      [record(0), record(1), record(12 * HOUR)],
      [],
    ],
    [
      'enough bytes outside the hours',
      { behaviour: { ...OFF_HOURS, sum_at_least: 10_000 } },
      [record(0), record(1)],
      [['2026-05-04', CLIENT, 2, 2]],
    ],
    [
      'a byte too few',
      { behaviour: { ...OFF_HOURS, sum_at_least: 10_000 } },
      [record(0, { 'transfer.bytes': 4999 }), record(1), record(12 * HOUR)],
      [],
    ],
    [
      'no bytes known',
      { behaviour: { ...OFF_HOURS, sum_at_least: 1 } },
      [record(0, { 'transfer.bytes': null })],
      [],
    ],
    [
      'whoever it is',
      { behaviour: { ...OFF_HOURS, by: ['user.name', 'client.ip'] } },
      [record(0, { 'user.name': `o'brien {b0:String}`, 'client.ip': '2001:db8::1' })],
      [['2026-05-04', `o'brien {b0:String}`, '2001:db8::1', 1, 1]],
    ],
  ])('%s', async (_, asked, records, found) => {
    const matches = await provenMatches(bench, asked as Asked, records, 0, 7)
    expect(brief(matches)).toEqual(found)
  })

  test('says when, by the clock of the organisation', async () => {
    const asked = { behaviour: OFF_HOURS, context: { calendar: BERLIN } }
    const [match] = await provenMatches(bench, asked, [record(16 * HOUR), record(23 * HOUR)], 0, 2)
    expect(match).toMatchObject({
      firstAt: '2026-05-04 16:00:00.000000',
      lastAt: '2026-05-04 23:00:00.000000',
      bytes: 10_000,
      figures: {
        first: '2026-05-04 18:00',
        last: '2026-05-05 01:00',
        zone: 'Europe/Berlin',
        volume: '10 kB',
      },
      evidence: [
        { subject: 'transfers', id: 'made-1' },
        { subject: 'transfers', id: 'made-2' },
      ],
    })
  })
})
