import { describe, expect, it } from 'vitest'
import { SigmaError, type Condition } from '../document.js'
import { matchingSearches, readCondition } from './read-condition.js'

const PLACE = { file: 'rule.yml', line: 9 }
const SEARCHES = new Set([
  'a',
  'b',
  'c',
  'sel_1',
  'sel_2',
  'filter_main',
  '_hidden',
  'all',
  'x-1.y',
])

const read = (text: string) => readCondition(text, PLACE, SEARCHES)

/** With every pair of parentheses written out. */
function shown(condition: Condition): string {
  switch (condition.kind) {
    case 'search':
      return condition.name
    case 'not':
      return `!${shown(condition.item)}`
    case 'of':
      return `${condition.count}:${condition.pattern}`
    default:
      return `(${condition.items.map(shown).join(condition.kind === 'and' ? ' & ' : ' | ')})`
  }
}

function problemOf(text: string): SigmaError {
  try {
    read(text)
  } catch (error) {
    if (error instanceof SigmaError) return error
    throw error
  }
  throw new Error(`${text.slice(0, 50)} was read`)
}

describe('readCondition', () => {
  it.each([
    ['a', 'a'],
    ['a or b and c', '(a | (b & c))'],
    ['a and b or c', '((a & b) | c)'],
    ['a and b and c', '(a & b & c)'],
    ['not a and b', '(!a & b)'],
    ['not a or b', '(!a | b)'],
    ['not (a or b)', '!(a | b)'],
    ['not not a', '!!a'],
    ['a and not b or not c', '((a & !b) | !c)'],
    ['(a or b) and c', '((a | b) & c)'],
    ['a AND NOT b OR c', '((a & !b) | c)'],
    ['(a)', 'a'],
    ['  a\n  and b\t', '(a & b)'],
    ['1 of them', 'any:*'],
    ['any of sel_*', 'any:sel_*'],
    ['all of sel_* and not 1 of filter_*', '(all:sel_* & !any:filter_*)'],
    ['not 1 of them and a', '(!any:* & a)'],
    ['1 of a or b', '(any:a | b)'],
    ['1 of _*', 'any:_*'],
    ['all of *1', 'all:*1'],
    ['ALL OF THEM', 'all:*'],
    ['all and x-1.y', '(all & x-1.y)'],
    ['a and(b)', '(a & b)'],
  ])('%s', (text, expected) => {
    expect(shown(read(text))).toBe(expected)
  })

  it.each([
    ['', 'Column 1 of the condition: expected a search, found the end.'],
    ['a and', 'Column 6 of the condition: expected a search, found the end.'],
    ['a b', 'Column 3 of the condition: expected "and", "or" or the end, found "b".'],
    ['(a or b', 'Column 8 of the condition: expected "and", "or" or ")", found the end.'],
    ['a)', 'Column 2 of the condition: expected "and", "or" or the end, found ")".'],
    ['or a', 'Column 1 of the condition: expected a search, found "or".'],
    ['1 of', 'Column 5 of the condition: expected "them" or a pattern, found the end.'],
    ['1 of (a)', 'Column 6 of the condition: expected "them" or a pattern, found "(".'],
    ['2 of them', 'Column 1 of the condition: "2 of" is not part of Sigma.'],
    ['a and d', 'Column 7 of the condition: there is no search "d".'],
    ['1 of nothing*', 'Column 6 of the condition: there is no search "nothing*".'],
    ['a & b', 'Column 3 of the condition: "&" cannot be there.'],
    ['a and é', 'Column 7 of the condition: "é" cannot be there.'],
    [
      'a | count() by b > 5',
      'Column 3 of the condition: aggregations ("| count") are no longer part of Sigma.',
    ],
    [
      'a | near b',
      'Column 3 of the condition: aggregations ("| near") are no longer part of Sigma.',
    ],
    ['a '.repeat(5001), 'The condition is longer than 10000 characters.'],
    ['('.repeat(51), 'The condition is nested deeper than 50.'],
    ['not '.repeat(51) + 'a', 'The condition is nested deeper than 50.'],
  ])('refuses %.30s', (text, message) => {
    const problem = problemOf(text)
    expect(problem.message).toBe(message)
    expect(problem.place).toEqual(PLACE)
  })

  it('says what took the place of an aggregation, and which searches exist', () => {
    expect(problemOf('a | near b').hint).toBe(
      'Write a correlation document that refers to this rule. Its type is "temporal".',
    )
    expect(problemOf('z').hint).toContain('"a", "b", "c", "sel_1"')
  })

  it('reads nesting up to its limit', () => {
    expect(shown(read('('.repeat(50) + 'a' + ')'.repeat(50)))).toBe('a')
  })
})

describe('matchingSearches', () => {
  it.each([
    ['*', ['a', 'b', 'c', 'sel_1', 'sel_2', 'filter_main', 'all', 'x-1.y']],
    ['sel_*', ['sel_1', 'sel_2']],
    ['s*1', ['sel_1']],
    ['*l*', ['sel_1', 'sel_2', 'filter_main', 'all']],
    ['_*', ['_hidden']],
    ['a', ['a']],
    ['al*ll', []],
    ['SEL*', []],
  ])('%s', (pattern, names) => {
    expect(matchingSearches(SEARCHES, pattern)).toEqual(names)
  })
})
