import type { ClickHouseSettings } from '@clickhouse/client'
import type { SpreadEdge } from '@spoor/model'
import { plainIp } from '../hosts/host-address.js'
import { isoOfSqlTime, microsOfSqlTime, type Micros } from '../questions/moment.js'
import { Params } from '../query/params.js'
import { momentSql } from './fact-rows.js'
import type { SightingsAsking } from './request.js'

/** Earlier hosts that are shown for one that met the value. */
const EDGES_OF_HOST = 5
const MOST_EDGES = 2_000

interface EdgeRow {
  readonly early: string
  readonly late: string
  readonly contact: readonly [by: 'transfer' | 'session', id: string, service: string, at: string]
}

/**
 * Who had to do with whom before: for a host, the earlier ones with which it had a transfer or session
 * that was going on after these had met the value, and that began before it met it itself. Of each
 * pair the latest. That is a way on which the value may have come, and no proof.
 * @param met hosts in the order in which they met the value
 */
export async function spreadEdges(
  asking: SightingsAsking,
  met: readonly { readonly host: string; readonly met: string }[],
  asOf: Micros | undefined,
  settings: ClickHouseSettings,
): Promise<SpreadEdge[]> {
  if (met.length < 2) return []
  const params = new Params()
  const hosts = params.bind(
    'Array(IPv6)',
    met.map(({ host }) => host),
  )
  const moments = params.bind(
    'Array(UInt64)',
    met.map((one) => microsOfSqlTime(one.met)),
  )
  const known = asOf === undefined ? '' : `AND start_time <= ${momentSql(params, asOf)}`
  const contacts = (by: 'transfer' | 'session') =>
    `SELECT '${by}' AS by, ${by}_id AS id, toString(service) AS service, start_time, end_time,
      indexOf(${hosts}, assumeNotNull(client_ip)) AS client,
      indexOf(${hosts}, assumeNotNull(server_ip)) AS server
    FROM ${by}s WHERE client_ip IN ${hosts} AND server_ip IN ${hosts} ${known}`
  const rows = await asking.store.rows<EdgeRow>(
    `SELECT toString(${hosts}[early]) AS early, toString(${hosts}[late]) AS late, contact
    FROM (
      SELECT least(client, server) AS early, greatest(client, server) AS late,
        argMax((by, id, service, toString(start_time)), (start_time, by = 'transfer', id)) AS contact,
        max(start_time) AS latest
      FROM (${contacts('transfer')} UNION ALL ${contacts('session')})
      WHERE client != server
        AND toUnixTimestamp64Micro(start_time) <= ${moments}[greatest(client, server)]
        AND toUnixTimestamp64Micro(end_time) >= ${moments}[least(client, server)]
      GROUP BY early, late
      ORDER BY late, latest DESC, early LIMIT ${EDGES_OF_HOST} BY late
    ) LIMIT ${MOST_EDGES}`,
    { params: params.values, settings, signal: asking.signal },
  )
  return rows.map(({ early, late, contact: [by, id, service, at] }) => ({
    from: plainIp(early),
    to: plainIp(late),
    at: isoOfSqlTime(at),
    by,
    id,
    service,
  }))
}
