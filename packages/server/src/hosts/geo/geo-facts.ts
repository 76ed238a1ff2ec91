import type { EventStore } from '../../store/event-store.js'
import type { GeoDatabase } from './geo-database.js'

/** Addresses that are looked up at a time: memory and one insert are bounded by it. */
const AT_ONCE = 20_000

/**
 * Keeps the countries and autonomous systems of outside addresses, and from them the facts `country` and `asn`:
 * of a host at home, where the addresses are that it spoke with; of an outside one, where it is itself.
 * Only addresses that are new are looked up, unless the database changed.
 * @throws StoreError
 */
export async function keepGeoFacts(store: EventStore, database: GeoDatabase): Promise<void> {
  await lookUpNew(store, database)
  await store.run('TRUNCATE TABLE geo_facts_next')
  await store.run(`INSERT INTO geo_facts_next
    SELECT place.1 AS attribute, place.2 AS value, host, 'geoip' AS source, 255 AS part,
      min(first) AS first, max(last) AS last, sum(count) AS count
    FROM (
      SELECT value AS address, host, first, last, count FROM event_facts
      WHERE attribute = 'peer_outside'
      UNION ALL
      SELECT value AS address, ifNull(toIPv6OrNull(value), toIPv6('::')) AS host, first, last, count
      FROM event_facts WHERE attribute = 'peer_outside'
    ) AS spoken
    INNER JOIN (
      SELECT address, arrayJoin(arrayFilter(place -> place.2 != '',
        [('country', toString(country)), ('asn', asn)])) AS place
      FROM geo FINAL
    ) AS known USING (address)
    WHERE host != toIPv6('::')
    GROUP BY attribute, value, host`)
  await store.run(`ALTER TABLE geo_facts REPLACE PARTITION ID 'all' FROM geo_facts_next`)
  await store.run('TRUNCATE TABLE geo_facts_next')
}

/** Looks up the addresses that were not looked up in this database. */
async function lookUpNew(store: EventStore, { version, lookUp }: GeoDatabase): Promise<void> {
  for (;;) {
    const rows = await store.rows<{ address: string }>(
      `SELECT DISTINCT value AS address FROM event_facts
       WHERE attribute = 'peer_outside' AND value != ''
         AND value NOT IN (SELECT address FROM geo FINAL WHERE version = {version:String})
       LIMIT {limit:UInt32}`,
      { params: { version, limit: AT_ONCE } },
    )
    const moment = Date.now()
    await store.insert(
      'geo',
      rows.map(({ address }) => ({ address, ...lookUp(address), version, looked: moment })),
    )
    if (rows.length < AT_ONCE) return
  }
}
