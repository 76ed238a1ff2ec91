import { describe, expect, it } from 'vitest'
import { isoOfMicros, microsOfSqlTime, parseMoment, parseRange, sqlTimeOfMicros } from './moment.js'

const NOW = new Date('2026-06-23T12:00:00.500Z')

describe('moments', () => {
  it.each([
    ['2026-06-22', '2026-06-22T00:00:00.000000Z'],
    ['2026-06-22T22:44:46.668728Z', '2026-06-22T22:44:46.668728Z'],
    ['2026-06-22T22:44:46.668728999Z', '2026-06-22T22:44:46.668728Z'],
    ['2026-06-22T22:44:46+02:00', '2026-06-22T20:44:46.000000Z'],
    ['2026-06-22 22:44', '2026-06-22T22:44:00.000000Z'],
    ['now', '2026-06-23T12:00:00.500000Z'],
    ['now-24h', '2026-06-22T12:00:00.500000Z'],
    ['now+7d', '2026-06-30T12:00:00.500000Z'],
    ['1969-12-31T23:59:59.000001Z', '1969-12-31T23:59:59.000001Z'],
  ])('reads %s', (text, iso) => {
    expect(isoOfMicros(parseMoment(text, NOW))).toBe(iso)
  })

  it.each(['', 'yesterday', '2026-02-30', '2026-06-22T25:00:00Z', 'now-', "now'", '9999-01-01'])(
    'refuses %j',
    (text) => {
      expect(() => parseMoment(text, NOW)).toThrow(
        expect.objectContaining({ code: 'TIME_INVALID' }),
      )
    },
  )

  it("goes to the engine's text and back", () => {
    const text = '2026-06-22 22:44:46.000007'
    expect(sqlTimeOfMicros(microsOfSqlTime(text))).toBe(text)
  })

  it('leaves edges open that are not given, and refuses a range that is turned around', () => {
    expect(parseRange({}, NOW)).toEqual({})
    expect(() => parseRange({ from: 'now', to: 'now-1h' }, NOW)).toThrow(/ends before it begins/)
  })
})
