import {
  findHostAttribute,
  type HostFacet,
  type HostFacetsAnswer,
  type HostFacetsRequest,
} from '@spoor/model'
import { NETWORK_PATHS, placeOf } from '../query/places.js'
import { completeness, stopwatch } from '../questions/completeness.js'
import { parseRange, sqlTimeOfMicros, type Range } from '../questions/moment.js'
import type { Asking, Source } from '../questions/question.js'
import { QuestionError } from '../questions/question-error.js'
import { askRows, hostsMeant, meansAll } from './hosts-question.js'

const DEFAULT_LIMIT = 10
const MOST_ATTRIBUTES = 30

/** What a page of hosts can be narrowed by, if nothing else is asked for. */
const DEFAULT_ATTRIBUTES = [
  'role',
  'network',
  'group',
  'site',
  'service',
  'client_service',
  'transfer_service',
  'transfer_service_served',
  'ftp_server_software',
  'ssh_server_software',
  'ssh_client_software',
  'odd_port_service',
] as const

/** All roles there can be, those by hand too. */
const MOST_ROLES = 100

interface Values {
  readonly attribute: string
  readonly distinct: string
  readonly with_value: string
  /** [−hosts, value], the commonest first. */
  readonly top: readonly (readonly [string, string])[]
}

/**
 * The commonest values of attributes among the hosts that a question means, and what these hosts
 * show to others.
 * @throws QuestionError
 */
export async function hostFacets(
  asking: Asking,
  request: HostFacetsRequest,
): Promise<HostFacetsAnswer> {
  const elapsed = stopwatch()
  const names = attributesOf(request.attributes)
  const range = parseRange(request, asking.now)
  const meant = hostsMeant(asking, request, range)
  const limit = request.limit ?? DEFAULT_LIMIT
  const kept = names.filter((name) => findHostAttribute(name)?.kind === 'values')
  const [figures, labels, facts, ports] = await Promise.all([
    figuresOf(asking, meant, range),
    topLabels(asking, meant, Math.max(limit, MOST_ROLES)),
    topFacts(asking, meant, kept, limit),
    topFacts(asking, meant, ['service_port'], 1),
  ])
  const values = new Map([...labels, ...facts].map((row) => [row.attribute, row]))
  const total = Number(figures.hosts)
  const roles = values.get('role')
  return {
    surface: {
      hosts: total,
      home: Number(figures.home),
      with_services: Number(ports[0]?.with_value ?? 0),
      services: Number(ports[0]?.distinct ?? 0),
      roles: (roles?.top ?? []).map(([hosts, role]) => ({ role, hosts: -Number(hosts) })),
      unclassified: total - Number(roles?.with_value ?? 0),
      new: Number(figures.fresh),
      at_risk: Number(figures.at_risk),
    },
    facets: names.map((name) => facetOf(name, values.get(name), total, limit)),
    completeness: completeness(elapsed, undefined),
  }
}

function facetOf(name: string, row: Values | undefined, total: number, limit: number): HostFacet {
  return {
    attribute: name,
    field: `host.${name}`,
    description: findHostAttribute(name)?.description ?? '',
    distinct: Number(row?.distinct ?? 0),
    missing: total - Number(row?.with_value ?? 0),
    values: (row?.top ?? [])
      .slice(0, limit)
      .map(([hosts, value]) => ({ value, hosts: -Number(hosts) })),
  }
}

/** @throws QuestionError FIELD_UNKNOWN, FIELD_UNFIT */
function attributesOf(text: string | undefined): readonly string[] {
  const asked = (text ?? '')
    .split(',')
    .map((name) => name.trim().replace(/^host\./, ''))
    .filter((name) => name !== '')
  if (asked.length > MOST_ATTRIBUTES) {
    throw new QuestionError('FIELD_UNFIT', `Ask for at most ${MOST_ATTRIBUTES} attributes at once.`)
  }
  const names = asked.map((name) => {
    const attribute = findHostAttribute(name)
    if (!attribute) {
      const text = JSON.stringify(name.slice(0, 80))
      throw new QuestionError('FIELD_UNKNOWN', `Hosts have no attribute ${text}.`)
    }
    if (attribute.kind !== 'values' && attribute.kind !== 'label') {
      const message = `${attribute.name} is a figure: it has no common values. Order the list by it.`
      throw new QuestionError('FIELD_UNFIT', message)
    }
    return attribute.name
  })
  return names.length > 0 ? [...new Set(names)] : DEFAULT_ATTRIBUTES
}

