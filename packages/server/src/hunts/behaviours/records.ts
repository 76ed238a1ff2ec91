import { parseQuery, type Subject } from '@spoor/model'
import { compileQuery, type CompileContext } from '../../query/compile.js'
import { prefixed, type Fragment } from '../../query/fragment.js'
import { numberOf, textOf } from '../../query/record-values.js'
import { ID_COLUMNS, TIME_COLUMNS } from '../../query/subject-columns.js'

/** How an analytic gets at records: SELECTs over them, with every value bound. */

/** Records that a match names. */
const RECORDS_KEPT = 20

const END_COLUMNS = { events: 'ts', sessions: 'end_time', transfers: 'end_time' } as const
const CLIENT_COLUMNS = {
  events: 'source_ip',
  sessions: 'client_ip',
  transfers: 'client_ip',
} as const
const BYTES_COLUMNS: Readonly<Record<Subject, string>> = {
  events: 'source_bytes',
  sessions: `CAST(NULL, 'Nullable(UInt64)')`,
  transfers: 'transfer_bytes',
}

/**
 * Columns of the rows that an analytic's statement answers, after `day_number` and those of the
 * entity: `measured` (Float64, the greatest is the worst) and `detail` (Map(String, Array(String)))
 * are the analytic's own; `matchAggregates` makes the others.
 */
export const MATCH_COLUMNS = [
  'first_at',
  'last_at',
  'records',
  'bytes',
  'evidence',
  'measured',
  'detail',
] as const

/** Type of a bound value. */
type BoundType = 'String' | 'Int32' | 'Int64' | 'Float64' | 'Array(String)'

/** Records of one subject that meet a question, in the time that the statement reads. */
export interface RecordsOf {
  readonly subject: Subject
  /** Columns of the entity in every SELECT: `k0`, `k1`, …; none if it is the whole network. */
  readonly keys: readonly string[]
  /** What questions of settings are compiled with. */
  readonly context: CompileContext
  /**
   * A SELECT of a row per record, however often it was stored. Columns: `at` (Int64, microseconds
   * since 1970), `day_number` (Int32, UTC days since 1970), `id`, `bytes` (Nullable(UInt64)), the
   * entity's (String, never empty: records that lack one belong to no entity), and those given: name
   * → expression over the columns of the subject, made by the functions below.
   */
  select(columns?: Readonly<Record<string, string>>): string
  /** Expression: the value of a field as text, empty where it is absent. */
  text(field: string): string
  /** Expression: the value of a field, Nullable(Decimal256(6)). */
  number(field: string): string
  /** Expression: whether a record meets a question; 0 or 1. @throws Error for a wrong question */
  meets(question: string): string
  /** Expression: when the record ended, in microseconds since 1970; events end as they begin. */
  readonly endAt: string
  /** Expression: the network of the client as text, `10.1.2.0/24` or `2001:db8::/64`, or empty. */
  readonly clientNetwork: string
  /** A placeholder for a value. */
  bind(type: BoundType, value: string | number | readonly (string | number)[]): string
  /** Other records of the same time: those of a subject that meet a question, by some fields. */
  others(subject: Subject, question: string, by: readonly string[]): RecordsOf
  /**
   * A SELECT of `day_number`, `kind`: the days on which there was any record of a kind, whatever the
   * question. Events are of their type's kind; all sessions are of one kind, all transfers too.
   * `kind` as an expression over the columns of the subject is `kindOfRecord`.
   */
  readonly kindDays: string
  readonly kindOfRecord: string
}

/** Values that are bound by what was written so far. */
export class Bindings {
  readonly params: Record<string, unknown> = {}
  private count = 0

  bind(type: string, value: unknown): string {
    const name = `b${this.count}`
    this.count += 1
    this.params[name] = value
    return `{${name}:${type}}`
  }

  /** A condition whose placeholders cannot meet others. */
  take(condition: Fragment): string {
    const { sql, params } = prefixed(condition, `c${this.count}_`)
    this.count += 1
    Object.assign(this.params, params)
    return `(${sql})`
  }
}

/**
 * Records that begin from `{read_from:Int64}` up to `{read_to:Int64}`, both in microseconds since
 * 1970, and meet a condition.
 */
