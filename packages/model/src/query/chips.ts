import type { Query, Test, WordTest } from './ast.js'
import { allOf } from './build-query.js'
import { printQuery, printValue } from './print.js'

interface ChipState {
  /** The value, or the whole part, as it stands in the text. */
  readonly text: string
  readonly negated: boolean
  /** Shown, but not asked. */
  readonly suspended: boolean
  /** The test is a wildcard or a regex. */
  readonly wildcarded: boolean
}

/** One part of a question as the page shows it. All chips must hold. */
export type Chip =
  /** `field:value`. */
  | (ChipState & { readonly kind: 'field'; readonly field: string; readonly test: Test })
  /** A bare word. */
  | (ChipState & { readonly kind: 'word'; readonly test: WordTest })
  /** Anything else, such as an `or`: shown and edited as text. */
  | (ChipState & { readonly kind: 'text'; readonly query: Query })

/** A query as chips, in its order. `fromChips` gives back exactly the query. */
export function toChips(query: Query): Chip[] {
  if (query.kind === 'all') return []
  return (query.kind === 'and' ? query.items : [query]).map(toChip)
}

function toChip(query: Query): Chip {
  const suspended = query.kind === 'suspended'
  const active = query.kind === 'suspended' ? query.item : query
  const negated = active.kind === 'not'
  const inner = active.kind === 'not' ? active.item : active
  const state = { negated, suspended, wildcarded: false }
  if (inner.kind === 'field') {
    const { field, test } = inner
    return {
      ...state,
      kind: 'field',
      field,
      test,
      text: printValue(test),
      wildcarded: isWild(test),
    }
  }
  const text = inner.kind === 'all' ? '*' : printQuery(inner)
  if (inner.kind === 'word') {
    return { ...state, kind: 'word', test: inner.test, text, wildcarded: isWild(inner.test) }
  }
  return { ...state, kind: 'text', query: inner, text }
}

function isWild(test: Test): boolean {
  return test.op === 'wildcard' || test.op === 'regex'
}

/** The query that chips stand for. What is asked is in `test` and `query`; `text` is for show. */
export function fromChips(chips: readonly Chip[]): Query {
  return allOf(chips.map(fromChip))
}

function fromChip(chip: Chip): Query {
  const inner = innerOf(chip)
  const active: Query = chip.negated ? { kind: 'not', item: inner } : inner
  return chip.suspended ? { kind: 'suspended', item: active } : active
}

function innerOf(chip: Chip): Query {
  switch (chip.kind) {
    case 'field':
      return { kind: 'field', field: chip.field, test: chip.test }
    case 'word':
      return { kind: 'word', test: chip.test }
    case 'text':
      return chip.query
  }
}
