import { parseQuery, type QueryProblem, type Subject } from '@spoor/model'
import type { Decisions } from '../hunts/tuning/index.js'
import type { EventStore } from '../store/event-store.js'
import { compileQuery } from '../query/compile.js'
import { QueryError } from '../query/query-error.js'
import type { Limits } from './budget.js'
import { sqlTimeOfMicros, type Range } from './moment.js'
import { QuestionError } from './question-error.js'
import { idField, timeField } from './selection.js'

/** What every question is asked with, besides its own words. */
export interface Asking {
  readonly store: EventStore
  /** What `now` means. */
  readonly now: Date
  readonly limits: Limits
  /** Saved lists that a question may name. */
  readonly lists: ReadonlyMap<string, readonly string[]>
  /** Where records of a subject are read from, within a time range. */
  readonly recordsOf: RecordsOf
  /** What people suppressed and reviewed; nothing if absent. */
  decisions?(): Promise<Decisions>
  /** Ends the waiting when the person has gone. */
  readonly signal?: AbortSignal
}

/** SQL of a subject's records: a table or a subquery in parentheses, with its parameters. */
export type RecordsOf = (subject: Subject, range: Range) => Source

export interface Source {
  readonly sql: string
  readonly params: Readonly<Record<string, unknown>>
}

/** The text of a question, read and checked: which records of a time range it means. */
export class Condition {
  readonly time: string
  readonly id: string

  private constructor(
    readonly subject: Subject,
    private readonly compiled: Source,
    private readonly recordsOf: RecordsOf,
  ) {
    this.time = timeField(subject).column
    this.id = idField(subject).column
  }

  /** @throws QuestionError QUERY_INVALID with the places of the mistakes */
  static of(subject: Subject, text: string | undefined, asking: Asking): Condition {
    const { now, lists, recordsOf } = asking
    const parsed = parseQuery(text ?? '', subject, { lists: lists.keys() })
    if (!parsed.ok) throw invalid(parsed.problems)
    try {
      return new Condition(subject, compileQuery(parsed.query, subject, { now, lists }), recordsOf)
    } catch (error) {
      if (error instanceof QueryError) throw invalid([error.problem])
      throw error
    }
  }

  /** `FROM … WHERE …` for the records of the range. Its parameters begin with `q` or `x_`. */
  from(range: Range): Source {
    const { sql, params } = this.recordsOf(this.subject, range)
    const edges = [
      range.from === undefined ? [] : [`${this.time} >= {x_from:DateTime64(6, 'UTC')}`],
      range.to === undefined ? [] : [`${this.time} < {x_to:DateTime64(6, 'UTC')}`],
    ].flat()
    const all = this.compiled.sql === '1' ? edges : [...edges, `(${this.compiled.sql})`]
    return {
      sql: `FROM ${sql} WHERE ${all.length > 0 ? all.join(' AND ') : '1'}`,
      params: {
        ...params,
        ...this.compiled.params,
        ...(range.from !== undefined && { x_from: sqlTimeOfMicros(range.from) }),
        ...(range.to !== undefined && { x_to: sqlTimeOfMicros(range.to) }),
      },
    }
  }
}

function invalid(problems: readonly QueryProblem[]): QuestionError {
  const [first] = problems
  return new QuestionError(
    'QUERY_INVALID',
    first?.message ?? 'The question cannot be read.',
    problems,
  )
}
