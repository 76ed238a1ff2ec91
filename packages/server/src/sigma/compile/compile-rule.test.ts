import { parseQuery, printQuery } from '@spoor/model'
import { describe, expect, it } from 'vitest'
import { compileRule } from './compile-rule.js'
import type { RuleContext } from './compile-rule.js'
import { SigmaError } from '../document.js'
import type { Condition, SigmaRule } from '../document.js'
import { filter, rule, search } from './documents.testing.js'

const none: RuleContext = { filters: [], lists: new Map() }

function textOf(sigma: SigmaRule, context = none): string {
  const { query, subject } = compileRule(sigma, context)
  const text = printQuery(query)
  // Larger rules than this have a text, too, but not one that can be typed.
  if (text.length < 1_500) {
    expect(parseQuery(text, subject)).toMatchObject({ ok: true, query })
  }
  return text
}

function refusal(sigma: SigmaRule, context = none): string {
  try {
    textOf(sigma, context)
  } catch (error) {
    if (error instanceof SigmaError) return error.message
    throw error
  }
  return 'accepted'
}

const and = (...items: Condition[]): Condition => ({ kind: 'and', items })
const or = (...items: Condition[]): Condition => ({ kind: 'or', items })
const not = (item: Condition): Condition => ({ kind: 'not', item })
const of = (count: 'any' | 'all', pattern: string): Condition => ({ kind: 'of', count, pattern })

const names = (count: number, more = '') => Array.from({ length: count }, (_, i) => `${more}n${i}`)

describe('searches', () => {
  it('joins the tests of a map with and, and maps of a list with or', () => {
    const selection = [{ 'file.name': 'a', 'user.name': ['b', 'c'] }, { 'file.name': 'd' }] as const
    expect(textOf(rule({ selection }))).toBe(
      'file.name:"a" and user.name:("b" or "c") or file.name:"d"',
    )
  })

  it('reads keywords', () => {
    expect(textOf(rule({ selection: { '': ['a', 'b'] } }))).toBe('event.original:(*a* or *b*)')
    expect(textOf(rule({ selection: { '|all': ['a', 'b'] } }))).toBe(
      'event.original:*a* and event.original:*b*',
    )
  })

  it('refuses a mistake in a search that no condition names', () => {
    expect(
      refusal(rule({ selection: { 'file.name': 'a' }, other: { 'file.name|like': 'b' } })),
    ).toBe('There is no modifier "like".')
  })
})

describe('conditions', () => {
  const searches = {
    sel_a: { 'file.name': 'a' },
    sel_b: { 'file.name': 'b' },
    filter_c: { 'user.name': 'c' },
    _hidden: { 'user.name': 'h' },
  }
  const a = search('sel_a')
  const b = search('sel_b')
  const c = search('filter_c')

  it.each<[string, Condition[], string]>([
    ['one search', [a], 'file.name:"a"'],
    ['and', [and(a, c)], 'file.name:"a" and user.name:"c"'],
    ['or', [or(a, b)], 'file.name:("a" or "b")'],
    ['not', [and(a, not(c))], 'file.name:"a" and not user.name:"c"'],
    ['two nots', [not(not(a))], 'file.name:"a"'],
    ['nested ands', [and(a, and(b, c))], 'file.name:"a" and file.name:"b" and user.name:"c"'],
    ['or within and', [and(or(a, c), b)], '(file.name:"a" or user.name:"c") and file.name:"b"'],
    ['not of or', [not(or(a, c))], 'not (file.name:"a" or user.name:"c")'],
    ['1 of pattern', [of('any', 'sel_*')], 'file.name:("a" or "b")'],
    ['all of pattern', [of('all', 'sel_*')], 'file.name:"a" and file.name:"b"'],
    ['a star in the middle', [of('any', 's*_b')], 'file.name:"b"'],
    ['a star before', [of('any', '*_c')], 'user.name:"c"'],
    ['a name as pattern', [of('all', 'sel_a')], 'file.name:"a"'],
    ['1 of them', [of('any', '*')], 'file.name:"a" or file.name:"b" or user.name:"c"'],
    ['all of them', [of('all', '*')], 'file.name:"a" and file.name:"b" and user.name:"c"'],
    ['hidden names', [of('any', '_*')], 'user.name:"h"'],
    ['a hidden search by name', [and(a, search('_hidden'))], 'file.name:"a" and user.name:"h"'],
    ['not 1 of', [and(a, not(of('any', 'filter_*')))], 'file.name:"a" and not user.name:"c"'],
    ['a list', [a, and(b, c)], 'file.name:"a" or file.name:"b" and user.name:"c"'],
  ])('of %s', (_what, conditions, text) => {
    expect(textOf(rule(searches, conditions))).toBe(text)
  })

  it.each<[string, Condition, string]>([
    ['an unknown search', search('sel'), 'The condition names no search: sel.'],
    ['a pattern without searches', of('any', 'x_*'), 'No search has a name like x_*'],
    ['a pattern longer than a name', of('any', 'sel_a*a'), 'No search has a name like sel_a*a'],
    ['hidden names alone', of('any', '*hidden'), 'No search has a name like *hidden'],
  ])('refuses %s', (_what, condition, message) => {
    expect(refusal(rule(searches, [condition]))).toContain(message)
  })
})

