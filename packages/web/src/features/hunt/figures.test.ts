import { expect, it } from 'vitest'
import { judged, perDay } from './figures.js'

it('gives shares of what was judged, and none of nothing', () => {
  expect(judged({ confirmed: 3, dismissed: 1, open: 8 })).toEqual({
    confirmed: { count: 3, share: '25 %' },
    dismissed: { count: 1, share: '8 %' },
    open: { count: 8, share: '67 %' },
  })
  expect(judged({ confirmed: 0, dismissed: 0, open: 0 }).open).toEqual({ count: 0, share: '' })
})

const day = { day: '2026-06-22', findings: 1, records: 1 }

it.each([
  ['2026-06-22T00:00:00Z', '2026-06-23T00:00:00Z', 4, 1, '4.0 on average, on 1 of 1 day'],
  ['2026-06-22T00:00:00Z', '2026-07-22T00:00:00Z', 375, 2, '13 on average, on 2 of 30 days'],
  ['2026-06-22T00:00:00Z', '2026-06-22T00:00:00Z', 0, 0, '0.0 on average, on 0 of 1 day'],
])('from %s to %s %i findings are %s', (from, to, findings, days, text) => {
  expect(perDay({ from, to, findings, by_day: Array.from({ length: days }, () => day) })).toBe(text)
})
