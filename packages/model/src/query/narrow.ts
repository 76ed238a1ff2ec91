import type { Query, Test } from './ast.js'
import { allOf } from './build-query.js'
import { escapeWildcard } from './escapes.js'

/** A longer value than this is narrowed to by its beginning: a question must stay readable. */
const LONGEST_VALUE = 1_000

/**
 * The test that a value of a row means; null and the empty text mean "absent". The value is the
 * row's: whatever is in it, it is only ever text.
 */
function testOf(value: string): Test {
  if (value.length > LONGEST_VALUE) {
    const start = value.slice(0, LONGEST_VALUE).replace(/[\uD800-\uDBFF]$/, '')
    return { op: 'wildcard', pattern: `${escapeWildcard(start)}*` }
  }
  return {
    op: 'equals',
    value,
    quoted: !/^[\p{L}\p{N}._:+-]+$/u.test(value) || value.startsWith('-'),
  }
}

function isAbsent(value: string | null): value is '' | null {
  return value === null || value === ''
}

function meets(field: string, value: string | null): Query {
  if (isAbsent(value))
    return { kind: 'not', item: { kind: 'field', field, test: { op: 'exists' } } }
  return { kind: 'field', field, test: testOf(value) }
}

function meetsNot(field: string, value: string | null): Query {
  if (isAbsent(value)) return { kind: 'field', field, test: { op: 'exists' } }
  return { kind: 'not', item: meets(field, value) }
}

/** The query, and the field has the value (null: is absent). Undoes an `exclude` of the same. */
export function include(query: Query, field: string, value: string | null): Query {
  return replace(query, meets(field, value), meetsNot(field, value))
}

/** The query, and the field has not the value (null: is present). Undoes an `include` of the same. */
export function exclude(query: Query, field: string, value: string | null): Query {
  return replace(query, meetsNot(field, value), meets(field, value))
}

/** Just this: the field has the value (null: is absent). */
export function only(field: string, value: string | null): Query {
  return meets(field, value)
}

/** Adds a part at the end, in place of itself and of its opposite, suspended or not. */
function replace(query: Query, wanted: Query, opposite: Query): Query {
  const items = query.kind === 'and' ? query.items : query.kind === 'all' ? [] : [query]
  const unwanted = [sameKey(wanted), sameKey(opposite)]
  const kept = items.filter((item) => {
    const active = item.kind === 'suspended' ? item.item : item
    return !unwanted.includes(sameKey(active))
  })
  return allOf([...kept, wanted])
}

/** Equal for queries that ask the same, whether or not quoted and in whatever case. */
function sameKey(query: Query): string {
  return JSON.stringify(query, (key, part: unknown) => {
    if (key === 'quoted') return undefined
    return key === 'value' && typeof part === 'string' ? part.toLowerCase() : part
  })
}
