import type { ClickHouseSettings } from '@clickhouse/client'
import type { PeerGraphAnswer, PeerGraphRequest } from '@spoor/model'
import { withinBudget } from '../questions/budget.js'
import { completeness, stopwatch } from '../questions/completeness.js'
import { isoOfMicros, isoOfSqlTime, microsOfSqlTime, parseRange } from '../questions/moment.js'
import { Condition, type Source } from '../questions/question.js'
import { plainIp } from './host-address.js'
import { homeTest, hostRows, type HostAsking } from './host-asking.js'
import { placesOf } from './places.js'
import { recordsQuestion } from './records-question.js'

const DEFAULT_HOSTS = 300
const MOST_NODES = 2_000
const MOST_EDGES = 5_000

type Node = PeerGraphAnswer['nodes'][number]
type Edge = PeerGraphAnswer['edges'][number]
type Graph = Omit<PeerGraphAnswer, 'completeness'>

/** Name, whether it is a host by itself, whether it is at home. */
type End = readonly [name: string, isHost: number, isHome: number]

interface EdgeRow {
  readonly client: End
  readonly server: End
  readonly services: string[]
  readonly transfers: string
  readonly bytes_up: string
  readonly bytes_down: string
  readonly violations: string
  readonly first: string
  readonly last: string
}

interface Totals {
  readonly edges: string
  readonly transfers: string
  readonly bytes: string
}

/**
 * Who transfers with whom: the hosts that moved the most bytes each by itself, the others put together
 * by network. What does not fit is counted.
 * @throws QuestionError
 */
export async function peerGraph(
  asking: HostAsking,
  request: PeerGraphRequest,
): Promise<PeerGraphAnswer> {
  const elapsed = stopwatch()
  const condition = Condition.of('transfers', request.q, asking)
  const limit = request.limit ?? DEFAULT_HOSTS
  const { value, reason } = await withinBudget(
    asking.store,
    parseRange(request, asking.now),
    'newest',
    asking.limits,
    (part, settings) => graphOf(asking, condition.from(part), limit, settings),
  )
  return { ...value, completeness: completeness(elapsed, reason) }
}

async function graphOf(
  asking: HostAsking,
  source: Source,
  limit: number,
  settings: ClickHouseSettings,
): Promise<Graph> {
  const { store, home, signal } = asking
  const records = `SELECT assumeNotNull(client_ip) AS client, assumeNotNull(server_ip) AS server, service,
    ifNull(transfer_bytes, 0) AS bytes, transfer_direction = 'download' AS is_down,
    verdict = 'violation' AS is_violation, start_time
  ${source.sql} AND isNotNull(client_ip) AND isNotNull(server_ip)`
  const rowsOf = <T>(sql: string, params: Readonly<Record<string, unknown>>) =>
    store.rows<T>(sql, { params: { ...source.params, ...params }, settings, signal })
  const ends = `SELECT arrayJoin(arrayDistinct([client, server])) AS host, bytes FROM (${records})`
  const top = await rowsOf<{ host: string; all: string }>(
    `SELECT host, count() OVER () AS all FROM (${ends})
GROUP BY host ORDER BY sum(bytes) DESC, count() DESC, host LIMIT {g_limit:UInt32}`,
    { g_limit: limit },
  )
  const node = (host: string) => {
    const isHome = homeTest(host, home)
    return { sql: endOf(host, isHome.sql), params: isHome.params }
  }
  const [client, server, host] = [node('client'), node('server'), node('host')]
  const params = { ...client.params, g_top: top.map((row) => row.host) }
  const grouped = `SELECT from_end, to_end, arraySort(groupUniqArray(10)(service)) AS services,
    count() AS transfers, sumIf(bytes, NOT is_down) AS bytes_up, sumIf(bytes, is_down) AS bytes_down,
    countIf(is_violation) AS violations, toString(min(start_time)) AS first,
    toString(max(start_time)) AS last
  FROM (SELECT *, ${client.sql} AS from_end, ${server.sql} AS to_end FROM (${records}))
  GROUP BY from_end, to_end`
  const [edges, [totals], hosts] = await Promise.all([
    rowsOf<EdgeRow>(
      `${PATHS} SELECT *, from_end AS client, to_end AS server FROM (${grouped})
ORDER BY bytes_up + bytes_down DESC, transfers DESC, from_end, to_end LIMIT ${MOST_EDGES}`,
      params,
    ),
    rowsOf<Totals>(
      `${PATHS} SELECT count() AS edges, sum(transfers) AS transfers, sum(bytes_up + bytes_down) AS bytes
FROM (${grouped})`,
      params,
    ),
    rowsOf<{ name: string; n: string }>(
      `${PATHS} SELECT end_of.1 AS name, count() AS n
FROM (SELECT DISTINCT host, ${host.sql} AS end_of FROM (${ends})) WHERE NOT end_of.2 GROUP BY name`,
      params,
    ),
  ])
  const folded = new Map(hosts.map(({ name, n }) => [name, Number(n)]))
  const drawn = draw(edges, folded)
  const kept = drawn.edges.reduce(
    (sum, edge) => ({
      transfers: sum.transfers + edge.transfers,
      bytes: sum.bytes + edge.bytes_up + edge.bytes_down,
    }),
    { transfers: 0, bytes: 0 },
  )
  return {
    nodes: await described(asking, drawn.nodes),
    edges: drawn.edges,
    folded: [...folded.values()].reduce((sum, n) => sum + n, 0),
    left_out: {
      edges: Number(totals?.edges ?? 0) - drawn.edges.length,
      transfers: Number(totals?.transfers ?? 0) - kept.transfers,
      bytes: Number(totals?.bytes ?? 0) - kept.bytes,
    },
    hosts: Number(top[0]?.all ?? 0),
  }
}

