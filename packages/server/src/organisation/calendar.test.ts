import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openEveBench, type EveBench } from '../sources/eve/eve.testing.js'
import { inBusinessHours } from './business-hours.js'
import { DEFAULT_CALENDAR, parseCalendar } from './calendar.js'

describe('parseCalendar', () => {
  test('knows Monday to Friday, 07:00 to 19:00 UTC, if nothing is said', () => {
    expect(parseCalendar(undefined)).toEqual(DEFAULT_CALENDAR)
    expect(parseCalendar(null)).toEqual(DEFAULT_CALENDAR)
    expect(parseCalendar({})).toEqual(DEFAULT_CALENDAR)
  })

  test('takes a zone, hours, days and holidays', () => {
    expect(
      parseCalendar({
        time_zone: 'America/Argentina/Buenos_Aires',
        from: '8:30',
        to: '24:00',
        days: ['Sat', 'mon', 'sat'],
        holidays: ['2026-12-24', '12-25', '02-29'],
      }),
    ).toEqual({
      timeZone: 'America/Argentina/Buenos_Aires',
      from: 510,
      to: 1440,
      days: [1, 6],
      holidays: ['2026-12-24', '12-25', '02-29'],
    })
  })

  test('ends at midnight, however that is written', () => {
    expect(parseCalendar({ from: '20:00', to: '00:00' }).to).toBe(1440)
    expect(parseCalendar({ from: '00:00', to: '24:00' })).toMatchObject({ from: 0, to: 1440 })
  })

  test.each([
    [[], 'calendar: must be an object'],
    ['Mon-Fri', 'calendar: must be an object'],
    [{ timezone: 'UTC' }, 'calendar.timezone: is not known'],
    [{ time_zone: 'Europe/Berlyn' }, 'calendar.time_zone: there is no time zone "Europe/Berlyn"'],
    [{ time_zone: 'EUROPE/BERLIN' }, 'calendar.time_zone: there is no time zone "EUROPE/BERLIN"'],
    [{ time_zone: 'asia/kolkata' }, 'calendar.time_zone: must be the name of a zone'],
    [{ time_zone: '+02:00' }, 'calendar.time_zone: must be the name of a zone'],
    [{ time_zone: '' }, 'calendar.time_zone: must be the name of a zone'],
    [{ time_zone: "UTC') OR sleep(3" }, 'calendar.time_zone: must be the name of a zone'],
    [{ time_zone: 2 }, 'calendar.time_zone: must be the name of a zone'],
    [{ from: 7 }, "calendar.from: must be a time such as '07:30'"],
    [{ from: '7' }, "calendar.from: must be a time such as '07:30'"],
    [{ to: '19:60' }, "calendar.to: must be a time such as '07:30'"],
    [{ to: '24:01' }, "calendar.to: must be a time such as '07:30'"],
    [{ from: '24:00' }, 'calendar.from: write 00:00 for midnight'],
    [{ from: '09:00', to: '09:00' }, 'calendar: from and to are the same'],
    [{ days: 'mon' }, 'calendar.days: must be a list'],
    [{ days: [] }, 'calendar.days: is empty'],
    [{ days: ['mon', 'constructor'] }, 'calendar.days[1]: must be one of mon, tue'],
    [{ days: [1] }, 'calendar.days[0]: must be one of mon, tue'],
    [{ holidays: ['2026-02-29'] }, 'calendar.holidays[0]: must be a day such as'],
    [{ holidays: ['12-25', '13-01'] }, 'calendar.holidays[1]: must be a day such as'],
    [{ holidays: ['Christmas'] }, 'calendar.holidays[0]: must be a day such as'],
    [{ holidays: Array(1001).fill('12-25') }, 'calendar.holidays: more than 1000 days'],
  ])('refuses %j', (input, message) => {
    expect(() => parseCalendar(input)).toThrow(message)
  })
})

