import { compileQuery } from '../../query/compile.js'
import type { CompileContext } from '../../query/compile.js'
import { prefixed } from '../../query/fragment.js'
import { ID_COLUMNS, TIME_COLUMNS } from '../../query/subject-columns.js'
import { numberOf, textOf } from '../../query/record-values.js'
import { judgedInOrder, judgedSliding } from './correlation-windows.js'
import type { JudgedRows } from './correlation-windows.js'
import type { CorrelationType } from '../document.js'
import { nameFor } from './correlation-plan.js'
import type { CorrelationNode, CorrelationRule, RuleNode, StreamNode } from './correlation-plan.js'

/** A column that a stream is asked for: a field, by the name that it has for the stream. */
interface Wanted {
  readonly column: string
  readonly kind: 'text' | 'number'
  readonly name: string
}

/**
 * Columns of every stream: when, in microseconds since 1970; when the earliest record that counts
 * was; and which record it is.
 */
const ROW_COLUMNS = ['at', 'since', 'subject', 'record'] as const

const NUMBER_TYPES: ReadonlySet<CorrelationType> = new Set<CorrelationType>([
  'value_sum',
  'value_avg',
  'value_percentile',
  'value_median',
])

/**
 * Writes the streams of a plan as SQL. The records are those from `{read_from:Int64}` up to
 * `{read_to:Int64}`, both in microseconds since 1970.
 *
 * A stream is a SELECT of rows. That of a rule has its records. That of a correlation has its
 * *hits*: the rows of its rules' streams at which its condition holds, each with the fields of the
 * record that completed it, so that correlations rest on each other alike.
 */
export class StreamWriter {
  /** Values of the placeholders of what was written so far. */
  readonly params: Record<string, unknown> = {}
  private rules = 0
  private nodes = 0

  constructor(private readonly context: CompileContext) {}

  /**
   * Every row of the rules' streams of a correlation, judged; rows that belong to no group, because
   * a field of `group-by` is absent, are left out.
   */
  judged(node: CorrelationNode, wanted: readonly Wanted[] = []): JudgedRows {
    const { correlation, condition } = node
    this.nodes += 1
    const own = (letter: string, kind: Wanted['kind'], names: readonly string[]): Wanted[] =>
      names.map((name, i) => ({ column: `${letter}${this.nodes}_${i}`, kind, name }))
    const keys = own('k', 'text', correlation.groupBy)
    const kind = NUMBER_TYPES.has(correlation.type) ? 'number' : 'text'
    const values = own('v', kind, condition.fields)
    const rows = {
      sql: this.rows(node, keys, [...keys, ...values, ...wanted]),
      keys: keys.map(({ column }) => column),
      values: values.map(({ column }) => column),
    }
    return correlation.type === 'temporal_ordered'
      ? judgedInOrder(node, rows)
      : judgedSliding(node, rows)
  }

  /**
   * The rows of all rules' streams; `rule` says which, from 1. A record counts once, however often
   * it was stored, and unless the rules are told apart, however many of them it meets.
   */
  private rows(node: CorrelationNode, keys: readonly Wanted[], wanted: readonly Wanted[]): string {
    const tellsRulesApart = node.correlation.type.startsWith('temporal')
    const streams = node.children.map((child, i) => {
      const asked = wanted.map((field) => ({ ...field, name: nameFor(node, child, field.name) }))
      const rule = tellsRulesApart || child.kind === 'correlation' ? i + 1 : 0
      return `SELECT *, toUInt8(${rule}) AS rule FROM (${this.stream(child, asked)})`
    })
    const present = keys.map(({ column }) => `${column} != ''`)
    return `SELECT DISTINCT * FROM (${streams.join(' UNION ALL ')}) WHERE ${['1', ...present].join(' AND ')}`
  }

  private stream(node: StreamNode, wanted: readonly Wanted[]): string {
    if (node.kind === 'rule') return this.records(node, wanted)
    const columns = wanted.map(({ column }) => column)
    return `SELECT ${['at', 'window_since AS since', 'subject', 'record', ...columns].join(', ')}
      FROM (${this.judged(node, wanted).sql}) WHERE hit`
  }

  private records({ rule }: RuleNode, wanted: readonly Wanted[]): string {
    const { subject } = rule
    const prefix = `r${this.rules}_`
    this.rules += 1
    const time = TIME_COLUMNS[subject]
    const fields = this.fields(rule, wanted, `${prefix}f`)
    const moment = (name: string) => `fromUnixTimestamp64Micro({${name}:Int64}, 'UTC')`
    const values = {
      at: `toUnixTimestamp64Micro(${time})`,
      since: `toUnixTimestamp64Micro(${time})`,
      subject: `'${subject}'`,
      record: ID_COLUMNS[subject],
    }
    const columns = ROW_COLUMNS.map((column) => `${values[column]} AS ${column}`)
    return `SELECT ${[...columns, ...fields].join(', ')}
      FROM ${subject}
      WHERE ${time} >= ${moment('read_from')} AND ${time} < ${moment('read_to')}
        AND ${this.condition(rule, prefix)}`
  }

  private condition({ query, subject }: CorrelationRule, prefix: string): string {
    const { sql, params } = prefixed(compileQuery(query, subject, this.context), prefix)
    Object.assign(this.params, params)
    return `(${sql})`
  }

  private fields(rule: CorrelationRule, wanted: readonly Wanted[], prefix: string): string[] {
    let bound = 0
    const bind = (value: string) => {
      const name = `${prefix}${bound}`
      bound += 1
      this.params[name] = value
      return `{${name}:String}`
    }
    return wanted.map(({ column, kind, name }) => {
      const valueOf = kind === 'number' ? numberOf : textOf
      return `${valueOf(rule.subject, rule.fieldName(name), bind)} AS ${column}`
    })
  }
}
