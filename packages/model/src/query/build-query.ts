import type { Query } from './ast.js'

/** All of the queries must hold; nested `and`s become one list. None is `all`. */
export function allOf(queries: readonly Query[]): Query {
  return join('and', queries)
}

/** Any of the queries must hold; nested `or`s become one list. None is `all`. */
export function anyOf(queries: readonly Query[]): Query {
  return join('or', queries)
}

function join(kind: 'and' | 'or', queries: readonly Query[]): Query {
  const items = queries.flatMap((query) => (query.kind === kind ? query.items : [query]))
  const [first] = items
  if (first === undefined) return { kind: 'all' }
  return items.length === 1 ? first : { kind, items }
}
