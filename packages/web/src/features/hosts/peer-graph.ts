import type { PeerGraphAnswer } from '@spoor/model'
import { formatBytes, formatCount } from '../../common/bytes/format.js'
import type { ChartColours } from '../../common/chart/colours.js'
import type { EChartsCoreOption } from '../../common/chart/echarts.js'
import { plain } from '../../common/chart/time-bars.js'
import { tooltipStyle } from '../../common/chart/tooltip.js'
import { remPixels } from '../../common/rem.js'

export type PeerNode = PeerGraphAnswer['nodes'][number]
export type PeerEdge = PeerGraphAnswer['edges'][number]

/** Nodes up to which forces place them; more are put on circles, network by network. */
const MOST_BY_FORCE = 120

/** Most nodes that have their names written beside them. */
const NAMED = 24

/** How much wider than high the picture is. */
const ASPECT = 2

/** Edges from which on they are drawn thin, without curves. */
const MANY_EDGES = 800

interface Placed {
  readonly x: number
  readonly y: number
}

/** Name of the network that a node belongs to. */
function networkOf({ networks, kind, id }: PeerNode): string {
  if (networks.length > 0) return networks.join('/')
  return kind === 'network' ? id : ''
}

/** Radius of the circle of home nodes, and of those outside around it. */
const RADII = { home: 420, outside: 1000 } as const

function around<Node extends PeerNode>(nodes: readonly Node[], radius: number): [string, Placed][] {
  return nodes.map(({ id }, index) => {
    const angle = (index / nodes.length) * 2 * Math.PI - Math.PI / 2
    return [id, { x: ASPECT * radius * Math.cos(angle), y: radius * Math.sin(angle) }]
  })
}

/**
 * Places on two circles: home inside, each network beside itself; around it what is outside, each by
 * the first of its peers at home, so that lines cross little.
 */
export function onCircles(
  nodes: readonly PeerNode[],
  edges: readonly Pick<PeerEdge, 'from' | 'to'>[],
): Map<string, Placed> {
  const home = nodes
    .filter((node) => node.is_home)
    .toSorted((a, b) => networkOf(a).localeCompare(networkOf(b)) || b.bytes - a.bytes)
  const turn = new Map(home.map(({ id }, index) => [id, index]))
  const firstPeer = new Map<string, number>()
  for (const { from, to } of edges) {
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      const at = turn.get(other)
      if (at !== undefined) firstPeer.set(one, Math.min(at, firstPeer.get(one) ?? at))
    }
  }
  const outside = nodes
    .filter((node) => !node.is_home)
    .toSorted(
      (a, b) =>
        (firstPeer.get(a.id) ?? home.length) - (firstPeer.get(b.id) ?? home.length) ||
        b.bytes - a.bytes,
    )
  return new Map([...around(home, RADII.home), ...around(outside, RADII.outside)])
}

/** Room that a name takes on the circles: a node whose name would lie over another's goes without. */
const NAME_ROOM = { width: 420, height: 90 } as const

/** The nodes that have their names written beside them: those that moved most. */
export function namedNodes(
  nodes: readonly PeerNode[],
  places: ReadonlyMap<string, Placed> | undefined,
): Set<string> {
  const byBytes = nodes.toSorted((a, b) => b.bytes - a.bytes).map(({ id }) => id)
  if (places === undefined) return new Set(byBytes.slice(0, NAMED))
  const named: (readonly [string, Placed])[] = []
  for (const id of byBytes) {
    const place = places.get(id)
    const isFree = named.every(
      ([, { x, y }]) =>
        Math.abs(x - (place?.x ?? 0)) > NAME_ROOM.width ||
        Math.abs(y - (place?.y ?? 0)) > NAME_ROOM.height,
    )
    if (place !== undefined && isFree) named.push([id, place])
    if (named.length === NAMED) break
  }
  return new Set(named.map(([id]) => id))
}

/** Names of the networks that have colours of their own, the largest first. */
export function colouredNetworks(nodes: readonly PeerNode[], most: number): string[] {
  const bytes = new Map<string, number>()
  for (const node of nodes) {
    const name = node.networks.at(-1)
    if (name !== undefined && node.is_home) bytes.set(name, (bytes.get(name) ?? 0) + node.bytes)
  }
  return [...bytes]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, most)
    .map(([name]) => name)
}

function nodeWords(node: PeerNode): string {
  return [
    plain(node.id) +
      (node.kind === 'network' ? `  (${formatCount(node.hosts)} hosts together)` : ''),
    ...(node.networks.length > 0 ? [node.networks.map(plain).join(' / ')] : []),
    ...(node.roles.length > 0 ? [node.roles.map(plain).join(', ')] : []),
    node.is_home ? 'home' : 'outside',
    `${formatBytes(node.bytes)} in ${formatCount(node.transfers)} transfers`,
  ].join('\n')
}

