import type { Amount } from './figure-texts.js'
import { listed, matchAggregates, partitionBy, type RecordsOf } from './records.js'

/** Rows per entity and UTC day, with what each amounts to. */

interface Daily {
  /** Columns of the records that `amount` needs: name → expression. */
  readonly columns?: Readonly<Record<string, string>>
  /** Aggregates: name → expression over the columns of the records, as `record.bytes`. */
  readonly amounts: Readonly<Record<string, string>>
  /** Condition over the amounts that every match meets: other rows carry no evidence. */
  readonly enough: string
}

/**
 * A SELECT of a row per entity and day, of the amounts and, on evaluated days, the columns of a
 * match.
 */
export function daily(records: RecordsOf, { columns = {}, amounts, enough }: Daily): string {
  const entity = listed(records.keys, 'day_number')
  const named = Object.entries(amounts).map(([name, sql]) => `${sql} AS ${name}`)
  return `SELECT * REPLACE (if(${enough}, evidence, []) AS evidence)
    FROM (
      SELECT ${entity}, ${matchAggregates('day_number >= {day_from:Int32}')}, ${named.join(', ')}
      FROM (${records.select(columns)}) AS record
      GROUP BY ${entity}
    )`
}

/** The sum of bytes or records, of type Float64: unknown bytes count as none. */
export function amountOf(of: Amount): string {
  // Summed as whole numbers: a sum of floating numbers depends on the order of its parts.
  return of === 'bytes'
    ? 'toFloat64(ifNull(sum(toUInt128(record.bytes)), 0))'
    : 'toFloat64(count())'
}

/** The frame, as a window, of an entity's rows of so many days before a row. */
export function historyWindow(keys: readonly string[], days: number): string {
  return `(${partitionBy(keys)} ORDER BY day_number RANGE BETWEEN ${days} PRECEDING AND 1 PRECEDING)`
}
