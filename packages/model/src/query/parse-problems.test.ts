import { describe, expect, it } from 'vitest'
import type { Subject } from '../fields/field.js'
import { QUERY_LIMITS } from './limits.js'
import { parseQuery } from './parse.js'

function hint(text: string, subject: Subject = 'events'): string | undefined {
  const result = parseQuery(text, subject)
  return (result.ok ? result.notes : result.problems)?.[0]?.hint
}

describe('parseQuery points at', () => {
  it.each<[string, string, RegExp]>([
    ['a and', 'and', /follow and/],
    ['or b', 'or', /before or/],
    ['a and or b', 'and', /follow and/],
    ['x (a or b', '(', /not closed/],
    ['a) b', ')', /No parenthesis/],
    ['a ()', '()', /nothing in the parentheses/],
    ['a not', 'not', /follow not/],
    ['file.name: and x', ':', /value must follow the colon/],
    ['a file.name:"b c', '"b c', /quotation mark is not closed/],
    ['file.size:[1 TO', '[', /range must follow/],
    ['file.size:[1,5]', '[', /range must follow/],
    ['file.size:>', '>', /value must follow >/],
    ['x foo:bar', 'foo', /no field foo/],
    ['x destination.port:abc', 'abc', /whole number/],
    ['destination.port:80x*', '80x*', /whole number/],
    ['destination.port:/(8/', '/(8/', /regex/],
    ['destination.port:=80', '=80', /whole number/],
    ['@timestamp.hour:late', 'late', /whole number/],
    ['@timestamp:2026*', '2026*', /a time/],
    ['@timestamp:/2026/', '/2026/', /a time/],
    ['file.gaps:/t/', '/t/', /true or false/],
    ['file.gaps:t*', 't*', /true or false/],
    ['x user.name:=nobody', 'nobody', /no field nobody/],
    ['file.name:(a or =*usr*)', 'usr', /no field usr/],
    ['file.name:=a..b', 'a..b', /empty/],
    ['user.name:=@timestamp', '@timestamp', /is a time/],
    ['flow.start:=*flow.end', 'flow.end', /is a time/],
    ['source.ip:10.0.0.0/33', '10.0.0.0/33', /no network/],
    ['source.ip:10.0.0', '10.0.0', /address/],
    ['source.ip:(1.2.3.4 or nonsense)', 'nonsense', /address/],
    ['source.ip:fe80::1%eth0', 'fe80::1%eth0', /address/],
    ['file.name:/a(/', '/a(/', /regex/],
    ['file.name:/(?=a)/', '/(?=a)/', /regex/],
    ['/(a)\\1/', '/(a)\\1/', /regex/],
    ['/(\\pL{99}){9}/', '/(\\pL{99}){9}/', /regex/],
    ['file.name:>a', 'a', /no range/],
    ['file.gaps:maybe', 'maybe', /true or false/],
    ['@timestamp:2026-02-30', '2026-02-30', /time/],
    ['@timestamp:[2026-06-01 TO 2026-06-31]', '2026-06-31', /time/],
    ['a..b:x', 'a..b', /empty/],
    ['a.b:>x', 'x', /numbers/],
    ['x ""', '""', /nothing between/],
    ['file.gaps:@list', '@list', /true or false/],
  ])('the mistake in %j', (text, marked, message) => {
    const result = parseQuery(text, 'events')
    const [problem] = result.ok ? [] : result.problems
    expect(problem && text.slice(problem.from, problem.to)).toBe(marked)
    expect(problem?.message).toMatch(message)
  })

  it('names that were hardly meant', () => {
    expect(hint('comand:STOR')).toMatch(/Did you mean ftp\.command/)
    expect(hint('sorce.ip:1.2.3.4')).toMatch(/Did you mean source\.ip/)
    expect(hint('no.such:1', 'sessions')).toMatch(/quotation marks/)
    expect(hint('@timestamp.huor:1')).toMatch(/Did you mean @timestamp\.hour/)
    expect(hint('end.houre:1', 'sessions')).toMatch(/Did you mean end\.hour/)
    expect(hint('file.name:=usr.name')).toMatch(/Did you mean .*user\.name/)
    expect(hint('user.name:=clint.ip', 'sessions')).toMatch(/Did you mean client\.ip/)
    expect(hint('flow.start:=flow.end')).toMatch(/flow\.start\.hour/)
    expect(hint('stats.detect.engines:1')).toBeUndefined()
  })

  it('lists that are not saved, when told which are', () => {
    const lists = ['approved-servers']
    expect(parseQuery('source.ip:@approved-servers', 'events', { lists }).ok).toBe(true)
    const result = parseQuery('x source.ip:@approved', 'events', { lists })
    expect(result).toMatchObject({ ok: false, problems: [{ from: 12, to: 21 }] })
  })

  it('every wrong value of a question', () => {
    const result = parseQuery('source.port:(a or 443 or b) foo:x', 'events')
    expect(!result.ok && result.problems.map(({ from, to }) => [from, to])).toEqual([
      [13, 14],
      [25, 26],
      [28, 31],
    ])
  })
})

describe('parseQuery refuses', () => {
  it.each([
    ['too many characters', 'x'.repeat(QUERY_LIMITS.characters + 1)],
    ['too many tests', 'sid:1 '.repeat(QUERY_LIMITS.terms + 1)],
    ['too many words', 'a '.repeat(QUERY_LIMITS.lineTests + 1)],
    ['too many unknown fields', `a.b:(${'a or '.repeat(QUERY_LIMITS.lineTests)}a)`],
    ['too many comparisons', 'file.name:=a.b '.repeat(QUERY_LIMITS.lineTests + 1)],
    ['too many values', `file.name:(${'a or '.repeat(QUERY_LIMITS.terms)}a)`],
    ['deep parentheses', '('.repeat(200) + 'a' + ')'.repeat(200)],
    ['the deepest parentheses', '('.repeat(4_999) + 'a' + ')'.repeat(4_999)],
    ['open parentheses', '('.repeat(9_999)],
    ['the most nots', '!'.repeat(9_998) + 'x'],
    ['many nots', 'not '.repeat(2_000) + 'a'],
    ['a long regex', `/${'a'.repeat(QUERY_LIMITS.regexCharacters + 1)}/`],
    ['many large regexes on numbers', 'source.port:/(a{100}){9}/ '.repeat(6)],
    ['a long path to compare with', `file.name:=${'a.'.repeat(QUERY_LIMITS.pathParts)}b`],
    ['many large regexes', '/(a{100}){9}/ '.repeat(6)],
    ['a long path', `${'a.'.repeat(QUERY_LIMITS.pathParts)}b:x`],
  ])('%s', (_what, text) => {
    expect(parseQuery(text, 'events').ok).toBe(false)
  })

  it('nothing within the limits', () => {
    expect(parseQuery('sid:1 '.repeat(QUERY_LIMITS.terms), 'events').ok).toBe(true)
    expect(parseQuery('a '.repeat(QUERY_LIMITS.lineTests), 'events').ok).toBe(true)
    expect(parseQuery('('.repeat(90) + 'a' + ')'.repeat(90), 'events').ok).toBe(true)
  })
})
