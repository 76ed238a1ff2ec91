import { allOf, anyOf, findField, parseBoolean, parseDecimal, parseInteger } from '@spoor/model'
import type { Bound, Query, Subject, Test } from '@spoor/model'

/** What a question says, whichever way it is said: two that say the same give the same text. */
export function spoken(query: Query, subject: Subject): string {
  return JSON.stringify(inOrder(asked(query, subject, true) ?? EVERYTHING))
}

const EVERYTHING: Query = { kind: 'all' }
const NOTHING: Query = { kind: 'not', item: EVERYTHING }

/** Negations only around tests; nothing suspended, nothing that always or never holds. */
function asked(query: Query, subject: Subject, holds: boolean): Query | undefined {
  switch (query.kind) {
    case 'suspended':
      return undefined
    case 'all':
      return holds ? EVERYTHING : NOTHING
    case 'not':
      return asked(query.item, subject, !holds)
    case 'and':
    case 'or': {
      const items = query.items.flatMap((item) => asked(item, subject, holds) ?? [])
      return items.length === 0 ? undefined : joined((query.kind === 'and') === holds, items)
    }
    case 'field':
    case 'word': {
      const tests = testsOf(query, subject)
      return holds ? joined(true, tests) : joined(false, tests.map(negation))
    }
  }
}

function negation(item: Query): Query {
  return { kind: 'not', item }
}

function joined(all: boolean, items: readonly Query[]): Query {
  const [neutral, deciding] = all ? [EVERYTHING, NOTHING] : [NOTHING, EVERYTHING]
  const is = (item: Query, other: Query) => JSON.stringify(item) === JSON.stringify(other)
  if (items.some((item) => is(item, deciding))) return deciding
  const telling = items.filter((item) => !is(item, neutral))
  if (telling.length === 0) return neutral
  return all ? allOf(telling) : anyOf(telling)
}

function inOrder(query: Query): Query {
  if (query.kind !== 'and' && query.kind !== 'or') return query
  const items = query.items.map((item) => JSON.stringify(inOrder(item)))
  const sorted = [...new Set(items)].toSorted().map((item) => JSON.parse(item) as Query)
  const [first = EVERYTHING, ...others] = sorted
  return others.length === 0 ? first : { kind: query.kind, items: sorted }
}

function testsOf(query: Extract<Query, { kind: 'field' | 'word' }>, subject: Subject): Query[] {
  if (query.kind === 'word') {
    return [{ kind: 'word', test: wordTest(query.test) as typeof query.test }]
  }
  const kind = findField(subject, query.field)?.kind ?? 'unknown'
  return fieldTests(query.test, kind).map((test) => ({ ...query, test }))
}

function fieldTests(test: Test, kind: string): Test[] {
  const bound = ({ value, inclusive }: Bound): Bound => ({
    value: kind === 'integer' ? String(parseInteger(value)) : String(parseDecimal(value)),
    inclusive,
  })
  switch (test.op) {
    case 'equals':
      return [{ op: 'equals', value: sameValue(test.value, kind), quoted: false }]
    case 'regex':
      return [{ op: 'regex', pattern: regexPattern(test.pattern) }]
    case 'range':
      return [
        ...(test.from ? [{ op: 'range', from: bound(test.from) } as const] : []),
        ...(test.to ? [{ op: 'range', to: bound(test.to) } as const] : []),
      ]
    default:
      return [test]
  }
}

function sameValue(value: string, kind: string): string {
  if (kind === 'integer') return String(parseInteger(value))
  return kind === 'boolean' ? String(parseBoolean(value)) : value
}

function regexPattern(pattern: string): string {
  return pattern.replaceAll(/\\([\s\S])/g, (pair, char: string) => (char === '/' ? '/' : pair))
}

/** In sessions and transfers, a word is found anywhere: `*` at its ends says nothing. */
function wordTest(test: Test): Test {
  if (test.op === 'equals') return { ...test, quoted: false }
  if (test.op === 'regex') return { op: 'regex', pattern: regexPattern(test.pattern) }
  if (test.op !== 'wildcard') return test
  const inner = test.pattern.replace(/^\*/, '').replace(/(?<!\\)((?:\\\\)*)\*$/, '$1')
  const isPlain = !/(?<!\\)(?:\\\\)*[*?]/.test(inner)
  if (!isPlain) return { op: 'wildcard', pattern: inner }
  return { op: 'equals', value: inner.replaceAll(/\\([*?\\])/g, '$1'), quoted: false }
}
