import type { ClickHouseSettings } from '@clickhouse/client'
import { Params } from '../query/params.js'
import type { Known } from './describe-sightings.js'
import { FactRows, GROUPS_OF_PLACES, VALUE_HASH } from './fact-rows.js'
import { groupStarts, type Wanted } from './sightings-statement.js'
import type { SightingsAsking } from './request.js'

/** Hosts that a sighting names: the first, and who had it after. */
const NAMED_HOSTS = 6

/** Who has a value. */
export interface Met {
  readonly count: number
  /** The first few in the order in which they met it. */
  readonly hosts: readonly { readonly host: string; readonly first: string }[]
}

interface Meetings {
  met(sighting: Known): Met | undefined
  /** Hosts known in the network, or in the group of the sighting. */
  totals(sighting: Known): number
}

interface MetRow {
  readonly attribute: string
  readonly value: string
  readonly in_kind: string
  readonly in_name: string
  readonly n: string
  readonly hosts: readonly (readonly [first: string, host: string])[]
}

/** Looks up who has the values of a page: in the whole network, or in the group of each. */
export async function meetingsOf(
  asking: SightingsAsking,
  { scope, narrowed, network }: Wanted,
  known: readonly Known[],
  settings: ClickHouseSettings,
): Promise<Meetings> {
  if (known.length === 0) return { met: () => undefined, totals: () => 0 }
  const params = new Params()
  const rows = new FactRows(asking, narrowed, params)
  const hashes = params.bind('Array(String)', [...new Set(known.map(({ hash }) => hash))])
  const wanted = `${VALUE_HASH} IN (SELECT toUInt64(arrayJoin(${hashes})))`
  const kinds = narrowed.kinds.filter(
    (kind) => kind.attribute !== undefined && known.some((one) => one.kind === kind),
  )
  const onHosts = `SELECT attribute, value, host, min(first) AS met FROM (${rows.of(kinds, [wanted])})
    GROUP BY attribute, value, host`
  const inGroups = `SELECT attribute, value, in_kind, in_name, host, met
    FROM (SELECT *, dictGet('place_of', 'place', host) AS place FROM (${onHosts})) AS found
    INNER JOIN (${GROUPS_OF_PLACES}) AS belonging USING (place)
    WHERE has(${params.bind('Array(String)', [...new Set(known.map(({ inName }) => inName))])}, in_name)`
  const grouped =
    scope === 'group'
      ? inGroups
      : `SELECT attribute, value, '' AS in_kind, '' AS in_name, host, met FROM (${onHosts})`
  const options = { params: params.values, settings, signal: asking.signal }
  const [found, totals] = await Promise.all([
    asking.store.rows<MetRow>(
      `SELECT toString(attribute) AS attribute, value, in_kind, in_name, count() AS n,
        groupArraySorted(${NAMED_HOSTS})((met, host)) AS hosts
      FROM (${grouped}) GROUP BY attribute, value, in_kind, in_name`,
      options,
    ),
    scope === 'group'
      ? asking.store.rows<{ in_kind: string; in_name: string; known: string }>(
          `SELECT in_kind, in_name, known FROM (${groupStarts(rows)})`,
          options,
        )
      : [],
  ])
  const met = new Map(found.map((row) => [keyOf(row.attribute, row.value, row), metOf(row)]))
  const counts = new Map(totals.map((row) => [groupKey(row), Number(row.known)]))
  const group = ({ inKind, inName }: Known) => ({ in_kind: inKind, in_name: inName })
  return {
    met: (one) =>
      one.kind.attribute === undefined
        ? { count: 1, hosts: [{ host: one.by, first: one.since }] }
        : met.get(keyOf(one.attribute, one.value, group(one))),
    totals: (one) => network?.hosts ?? counts.get(groupKey(group(one))) ?? 0,
  }
}

type InGroup = Pick<MetRow, 'in_kind' | 'in_name'>

function groupKey({ in_kind: kind, in_name: name }: InGroup): string {
  return JSON.stringify([kind, name])
}

function keyOf(attribute: string, value: string, group: InGroup): string {
  return JSON.stringify([attribute, value, group.in_kind, group.in_name])
}

function metOf({ n, hosts }: MetRow): Met {
  return { count: Number(n), hosts: hosts.map(([first, host]) => ({ host, first })) }
}
