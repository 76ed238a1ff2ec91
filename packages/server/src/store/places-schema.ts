/**
 * The organisation as the engine needs it, made anew from the state store whenever that changes.
 *
 * A place is what holds of all addresses of a prefix: the most specific network with its labels from
 * the root on, the groups and roles of every prefix around it, and its site. Place 0 is nowhere.
 */
export const createPlacesTables: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS places (
    place UInt32,
    path Array(String),
    network String,
    groups Array(String),
    roles Array(String),
    site String
  ) ENGINE = MergeTree ORDER BY place`,
  `CREATE TABLE IF NOT EXISTS place_prefixes (prefix String, place UInt32)
  ENGINE = MergeTree ORDER BY prefix`,
  // Used as dictGet('place_of', 'place', address); reload it after place_prefixes changed.
  `CREATE DICTIONARY IF NOT EXISTS place_of (prefix String, place UInt32 DEFAULT 0)
  PRIMARY KEY prefix SOURCE(CLICKHOUSE(TABLE 'place_prefixes')) LAYOUT(IP_TRIE()) LIFETIME(0)`,
  `CREATE TABLE IF NOT EXISTS user_groups (user String, group String)
  ENGINE = MergeTree ORDER BY (user, group)`,
]
