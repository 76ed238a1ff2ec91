/**
 * What is inferred of hosts from all facts, findings and the organisation: made anew as a whole, so it
 * may lag some seconds behind the facts. Each table has a twin in which that is prepared.
 */
export function createHostsTable(name: string): string {
  return `CREATE TABLE IF NOT EXISTS ${name} (
  host IPv6,
  first_seen DateTime64(6, 'UTC'),
  last_seen DateTime64(6, 'UTC'),
  is_home UInt8,
  days UInt32,
  events UInt64,
  off_hours_events UInt64,
  off_hours_share UInt8,
  flows UInt64,
  bytes_out UInt64,
  bytes_in UInt64,
  outside_bytes_out UInt64,
  outside_bytes_in UInt64,
  alerts UInt64,
  risk UInt8,
  risk_parts Array(Tuple(kind String, id String, level String, things UInt64, value String))
) ENGINE = MergeTree ORDER BY host`
}

/** Roles of hosts with their evidence: lines such as \`offers ftp on tcp/21\`. */
export function createHostRolesTable(name: string): string {
  return `CREATE TABLE IF NOT EXISTS ${name} (
  role LowCardinality(String),
  host IPv6,
  since DateTime64(6, 'UTC'),
  evidence Array(String)
) ENGINE = MergeTree ORDER BY (role, host)`
}
