import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asUsers, bytesText, counted, duration, listed, quoted, withFiles } from './words.js'

describe('quoted', () => {
  it('shows what cannot be seen, and cuts', () => {
    expect(quoted('a "b" \\c')).toBe('"a \\"b\\" \\\\c"')
    expect(quoted('x\u202e\u0007\n')).toBe('"x\\u{202e}\\u{7}\\u{a}"')
    expect(quoted('é'.repeat(61))).toBe(`"${'é'.repeat(60)}…"`)
    expect(quoted('')).toBe('""')
  })

  it('never lets a name out of its quotation marks, nor hides anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (name) => {
        const text = quoted(name)
        expect(text).toMatch(/^"([^"\\]|\\.)*"$/su)
        expect(text).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u)
      }),
    )
  })
})

it('lists a few names and counts the rest', () => {
  expect(listed(['a'], 1)).toBe('"a"')
  expect(listed(['a', 'b'], 2)).toBe('"a" and "b"')
  expect(listed(['a', 'b', 'c'], 3)).toBe('"a", "b" and "c"')
  expect(listed(['a', 'b', 'c', 'd'], 9)).toBe('"a", "b", "c" and 6 more')
  expect(asUsers([], 0)).toBe('')
  expect(asUsers(['a'], 1)).toBe(' as "a"')
  expect(withFiles([], 0)).toBe('')
  expect(withFiles(['a'], 2)).toBe(': "a" and 1 more')
})

it('counts', () => {
  expect(counted(1, 'upload')).toBe('1 upload')
  expect(counted(1204, 'entry', 'entries')).toBe('1,204 entries')
})

it.each([
  [0, 'exact', '0 B'],
  [999, 'exact', '999 B'],
  [1000, 'exact', '1 kB'],
  [1250, 'estimated', 'about 1.3 kB'],
  [999_499, 'exact', '999 kB'],
  [999_600, 'exact', '1 MB'],
  [39_282_787_186, 'at least', 'at least 39 GB'],
  [null, 'exact', 'an unknown volume'],
] as const)('%s bytes, %s: %s', (bytes, quality, text) => {
  expect(bytesText(bytes, quality)).toBe(text)
})

it.each([
  [0, '0 s'],
  [0.2, '1 s'],
  [120, '120 s'],
  [121, '2 min'],
  [7140, '119 min'],
  [7200, '2 h'],
  [25_920, '7 h 12 min'],
])('%s seconds: %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text)
})
