import type { CorrelationNode } from './correlation-plan.js'
import type { CompareOp, CorrelationCondition } from '../document.js'

/** The rows that a correlation looks at, and the columns of its groups and values. */
interface StreamRows {
  readonly sql: string
  readonly keys: readonly string[]
  readonly values: readonly string[]
}

/**
 * The rows of a correlation with these columns more, all times in microseconds since 1970:
 * - `hit`: whether the condition holds in the window that ends with the row;
 * - `measured`: what was compared, Float64; not a number if the window has no value;
 * - `reach`: where the window begins;
 * - `window_since`: where its first row begins.
 */
export interface JudgedRows {
  readonly sql: string
  readonly keys: readonly string[]
}

/**
 * All windows end with a row, rows of the same moment included, and begin a time span before it.
 * So the order in which records arrived is of no account.
 *
 * Moving frames of the engine are not used: it collects different values anew for each row, which
 * takes forever on the many records of an attack, and takes no frame beyond 2³¹ − 1, in microseconds
 * half an hour. So a row enters the window once and leaves it once, and what holds at a row is the
 * running sum of what entered and left until then: the effort grows with the rows, not with the
 * rows times the window. Only percentiles, of which there is no running sum, take moving frames.
 */
export function judgedSliding(node: CorrelationNode, rows: StreamRows): JudgedRows {
  const span = spanOf(node)
  const { keys } = rows
  const measure = measureOf(node, rows)
  // `opens` is the first row of the window from then on; the one of the highest place is current.
  const sql = `SELECT *, at - ${span} AS reach, ${measure.measured} AS measured,
      isFinite(measured) AND ${boundsOf(node.condition)} AS hit
    FROM (
      SELECT *, sum(change) OVER w AS total, sum(counted) OVER w AS counts,
        argMax(opens, place) OVER w AS window_since${measure.frame}
      FROM (
        SELECT *, if(leaving, at + ${span + 1}, at) AS moment,
          if(leaving, -leaves, enters) AS change,
          if(leaving, -counting, counting) AS counted,
          if(leaving, ifNull(next_since, 0), since) AS opens,
          if(leaving, position + 1, if(position = 1, 1, 0)) AS place
        FROM (
          SELECT *, arrayJoin([false, true]) AS leaving
          FROM (
            SELECT *, ${measure.enters} AS enters, ${measure.leaves} AS leaves,
              toInt64(${measure.counting}) AS counting,
              row_number() OVER line AS position,
              leadInFrame(toNullable(since)) OVER line AS next_since
            FROM (${measure.rows})
            WINDOW line AS (${partition(keys)} ORDER BY at, since, subject, record, rule
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
          )
        )
      )
      WINDOW w AS (${partition(keys)} ORDER BY moment ${UP_TO_PEERS})
    )
    WHERE NOT leaving`
  return { sql, keys }
}

/**
 * The latest start that a chain of the rules in their order can have is carried from rule to rule:
 * after the first rule it is the row's own time, after each further rule the latest start that the
 * rules before it had until then. Rows of the same moment count as ordered.
 */
export function judgedInOrder(node: CorrelationNode, rows: StreamRows): JudgedRows {
  const { keys } = rows
  const last = node.children.length
  // Whether there is a start, its time, and since when its row has been going on.
  let sql = `SELECT *, tuple(1, at, since) AS start_0 FROM (${rows.sql})`
  for (let rule = 1; rule < last; rule += 1) {
    const before = `start_${rule - 1}`
    sql = `SELECT *, maxIf(${before}, rule = ${rule} AND ${before}.1 = 1) OVER (
        ${partition(keys)} ORDER BY at ${UP_TO_PEERS}) AS start_${rule}
      FROM (${sql})`
  }
  const start = `start_${last - 1}`
  return {
    sql: `SELECT *, ${start}.2 AS reach, ${start}.3 AS window_since, toFloat64(${last}) AS measured,
        rule = ${last} AND ${start}.1 = 1 AND ${start}.2 >= at - ${spanOf(node)} AS hit
      FROM (${sql})`,
    keys,
  }
}

