import type { HostCountsAnswer, HostRequest } from '@spoor/model'
import { listFindings } from '../hunts/findings.js'
import { completeness, stopwatch } from '../questions/completeness.js'
import { isoOfMicros, sqlTimeOfMicros, type Micros } from '../questions/moment.js'
import { KINDS, listOutliers } from '../sightings/index.js'
import { FILES_OF_HOST } from './files.js'
import type { HostIp } from './host-address.js'
import { asOfOf, factsOfHost, homeTest, hostRows, type HostAsking } from './host-asking.js'
import { TAKES_PART } from './host-numbers.js'
import { requireKnown } from './known-host.js'

/**
 * How much there is of what the tabs of a host's page show.
 * @throws QuestionError TIME_INVALID, NOT_FOUND
 */
export async function hostCounts(
  asking: HostAsking,
  ip: HostIp,
  request: HostRequest,
): Promise<HostCountsAnswer> {
  const elapsed = stopwatch()
  const asOf = asOfOf(request.as_of, asking.now)
  await requireKnown(asking, ip, asOf)
  const facts = factsOfHost(ip, asOf)
  const until = (column: string) =>
    asOf === undefined ? '' : `AND ${column} <= {x_as_of:DateTime64(6, 'UTC')}`
  const parts: readonly string[] = [
    `SELECT 'insights' AS what, uniqExact(attribute, value) AS n FROM facts WHERE ${facts.sql} AND value != ''`,
    `SELECT 'transfers' AS what, count() AS n FROM transfers WHERE ${TAKES_PART} ${until('start_time')}`,
    `SELECT 'sessions' AS what, count() AS n FROM sessions WHERE ${TAKES_PART} ${until('start_time')}`,
    `SELECT 'files' AS what, uniqExact(name, direction, md5, sha256) AS n FROM (${FILES_OF_HOST}) WHERE 1 ${until('at')}`,
  ]
  const to = asOf === undefined ? undefined : isoOfMicros(asOf)
  const [rows, found, news] = await Promise.all([
    hostRows<{ what: string; n: string }>(asking, {
      sql: parts.join('\nUNION ALL\n'),
      params: facts.params,
    }),
    listFindings(
      asking.store,
      { entity: ip.text, to, limit: 1 },
      asking.now,
      await asking.decisions?.(),
    ),
    countNews(asking, ip, asOf),
  ])
  const of = (what: string) => Number(rows.find((row) => row.what === what)?.n ?? 0)
  return {
    ip: ip.text,
    counts: {
      insights: of('insights'),
      firsts: of('insights'),
      transfers: of('transfers'),
      sessions: of('sessions'),
      files: of('files'),
      findings: found.total,
      ...news,
    },
    completeness: completeness(elapsed, undefined),
  }
}

/** How many sightings and outliers there are of a host. @throws QuestionError */
export async function countNews(
  asking: HostAsking,
  ip: HostIp,
  asOf: Micros | undefined,
): Promise<{ sightings: number; outliers: number }> {
  const words = { host: ip.text, limit: 1, ...(asOf !== undefined && { as_of: isoOfMicros(asOf) }) }
  const [sightings, outliers] = await Promise.all([
    countSightings(asking, ip, asOf),
    listOutliers(asking, words),
  ])
  return { sightings, outliers: outliers.total }
}

/**
 * How many values a host at home met before any other, and one for the host itself, as in the list of
 * sightings: of hosts that met a value at the same moment, the one with the lowest address was first.
 */
async function countSightings(
  asking: HostAsking,
  ip: HostIp,
  asOf: Micros | undefined,
): Promise<number> {
  const home = homeTest('host', asking.home)
  const known = asOf === undefined ? '' : `AND first <= {x_as_of:DateTime64(6, 'UTC')}`
  const own = `SELECT attribute, value FROM facts
    WHERE host = {x_host:IPv6} AND attribute IN {x_attributes:Array(String)} AND value != '' ${known}`
  const [row] = await hostRows<{ n: string }>(asking, {
    sql: `SELECT count() + (
  SELECT count() > 0 FROM host_days WHERE host = {x_host:IPv6} AND ${home.sql} ${known}
) AS n FROM (
  SELECT min(first) AS since, minIf(first, host = {x_host:IPv6}) AS met,
    countIf(host < {x_host:IPv6}) AS lower, minIf(first, host < {x_host:IPv6}) AS met_by_lower
  FROM facts WHERE (attribute, value) IN (${own}) AND ${home.sql} ${known}
  GROUP BY attribute, value
  HAVING met = since AND countIf(host = {x_host:IPv6}) > 0 AND (lower = 0 OR met_by_lower > since)
)`,
    params: {
      ...home.params,
      x_host: ip.key,
      x_attributes: KINDS.flatMap(({ attribute }) => attribute ?? []),
      ...(asOf !== undefined && { x_as_of: sqlTimeOfMicros(asOf) }),
    },
  })
  return Number(row?.n ?? 0)
}
