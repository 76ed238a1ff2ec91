/**
 * Where outside addresses are, as a GeoIP database of some version said; addresses that it does not know
 * stand there too, so that they are not looked up again.
 */
export const createGeoTable = `CREATE TABLE IF NOT EXISTS geo (
  address String,
  country LowCardinality(String),
  asn String,
  version LowCardinality(String),
  looked UInt64
) ENGINE = ReplacingMergeTree(looked)
ORDER BY address`

/** Facts of countries and autonomous systems: made anew as a whole from the table before. */
export function createGeoFactsTable(name: string): string {
  return `CREATE TABLE IF NOT EXISTS ${name} (
  attribute LowCardinality(String),
  value String,
  host IPv6,
  source LowCardinality(String),
  part UInt8,
  first DateTime64(6, 'UTC'),
  last DateTime64(6, 'UTC'),
  count UInt64,
  INDEX hosts host TYPE bloom_filter(0.01) GRANULARITY 1
) ENGINE = MergeTree
ORDER BY (attribute, value, host)`
}
