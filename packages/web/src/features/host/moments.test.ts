import { describe, expect, it } from 'vitest'
import { momentOf, ofDays, until } from './moments.js'

const NOW = Date.parse('2026-06-22T12:00:00.000Z')
const MOMENT = '2026-06-10T00:00:00.000Z'

it('knows which moment is meant', () => {
  expect(momentOf(undefined, NOW)).toBeUndefined()
  expect(momentOf(MOMENT, NOW)).toBe(MOMENT)
  expect(momentOf('now-7d', NOW)).toBe('2026-06-15T12:00:00.000Z')
})

describe('the range of records', () => {
  it('stays as it is without a moment', () => {
    const asked = { from: '2026-06-01T00:00:00Z', run: 1 }
    expect(until(asked, undefined)).toBe(asked)
  })
  it.each([
    ['2026-06-01T00:00:00Z', undefined, '2026-06-01T00:00:00Z', MOMENT],
    [
      '2026-06-01T00:00:00Z',
      '2026-06-05T00:00:00Z',
      '2026-06-01T00:00:00Z',
      '2026-06-05T00:00:00Z',
    ],
    ['2026-06-15T00:00:00Z', '2026-06-20T00:00:00Z', undefined, MOMENT],
    [undefined, undefined, undefined, MOMENT],
  ])('of %s to %s ends at the moment', (from, to, expectedFrom, expectedTo) => {
    expect(until({ from, to, run: 0 }, MOMENT)).toEqual({
      from: expectedFrom,
      to: expectedTo,
      run: 0,
    })
  })
})

it('gives figures by day enough days', () => {
  const day = { from: '2026-06-21T00:00:00Z', to: '2026-06-22T00:00:00Z', run: 0 }
  expect(ofDays(day).from).toBeUndefined()
  const month = { ...day, from: '2026-05-22T00:00:00Z' }
  expect(ofDays(month)).toBe(month)
})