describe('log sources', () => {
  const selection = { 'file.name': 'a' }

  it('and their records', () => {
    const compiled = compileRule(
      rule({ selection }, undefined, { product: 'suricata', service: 'ftp' }),
      none,
    )
    expect(compiled).toMatchObject({ subject: 'events', filters: [] })
    expect(printQuery(compiled.query)).toBe('event.type:ftp and file.name:"a"')
  })

  it('hold all of an or', () => {
    const either = [{ 'file.name': 'a' }, { 'user.name': 'b' }] as const
    const source = { product: 'suricata', service: 'ftp' }
    expect(textOf(rule({ selection: either }, undefined, source))).toBe(
      'event.type:ftp and (file.name:"a" or user.name:"b")',
    )
  })

  it('of sessions are asked of sessions', () => {
    const source = { product: 'spoor', service: 'session' }
    const compiled = compileRule(rule({ selection: { '': 'a b' } }, undefined, source), none)
    expect(compiled.subject).toBe('sessions')
    expect(printQuery(compiled.query)).toBe('"a b"')
  })

  it('give fields their names', () => {
    const source = { product: 'zeek', service: 'conn' }
    expect(textOf(rule({ selection: { 'id.orig_h': '10.1.2.3' } }, undefined, source))).toBe(
      'event.type:flow and source.ip:10.1.2.3',
    )
  })

  it('are refused where Spoor does not know them, or their fields', () => {
    expect(refusal(rule({ selection }, undefined, { product: 'nothing' }))).toMatch(/log source/)
    expect(refusal(rule({ selection: { Image: 'a' } }))).toMatch(/have no field Image/)
  })
})

