import { expect, it } from 'vitest'
import { dayWords, type Measured } from './volume-option.js'

const MEASURED: Measured = {
  measure: 'bytes_out',
  unit: 'bytes',
  values: [5, 2_000],
  baseline: [null, { median: 500, low: 0, high: 1_000, days: 7 }],
}

it('says what would have been usual, and that a day was not', () => {
  expect(dayWords('2026-06-22', 1, MEASURED, false)).toBe(
    '2026-06-22 (UTC)\n2.00 kB, above its usual band\nusual: 0 B to 1.00 kB, by 7 days before',
  )
})

it('says that nothing is usual yet, and that a day is not over', () => {
  expect(dayWords('2026-06-21', 0, MEASURED, true)).toBe(
    '2026-06-21 (UTC), not over yet\n5 B\nnothing is usual yet: too few days before',
  )
})
