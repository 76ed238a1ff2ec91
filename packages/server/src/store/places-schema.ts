/**
 * The organisation as the engine needs it, made anew from the state store whenever that changes.
 *
 * A place is what holds of all addresses of a prefix: the most specific network with its labels from
 * the root on, the groups and roles of every prefix around it, and its site. Places of the
 * organisation before are there too: look them up by number, and do not list them.
 */
function createPlacesTable(name: string): string {
  return `CREATE TABLE IF NOT EXISTS ${name} (
    place UInt32,
    path Array(String),
    network String,
    groups Array(String),
    roles Array(String),
    site String
  ) ENGINE = MergeTree ORDER BY place`
}

function createPlacePrefixesTable(name: string): string {
  return `CREATE TABLE IF NOT EXISTS ${name} (prefix String, place UInt32)
  ENGINE = MergeTree ORDER BY prefix`
}

function createUserGroupsTable(name: string): string {
  return `CREATE TABLE IF NOT EXISTS ${name} (user String, group String)
  ENGINE = MergeTree ORDER BY (user, group)`
}

/** Each table has a twin in which its next rows are prepared. Place 0 is nowhere. */
export const createPlacesTables: readonly string[] = [
  ...['places', 'places_next'].map(createPlacesTable),
  ...['place_prefixes', 'place_prefixes_next'].map(createPlacePrefixesTable),
  ...['user_groups', 'user_groups_next'].map(createUserGroupsTable),
  // Used as dictGet('place_of', 'place', address); reload it after place_prefixes changed.
  `CREATE DICTIONARY IF NOT EXISTS place_of (prefix String, place UInt32 DEFAULT 0)
  PRIMARY KEY prefix SOURCE(CLICKHOUSE(TABLE 'place_prefixes')) LAYOUT(IP_TRIE()) LIFETIME(0)`,
  // Which organisation the tables hold; the newest row counts.
  `CREATE TABLE IF NOT EXISTS places_kept (at DateTime64(6, 'UTC'), digest String)
  ENGINE = MergeTree ORDER BY at`,
]
