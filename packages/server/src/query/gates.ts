import { anyOf, findField } from '@spoor/model'
import type { Query, Subject } from '@spoor/model'

/** How much work a test is, and how few rows it leaves: what is lower makes the better gate. */
type Rank = 1 | 2 | 3

/**
 * A query that holds wherever another one does, and is cheaper to ask: the one test of those that
 * must hold together which leaves the fewest rows for the least work. The query itself if none of
 * its tests is likely to rule much out.
 * @param given a field that has one value in all rows
 */
export function gateOf(query: Query, subject: Subject, given?: string): Query {
  const gate = best(query, subject, given)
  return gate !== undefined && gate.rank < 3 ? gate.query : query
}

interface Gate {
  readonly query: Query
  readonly rank: Rank
}

function best(query: Query, subject: Subject, given?: string): Gate | undefined {
  switch (query.kind) {
    case 'field': {
      if (query.field === given) return undefined
      const rank = rankOf(query, subject)
      return rank && { query, rank }
    }
    case 'and':
      return query.items
        .flatMap((item) => best(item, subject, given) ?? [])
        .reduce<Gate | undefined>((a, b) => (a === undefined || b.rank < a.rank ? b : a), undefined)
    case 'or': {
      const gates = query.items.map((item) => best(item, subject, given))
      const all = gates.flatMap((gate) => gate ?? [])
      if (all.length < gates.length || all.length === 0) return undefined
      const rank = Math.max(...all.map((gate) => gate.rank)) as Rank
      return { query: anyOf(all.map((gate) => gate.query)), rank }
    }
    default:
      return undefined
  }
}

/** Equality rules out nearly all rows at once; names take time; ranges and networks are wide. */
function rankOf({ field, test }: Query & { kind: 'field' }, subject: Subject): Rank | undefined {
  if (findField(subject, field) === undefined) return undefined
  switch (test.op) {
    case 'equals':
      return test.value === '' ? 3 : 1
    case 'wildcard':
    case 'regex':
      return 2
    default:
      return 3
  }
}
