import type { RecordsOf } from './records.js'

/**
 * A SELECT of `kind`, `day_number`, `since`: the days, by kind of record, on which enough is known
 * of the network to call something new, and the first day of history. A kind is known for as long
 * as any record of it was seen, whatever the hunt's question; see `RecordsOf.kindDays`.
 */
export function learntDays(
  settings: { readonly history_days: number; readonly learning_days: number },
  records: RecordsOf,
): string {
  return `SELECT kind, day_number, assumeNotNull(first_day) AS since
  FROM (
    SELECT kind, day_number, min(toNullable(day_number)) OVER (PARTITION BY kind ORDER BY day_number
      RANGE BETWEEN ${settings.history_days} PRECEDING AND 1 PRECEDING) AS first_day
    FROM (${records.kindDays})
  )
  WHERE ifNull(day_number - first_day, 0) >= ${settings.learning_days}`
}
