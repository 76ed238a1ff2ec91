import type { Finding, Level } from '@spoor/model'
import { describe, expect, it } from 'vitest'
import { findingsOverTime } from './over-time.js'

const HOUR = 3_600_000
const DAY = 86_400_000

const at = (last_seen: string, level: Level = 'medium') => ({ last_seen, level }) as Finding

describe('findings over time', () => {
  it('counts per level, in bars of days at midnight UTC', () => {
    const counted = findingsOverTime(
      [
        at('2026-06-22T23:59:59.999999Z', 'high'),
        at('2026-06-22T00:00:00Z', 'high'),
        at('2026-06-23T00:00:00Z', 'high'),
        at('2026-06-23T12:00:00Z', 'low'),
      ],
      { from: '2026-06-01T10:00:00Z', to: '2026-06-30T10:00:00Z' },
    )
    const day = (date: number) => Date.UTC(2026, 5, date)
    expect(counted).toEqual({
      from: day(1),
      to: day(31),
      step: DAY,
      levels: [
        { level: 'low', points: [[day(23), 1]] },
        {
          level: 'high',
          points: [
            [day(22), 2],
            [day(23), 1],
          ],
        },
      ],
    })
  })

  it.each([
    ['2026-06-22T00:00:00Z', '2026-06-22T23:00:00Z', HOUR],
    ['2026-06-20T00:00:00Z', '2026-06-29T00:00:00Z', 6 * HOUR],
    ['2026-05-20T00:00:00Z', '2026-06-29T00:00:00Z', DAY],
    ['2026-01-01T00:00:00Z', '2026-06-29T00:00:00Z', 7 * DAY],
    ['1970-01-01T00:00:00Z', '2300-06-29T00:00:00Z', 364 * DAY],
  ])('from %s to %s has bars of %i ms', (from, to, step) => {
    expect(findingsOverTime([at('2026-06-22T10:00:00Z')], { from, to })?.step).toBe(step)
  })

  it('goes from the first to the last where the range is open, and takes in what lies beyond', () => {
    const open = findingsOverTime([at('2026-06-22T10:10:00Z'), at('2026-06-22T13:10:00Z')], {})
    expect(open).toMatchObject({
      from: Date.UTC(2026, 5, 22, 10),
      to: Date.UTC(2026, 5, 22, 14),
    })
    const beyond = findingsOverTime([at('2026-06-22T13:10:00Z')], {
      from: '2026-06-22T10:00:00Z',
      to: '2026-06-22T11:00:00Z',
    })
    expect(beyond?.to).toBe(Date.UTC(2026, 5, 22, 14))
  })

  it('is nothing without findings', () => {
    expect(findingsOverTime([], {})).toBeUndefined()
  })
})
