import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryQuery, hostileText } from './arbitrary-query.testing.js'
import { parseQuery } from './parse.js'
import { printQuery } from './print.js'

describe('printQuery', () => {
  for (const subject of ['events', 'sessions', 'transfers'] as const) {
    it(`is undone by parseQuery for any query of ${subject}`, () => {
      fc.assert(
        fc.property(arbitraryQuery(subject), (query) => {
          const text = printQuery(query)
          fc.pre(text.length <= 10_000)
          expect(parseQuery(text, subject), text).toEqual({ ok: true, query })
        }),
        { numRuns: 3_000 },
      )
    })
  }

  it('gives a text that is printed as itself, whatever text was read', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { maxLength: 6 }), (parts) => {
        const result = parseQuery(parts.join(' '), 'events')
        if (!result.ok) return
        const text = printQuery(result.query)
        expect(parseQuery(text, 'events')).toMatchObject({ ok: true, query: result.query })
      }),
      { numRuns: 3_000 },
    )
  })

  it.each([
    ['', ''],
    ['a b or c', 'a and b or c'],
    ['(a or b) c', '(a or b) and c'],
    ['SRC_IP:10.0.0.1', 'source.ip:10.0.0.1'],
    ['ftp.command:(STOR OR retr)', 'ftp.command:(STOR or retr)'],
    ['-ftp.command:STOR', 'not ftp.command:STOR'],
    ['not (a or b)', 'not (a or b)'],
    ['file.name:"a b"', 'file.name:"a b"'],
    ['destination.port:[1 TO 1023}', 'destination.port:[1 TO 1023}'],
    ['@timestamp:>"2026-06-01 10:00"', '@timestamp:>"2026-06-01 10:00"'],
    ['timestamp.hour:>=22', '@timestamp.hour:>=22'],
    ['dest_port:44*', 'destination.port:44*'],
    ['user.name:=filename', 'user.name:=file.name'],
    ['file.name:(=*user.name OR =user.name*)', 'file.name:(=*user.name or =user.name*)'],
    ['-file.name:=*user.name*', 'not file.name:=*user.name*'],
    ['file.name:\\=user.name', 'file.name:\\=user.name'],
    ['file.name:"=user.name"', 'file.name:"=user.name"'],
    ['file.name:=1+2', 'file.name:\\=1+2'],
    ['file.name:report(1).zip', 'file.name:report\\(1\\).zip'],
  ])('prints %s as %s', (text, printed) => {
    const result = parseQuery(text, 'events')
    expect(result.ok && printQuery(result.query)).toBe(printed)
  })
})
