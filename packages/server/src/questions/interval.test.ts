import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bucketsFor } from './interval.js'
import { parseMoment, SECOND } from './moment.js'

const at = (text: string) => parseMoment(text, new Date(0))

describe('bucketsFor', () => {
  it.each([
    ['2026-06-22', '2026-06-23', 60, 1800, '2026-06-22'],
    ['2026-06-22', '2026-06-29', 60, 3 * 3600, '2026-06-22'],
    ['2026-06-22T00:00:07Z', '2026-06-22T00:01:00Z', 60, 1, '2026-06-22T00:00:07Z'],
    // Weeks begin on Monday: 22 June 2026 is one.
    ['2026-06-24', '2026-12-24', 30, 7 * 86_400, '2026-06-22'],
  ])(
    'cuts %s to %s into at most %i pieces of %i s from %s on',
    (from, to, most, seconds, first) => {
      const buckets = bucketsFor({ from: at(from), to: at(to) }, most)
      expect(buckets.step).toBe(seconds * SECOND)
      expect(buckets.first).toBe(at(first))
    },
  )

  it('covers any range with no more pieces than asked for', () => {
    const edge = fc.integer({ min: at('1900-01-01'), max: at('2250-01-01') })
    fc.assert(
      fc.property(edge, edge, fc.integer({ min: 1, max: 500 }), (a, b, most) => {
        const span = { from: Math.min(a, b), to: Math.max(a, b) + 1 }
        const { first, step, count } = bucketsFor(span, most)
        expect(first).toBeLessThanOrEqual(span.from)
        expect(first + step).toBeGreaterThan(span.from)
        expect(first + step * count).toBeGreaterThanOrEqual(span.to)
        expect(first + step * (count - 1)).toBeLessThan(span.to)
        expect(count).toBeLessThanOrEqual(most === 1 ? 2 : most)
      }),
    )
  })
})
