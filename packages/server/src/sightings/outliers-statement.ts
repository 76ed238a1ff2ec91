import type { Range } from '../questions/moment.js'
import { Params } from '../query/params.js'
import type { Source } from '../questions/question.js'
import { FactRows } from './fact-rows.js'
import { kindsWithParts, type Narrowed, type SightingsAsking } from './request.js'
import type { Keys } from './sightings-statement.js'

export interface OutliersWanted {
  readonly narrowed: Narrowed
  readonly limit: number
  readonly after?: Keys
}

/** When parts of day and week were first seen: part and moment. */
export type FoundParts = readonly (readonly [part: number, first: string])[]

/** One outlier as the engine answers it: in the order of its columns. */
export type FoundOutlier = readonly [
  first: string | number,
  second: string | number,
  id: string,
  attribute: string,
  value: string,
  host: string,
  part: number,
  since: string,
  start: string,
  newValue: number,
  ofValue: FoundParts,
  ofHost: FoundParts,
]

/**
 * What a host does within this time after it was first active in a part belongs to the same occasion:
 * the length of a part.
 */
const OCCASION_HOURS = 6

/**
 * The statement of a page of outliers, the newest first: one row with the number of all that are meant,
 * and those of the page.
 */
export function outliersStatement(
  asking: SightingsAsking,
  { narrowed, limit, after }: OutliersWanted,
  range: Range,
): Source {
  const params = new Params()
  const found = outliers(asking, narrowed, range, params)
  const id = `lower(hex(sipHash128('outlier', toString(attribute), value, host, part)))`
  const rows = `SELECT (-toUnixTimestamp64Micro(since), toInt64(0), ${id}, toString(attribute), value,
    toString(host), part, toString(since), toString(start), is_new,
    arrayMap(one -> (one.1, toString(one.2)), of_value),
    arrayMap(one -> (one.1, toString(one.2)), of_host)) AS row FROM (${found})`
  const place = after
    ? `(row.1, row.2, row.3) > (${params.bind('Int64', after.first)}, ${params.bind('Int64', after.second)}, ${params.bind('String', after.id)})`
    : '1'
  return {
    sql: `SELECT count() AS total, groupArraySortedIf(${limit + 1})(row, ${place}) AS page FROM (${rows})`,
    params: params.values,
  }
}

/**
 * A value of a host in a part of day and week in which the host did not have it before, although the
 * host was seen in other parts before. If the host never had the value before at all, that is a
 * sighting; it is an outlier too if the host itself was never active in this part.
 */
function outliers(
  asking: SightingsAsking,
  narrowed: Narrowed,
  range: Range,
  params: Params,
): string {
  const { kinds, isLearningExcluded } = narrowed
  const rows = new FactRows(asking, narrowed, params)
  const onHost = rows.onHost('host', narrowed)
  const wanted = [...rows.onValue(narrowed), ...onHost]
  const hash = 'cityHash64(toString(attribute), value, host)'
  const edges = rows.inRange('first', range)
  const candidates = rows.withParts(kinds, [...edges, ...wanted])
  const isNarrow = edges.length + wanted.length > 0
  const ofValues = `SELECT attribute, value, host, groupArray((part, met)) AS met_in FROM (
      SELECT attribute, value, host, part, min(first) AS met
      FROM (${rows.withParts(kinds, [...onHost, ...(isNarrow ? [`${hash} IN (SELECT ${hash} FROM (${candidates}))`] : [])])})
      GROUP BY attribute, value, host, part)
    GROUP BY attribute, value, host`
  const ofHosts = `SELECT host, groupArray((part, met)) AS active_in FROM (
      SELECT host, part, min(first) AS met
      FROM (${rows.withParts(kindsWithParts(), [...onHost, ...(isNarrow ? [`host IN (SELECT host FROM (${candidates}))`] : [])])})
      GROUP BY host, part)
    GROUP BY host`
  const single = `SELECT attribute, value, host, arrayJoin(met_in) AS one, one.1 AS part, one.2 AS since,
      arraySort(other -> other.2, arrayFilter(other -> other.2 < since, met_in)) AS of_value,
      arraySort(other -> other.2, arrayFilter(other -> other.2 < since AND other.1 != part, active_in))
        AS of_host,
      empty(of_value) AS is_new,
      arrayExists(other -> other.1 = part AND other.2 <= since - INTERVAL ${OCCASION_HOURS} HOUR, active_in)
        AS is_usual
    FROM (${ofValues}) AS values_in INNER JOIN (${ofHosts}) AS hosts_in USING (host)`
  const known = `SELECT attribute, value, found.host AS host, part, since, of_value, of_host, is_new,
      known.start AS start
    FROM (${single}) AS found INNER JOIN (${rows.startsWhere(onHost)}) AS known ON known.host = found.host
    WHERE notEmpty(of_host) AND NOT (is_new AND is_usual)`
  const conditions = [
    ...rows.inRange('since', range),
    ...(isLearningExcluded ? [`since >= ${rows.learntUntil(kinds)}`] : []),
  ]
  return `SELECT * FROM (${known}) ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}`
}
