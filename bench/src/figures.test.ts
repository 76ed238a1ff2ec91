import { expect, test } from 'vitest'
import { percentile, rounded } from './figures.js'

test('percentiles by nearest rank', () => {
  const values = [5, 1, 4, 2, 3, 6, 7, 8, 9, 10]
  expect([0, 0.5, 0.95, 1].map((share) => percentile(values, share))).toEqual([1, 5, 10, 10])
  expect(percentile([42], 0.95)).toBe(42)
  expect(() => percentile([], 0.5)).toThrow(RangeError)
})

test('rounding', () => {
  expect([rounded(1.005), rounded(1234.567, 1)]).toEqual([1, 1234.6])
})
