import { parseQuery, printQuery } from '@spoor/model'
import type { Query, Test } from '@spoor/model'
import fc from 'fast-check'
import { RE2JS } from 're2js'
import { describe, expect, it } from 'vitest'
import { casedTest, quoteRegex, readExpandable, readText, textTest } from './sigma-strings.js'

const any = 'any'
const one = 'one'

describe('readText', () => {
  it.each<[string, ReturnType<typeof readText>]>([
    ['', []],
    ['plain', [{ literal: 'plain' }]],
    ['a*b?c', [{ literal: 'a' }, any, { literal: 'b' }, one, { literal: 'c' }]],
    ['**', [any]],
    ['*?*', [any, one, any]],
    ['C:\\Windows\\x', [{ literal: 'C:\\Windows\\x' }]],
    ['a\\*b', [{ literal: 'a*b' }]],
    ['a\\?b', [{ literal: 'a?b' }]],
    ['a\\\\b', [{ literal: 'a\\b' }]],
    ['a\\\\*b', [{ literal: 'a\\' }, any, { literal: 'b' }]],
    ['a\\\\\\*b', [{ literal: 'a\\*b' }]],
    ['a\\\\\\\\*', [{ literal: 'a\\\\' }, any]],
    ['ends\\', [{ literal: 'ends\\' }]],
    ['\\\\server\\share', [{ literal: '\\server\\share' }]],
    ['%name%', [{ literal: '%name%' }]],
    ['\\%name%', [{ literal: '\\%name%' }]],
    ['日本*', [{ literal: '日本' }, any]],
  ])('reads %s', (source, parts) => {
    expect(readText(source)).toEqual(parts)
  })
})

describe('readExpandable', () => {
  it.each<[string, ReturnType<typeof readExpandable>]>([
    ['%name%', [{ placeholder: 'name' }]],
    ['a%x%b', [{ literal: 'a' }, { placeholder: 'x' }, { literal: 'b' }]],
    ['%a%%b%', [{ placeholder: 'a' }, { placeholder: 'b' }]],
    ['\\%plain%name%', [{ literal: '%plain' }, { placeholder: 'name' }]],
    ['\\\\%name%', [{ literal: '\\' }, { placeholder: 'name' }]],
    ['100% of 50%', [{ literal: '100% of 50%' }]],
    ['%%', [{ literal: '%%' }]],
    ['*%approved-servers_2.x%', [any, { placeholder: 'approved-servers_2.x' }]],
    ['%список%', [{ placeholder: 'список' }]],
  ])('reads %s', (source, parts) => {
    expect(readExpandable(source)).toEqual(parts)
  })
})

describe('textTest', () => {
  it.each<[string, Test]>([
    ['', { op: 'equals', value: '', quoted: true }],
    ['a\\*', { op: 'equals', value: 'a*', quoted: true }],
    ['a*', { op: 'wildcard', pattern: 'a*' }],
    ['?', { op: 'wildcard', pattern: '?' }],
    ['\\**\\\\', { op: 'wildcard', pattern: '\\**\\\\' }],
    ['**', { op: 'exists' }],
    ['a**b', { op: 'wildcard', pattern: 'a*b' }],
  ])('tests for %s', (source, test) => {
    expect(textTest(readText(source))).toEqual(test)
  })

  it('makes a test that has a text, whatever is written', () => {
    const piece = fc.oneof(fc.constantFrom('*', '?', '\\', '"', '/', ' ', '%'), fc.string())
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.boolean(), (pieces, isCased) => {
        const parts = readText(pieces.join(''))
        const test = isCased ? casedTest(parts) : textTest(parts)
        const query: Query = { kind: 'field', field: 'file.name', test }
        expect(parseQuery(printQuery(query), 'events')).toEqual({ ok: true, query })
      }),
    )
  })
})

describe('casedTest', () => {
  it.each<[string, string, string[], string[]]>([
    ['a.b', '(?s)^a\\.b$', ['a.b'], ['A.b', 'axb', 'a.b\n', 'xa.b']],
    ['a*', '(?s)^a', ['a', 'ab'], ['A', 'ba']],
    ['*a', '(?s)a$', ['a', 'ba'], ['ab', 'a\n']],
    ['*a*', '(?s)a', ['xay'], ['xAy']],
    ['a*b', '(?s)^a.*b$', ['ab', 'a\nb'], ['aB']],
    ['a?b', '(?s)^a.b$', ['a\nb', 'axb'], ['ab']],
    ['*?*', '(?s).', ['x'], ['']],
    ['$[x]', '(?s)^\\$\\[x\\]$', ['$[x]'], ['x']],
  ])('tests for %s', (source, pattern, matching, others) => {
    expect(casedTest(readText(source))).toEqual({ op: 'regex', pattern })
    const regex = RE2JS.compile(pattern)
    for (const text of matching) expect(regex.matcher(text).find(), text).toBe(true)
    for (const text of others) expect(regex.matcher(text).find(), text).toBe(false)
  })

  it('needs no regex for any value, or for none', () => {
    expect(casedTest(readText('*'))).toEqual({ op: 'exists' })
    expect(casedTest(readText(''))).toEqual({ op: 'equals', value: '', quoted: true })
  })
})

describe('quoteRegex', () => {
  it('makes a regex that finds just the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(
          RE2JS.compile(`(?s)^${quoteRegex(text)}$`)
            .matcher(text)
            .find(),
        ).toBe(true)
      }),
    )
  })
})
