import { describe, expect, it } from 'vitest'
import { csvLine } from './csv.js'

describe('csvLine', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])(
    'keeps spreadsheets from taking %j for a formula',
    (text) => {
      const cell = csvLine([text]).slice(0, -2)
      expect(cell.replace(/^"/, '')).toMatch(/^'/)
      expect(cell).toContain(text)
    },
  )

  it('leaves numbers as they are', () => {
    expect(csvLine([-5, 0, true, undefined, null])).toBe('-5,0,true,,\r\n')
  })

  it('quotes what needs quotes', () => {
    expect(csvLine(['a,b', 'say "x"', 'two\nlines', 'plain'])).toBe(
      '"a,b","say ""x""","two\nlines",plain\r\n',
    )
  })

  it('puts several values into one cell', () => {
    expect(csvLine([['=220', '226'], ['150']])).toBe("'=220; 226,150\r\n")
  })
})