const PATHS = `WITH (SELECT (groupArray(place), groupArray(arrayStringConcat(path, '/'))) FROM places) AS paths`

/**
 * SQL of the node of a host: itself if it is one of the largest; else the most specific network around
 * it that the organisation names, or a block of addresses where it names none.
 */
function endOf(host: string, isHome: string): string {
  const place = `dictGet('place_of', 'place', ${host})`
  const path = `transform(${place}, tupleElement(paths, 1), tupleElement(paths, 2), '')`
  const isV4 = `startsWith(toString(${host}), '::ffff:')`
  const bits = `multiIf(NOT ${isV4}, 48, ${isHome}, 120, 112)`
  const block = `concat(toString(tupleElement(IPv6CIDRToRange(${host}, toUInt8(${bits})), 1)), '/',
      toString(if(${isV4}, ${bits} - 96, ${bits})))`
  const isTop = `has({g_top:Array(IPv6)}, ${host})`
  return `tuple(multiIf(${isTop}, toString(${host}), ${path} != '', ${path}, ${block}),
      toUInt8(${isTop}), toUInt8(${isHome}))`
}

/** Edges and their nodes, as many as are shown: those with the most bytes. */
function draw(
  rows: readonly EdgeRow[],
  folded: ReadonlyMap<string, number>,
): { nodes: Node[]; edges: Edge[] } {
  const nodes = new Map<string, Node>()
  const count = ([name, isHost, isHome]: End, bytes: number, transfers: number): void => {
    const id = plainIp(name)
    const node = nodes.get(id) ?? {
      id,
      kind: isHost ? ('host' as const) : ('network' as const),
      is_home: Boolean(isHome),
      networks: [],
      roles: [],
      hosts: isHost ? 1 : (folded.get(name) ?? 1),
      bytes: 0,
      transfers: 0,
    }
    nodes.set(id, { ...node, bytes: node.bytes + bytes, transfers: node.transfers + transfers })
  }
  const edges = rows.map((row): Edge => {
    const edge = edgeOf(row)
    const bytes = edge.bytes_up + edge.bytes_down
    count(row.client, bytes, edge.transfers)
    if (edge.from !== edge.to) count(row.server, bytes, edge.transfers)
    return edge
  })
  const shown = new Map(
    [...nodes]
      .toSorted(([, a], [, b]) => b.bytes - a.bytes || b.transfers - a.transfers)
      .slice(0, MOST_NODES),
  )
  return {
    nodes: [...shown.values()],
    edges: edges.filter(({ from, to }) => shown.has(from) && shown.has(to)),
  }
}

function edgeOf(row: EdgeRow): Edge {
  const [from, to] = [plainIp(row.client[0]), plainIp(row.server[0])]
  const areHosts = row.client[1] && row.server[1]
  return {
    from,
    to,
    services: row.services,
    transfers: Number(row.transfers),
    bytes_up: Number(row.bytes_up),
    bytes_down: Number(row.bytes_down),
    violations: Number(row.violations),
    first: isoOfSqlTime(row.first),
    last: isoOfSqlTime(row.last),
    ...(areHosts && {
      show: {
        ...recordsQuestion('transfers', [
          ['client.ip', from],
          ['server.ip', to],
        ]),
        from: isoOfSqlTime(row.first),
        to: isoOfMicros(microsOfSqlTime(row.last) + 1),
      },
    }),
  }
}

/** The nodes with what is known of their hosts. */
async function described(asking: HostAsking, nodes: readonly Node[]): Promise<Node[]> {
  const hosts = nodes.filter(({ kind }) => kind === 'host').map(({ id }) => id)
  if (hosts.length === 0) return [...nodes]
  const [placeOf, roles] = await Promise.all([
    placesOf(asking, hosts),
    hostRows<{ ip: string; roles: string[] }>(asking, {
      sql: `SELECT toString(host) AS ip, arraySort(groupUniqArray(role)) AS roles FROM host_roles
WHERE host IN {x_hosts:Array(IPv6)} GROUP BY host`,
      params: { x_hosts: hosts },
    }),
  ])
  const inferred = new Map(roles.map((row) => [plainIp(row.ip), row.roles]))
  return nodes.map((node) => {
    if (node.kind === 'network') return { ...node, networks: networksOf(node.id) }
    const place = placeOf(node.id)
    const all = new Set([...place.roles, ...(inferred.get(node.id) ?? [])])
    return { ...node, networks: place.path, roles: [...all] }
  })
}

/** Labels of a folded network; a block of addresses has none. */
function networksOf(id: string): string[] {
  return /^[0-9a-f.:]+\/\d+$/.test(id) ? [] : id.split('/')
}
