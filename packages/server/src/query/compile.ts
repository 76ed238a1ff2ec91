import { allOf, anyOf } from '@spoor/model'
import type { Query, QuerySubject } from '@spoor/model'
import { Compiler } from './compiler.js'
import type { CompileContext } from './field-tests.js'
import type { Fragment } from './fragment.js'
import { gateOf } from './gates.js'
import { Params } from './params.js'

export type { CompileContext } from './field-tests.js'

/**
 * Turns a query into a ClickHouse condition: an expression over the columns of the subject, 0 or 1,
 * never NULL; names of its placeholders begin with `q`. No text of the query gets into the SQL: values, and
 * names of fields that the dictionary lacks, are bound.
 *
 * Throws `QueryError` for a saved list that `context.lists` lacks, and for fields or values that
 * `parseQuery` would not have let through.
 */
export function compileQuery(
  query: Query,
  subject: QuerySubject,
  context: CompileContext,
): Fragment {
  const params = new Params()
  const asked = withoutSuspended(query) ?? { kind: 'all' }
  const sql = new Compiler(subject, params, context).condition(asked)
  return { sql, params: params.values }
}

/** Several queries that are asked of the same rows. */
export interface Together {
  /**
   * Conditions of the tests, by the name of the column that must hold their outcome: a test that
   * several queries ask is made once.
   */
  readonly tests: Readonly<Record<string, string>>
  /** The condition of each query, over these columns. */
  readonly conditions: readonly string[]
  /**
   * A condition over these columns that every row meets which meets any of the queries, and that is
   * cheap to look at: few rows should be left for all the rest.
   */
  readonly gate: string
  /** Values of the placeholders, whose names begin with `q`. */
  readonly params: Readonly<Record<string, unknown>>
}

/**
 * Turns queries into conditions that are made in one pass over the rows.
 * @throws QueryError as `compileQuery` does
 */
export function compileTogether(
  queries: readonly Query[],
  subject: QuerySubject,
  context: CompileContext,
): Together {
  const params = new Params()
  const names = new Map<string, string>()
  const compiler = new Compiler(subject, params, context, (condition) => {
    const name = names.get(condition) ?? `t${names.size}`
    names.set(condition, name)
    return name
  })
  const asked = queries.map((query) => withoutSuspended(query) ?? ({ kind: 'all' } as const))
  const conditions = asked.map((query) => compiler.condition(query))
  const gates = asked.map((query) => compiler.condition(gateOf(query, subject)))
  return {
    tests: Object.fromEntries([...names].map(([condition, name]) => [name, condition])),
    conditions,
    gate: [...new Set(gates)].join(' or ') || '0',
    params: params.values,
  }
}

/** The tests as columns of a SELECT, by the names that the conditions have for them. */
export function testColumns({ tests }: Together): string[] {
  return Object.entries(tests).map(([name, condition]) => `${condition} AS ${name}`)
}

/** An expression that makes a row as many rows as conditions hold of it: their places, from 1. */
export function numbersMet(conditions: readonly string[]): string {
  const numbers = conditions.map((condition, i) => `if(${condition}, ${i + 1}, 0)`)
  return `arrayJoin(arrayFilter(n -> n > 0, [${numbers.join(', ')}]))`
}

/** The query as it is asked; undefined when all of it is suspended. */
function withoutSuspended(query: Query): Query | undefined {
  switch (query.kind) {
    case 'suspended':
      return undefined
    case 'not': {
      const item = withoutSuspended(query.item)
      return item && { kind: 'not', item }
    }
    case 'and':
    case 'or': {
      const items = query.items.flatMap((item) => withoutSuspended(item) ?? [])
      if (items.length === 0) return undefined
      return query.kind === 'and' ? allOf(items) : anyOf(items)
    }
    default:
      return query
  }
}
