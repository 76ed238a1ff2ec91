import type {
  ListedNetwork,
  NetworksAnswer,
  NetworksRequest,
  OrganisationDocument,
} from '@spoor/model'
import type { EventStore } from '../../store/event-store.js'
import { readPrefix, type Prefix } from '../prefix.js'
import { OrganisationRefusal } from '../versions/refused.js'
import { nodesOf, type Nodes } from './nodes.js'

const DEFAULT_LIMIT = 200
const MOST_NETWORKS_SHOWN = 50

/**
 * Nodes of the tree a page at a time: the children of one, or all below it that something is found in.
 * @throws OrganisationRefusal NOT_FOUND if there is no such node; StoreError
 */
export async function listNetworks(
  store: EventStore,
  document: OrganisationDocument,
  { under, find, limit = DEFAULT_LIMIT, cursor = '0' }: NetworksRequest,
): Promise<NetworksAnswer> {
  const nodes = nodesOf(document)
  const above = under === undefined ? -1 : (nodes.byPath.get(under) ?? notThere(under))
  const found =
    find === undefined || find.trim() === ''
      ? childrenOf(nodes, above)
      : findBelow(nodes, above, find.trim())
  const begin = /^\d{1,9}$/.test(cursor) ? Number(cursor) : 0
  const page = found.slice(begin, begin + limit)
  const hosts = await hostsOf(
    store,
    page.map((index) => nodes.all[index]?.labels ?? []),
  )
  return {
    networks: page.map((index, at) => listed(nodes, index, hosts[at] ?? 0)),
    total: found.length,
    ...(begin + limit < found.length && { next: String(begin + limit) }),
  }
}

function notThere(path: string): never {
  throw new OrganisationRefusal('NOT_FOUND', `There is no network ${JSON.stringify(path)}.`)
}

function childrenOf({ all }: Nodes, above: number): number[] {
  const indexes: number[] = []
  const end = above === -1 ? all.length - 1 : (all[above]?.end ?? -1)
  for (let index = above + 1; index <= end; index = (all[index]?.end ?? index) + 1) {
    indexes.push(index)
  }
  return indexes
}

/** Where a text is in label or note; or whose networks hold an address or network, or lie in it. */
function findBelow({ all }: Nodes, above: number, text: string): number[] {
  const wanted = text.toLowerCase()
  const prefix = prefixIn(text)
  const last = above === -1 ? all.length - 1 : (all[above]?.end ?? -1)
  const indexes: number[] = []
  for (let index = above + 1; index <= last; index += 1) {
    const node = all[index]?.node
    if (!node) continue
    const isNamed = [node.label, node.note ?? ''].some((own) => own.toLowerCase().includes(wanted))
    if (isNamed || (prefix && node.networks.some((own) => overlap(readPrefix(own), prefix)))) {
      indexes.push(index)
    }
  }
  return indexes
}

function prefixIn(text: string): Prefix | undefined {
  try {
    return readPrefix(text)
  } catch {
    return undefined
  }
}

function overlap(a: Prefix, b: Prefix): boolean {
  return a.first <= b.last && b.first <= a.last
}

function listed({ all, networksBelow }: Nodes, index: number, hosts: number): ListedNetwork {
  const flat = all[index]
  if (!flat) throw new RangeError(`There is no node ${index}.`)
  const { node, path, site } = flat
  return {
    path,
    label: node.label,
    networks: node.networks.slice(0, MOST_NETWORKS_SHOWN),
    networks_total: node.networks.length,
    networks_below: networksBelow[index] ?? 0,
    children: node.children.length,
    site,
    note: node.note ?? '',
    hosts,
  }
}

/** How many known hosts there are in each of some networks, and below. */
async function hostsOf(
  store: EventStore,
  paths: readonly (readonly string[])[],
): Promise<number[]> {
  if (paths.length === 0) return []
  const rows = await store.rows<{ path: string; hosts: number }>(
    `SELECT arrayJoin(arrayMap(n -> arrayStringConcat(arraySlice(p.path, 1, n), '/'),
         range(1, length(p.path) + 1))) AS path,
       toFloat64(sum(h.hosts)) AS hosts
     FROM (SELECT dictGet('place_of', 'place', host) AS place, count() AS hosts FROM hosts GROUP BY place) AS h
     INNER JOIN places AS p ON p.place = h.place
     WHERE hasAny({paths:Array(String)}, arrayMap(n -> arrayStringConcat(arraySlice(p.path, 1, n), '/'),
       range(1, length(p.path) + 1)))
     GROUP BY path HAVING has({paths:Array(String)}, path)`,
    { params: { paths: paths.map((path) => path.join('/')) } },
  )
  const byPath = new Map(rows.map(({ path, hosts }) => [path, hosts]))
  return paths.map((path) => byPath.get(path.join('/')) ?? 0)
}
