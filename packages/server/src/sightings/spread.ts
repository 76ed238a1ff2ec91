import type { ClickHouseSettings } from '@clickhouse/client'
import type { SpreadAnswer, SpreadHost, SpreadRequest } from '@spoor/model'
import { plainIp } from '../hosts/host-address.js'
import { inNetworks } from '../organisation/in-networks.js'
import { settingsFor } from '../questions/budget.js'
import { completeness, stopwatch } from '../questions/completeness.js'
import {
  isoOfMicros,
  isoOfSqlTime,
  microsOfSqlTime,
  parseMoment,
  type Micros,
} from '../questions/moment.js'
import { Params } from '../query/params.js'
import { FactRows, momentSql } from './fact-rows.js'
import type { SightingsAsking } from './request.js'
import { spreadEdges } from './spread-edges.js'
import { attributesOf } from './spread-of.js'
import { factsOfValue, type SpreadWanted } from './spread-facts.js'
import { spreadTimeline } from './spread-timeline.js'
import { spreadQuestion } from './value-question.js'

const DEFAULT_LIMIT = 200

/** A host that met the value, as the engine answers it. */
interface MetRow {
  readonly host: string
  readonly met: string
  readonly seen: string
  readonly times: string
  readonly attributes: readonly string[]
  readonly is_home: number
  readonly path: readonly string[]
  readonly groups: readonly string[]
  readonly roles: readonly string[]
}

/**
 * How a value spread: which hosts met it, in which order, and who had to do with whom before.
 * @throws QuestionError
 */
export async function spreadOf(
  asking: SightingsAsking,
  request: SpreadRequest,
): Promise<SpreadAnswer> {
  const elapsed = stopwatch()
  const { limit = DEFAULT_LIMIT, as_of: asOfText, value } = request
  const asOf = asOfText ? parseMoment(asOfText, asking.now) : undefined
  const attributes = attributesOf(request.of)
  const wanted: SpreadWanted = {
    attributes,
    value,
    ...(asOf !== undefined && { asOf }),
    isHomeOnly: request.hosts === 'home',
  }
  const settings = settingsFor(asking.limits.seconds, asking.limits)
  const [rows, counts, timeline] = await Promise.all([
    metHosts(asking, wanted, limit, settings),
    countHosts(asking, wanted, settings),
    spreadTimeline(asking, wanted, settings),
  ])
  const edges = await spreadEdges(asking, rows, asOf, settings)
  const first = rows[0]
  const question = first && spreadQuestion(attributes, value, isoOfSqlTime(first.met), asOf)
  return {
    of: request.of,
    attributes: [...attributes],
    value,
    hosts: rows.map((row) => hostOf(row, asOf)),
    total: timeline.total,
    ...counts,
    edges,
    timeline: timeline.timeline,
    ...(question && { question }),
    as_of: asOf === undefined ? asking.now.toISOString() : isoOfMicros(asOf),
    completeness: completeness(
      elapsed,
      rows.length < timeline.total
        ? `Only the first ${rows.length} of ${timeline.total} hosts are shown; the timeline has all.`
        : undefined,
    ),
  }
}

/** Those who met the value, the first one first. Who sent it stands before who received it. */
async function metHosts(
  asking: SightingsAsking,
  wanted: SpreadWanted,
  limit: number,
  settings: ClickHouseSettings,
): Promise<MetRow[]> {
  const params = new Params()
  const facts = factsOfValue(asking, wanted, params)
  const met = `SELECT host, min(first) AS since, min((first, endsWith(attribute, '_received'))) AS turn, max(last) AS until, sum(count) AS n,
      arraySort(groupUniqArray(toString(attribute))) AS attributes,
      dictGet('place_of', 'place', host) AS place
    FROM (${facts}) GROUP BY host
    ORDER BY turn, host LIMIT ${params.bind('UInt64', limit)}`
  return asking.store.rows<MetRow>(
    `SELECT toString(met.host) AS host, toString(since) AS met, toString(until) AS seen, n AS times,
      attributes, ${inNetworks('met.host', asking.home, params)} AS is_home, places.path AS path,
      places.groups AS groups, arraySort(arrayDistinct(arrayConcat(places.roles, inferred.roles))) AS roles
    FROM (${met}) AS met
    LEFT JOIN places ON places.place = met.place
    LEFT JOIN (
      SELECT host, groupArray(toString(role)) AS roles FROM host_roles GROUP BY host
    ) AS inferred ON inferred.host = met.host
    ORDER BY turn, met.host`,
    { params: params.values, settings, signal: asking.signal },
  )
}

/** A value that was seen again after `asOf` had another count and last time then: these are left out. */
function hostOf(row: MetRow, asOf: Micros | undefined): SpreadHost {
  const isKnown = asOf === undefined || microsOfSqlTime(row.seen) <= asOf
  return {
    host: plainIp(row.host),
    first_seen: isoOfSqlTime(row.met),
    ...(isKnown && { last_seen: isoOfSqlTime(row.seen), count: Number(row.times) }),
    attributes: [...row.attributes],
    roles: [...row.roles],
    ...(row.path.length > 0 && { network: row.path.join('/') }),
    groups: [...row.groups],
    is_home: Boolean(row.is_home),
  }
}

/** All hosts that are known, and those of which more values are not kept. */
async function countHosts(
  asking: SightingsAsking,
  { attributes, asOf, isHomeOnly }: SpreadWanted,
  settings: ClickHouseSettings,
): Promise<Pick<SpreadAnswer, 'hosts_total' | 'full'>> {
  const params = new Params()
  const rows = new FactRows(asking, { asOf, isAnywhere: !isHomeOnly }, params)
  const known = asOf === undefined ? '' : `AND first <= ${momentSql(params, asOf)}`
  const [row] = await asking.store.rows<{ known: string; full: string }>(
    `SELECT (SELECT count() FROM (${rows.starts})) AS known,
      (SELECT uniqExact(host) FROM facts
       WHERE attribute IN ${params.bind('Array(String)', attributes)} AND value = '' ${known}) AS full`,
    { params: params.values, settings, signal: asking.signal },
  )
  return { hosts_total: Number(row?.known ?? 0), full: Number(row?.full ?? 0) }
}