function edgeWords(edge: PeerEdge): string {
  return [
    `${plain(edge.from)} → ${plain(edge.to)}`,
    edge.services.map(plain).join(', '),
    `${formatCount(edge.transfers)} transfers, ${formatBytes(edge.bytes_up)} up, ${formatBytes(edge.bytes_down)} down`,
    ...(edge.violations > 0 ? [`${formatCount(edge.violations)} forbidden by policy`] : []),
  ].join('\n')
}

const SYMBOLS = { home: 'circle', outside: 'diamond', network: 'roundRect' } as const

/**
 * Option of the graph. Forces are reckoned out before it is drawn, and only for few nodes: nothing
 * moves, and thousands are drawn at once.
 */
export function graphOption(
  { nodes, edges }: Pick<PeerGraphAnswer, 'nodes' | 'edges'>,
  colours: ChartColours,
  zoom: number,
): EChartsCoreOption {
  const rem = remPixels()
  const byForce = nodes.length <= MOST_BY_FORCE
  const places = byForce ? undefined : onCircles(nodes, edges)
  const greatest = Math.max(1, ...nodes.map((node) => node.bytes))
  const widest = Math.max(1, ...edges.map((edge) => edge.bytes_up + edge.bytes_down))
  const networks = colouredNetworks(nodes, colours.series.length)
  const named = namedNodes(nodes, places)
  const many = edges.length > MANY_EDGES
  const [external, bad] = [colours.named('external'), colours.named('bad')]
  const colourOf = (node: PeerNode): string => {
    if (!node.is_home) return external
    const at = networks.indexOf(node.networks.at(-1) ?? '')
    return (at < 0 ? undefined : colours.series[at]) ?? colours.dim
  }
  return {
    animation: false,
    tooltip: {
      ...tooltipStyle(colours),
      formatter: ({ data }: { data?: unknown }) => {
        const { node, edge } = drawnOf({ nodes, edges }, data)
        return node ? nodeWords(node) : edge ? edgeWords(edge) : ''
      },
    },
    series: [
      {
        type: 'graph',
        layout: byForce ? 'force' : 'none',
        force: {
          layoutAnimation: false,
          initLayout: 'circular',
          repulsion: 220,
          gravity: 0.12,
          edgeLength: [40, 140],
        },
        preserveAspect: true,
        roam: 'move',
        zoom,
        left: '12%',
        right: '12%',
        top: '8%',
        bottom: '8%',
        // To light up the peers of one among thousands would draw all of them anew.
        emphasis: many ? { disabled: true } : { focus: 'adjacency', lineStyle: { opacity: 1 } },
        blur: { itemStyle: { opacity: 0.25 }, lineStyle: { opacity: 0.05 } },
        label: { color: colours.text, fontSize: 0.6875 * rem, position: 'right' },
        lineStyle: {
          color: colours.dim,
          width: 1,
          opacity: many ? 0.2 : byForce ? 0.55 : 0.35,
          curveness: many ? 0 : 0.08,
        },
        edgeSymbol: many ? ['none', 'none'] : ['none', 'arrow'],
        edgeSymbolSize: 6,
        data: nodes.map((node, at) => ({
          id: node.id,
          name: node.id,
          node: at,
          ...places?.get(node.id),
          symbol:
            node.kind === 'network'
              ? SYMBOLS.network
              : node.is_home
                ? SYMBOLS.home
                : SYMBOLS.outside,
          symbolSize: rem * (0.4 + 1.4 * Math.sqrt(node.bytes / greatest)),
          itemStyle: { color: colourOf(node) },
          ...(named.has(node.id) && { label: { show: true, formatter: plain(node.id) } }),
        })),
        links: edges.map((edge, at) => {
          const lineStyle = {
            ...(!many && {
              width: 1 + 4 * Math.sqrt((edge.bytes_up + edge.bytes_down) / widest),
            }),
            ...(edge.violations > 0 && { color: bad, type: 'dashed' }),
          }
          return { source: edge.from, target: edge.to, edge: at, lineStyle }
        }),
      },
    ],
  }
}

/** The node or the edge that an item of the chart stands for, by its place in the answer. */
export function drawnOf(
  { nodes, edges }: Pick<PeerGraphAnswer, 'nodes' | 'edges'>,
  data: unknown,
): { readonly node?: PeerNode; readonly edge?: PeerEdge } {
  if (typeof data !== 'object' || data === null) return {}
  if ('node' in data) return { node: nodes[Number(data.node)] }
  return 'edge' in data ? { edge: edges[Number(data.edge)] } : {}
}
