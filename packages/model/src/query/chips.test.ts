import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryQuery, hostileText } from './arbitrary-query.testing.js'
import type { Query } from './ast.js'
import { fromChips, toChips } from './chips.js'
import { exclude, include, only } from './narrow.js'
import { parseQuery } from './parse.js'
import { printQuery } from './print.js'

function parsed(text: string): Query {
  const result = parseQuery(text, 'events')
  if (!result.ok) throw new Error(`${text}: ${JSON.stringify(result.problems)}`)
  return result.query
}

describe('chips', () => {
  it('give back exactly the query that they were made of', () => {
    fc.assert(
      fc.property(arbitraryQuery('events'), (query) => {
        expect(fromChips(toChips(query))).toEqual(query)
      }),
      { numRuns: 2_000 },
    )
  })

  it('say what each part of a question is', () => {
    const text =
      'ftp.command:STOR -file.name:*.zip suspended(not destination.ip:10.0.0.0/8) "a b" (x or y) -file.name:=user.name* timestamp.hour:>=22'
    expect(toChips(parsed(text))).toMatchObject([
      { kind: 'field', field: 'ftp.command', text: 'STOR', negated: false, suspended: false },
      { kind: 'field', field: 'file.name', text: '*.zip', negated: true, wildcarded: true },
      { kind: 'field', text: '10.0.0.0/8', negated: true, suspended: true, wildcarded: false },
      { kind: 'word', text: '"a b"' },
      { kind: 'text', text: 'x or y' },
      { kind: 'field', field: 'file.name', text: '=user.name*', negated: true },
      { kind: 'field', field: '@timestamp.hour', text: '>=22', negated: false },
    ])
    expect(toChips(parsed(''))).toEqual([])
  })

  it('become text and query again when one is switched', () => {
    const chips = toChips(parsed('ftp.command:STOR (x or y)'))
    const switched = chips.map((chip) => ({ ...chip, suspended: true }))
    expect(printQuery(fromChips(switched))).toBe(
      'suspended(ftp.command:STOR) and suspended(x or y)',
    )
    const freed = toChips(parsed('suspended(a and b) c')).map((chip) => ({
      ...chip,
      suspended: false,
    }))
    expect(fromChips(freed)).toEqual(parsed('a b c'))
  })
})

describe('narrowing by a click', () => {
  it.each([
    ['', 'a b', 'file.name:"a b"'],
    ['x', 'report.zip', 'x and file.name:report.zip'],
    ['x or y', 'r', '(x or y) and file.name:r'],
    ['not file.name:R x', 'r', 'x and file.name:r'],
    ['suspended(file.name:r) x', 'r', 'x and file.name:r'],
    ['file.name:r', 'r', 'file.name:r'],
    ['', '*.zip', 'file.name:"*.zip"'],
    ['', null, 'not file.name:*'],
    ['file.name:*', '', 'not file.name:*'],
  ])('includes, on %j, the value %j as %s', (text, value, expected) => {
    expect(printQuery(include(parsed(text), 'file.name', value))).toBe(expected)
  })

  it('excludes', () => {
    expect(printQuery(exclude(parsed('x file.name:r'), 'file.name', 'r'))).toBe(
      'x and not file.name:r',
    )
    expect(printQuery(exclude(parsed('x'), 'file.name', null))).toBe('x and file.name:*')
  })

  it('asks only one thing', () => {
    expect(printQuery(only('source.ip', '2001:db8::1'))).toBe('source.ip:2001:db8::1')
  })

  it('writes any value so that it is read as itself', () => {
    fc.assert(
      fc.property(hostileText, (value) => {
        const query = include(parsed('x'), 'file.name', value)
        expect(parseQuery(printQuery(query), 'events')).toEqual({ ok: true, query })
        expect(query).toMatchObject({ items: [{}, { test: { op: 'equals', value } }] })
      }),
      { numRuns: 2_000 },
    )
  })

  it('shortens a value that would not fit into a question', () => {
    const query = include(parsed(''), 'file.name', '😀'.repeat(5_000))
    const text = printQuery(query)
    expect(text.length).toBeLessThan(1_100)
    expect(parseQuery(text, 'events')).toEqual({ ok: true, query })
  })
})
