import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeCursor, encodeCursor } from './cursor.js'

const KEY = ['events', 'ftp.command:STOR', 'now-24h', 'now', 'newest']
const POSITION = {
  place: { time: '2026-06-22 22:44:46.668728', id: 'ab12', passed: 3 },
  range: { from: 1, to: 2 },
}

describe('cursors', () => {
  it('bring back what was put in', () => {
    expect(decodeCursor(KEY, encodeCursor(KEY, POSITION))).toEqual(POSITION)
    const open = { ...POSITION, range: {} }
    expect(decodeCursor(KEY, encodeCursor(KEY, open))).toEqual(open)
  })

  it('say nothing but CURSOR_INVALID, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
        expect(() => decodeCursor(KEY, text)).toThrow(
          expect.objectContaining({ code: 'CURSOR_INVALID' }),
        )
      }),
    )
  })

  it.each([
    [1, "2026-06-22 22:44:46.668728' OR 1"],
    [1, '2026-99-22 22:44:46.668728'],
    [2, 7],
    [3, -1],
    [3, 1.5],
    [3, 1e9],
    [4, 'x'],
    [5, 1e17],
  ])('are refused if field %i was changed to %j', (index, value) => {
    const fields: unknown[] = JSON.parse(
      Buffer.from(encodeCursor(KEY, POSITION), 'base64url').toString(),
    )
    fields[index] = value
    const tampered = Buffer.from(JSON.stringify(fields)).toString('base64url')
    expect(() => decodeCursor(KEY, tampered)).toThrow(
      expect.objectContaining({ code: 'CURSOR_INVALID' }),
    )
  })
})
