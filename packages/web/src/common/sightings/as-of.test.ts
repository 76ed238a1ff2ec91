import { describe, expect, it } from 'vitest'
import { beginsAfter, dateOf, endOfDate, weekBefore } from './as-of.js'

const now = Date.parse('2026-06-22T12:00:00Z')

describe('as of a date', () => {
  it.each([
    ['2026-06-22', '2026-06-22T23:59:59.999Z'],
    ['2026-12-31', '2026-12-31T23:59:59.999Z'],
    ['2026-02-30', undefined],
    ['22.6.2026', undefined],
    ['', undefined],
  ])('%s means until %s', (date, end) => {
    expect(endOfDate(date, 'utc')).toBe(end)
  })

  it('takes the date of the zone, back and forth', () => {
    const end = endOfDate('2026-06-22', 'local')
    expect(dateOf(end, now, 'local')).toBe('2026-06-22')
    expect(dateOf('2026-06-22T23:59:59.999Z', now, 'utc')).toBe('2026-06-22')
    expect(dateOf('now-7d', now, 'utc')).toBe('2026-06-15')
    expect(dateOf(undefined, now, 'utc')).toBe('')
    expect(dateOf('2026-99-99', now, 'utc')).toBe('')
  })

  it.each([
    ['2026-06-23T00:00:00Z', '2026-06-22T23:59:59.999Z', true],
    ['2026-06-22T00:00:00Z', '2026-06-22T23:59:59.999Z', false],
    ['now-24h', '2026-06-01', true],
    ['all', '2026-06-01', false],
    ['now-24h', undefined, false],
  ])('a range from %s begins after %s: %s', (from, asOf, after) => {
    expect(beginsAfter(from, asOf, now)).toBe(after)
  })

  it('offers the week before', () => {
    expect(weekBefore('2026-06-22T23:59:59.999Z', now)).toEqual({
      from: '2026-06-15T23:59:59.999Z',
      to: '2026-06-23T00:00:00.000Z',
    })
  })
})
