import { listed, partitionBy } from './records.js'

/**
 * What is there at the same time. A row is *present* from its column `at` until its column `until`,
 * both in microseconds since 1970 and inclusive. Of a window that slides over the records, a row is
 * part as long as it is present: until the window's length after it began.
 *
 * A row enters once and leaves once, and what holds at a moment is the running sum of what entered
 * and left until then. So the effort grows with the rows and not with the rows times the window, no
 * window is cut by midnight, and rows of the same moment count alike, in whatever order they came.
 */

export const MINUTE = 60_000_000
export const DAY = 86_400_000_000

/** What a row adds when it enters and takes away when it leaves, as numbers. */
export interface Change {
  readonly enters: string
  readonly leaves: string
}

const UP_TO_PEERS = 'RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW'

/** The rows with a column more for each sum: what is present at the row's `at`. */
export function withSums(
  rows: string,
  keys: readonly string[],
  sums: Readonly<Record<string, Change>>,
): string {
  const names = Object.keys(sums)
  const changes = Object.entries(sums).map(
    ([name, { enters, leaves }]) => `if(leaving, -(${leaves}), ${enters}) AS change_${name}`,
  )
  return `SELECT * FROM (
    SELECT *, ${names.map((name) => `sum(change_${name}) OVER present AS ${name}`).join(', ')}
    FROM (
      SELECT *, if(leaving, until + 1, at) AS moment, ${changes.join(', ')}
      FROM (SELECT *, arrayJoin([false, true]) AS leaving FROM (${rows}))
    )
    WINDOW present AS (${partitionBy(keys)} ORDER BY moment ${UP_TO_PEERS})
  )
  WHERE NOT leaving`
}

/**
 * The rows, each present for a span, with the columns `is_first` and `is_last`: whether no row of the
 * same value is present when it enters, and whether none comes before it leaves. Their sums are the
 * number of different values.
 */
export function withDistinct(
  rows: string,
  keys: readonly string[],
  value: string,
  span: number,
): string {
  return `SELECT *, at + ${span} AS until,
      toInt64(ifNull(at_before < at - ${span}, true)) AS is_first,
      toInt64(ifNull(at_after > at + ${span}, true)) AS is_last
    FROM (
      SELECT *, lagInFrame(toNullable(at)) OVER same AS at_before,
        leadInFrame(toNullable(at)) OVER same AS at_after
      FROM (${rows})
      WINDOW same AS (${partitionBy([...keys, value])} ORDER BY at, id
        ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING)
    )`
}

export const DISTINCT: Change = { enters: 'is_first', leaves: 'is_last' }

/**
 * The rows that were present when a row of the entity was a hit (column `hit`): a row for each UTC day
 * that had such hits, `day_number`. Hits of that day themselves have `own`.
 */
export function presentAtHits(judged: string, keys: readonly string[]): string {
  const dayOf = (at: string) => `toInt32(toDate32(fromUnixTimestamp64Micro(${at}, 'UTC')))`
  return `SELECT * FROM (
    SELECT *, min(if(own, toNullable(at), NULL)) OVER (
      ${partitionBy(keys, 'day_number')} ORDER BY at DESC ${UP_TO_PEERS}) AS next_hit
    FROM (
      SELECT *, hit AND ${dayOf('at')} = day_number AS own
      FROM (
        SELECT * EXCEPT (day_number, any_hit), arrayJoin(range(
          greatest(${dayOf('at')}, {day_from:Int32}),
          least(${dayOf('until')} + 1, {day_to:Int32}))) AS day_number
        FROM (SELECT *, max(hit) OVER (${partitionBy(keys)}) AS any_hit FROM (${judged}))
        WHERE any_hit
      )
    )
  )
  WHERE ifNull(next_hit <= until, false)`
}

/** The first different values of a column of `presentAtHits`, for a `detail`. */
export function firstValues(value: string, counting: string): string {
  return `arrayDistinct(arrayMap(one -> one.2, groupArraySortedIf(20)((at, ${value}), ${counting})))`
}

/** The entity and the day, for SELECT and GROUP BY. */
export function entityAndDay(keys: readonly string[]): string {
  return listed(keys, 'day_number')
}

/**
 * Rows of days, each once for every day whose window of so many days holds it, `day_number`; `own`
 * tells those of that day itself.
 */
export function overDays(ofDays: string, days: number): string {
  return `SELECT * EXCEPT (own_day, window_day), window_day AS day_number, own_day = window_day AS own
    FROM (
      SELECT * EXCEPT (day_number), day_number AS own_day,
        arrayJoin(range(greatest(own_day, {day_from:Int32}),
          least(own_day + ${days}, {day_to:Int32}))) AS window_day
      FROM (${ofDays})
    )`
}