describe('filters', () => {
  const id = '6f3e2987-db24-4c78-a860-b4f4095a7095'
  const source = { product: 'suricata', service: 'ftp' }
  const sigma = rule({ selection: { 'file.name': 'a' } }, undefined, source, { id, name: 'first' })
  const admins = { selection: { 'user.name|startswith': 'adm_' } }
  const unfiltered = 'event.type:ftp and file.name:"a"'
  const filtered = `${unfiltered} and not user.name:adm_*`

  it.each<[string, ReturnType<typeof filter>, string]>([
    ['that name the id', filter([id], admins, undefined, source), filtered],
    ['that name the name', filter(['x', 'first'], admins, undefined, source), filtered],
    ['for any rule', filter('any', admins, undefined, source), filtered],
    ['for a more general log source', filter('any', admins), filtered],
    ['in other case', filter('any', admins, undefined, { product: 'Suricata' }), filtered],
    ['for other rules', filter(['second'], admins), unfiltered],
    ['for no rule', filter([], admins), unfiltered],
    ['for another service', filter('any', admins, undefined, { service: 'ssh' }), unfiltered],
    ['for a category', filter('any', admins, undefined, { category: 'network' }), unfiltered],
    ['that say what stays', filter('any', admins, [not(search('selection'))]), filtered],
    [
      'that say what stays, twice',
      filter('any', { ...admins, b: { 'user.name': 'b' } }, [
        and(not(search('selection')), not(search('b'))),
      ]),
      `${unfiltered} and not user.name:adm_* and not user.name:"b"`,
    ],
    [
      'with an exception',
      filter('any', { ...admins, b: { 'user.name': 'b' } }, [
        and(search('selection'), not(search('b'))),
      ]),
      `${unfiltered} and not (user.name:adm_* and not user.name:"b")`,
    ],
  ])('%s', (_what, narrowing, text) => {
    const context = { filters: [narrowing], lists: new Map() }
    expect(textOf(sigma, context)).toBe(text)
    expect(compileRule(sigma, context).filters).toEqual(text === unfiltered ? [] : [narrowing])
  })

  it('do not concern a rule without id and name that they do not mean', () => {
    const context = { filters: [filter(['undefined'], admins)], lists: new Map() }
    expect(textOf(rule({ selection: { 'file.name': 'a' } }), context)).toBe('file.name:"a"')
  })

  it('are refused with their mistakes where they concern the rule', () => {
    const wrong = filter('any', { selection: { 'user.name|like': 'a' } })
    expect(refusal(sigma, { ...none, filters: [wrong] })).toBe('There is no modifier "like".')
  })
})

describe('placeholders', () => {
  it('are read from the saved lists', () => {
    const lists = new Map([['admins', ['anna', 'bert']]])
    const sigma = rule({ selection: { 'user.name|expand': '%admins%' } })
    expect(textOf(sigma, { ...none, lists })).toBe('user.name:("anna" or "bert")')
    expect(refusal(sigma)).toBe('There is no saved list "admins" for %admins%.')
  })
})

describe('limits', () => {
  it('of tests', () => {
    expect(refusal(rule({ selection: { 'file.name': names(5_000) } }))).toBe('accepted')
    expect(refusal(rule({ selection: { 'file.name': names(5_001) } }))).toBe(
      'The rule has more than 5000 tests.',
    )
  })

  it('of the regexes together', () => {
    expect(refusal(rule({ selection: { 'file.name|re': names(100) } }))).toBe('accepted')
    expect(refusal(rule({ selection: { 'file.name|re': names(60, '[a-z]{100}') } }))).toMatch(
      /^The regexes of the rule are too large together/,
    )
    expect(refusal(rule({ selection: { 'file.name|cased': names(1_000, 'long-') } }))).toMatch(
      /^The regexes of the rule are too large together/,
    )
  })

  it('of depth', () => {
    let condition = search('selection')
    for (let i = 0; i < 101; i += 1) {
      condition = i % 2 === 0 ? and(condition, search('b')) : or(condition, search('b'))
    }
    const sigma = rule({ selection: { 'file.name': 'a' }, b: { 'file.name': 'b' } }, [condition])
    expect(refusal(sigma)).toBe('More than 100 parts of the rule stand inside each other.')
  })

  it('of what the store is asked at once', () => {
    const tooLarge = 'The rule has too many tests to be asked at once.'
    expect(refusal(rule({ selection: { 'file.name|contains|all': names(2_000) } }))).toBe(
      'accepted',
    )
    expect(refusal(rule({ selection: { 'file.name|contains|all': names(5_000) } }))).toBe(tooLarge)
    expect(refusal(rule({ selection: { 'my.name': names(200) } }))).toBe('accepted')
    expect(refusal(rule({ selection: { 'my.name': names(1_000) } }))).toBe(tooLarge)
  })
})
