import { isoOfMicros, isoOfSqlTime, microsOfSqlTime, type Micros } from '../questions/moment.js'
import { QuestionError } from '../questions/question-error.js'
import type { HostIp } from './host-address.js'
import { hostRows, type HostAsking } from './host-asking.js'

/** From when to when a host was seen, in the engine's form. */
export interface KnownHost {
  readonly first: string
  readonly last: string
}

/**
 * Makes sure that a host was seen, until a moment if one is given.
 * @throws QuestionError NOT_FOUND, which says what to do
 */
export async function requireKnown(
  asking: HostAsking,
  ip: HostIp,
  asOf?: Micros,
): Promise<KnownHost> {
  const [row] = await hostRows<{ n: string; first: string; last: string }>(asking, {
    sql: `SELECT sum(rows) AS n, toString(min(met)) AS first, toString(max(seen)) AS last FROM (
  SELECT count() AS rows, min(first) AS met, max(last) AS seen FROM host_days
  WHERE host = {x_host:IPv6} HAVING rows > 0
  UNION ALL
  SELECT count() AS rows, min(first) AS met, max(last) AS seen FROM facts
  WHERE host = {x_host:IPv6} HAVING rows > 0
)`,
    params: { x_host: ip.key },
  })
  if (!row || Number(row.n) === 0) throw notFound(ip)
  if (asOf !== undefined && microsOfSqlTime(row.first) > asOf) {
    throw new QuestionError(
      'NOT_FOUND',
      `Nothing was known of ${ip.text} at ${isoOfMicros(asOf)}: it was first seen at ${isoOfSqlTime(row.first)}.`,
    )
  }
  return row
}

function notFound({ text, note }: HostIp): QuestionError {
  const advice =
    note ??
    'Look for it in the list of hosts, or see under sources whether the sensor of its network is read.'
  return new QuestionError('NOT_FOUND', `No record is known of ${text}. ${advice}`)
}
