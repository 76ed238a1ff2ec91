import { expect, test } from 'vitest'
import { bytesText, counted, durationText, numberText, timeText } from './figures.js'

test('bytes', () => {
  expect([0, 999, 1000, 1_250_000, 999_600, 4e10, 3e15].map(bytesText)).toEqual([
    '0 B',
    '999 B',
    '1 kB',
    '1.3 MB',
    '1 MB',
    '40 GB',
    '3 PB',
  ])
})

test('numbers and counts', () => {
  expect(numberText(1_204_000)).toBe('1,204,000')
  expect(counted(1, 'transfer')).toBe('1 transfer')
  expect(counted(0, 'query', 'queries')).toBe('0 queries')
})

test('durations', () => {
  expect([0.04, 0.44, 9.9, 48.3, 900, 7200, 26_000, 180_000, 273_600].map(durationText)).toEqual([
    '0 s',
    '0.4 s',
    '9.9 s',
    '48 s',
    '15 min',
    '2 h',
    '7 h 13 min',
    '2 d 2 h',
    '3 d 4 h',
  ])
})

test('moments', () => {
  expect(timeText('2026-06-22T22:44:46.668728Z')).toBe('2026-06-22 22:44:46')
  expect(timeText('yesterday')).toBe('yesterday')
})
