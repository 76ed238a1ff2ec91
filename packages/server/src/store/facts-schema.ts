import { DEDUPLICATION_WINDOW } from './deduplication.js'

/**
 * A fact is one observed (host, attribute, value) with when it was first and last seen and how often.
 * The order of the key puts the hosts of a value together, so that "who else?" and "who first?" read
 * a few rows; the index finds the rows of one host.
 *
 * `part` is the part of day and week for outliers, 255 where that is not kept.
 */
const FACT_COLUMNS = `
  attribute LowCardinality(String),
  value String,
  host IPv6,
  source LowCardinality(String),
  part UInt8,
  first SimpleAggregateFunction(min, DateTime64(6, 'UTC')),
  last SimpleAggregateFunction(max, DateTime64(6, 'UTC')),
  count SimpleAggregateFunction(sum, UInt64)`

const FACT_ORDER = `ORDER BY (attribute, value, host, source, part)`
const HOST_INDEX = `INDEX hosts host TYPE bloom_filter(0.01) GRANULARITY 1`

/** Facts of events: every event counts once, whenever it arrives (`derive/facts`). */
export const createEventFactsTable = `CREATE TABLE IF NOT EXISTS event_facts (${FACT_COLUMNS},
  ${HOST_INDEX}
) ENGINE = AggregatingMergeTree
${FACT_ORDER}
SETTINGS non_replicated_deduplication_window = ${DEDUPLICATION_WINDOW}`

/** Facts of sessions and transfers: folded with them, a day at a time. */
export function createRecordFactsTable(name: string): string {
  return `CREATE TABLE IF NOT EXISTS ${name} (
  day Date32,${FACT_COLUMNS},
  ${HOST_INDEX}
) ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMMDD(day)
ORDER BY (attribute, value, host, source, part)`
}

/**
 * Where the facts of one step are prepared, and the sets of values that they may make too large:
 * these are compared with what is kept before the facts join it (`derive/facts/bounds.ts`).
 */
export const createFactsStepTables: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS facts_step (
  day Date32,${FACT_COLUMNS}
) ENGINE = MergeTree
ORDER BY tuple()`,
  `CREATE TABLE IF NOT EXISTS facts_suspects (
  attribute LowCardinality(String),
  host IPv6,
  is_marked UInt8
) ENGINE = MergeTree
ORDER BY (attribute, host)`,
  `CREATE TABLE IF NOT EXISTS facts_known (
  attribute LowCardinality(String),
  value String,
  host IPv6
) ENGINE = MergeTree
ORDER BY tuple()`,
  `CREATE TABLE IF NOT EXISTS facts_full (
  attribute LowCardinality(String),
  host IPv6
) ENGINE = MergeTree
ORDER BY (attribute, host)`,
]

/** All facts. A value may stand in several rows: group by what is asked for. */
export const createFactsView = `CREATE VIEW IF NOT EXISTS facts AS
SELECT attribute, value, host, source, part, first, last, count FROM event_facts
UNION ALL
SELECT attribute, value, host, source, part, first, last, count FROM record_facts
UNION ALL
SELECT attribute, value, host, source, part, first, last, count FROM geo_facts`

/** What a host did in a UTC day, in numbers; facts are the names and values. */
export const createHostDaysTable = `CREATE TABLE IF NOT EXISTS host_days (
  host IPv6,
  day Date32,
  first SimpleAggregateFunction(min, DateTime64(6, 'UTC')),
  last SimpleAggregateFunction(max, DateTime64(6, 'UTC')),
  events SimpleAggregateFunction(sum, UInt64),
  off_hours_events SimpleAggregateFunction(sum, UInt64),
  flows SimpleAggregateFunction(sum, UInt64),
  bytes_out SimpleAggregateFunction(sum, UInt64),
  bytes_in SimpleAggregateFunction(sum, UInt64),
  outside_bytes_out SimpleAggregateFunction(sum, UInt64),
  outside_bytes_in SimpleAggregateFunction(sum, UInt64),
  alerts SimpleAggregateFunction(sum, UInt64)
) ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(day)
ORDER BY (host, day)
SETTINGS non_replicated_deduplication_window = ${DEDUPLICATION_WINDOW}`
