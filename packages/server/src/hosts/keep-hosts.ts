import { isHostAddress } from '../derive/facts/addresses.js'
import { Bindings } from '../derive/bindings.js'
import { inNetworks } from '../organisation/in-networks.js'
import { riskByHost, riskParts, type RiskAsking } from './risk/index.js'
import { prefixed } from '../query/fragment.js'
import { rolesStatement } from './roles/statement.js'

/** Of each host so many parts of its risk are kept, for the list: those that add most. */
const REASONS = 3

/**
 * Infers anew what hosts are from all facts, days and findings: their roles with the evidence, and a
 * row of figures each. Readers see the tables as they were or as they are now.
 * @throws StoreError; the tables are as they were, or one of them is as it is now
 */
export async function keepHosts(asking: RiskAsking): Promise<void> {
  const { store, home } = asking
  await replace(asking, 'host_roles', { sql: rolesStatement(), params: {} })
  const bindings = new Bindings()
  const isHome = inNetworks('host', home, bindings)
  const risk = await riskByHost(asking)
  const parts = prefixed(await riskParts(asking, {}), 'parts_')
  const sql = `SELECT host, first_seen, last_seen, toUInt8(${isHome}) AS is_home, days, events, off_hours_events,
  toUInt8(if(events = 0, 0, round(100 * off_hours_events / events))) AS off_hours_share, flows,
  bytes_out, bytes_in, outside_bytes_out, outside_bytes_in, alerts, risk, risk_parts
FROM (
  SELECT host, min(first) AS first_seen, max(last) AS last_seen, uniqExact(day) AS days,
    sum(events) AS events, sum(off_hours_events) AS off_hours_events, sum(flows) AS flows,
    sum(bytes_out) AS bytes_out, sum(bytes_in) AS bytes_in,
    sum(outside_bytes_out) AS outside_bytes_out, sum(outside_bytes_in) AS outside_bytes_in,
    sum(alerts) AS alerts
  FROM host_days WHERE ${isHostAddress('host')} GROUP BY host
) AS figures
LEFT JOIN (${risk.sql}) AS risks USING (host)
LEFT JOIN (
  SELECT host, arrayMap(one -> (one.2, one.3, one.4, one.5, one.6), groupArraySorted(${REASONS})(
    (-toInt64(hundredths), toString(kind), toString(id), toString(level), toUInt64(things), named[1])
  )) AS risk_parts
  FROM (${parts.sql}) WHERE hundredths > 0 GROUP BY host
) AS reasons USING (host)`
  await replace({ store }, 'hosts', {
    sql,
    params: { ...bindings.params, ...risk.params, ...parts.params },
  })
}

/** The statement's columns have the names of the table's. */
async function replace(
  { store }: Pick<RiskAsking, 'store'>,
  table: 'hosts' | 'host_roles',
  { sql, params }: { readonly sql: string; readonly params: Record<string, unknown> },
): Promise<void> {
  const twin = `${table}_next`
  const columns =
    table === 'host_roles'
      ? 'role, host, since, evidence'
      : `host, first_seen, last_seen, is_home, days, events, off_hours_events, off_hours_share, flows,
        bytes_out, bytes_in, outside_bytes_out, outside_bytes_in, alerts, risk, risk_parts`
  await store.run(`TRUNCATE TABLE ${twin}`)
  await store.run(`INSERT INTO ${twin} (${columns}) ${sql}`, { params })
  const [made] = await store.rows<{ n: number }>(`SELECT toFloat64(count()) AS n FROM ${twin}`)
  // The engine refuses to replace by nothing.
  await store.run(
    made?.n === 0
      ? `TRUNCATE TABLE ${table}`
      : `ALTER TABLE ${table} REPLACE PARTITION tuple() FROM ${twin}`,
  )
  await store.run(`TRUNCATE TABLE ${twin}`)
}
