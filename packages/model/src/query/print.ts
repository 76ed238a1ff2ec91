import type { Bound, Query, Test } from './ast.js'
import { escapeBare, escapePattern, escapeRegex, quote } from './escapes.js'
import { parseNetwork } from './values.js'
import { fieldNameLength } from './tokens.js'

/**
 * The canonical text of a query: reading it gives the same query again. The empty question is the
 * empty text.
 */
export function printQuery(query: Query): string {
  return query.kind === 'all' ? '' : print(query, 'or')
}

/** How tightly the place binds: `or` takes anything, `and` takes no `or`, `not` takes one clause. */
type Place = 'or' | 'and' | 'not'

function print(query: Query, place: Place): string {
  switch (query.kind) {
    case 'all':
      return '*'
    case 'and':
      return wrap(place === 'not', query.items.map((item) => print(item, 'and')).join(' and '))
    case 'or':
      return printOr(query.items, place)
    case 'not':
      return `not ${print(query.item, 'not')}`
    case 'suspended':
      return `suspended(${print(query.item, 'or')})`
    case 'field':
      return printFieldTest(query.field, query.test)
    case 'word':
      return printWord(query.test)
  }
}

function wrap(needed: boolean, text: string): string {
  return needed ? `(${text})` : text
}

function printOr(items: readonly Query[], place: Place): string {
  const shared = sharedField(items)
  if (shared !== undefined) {
    return `${shared.field}:(${shared.tests.map(printValue).join(' or ')})`
  }
  return wrap(place !== 'or', items.map((item) => print(item, 'and')).join(' or '))
}

/** `f:(a or b)` is how people write tests of one field. */
function sharedField(items: readonly Query[]): { field: string; tests: Test[] } | undefined {
  const [first] = items
  if (first?.kind !== 'field') return undefined
  const tests: Test[] = []
  for (const item of items) {
    if (item.kind !== 'field' || item.field !== first.field) return undefined
    tests.push(item.test)
  }
  return { field: first.field, tests }
}

function printFieldTest(field: string, test: Test): string {
  return `${field}:${printValue(test)}`
}

/** The test of a field as it stands after the colon. */
export function printValue(test: Test): string {
  switch (test.op) {
    case 'equals':
      return test.quoted || test.value === '' ? quote(test.value) : printBare(test.value)
    case 'wildcard':
      return escapePattern(test.pattern)
    case 'regex':
      return escapeRegex(test.pattern)
    case 'cidr':
      return test.network
    case 'range':
      return printRange(test.from, test.to)
    case 'exists':
      return '*'
    case 'list':
      return `@${test.name}`
    case 'same':
      return printSame(test)
  }
}

function printSame({ field, part }: Extract<Test, { op: 'same' }>): string {
  const before = part === 'end' || part === 'middle' ? '*' : ''
  const after = part === 'start' || part === 'middle' ? '*' : ''
  return `=${before}${field}${after}`
}

function printBare(value: string): string {
  const bare = escapeBare(value)
  // Unescaped it would be read as a network.
  return parseNetwork(value) === undefined ? bare : bare.replace('/', '\\/')
}

function printRange(from: Bound | undefined, to: Bound | undefined): string {
  if (from === undefined && to === undefined) return '*'
  if (to === undefined) return `>${from?.inclusive ? '=' : ''}${printBound(from)}`
  if (from === undefined) return `<${to.inclusive ? '=' : ''}${printBound(to)}`
  const open = from.inclusive ? '[' : '{'
  const close = to.inclusive ? ']' : '}'
  return `${open}${printBound(from)} TO ${printBound(to)}${close}`
}

function printBound(bound: Bound | undefined): string {
  const value = bound?.value ?? ''
  return /^[A-Za-z0-9.:+/-]+$/.test(value) ? value : quote(value)
}

function printWord(test: Test): string {
  if (test.op === 'equals' && test.quoted) return quote(test.value)
  if (test.op === 'regex') return escapeRegex(test.pattern)
  const text = printValue(test)
  if (fieldNameLength(text) === 0) return text
  // It begins like a field name: the characters that would end the name are escaped.
  return text.replaceAll(/(?<!\\)((?:\\\\)*)([:<>])/g, '$1\\$2')
}