export function recordsOf(
  subject: Subject,
  where: Fragment,
  by: readonly string[],
  context: CompileContext,
  bindings: Bindings,
): RecordsOf {
  const time = TIME_COLUMNS[subject]
  const condition = bindings.take(where)
  const text = (field: string) => textOf(subject, field, (value) => bindings.bind('String', value))
  const keyTexts = by.map(text)
  const keys = by.map((_, i) => `k${i}`)
  const kindOfRecord = subject === 'events' ? `toString(event_type)` : `''`
  return {
    subject,
    keys,
    context,
    select(columns = {}) {
      const all = {
        at: `toUnixTimestamp64Micro(${time})`,
        day_number: `toInt32(toDate32(${time}))`,
        id: ID_COLUMNS[subject],
        bytes: BYTES_COLUMNS[subject],
        ...Object.fromEntries(keys.map((key, i) => [key, keyTexts[i]])),
        ...columns,
      }
      const present = keys.map((key) => `${key} != ''`)
      // Duplicates go before anything is computed: on plain columns that costs a tenth.
      return `SELECT ${Object.entries(all)
        .map(([name, sql]) => `${sql} AS ${name}`)
        .join(', ')}
      FROM (
        SELECT * FROM ${subject} WHERE ${inTime(time)} AND ${condition}
        LIMIT 1 BY ${time}, ${ID_COLUMNS[subject]}
      )${present.length > 0 ? ` WHERE ${present.join(' AND ')}` : ''}`
    },
    text,
    number: (field) => numberOf(subject, field, (value) => bindings.bind('String', value)),
    meets: (question) => bindings.take(compileText(question, subject, context)),
    endAt: `toUnixTimestamp64Micro(ifNull(${END_COLUMNS[subject]}, ${time}))`,
    clientNetwork: networkOf(CLIENT_COLUMNS[subject]),
    bind: (type, value) => bindings.bind(type, value),
    others: (other, question, fields) =>
      recordsOf(other, compileText(question, other, context), fields, context, bindings),
    kindDays: `SELECT DISTINCT toInt32(toDate32(${time})) AS day_number, ${kindOfRecord} AS kind
      FROM ${subject} WHERE ${inTime(time)}`,
    kindOfRecord,
  }
}

/**
 * Aggregates over records, grouped by entity and `day_number`, for the columns of a match that every
 * analytic answers alike.
 * @param counting condition of the records that belong to the match; all if left out
 */
export function matchAggregates(counting = '1'): string {
  return `minIf(at, ${counting}) AS first_at, maxIf(at, ${counting}) AS last_at,
    countIf(${counting}) AS records,
    sumIf(toUInt128(bytes), ${counting}) AS bytes,
    ${firstRecords(`groupArrayIf((at, id), ${counting})`)} AS evidence`
}

/** The evidence of rows that are put together, from their columns of evidence. */
export function mergedEvidence(column: string): string {
  return firstRecords(`groupArrayArray(${column})`)
}

/**
 * The first of an array of (at, id). `groupArraySorted` would keep fewer in memory, but takes ten
 * times as long for tuples.
 */
function firstRecords(records: string): string {
  return `arraySlice(arrayPartialSort(${RECORDS_KEPT}, ${records}), 1, ${RECORDS_KEPT})`
}

/** The columns of the entity and more, for SELECT, GROUP BY or PARTITION BY. */
export function listed(keys: readonly string[], ...more: readonly string[]): string {
  return [...keys, ...more].join(', ')
}

/** `PARTITION BY` for the entity and more columns; nothing if there are none. */
export function partitionBy(keys: readonly string[], ...more: readonly string[]): string {
  const columns = [...keys, ...more]
  return columns.length === 0 ? '' : `PARTITION BY ${columns.join(', ')}`
}

function networkOf(address: string): string {
  const first = (bits: number) =>
    `toString(tupleElement(IPv6CIDRToRange(assumeNotNull(${address}), ${bits}), 1))`
  return `multiIf(isNull(${address}), '',
    startsWith(toString(${address}), '::ffff:') AND position(toString(${address}), '.') > 0,
      concat(substring(${first(120)}, 8), '/24'),
    concat(${first(64)}, '/64'))`
}

function inTime(column: string): string {
  const moment = (name: string) => `fromUnixTimestamp64Micro({${name}:Int64}, 'UTC')`
  return `${column} >= ${moment('read_from')} AND ${column} < ${moment('read_to')}`
}

/** @throws Error if the question is wrong */
function compileText(text: string, subject: Subject, context: CompileContext): Fragment {
  const parsed = parseQuery(text, subject)
  if (!parsed.ok) {
    const reason = parsed.problems.map(({ message }) => message).join(' ')
    throw new Error(`A behaviour asks a wrong question: ${text}: ${reason}`)
  }
  return compileQuery(parsed.query, subject, context)
}
