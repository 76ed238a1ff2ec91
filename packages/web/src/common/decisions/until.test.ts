import { expect, it } from 'vitest'
import { untilOf, untilText } from './until.js'

it.each([
  ['', '', null],
  ['now+30d', '2026-06-22', 'now+30d'],
  ['date', '', undefined],
  ['date', 'tomorrow', undefined],
  ['date', '2026-12-31', new Date(2027, 0, 1).toISOString()],
] as const)('%j with the day %j ends at %j', (span, date, until) => {
  expect(untilOf(span, date)).toBe(until)
})

it('says until when', () => {
  const now = Date.parse('2026-06-22T00:00:00Z')
  expect(untilText(null, 'utc', now)).toBe('for good')
  expect(untilText('2026-06-29T00:00:00.000Z', 'utc', now)).toBe(
    'until 2026-06-29 00:00, in 7 days',
  )
})