const UP_TO_PEERS = 'RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW'

/** `PARTITION BY` for groups and more columns; nothing if there is one group. */
export function partition(columns: readonly string[]): string {
  return columns.length === 0 ? '' : `PARTITION BY ${columns.join(', ')}`
}

function spanOf({ correlation }: CorrelationNode): number {
  return correlation.timespanSeconds * 1_000_000
}

interface Measure {
  /** The rows, with what the other expressions need. */
  readonly rows: string
  /** What a row adds when it enters the window, and takes away when it leaves. */
  readonly enters: string
  readonly leaves: string
  /** Whether the row has a value. */
  readonly counting: string
  /** Another column that is computed over the window. */
  readonly frame: string
  /** From `total`, `counts` and `frame`. */
  readonly measured: string
}

function measureOf(node: CorrelationNode, rows: StreamRows): Measure {
  const [value = ''] = rows.values
  const plain = { rows: rows.sql, enters: '1', leaves: '1', counting: '1', frame: '' }
  const amount = `ifNull(${value}, toDecimal256(0, 6))`
  const amounts = { enters: amount, leaves: amount, counting: `isNotNull(${value})` }
  switch (node.correlation.type) {
    case 'event_count':
    case 'temporal_ordered':
      return { ...plain, measured: 'toFloat64(total)' }
    case 'temporal':
      return distinctMeasure(node, rows, 'toNullable(rule)')
    case 'value_count': {
      const present = rows.values.map((column) => `${column} != ''`).join(' AND ')
      const hash = `sipHash128(${rows.values.join(', ')})`
      return distinctMeasure(node, rows, `if(${present}, toNullable(${hash}), NULL)`)
    }
    case 'value_sum':
      return { ...plain, ...amounts, measured: 'if(counts > 0, toFloat64(total), nan)' }
    case 'value_avg':
      return { ...plain, ...amounts, measured: 'toFloat64(total) / counts' }
    case 'value_percentile':
    case 'value_median':
      return { ...plain, ...percentileOf(node, rows, value) }
  }
}

/**
 * Different values: one is in the window from its first row until a time span after its last, unless
 * the next follows within the time span.
 */
function distinctMeasure(node: CorrelationNode, rows: StreamRows, identity: string): Measure {
  const span = spanOf(node)
  return {
    rows: `SELECT *, lagInFrame(toNullable(at)) OVER same AS at_before,
        leadInFrame(toNullable(at)) OVER same AS at_after
      FROM (SELECT *, ${identity} AS identity FROM (${rows.sql}))
      WINDOW same AS (${partition([...rows.keys, 'identity'])} ORDER BY at
        ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING)`,
    enters: `toInt64(isNotNull(identity) AND ifNull(at_before + ${span} < at, true))`,
    leaves: `toInt64(isNotNull(identity) AND ifNull(at_after > at + ${span}, true))`,
    counting: 'isNotNull(identity)',
    frame: '',
    measured: 'toFloat64(total)',
  }
}

/** Between two values it lies in proportion, as in the median of an even number of values. */
function percentileOf(
  { condition, correlation }: CorrelationNode,
  { keys }: StreamRows,
  value: string,
): Pick<Measure, 'frame' | 'measured' | 'counting'> {
  const level = (condition.percentile ?? 50) / 100
  return {
    counting: `isNotNull(${value})`,
    frame: `,
        quantileExactInclusive(${level})(if(leaving, NULL, toFloat64(${value}))) OVER (
          ${partition(keys)} ORDER BY intDiv(moment, 1000)
          RANGE BETWEEN ${correlation.timespanSeconds * 1000} PRECEDING AND CURRENT ROW) AS percentile`,
    measured: 'ifNull(percentile, nan)',
  }
}

const SIGNS: Record<CompareOp, string> = {
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
  eq: '=',
  neq: '!=',
}

/** Whether `measured` meets all bounds. */
function boundsOf({ bounds }: CorrelationCondition): string {
  return bounds.map(({ op, value }) => `measured ${SIGNS[op]} toFloat64(${value})`).join(' AND ')
}
