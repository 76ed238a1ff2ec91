import { eventFields, fieldsOf } from '@spoor/model'
import { DEDUPLICATION_WINDOW } from './deduplication.js'

/**
 * Smaller parts are kept in one file. A file or two per column would cost more than the sorting and
 * packing of a chunk that was just taken in; merges make wide parts of them soon enough.
 */
const WIDE_PART_BYTES = 256 * 1024 * 1024

/**
 * The events table: one column per row of the field dictionary.
 *
 * The order of the key keeps the few FTP and SSH rows of a day together; sessions and transfers
 * are folded from just those. Weeks as partitions bound the number of parts even if a source has
 * wild timestamps, and let retention drop whole weeks.
 */
export function createEventsTable(): string {
  const columns = eventFields.map(({ column, type }) => `  \`${column}\` ${type}${codecOf(column)}`)
  return `CREATE TABLE IF NOT EXISTS events (
${columns.join(',\n')},
  INDEX words lower(raw) TYPE tokenbf_v1(65536, 3, 0) GRANULARITY 1,
  INDEX source_ips source_ip TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX destination_ips destination_ip TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX flows flow_id TYPE bloom_filter(0.01) GRANULARITY 1
) ENGINE = MergeTree
PARTITION BY toMonday(ts)
ORDER BY (event_type, network_protocol, ts)
SETTINGS non_replicated_deduplication_window = ${DEDUPLICATION_WINDOW},
  min_bytes_for_wide_part = ${WIDE_PART_BYTES}`
}

function codecOf(column: string): string {
  if (column === 'raw') return ' CODEC(ZSTD(1))'
  if (column === 'ts') return ' CODEC(Delta, ZSTD(1))'
  return ''
}

/** Lines that are no events, each with its place and the reason. */
export const createQuarantineTable = `CREATE TABLE IF NOT EXISTS quarantine (
  id String,
  time DateTime64(6, 'UTC'),
  source String,
  offset UInt64,
  length UInt64,
  reason LowCardinality(String),
  line String CODEC(ZSTD(1))
) ENGINE = MergeTree
ORDER BY (source, offset)
SETTINGS non_replicated_deduplication_window = ${DEDUPLICATION_WINDOW}`

/**
 * Findings; the newest version of an id counts, and may say that it is gone. `why`, `level` and `q`
 * are kept as they were when it was found, so that they stay true if the hunt changes later.
 * `evidence_to` is the exclusive end of the time in which its records began.
 */
export const createFindingsTable = `CREATE TABLE IF NOT EXISTS findings (
  id String,
  hunt LowCardinality(String),
  day Date32,
  level LowCardinality(String),
  entity String,
  entity_kind LowCardinality(String) DEFAULT 'client and server',
  client String,
  server String,
  user String,
  why String,
  first_seen DateTime64(6, 'UTC'),
  last_seen DateTime64(6, 'UTC'),
  count UInt64,
  bytes Nullable(UInt64),
  files Array(String),
  subject LowCardinality(String),
  q String,
  evidence_to DateTime64(6, 'UTC'),
  ids Array(String),
  version UInt64,
  gone UInt8
) ENGINE = ReplacingMergeTree(version, gone)
ORDER BY (day, hunt, id)
SETTINGS non_replicated_deduplication_window = ${DEDUPLICATION_WINDOW}`

/** Tables that keep what is folded from events; each has a twin in which a fold is prepared. */
export const KEPT_SUBJECTS = ['sessions', 'transfers'] as const
export type KeptSubject = (typeof KEPT_SUBJECTS)[number]

/** The twin of a table of sessions or transfers, in which days are prepared before they replace it. */
export function twinOf(subject: KeptSubject): string {
  return `${subject}_next`
}

/** A table of sessions or transfers: days as partitions, so that a day is replaced at once. */
export function createKeptTable(subject: KeptSubject, name: string): string {
  const columns = fieldsOf(subject).map(({ column, type }) => `  \`${column}\` ${type}`)
  const id = subject === 'sessions' ? 'session_id' : 'transfer_id'
  return `CREATE TABLE IF NOT EXISTS ${name} (
${columns.join(',\n')}
) ENGINE = MergeTree
PARTITION BY toYYYYMMDD(start_time)
ORDER BY (start_time, ${id})`
}
