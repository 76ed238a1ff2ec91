import { describe, expect, it } from 'vitest'
import { formatDuration, formatMoment, formatRelative, momentParts, zoneName } from './format.js'

const moment = '2026-06-22T22:44:46.668728Z'

describe('formatMoment', () => {
  it('keeps the digits that a JavaScript date would drop', () => {
    expect(formatMoment(moment, 'utc', 6)).toBe('2026-06-22 22:44:46.668728')
    expect(formatMoment(moment, 'utc')).toBe('2026-06-22 22:44:46.668')
    expect(formatMoment(moment, 'utc', 0)).toBe('2026-06-22 22:44:46')
  })
  it('fills a fraction that is not there', () => {
    expect(formatMoment('2026-06-22T22:44:46Z', 'utc')).toBe('2026-06-22 22:44:46.000')
  })
  it('shows what is no moment as it is', () => {
    expect(formatMoment('yesterday', 'utc')).toBe('yesterday')
    expect(momentParts('', 'utc')).toBeUndefined()
  })
})

it('names the zone with its distance from UTC', () => {
  expect(zoneName('utc')).toBe('UTC')
  expect(zoneName('local')).toMatch(/^local, UTC[+−]\d\d:\d\d$/)
})

it('says how long ago', () => {
  const now = Date.parse(moment)
  const at = (seconds: number) => new Date(now + seconds * 1000).toISOString()
  expect(formatRelative(at(-2), now)).toBe('just now')
  expect(formatRelative(at(-60), now)).toBe('1 minute ago')
  expect(formatRelative(at(-7300), now)).toBe('2 hours ago')
  expect(formatRelative(at(86_400 * 3), now)).toBe('in 3 days')
  expect(formatRelative('?', now)).toBe('')
})

it('writes durations in their two greatest units', () => {
  expect(formatDuration(0)).toBe('0 s')
  expect(formatDuration(0.25)).toBe('250 ms')
  expect(formatDuration(59)).toBe('59 s')
  expect(formatDuration(3_661)).toBe('1 h 1 min')
  expect(formatDuration(86_400 * 2 + 3_600 * 3 + 59)).toBe('2 d 3 h')
})
