import { expect, test } from 'vitest'
import { bands } from './baseline.js'

test('no band before seven days are known', () => {
  expect(bands([1, 2, 3, 4, 5, 6, 7]).every((band) => band === null)).toBe(true)
})

test('the eighth day has the band of the seven before, and not of itself', () => {
  // Median 4; deviations 3 2 1 0 1 2 3, their median 2.
  const [band] = bands([1, 2, 3, 4, 5, 6, 7, 1_000_000]).slice(-1)
  expect(band?.median).toBe(4)
  expect(band?.high).toBeCloseTo(4 + 3 * 1.4826 * 2)
  expect(band).toMatchObject({ low: 0, days: 7 })
})

test('an even number of days has the middle of two as its median', () => {
  const [band] = bands([50, 50, 50, 50, 60, 60, 60, 60, 0]).slice(-1)
  expect(band).toMatchObject({ median: 55, days: 8 })
  expect(band?.low).toBeCloseTo(55 - 3 * 1.4826 * 5)
})

test('only the last 28 days count', () => {
  const values = [...Array<number>(50).fill(1_000), ...Array<number>(28).fill(5), 5]
  expect(bands(values).at(-1)).toEqual({ median: 5, low: 5, high: 5, days: 28 })
})
