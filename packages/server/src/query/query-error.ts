import type { QueryProblem } from '@spoor/model'

/** A query that cannot be turned into SQL; `problem` says why, for the person who asked. */
export class QueryError extends Error {
  override readonly name = 'QueryError'

  constructor(readonly problem: QueryProblem) {
    super(problem.message)
  }
}

/** A `QueryError` that concerns the question as a whole. */
export function queryError(message: string, hint?: string): QueryError {
  return new QueryError({ message, from: 0, to: 0, ...(hint !== undefined && { hint }) })
}
