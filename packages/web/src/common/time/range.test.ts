import { describe, expect, it } from 'vitest'
import {
  ALL_DATA,
  defaultRange,
  describeRange,
  edgeTime,
  fromInputText,
  isValidRange,
  resolveRange,
  toInputText,
} from './range.js'

const now = Date.parse('2026-06-22T12:00:00Z')

describe('resolveRange', () => {
  it('pins relative edges', () => {
    expect(resolveRange({ from: 'now-24h', to: 'now' }, now)).toEqual({
      from: '2026-06-21T12:00:00.000Z',
      to: '2026-06-22T12:00:00.000Z',
    })
  })
  it('keeps microseconds of absolute edges', () => {
    const from = '2026-06-22T22:44:46.668728Z'
    expect(resolveRange({ from, to: '' }, now)).toEqual({ from, to: undefined })
  })
  it('has no edges for all data', () => {
    expect(resolveRange(ALL_DATA, now)).toEqual({ from: undefined, to: undefined })
  })
})

it('reads edges, and nothing else', () => {
  expect(edgeTime('now-15m', now)).toBe(now - 900_000)
  expect(edgeTime('now-2w', now)).toBe(now - 14 * 86_400_000)
  expect(edgeTime('now-1y', now)).toBeUndefined()
  expect(edgeTime('2026-06-22', now)).toBe(Date.parse('2026-06-22'))
  expect(edgeTime('javascript:alert(1)', now)).toBeUndefined()
  expect(edgeTime('1', now)).toBeUndefined()
})

it('refuses ranges that are turned around or cannot be read', () => {
  expect(isValidRange(ALL_DATA)).toBe(true)
  expect(isValidRange({ from: 'now-7d', to: 'now' })).toBe(true)
  expect(isValidRange({ from: '2026-06-22T00:00:00Z', to: '2026-06-21T00:00:00Z' })).toBe(false)
  expect(isValidRange({ from: 'soon', to: 'now' })).toBe(false)
})

it('describes a range in words', () => {
  expect(describeRange({ from: 'now-7d', to: 'now' }, 'utc')).toBe('Last 7 days')
  expect(describeRange({ from: 'now-3h', to: 'now' }, 'utc')).toBe('Last 3 h')
  expect(describeRange({ from: '2026-06-22T10:00:00Z', to: '2026-06-22T11:30:05Z' }, 'utc')).toBe(
    '2026-06-22 10:00 → 2026-06-22 11:30:05',
  )
})

it('shows all data when the last day would be empty', () => {
  expect(defaultRange('2026-06-22T11:00:00Z', now).from).toBe('now-24h')
  expect(defaultRange('2024-03-07T19:00:49Z', now)).toEqual(ALL_DATA)
  expect(defaultRange(null, now).from).toBe('now-24h')
})

it('reads moments as people write them', () => {
  expect(toInputText(now, 'utc')).toBe('2026-06-22 12:00:00')
  expect(fromInputText('2026-06-22 12:00:00', 'utc')).toBe('2026-06-22T12:00:00.000Z')
  expect(fromInputText(' 2026-06-22T9:30 ', 'utc')).toBe('2026-06-22T09:30:00.000Z')
  expect(fromInputText('2026-06-22', 'utc')).toBe('2026-06-22T00:00:00.000Z')
  expect(fromInputText('2026-06-22 12:00+02:00', 'utc')).toBe('2026-06-22T10:00:00.000Z')
  for (const text of ['', 'noon', '2026-13-01', '2026-06-22 25:00', '22.6.2026']) {
    expect(fromInputText(text, 'utc'), text).toBeUndefined()
  }
  const local = fromInputText(toInputText(now, 'local'), 'local')
  expect(local).toBe(new Date(now).toISOString())
})
