import type { HostNetwork, HostNetworksAnswer, HostNetworksRequest } from '@spoor/model'
import { placeOf } from '../query/places.js'
import { completeness, stopwatch } from '../questions/completeness.js'
import { parseRange } from '../questions/moment.js'
import type { Asking } from '../questions/question.js'
import { askRows, hostsMeant } from './hosts-question.js'

const DEFAULT_LIMIT = 500

type NetworkRow = Record<Exclude<keyof HostNetwork, 'path'>, string> & {
  readonly path: string[]
  readonly total: string
}

/**
 * Figures of the networks that have hosts which a question means, each with all below it: those with
 * most hosts, so that the parents of a network are always there. Hosts in none have the empty path.
 * @throws QuestionError
 */
export async function hostNetworks(
  asking: Asking,
  request: HostNetworksRequest,
): Promise<HostNetworksAnswer> {
  const elapsed = stopwatch()
  const meant = hostsMeant(asking, request, parseRange(request, asking.now))
  const hosts = `SELECT host ${meant.sql}`
  const rows = await askRows<NetworkRow>(asking, {
    sql: `SELECT around AS path, count() AS hosts, sum(services) AS services, uniqExactArray(users) AS users,
  sum(length(arrayDistinct(arrayConcat(inferred, given)))) AS roles, countIf(risk > 0) AS at_risk,
  count() OVER () AS total
FROM (
  SELECT risk, services, users, inferred, given, arrayJoin(if(empty(path), [path],
    arrayMap(d -> arraySlice(path, 1, d), arrayEnumerate(path)))) AS around
  FROM (
    SELECT located.risk AS risk, known.services AS services, known.users AS users,
      roles_of.inferred AS inferred, places.roles AS given, places.path AS path
    FROM (SELECT host, risk, ${placeOf('host')} AS place ${meant.sql}) AS located
    LEFT JOIN places ON places.place = located.place
    LEFT JOIN (
      SELECT host, uniqExactIf(value, attribute = 'service_port') AS services,
        groupUniqArrayIf(value, attribute = 'username') AS users
      FROM facts WHERE attribute IN ('service_port', 'username') AND value != '' AND host IN (${hosts})
      GROUP BY host
    ) AS known ON known.host = located.host
    LEFT JOIN (
      SELECT host, groupArray(toString(role)) AS inferred FROM host_roles WHERE host IN (${hosts}) GROUP BY host
    ) AS roles_of ON roles_of.host = located.host
  )
)
GROUP BY around
ORDER BY hosts DESC, length(around), around
LIMIT {h_limit:UInt32}`,
    params: { ...meant.params, h_limit: request.limit ?? DEFAULT_LIMIT },
  })
  return {
    networks: rows.map(({ path, hosts: count, services, users, roles, at_risk }) => ({
      path,
      hosts: Number(count),
      services: Number(services),
      users: Number(users),
      roles: Number(roles),
      at_risk: Number(at_risk),
    })),
    total: Number(rows[0]?.total ?? 0),
    completeness: completeness(elapsed, undefined),
  }
}
