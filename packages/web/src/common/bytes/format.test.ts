import { expect, it } from 'vitest'
import { bytesQuality, exactBytes, formatBytes, shortCount } from './format.js'

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.00 kB'],
  [4_200_123, '4.20 MB'],
  [12_345_678, '12.3 MB'],
  [999_600, '1.00 MB'],
  [1_050_000_000, '1.05 GB'],
  [5e17, '500 PB'],
  [-1500, '−1.50 kB'],
])('%d bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text)
})

it('gives the exact figure', () => {
  expect(exactBytes(4_200_123)).toBe('4,200,123 bytes')
  expect(exactBytes(1)).toBe('1 byte')
})

it('shortens counts only where they are long', () => {
  expect(shortCount(9_999)).toBe('9,999')
  expect(shortCount(12_345)).toBe('12.3k')
  expect(shortCount(999_499)).toBe('999k')
  expect(shortCount(4_500_000)).toBe('4.50M')
})

it('never calls an unknown volume exact', () => {
  expect(bytesQuality('exact').mark).toBe('')
  expect(bytesQuality('estimated').mark).toBe('≈')
  expect(bytesQuality('truncated').mark).toBe('≥')
  expect(bytesQuality(undefined).mark).toBe('?')
  expect(bytesQuality('something new').word).toBe('unknown')
})