describe('business hours in the engine', () => {
  let bench: EveBench
  beforeAll(async () => {
    bench = await openEveBench()
  })
  afterAll(() => bench.close())

  async function areIn(input: unknown, moments: readonly string[]): Promise<boolean[]> {
    const params: Record<string, unknown> = {}
    const bind = (type: string, value: unknown) => {
      const name = `p${Object.keys(params).length}`
      params[name] = value
      return `{${name}:${type}}`
    }
    const isIn = inBusinessHours('at', parseCalendar(input), { bind })
    const rows = await bench.store.rows<{ is_in: 0 | 1 }>(
      `SELECT toUInt8(${isIn}) AS is_in FROM (
         SELECT parseDateTime64BestEffort(arrayJoin({moments:Array(String)}), 6, 'UTC') AS at)`,
      { params: { ...params, moments } },
    )
    return rows.map(({ is_in }) => is_in === 1)
  }

  test.each<[name: string, calendar: object, moments: Record<string, boolean>]>([
    [
      'the default',
      {},
      {
        '2026-06-22T06:59:59.999999Z': false, // a Monday
        '2026-06-22T07:00:00Z': true,
        '2026-06-26T18:59:59.999999Z': true,
        '2026-06-26T19:00:00Z': false,
        '2026-06-27T12:00:00Z': false,
        '2026-06-28T12:00:00Z': false,
      },
    ],
    [
      'a zone whose clocks go forward on 29 March 2026 and back on 25 October',
      { time_zone: 'Europe/Berlin', from: '08:00', to: '17:00' },
      {
        '2026-03-27T06:59:59Z': false,
        '2026-03-27T07:00:00Z': true,
        '2026-03-30T05:59:59Z': false,
        '2026-03-30T06:00:00Z': true,
        '2026-03-30T15:00:00Z': false,
        '2026-10-23T06:00:00Z': true,
        '2026-10-26T06:00:00Z': false,
        '2026-10-26T15:59:59Z': true,
      },
    ],
    [
      'the hour that is there twice, and the one that is not there',
      { time_zone: 'Europe/Berlin', from: '02:00', to: '03:00', days: ['sun'] },
      {
        '2026-10-25T00:30:00Z': true,
        '2026-10-25T01:30:00Z': true,
        '2026-10-25T02:00:00Z': false,
        '2026-03-29T00:59:59Z': false,
        '2026-03-29T01:00:00Z': false,
      },
    ],
    [
      'days of the zone, not of UTC',
      { time_zone: 'Pacific/Auckland', from: '08:00', to: '17:00' },
      {
        '2026-06-21T20:00:00Z': true, // Monday there
        '2026-06-21T19:59:59Z': false,
        '2026-06-26T04:59:59Z': true,
        '2026-06-26T20:00:00Z': false, // Saturday there
      },
    ],
    [
      'a zone of half hours',
      { time_zone: 'Asia/Kolkata', from: '09:15', to: '15:30' },
      {
        '2026-06-22T03:44:59Z': false,
        '2026-06-22T03:45:00Z': true,
        '2026-06-22T10:00:00Z': false,
      },
    ],
    [
      'holidays, once and every year',
      { time_zone: 'Europe/Berlin', holidays: ['2026-06-22', '12-25'] },
      {
        '2026-06-22T10:00:00Z': false,
        '2026-06-21T22:30:00Z': false,
        '2026-06-23T10:00:00Z': true,
        '2027-06-22T10:00:00Z': true,
        '2026-12-24T10:00:00Z': true,
        '2026-12-25T10:00:00Z': false,
        '2028-12-25T10:00:00Z': false,
      },
    ],
    [
      'a shift over midnight, which belongs to the day on which it began',
      { from: '22:00', to: '06:00', holidays: ['2026-06-24'] },
      {
        '2026-06-22T05:00:00Z': false, // the shift of Sunday
        '2026-06-22T21:59:59Z': false,
        '2026-06-22T22:00:00Z': true,
        '2026-06-23T05:59:59Z': true,
        '2026-06-23T06:00:00Z': false,
        '2026-06-24T05:00:00Z': true,
        '2026-06-24T22:00:00Z': false,
        '2026-06-25T05:00:00Z': false,
        '2026-06-27T05:00:00Z': true, // that of Friday
        '2026-06-27T22:00:00Z': false,
      },
    ],
    [
      'whole days',
      { from: '00:00', to: '24:00' },
      { '2026-06-22T00:00:00Z': true, '2026-06-22T23:59:59.999999Z': true },
    ],
  ])('%s', async (_, calendar, moments) => {
    const asked = Object.keys(moments)
    const answers = await areIn(calendar, asked)
    expect(Object.fromEntries(asked.map((moment, i) => [moment, answers[i]]))).toEqual(moments)
  })

  test('the engine knows the zones that a calendar may name', async () => {
    const rows = await bench.store.rows<{ time_zone: string }>(
      'SELECT time_zone FROM system.time_zones',
    )
    const known = new Set(rows.map(({ time_zone }) => time_zone))
    const named = Intl.supportedValuesOf('timeZone').map(
      (zone) => parseCalendar({ time_zone: zone }).timeZone,
    )
    // The engine brings a database of its own, in which zones of the last months may be missing.
    expect(named.filter((zone) => !known.has(zone)).length).toBeLessThan(3)
  })
})
