import { parseQuery } from '@spoor/model'
import type { Query, Subject } from '@spoor/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryQuery } from '../../../model/src/query/arbitrary-query.testing.js'
import { compileQuery } from './compile.js'
import { QueryError } from './query-error.js'
import { rowTexts, testContext as context } from './test-questions.testing.js'

function parsed(text: string, subject: Subject = 'events'): Query {
  const result = parseQuery(text, subject)
  if (!result.ok) throw new Error(`${text}: ${JSON.stringify(result.problems)}`)
  return result.query
}

/** What else than a `QueryError` compiling throws. */
function crash(query: Query): unknown {
  try {
    compileQuery(query, 'events', context)
    return undefined
  } catch (error) {
    return error instanceof QueryError ? undefined : error
  }
}

describe('compileQuery', () => {
  it('puts no text of a question into the SQL', () => {
    const marked = {
      ...rowTexts,
      values: ['xyzzy-1', "xyzzy'2", 'xyzzy\\3', 'xyzzy*4', '\u{1F600}xyzzy'],
      unknownFields: ['xyzzy.a', 'stats.xyzzy', "x.xyzzy'y"],
    }
    fc.assert(
      fc.property(arbitraryQuery('events', marked), (query) => {
        const { sql, params } = compileQuery(query, 'events', context)
        expect(sql).not.toMatch(/xyzzy|[^\x20-\x7e]/)
        const skeleton = compileQuery(query, 'events', context).sql.replaceAll(
          /\{q\d+:[A-Za-z0-9()]+\}/g,
          '?',
        )
        expect(skeleton).not.toContain('{')
        for (const name of Object.keys(params)) expect(name).toMatch(/^q\d+$/)
      }),
      { numRuns: 2_000 },
    )
  })

  it('compiles whatever is parsed, or says why not', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const result = parseQuery(text, 'events')
        expect(result.ok ? crash(result.query) : undefined).toBeUndefined()
      }),
      { numRuns: 3_000 },
    )
  })

  it('asks one set for many values of a field', () => {
    const { sql } = compileQuery(
      parsed('alert.signature_id:(1 or 2 or 3 or >100)'),
      'events',
      context,
    )
    expect(sql.match(/ in \(/g)).toHaveLength(1)
    expect(sql).not.toContain('= {')
  })

  it('refuses a list that is not saved', () => {
    expect(() => compileQuery(parsed('source.ip:@nowhere'), 'events', context)).toThrow(QueryError)
  })

  it('refuses fields and tests that no parser lets through', () => {
    const test = { op: 'equals', value: 'x', quoted: false } as const
    const ask = (field: string) => () =>
      compileQuery({ kind: 'field', field, test }, 'sessions', context)
    expect(ask('no.such')).toThrow(QueryError)
    expect(ask('server.port')).toThrow(QueryError)
    const compare = (field: string, other: string) => () =>
      compileQuery(
        { kind: 'field', field, test: { op: 'same', field: other, part: 'whole' } },
        'sessions',
        context,
      )
    expect(compare('user.name', 'client.ip')).not.toThrow()
    expect(compare('user.name', 'no.such')).toThrow(QueryError)
    expect(compare('no.such', 'user.name')).toThrow(QueryError)
    expect(compare('user.name', '@timestamp')).toThrow(QueryError)
    expect(compare('end', 'user.name')).toThrow(QueryError)
  })
})