type Figures = Record<'hosts' | 'home' | 'at_risk' | 'fresh', string>

async function figuresOf(asking: Asking, meant: Source, range: Range): Promise<Figures> {
  const { from, to } = range
  const isFresh =
    from === undefined && to === undefined
      ? `first_seen > (SELECT max(last_seen) FROM hosts) - toIntervalDay(1)`
      : [
          ...(from === undefined ? [] : [`first_seen >= {n_from:DateTime64(6, 'UTC')}`]),
          ...(to === undefined ? [] : [`first_seen < {n_to:DateTime64(6, 'UTC')}`]),
        ].join(' AND ')
  const [row] = await askRows<Figures>(asking, {
    sql: `SELECT count() AS hosts, countIf(is_home) AS home, countIf(risk > 0) AS at_risk,
  countIf(${isFresh}) AS fresh ${meant.sql}`,
    params: {
      ...meant.params,
      ...(from !== undefined && { n_from: sqlTimeOfMicros(from) }),
      ...(to !== undefined && { n_to: sqlTimeOfMicros(to) }),
    },
  })
  return row ?? { hosts: '0', home: '0', at_risk: '0', fresh: '0' }
}

/** What roles and the organisation say of the hosts: labels of networks as whole paths. */
function topLabels(asking: Asking, meant: Source, limit: number): Promise<Values[]> {
  const located = `SELECT place, count() AS n FROM (SELECT ${placeOf('host')} AS place ${meant.sql}) GROUP BY place`
  // Places are fewer than hosts; roles alone can be both inferred and given, of one host.
  const byPlace = `SELECT label.1 AS attribute, label.2 AS value, sum(n) AS hosts FROM (
    SELECT n, arrayJoin(arrayDistinct(arrayConcat(
      arrayMap(v -> ('network', v), ${NETWORK_PATHS}), arrayMap(v -> ('group', v), groups),
      if(site = '', [], [('site', site)])))) AS label
    FROM (${located}) AS located INNER JOIN places USING (place)
  ) GROUP BY attribute, value`
  const withLabel = `SELECT 'network' AS attribute, sumIf(n, notEmpty(path)) AS with_value FROM (${located}) AS located INNER JOIN places USING (place)
    UNION ALL SELECT 'group', sumIf(n, notEmpty(groups)) FROM (${located}) AS located INNER JOIN places USING (place)
    UNION ALL SELECT 'site', sumIf(n, site != '') FROM (${located}) AS located INNER JOIN places USING (place)`
  const roles = `SELECT toString(role) AS value, host FROM host_roles WHERE host IN (SELECT host ${meant.sql})
    UNION DISTINCT
    SELECT arrayJoin(roles) AS value, host
    FROM (SELECT host, ${placeOf('host')} AS place ${meant.sql}) AS located
    INNER JOIN (SELECT place, roles FROM places WHERE notEmpty(roles)) AS given USING (place)`
  return askRows<Values>(asking, {
    sql: `SELECT attribute, distinct, with_value, top FROM (
  SELECT attribute, count() AS distinct, groupArraySorted(${limit})((-toInt64(hosts), value)) AS top
  FROM (${byPlace}) GROUP BY attribute
) AS counted INNER JOIN (${withLabel}) AS labelled USING (attribute)
UNION ALL
SELECT 'role' AS attribute, uniqExact(value) AS distinct, any(with_value) AS with_value,
  groupArraySorted(${limit})((-toInt64(hosts), value)) AS top
FROM (SELECT value, count() AS hosts FROM (${roles}) GROUP BY value) AS counted
CROSS JOIN (SELECT uniqExact(host) AS with_value FROM (${roles})) AS hosts_with`,
    params: meant.params,
  })
}

async function topFacts(
  asking: Asking,
  meant: Source,
  attributes: readonly string[],
  limit: number,
): Promise<Values[]> {
  if (attributes.length === 0) return []
  const ofHosts = meansAll(meant) ? '' : ` AND host IN (SELECT host ${meant.sql})`
  return askRows<Values>(asking, {
    sql: `SELECT attribute, count() AS distinct, uniqExactMerge(hosts) AS with_value,
  groupArraySorted(${limit})((-toInt64(finalizeAggregation(hosts)), value)) AS top
FROM (
  SELECT attribute, value, uniqExactState(host) AS hosts FROM facts
  WHERE attribute IN {h_attributes:Array(String)} AND value != ''${ofHosts}
  GROUP BY attribute, value
)
GROUP BY attribute`,
    params: { ...meant.params, h_attributes: attributes },
  })
}
