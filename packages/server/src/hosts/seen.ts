import { isoOfSqlTime, microsOfSqlTime, type Micros } from '../questions/moment.js'

/** Columns of a fact that stands in several rows. */
export const SEEN_COLUMNS = `toString(min(facts.first)) AS met, toString(max(facts.last)) AS seen,
  sum(facts.count) AS times, arraySort(groupUniqArray(facts.source)) AS sources`

export interface SeenRow {
  readonly met: string
  readonly seen: string
  readonly times: string | number
  readonly sources: string[]
}

export interface Seen {
  first: string
  last?: string
  count?: number
  sources: string[]
}

/**
 * When, how often and where a value was seen. If it was seen again after `asOf`, its last time and
 * its count were others then, and are left out.
 */
export function seenOf({ met, seen, times, sources }: SeenRow, asOf: Micros | undefined): Seen {
  const isKnown = asOf === undefined || microsOfSqlTime(seen) <= asOf
  return {
    first: isoOfSqlTime(met),
    ...(isKnown && { last: isoOfSqlTime(seen), count: Number(times) }),
    sources,
  }
}
