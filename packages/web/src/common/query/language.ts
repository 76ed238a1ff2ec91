import {
  allOf,
  exclude,
  include,
  only,
  parseQuery,
  printQuery,
  type Query,
  type QueryProblem,
  type QuerySubject,
} from '@spoor/model'
import type { Pivot, PivotAct } from '../pivot/pivot-context.js'

/** The page's only door to the query language. */

/** `field:value` as text, with the value escaped. */
export function condition(field: string, value: string): string {
  return printQuery(only(field, value))
}

/** Mistakes of a text, by the same reader that the server uses. */
export function problemsOf(text: string, subject: QuerySubject): readonly QueryProblem[] {
  const result = parseQuery(text, subject)
  return result.ok ? [] : result.problems
}

/** The query of a text; undefined if it has mistakes. */
export function queryOf(text: string, subject: QuerySubject): Query | undefined {
  const result = parseQuery(text, subject)
  return result.ok ? result.query : undefined
}

/**
 * The question after a pivot. A question with mistakes is replaced, as nothing can be joined to it.
 */
export function changed(text: string, { subject, field, value }: Pivot, act: PivotAct): string {
  const query: Query = queryOf(text, subject) ?? { kind: 'all' }
  const of = value ?? null
  switch (act) {
    case 'include':
      return printQuery(include(query, field, of))
    case 'exclude':
      return printQuery(exclude(query, field, of))
    case 'only':
      return printQuery(only(field, of))
  }
}

/** Both questions at once. One with mistakes is left out: nothing can be joined to it. */
export function joined(one: string, other: string, subject: QuerySubject): string {
  return printQuery(allOf([one, other].flatMap((text) => queryOf(text, subject) ?? [])))
}

function mapFields(query: Query, rename: (name: string) => string): Query {
  switch (query.kind) {
    case 'and':
    case 'or':
      return { ...query, items: query.items.map((item) => mapFields(item, rename)) }
    case 'not':
    case 'suspended':
      return { ...query, item: mapFields(query.item, rename) }
    case 'field': {
      const field = rename(query.field)
      const { test } = query
      if (test.op !== 'same') return { ...query, field }
      return { ...query, field, test: { ...test, field: rename(test.field) } }
    }
    default:
      return query
  }
}

/** The text with other field names; unchanged if it has mistakes. */
export function renameFields(
  text: string,
  subject: QuerySubject,
  rename: (name: string) => string,
): string {
  const query = queryOf(text, subject)
  return query === undefined ? text : printQuery(mapFields(query, rename))
}

/** Names of the fields that a query tests, each once. */
export function fieldsIn(query: Query): string[] {
  const found = new Set<string>()
  mapFields(query, (name) => {
    found.add(name)
    return name
  })
  return [...found]
}
