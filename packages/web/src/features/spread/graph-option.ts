import type { ChartColours } from '../../common/chart/colours.js'
import type { EChartsCoreOption } from '../../common/chart/echarts.js'
import { plain } from '../../common/chart/time-bars.js'
import { tooltipStyle } from '../../common/chart/tooltip.js'
import { remPixels } from '../../common/rem.js'
import { formatMoment, type Zone } from '../../common/time/format.js'
import type { GraphNode, SpreadGraph } from './graph-layout.js'

/** What is drawn of a node: its words stand in the tooltip. */
interface NodeData {
  readonly name: string
  readonly words: string
}

/** The address of a drawn host that was pressed; undefined if it was something else. */
export function pressedHost(data: unknown): string | undefined {
  return typeof data === 'object' &&
    data !== null &&
    'name' in data &&
    typeof data.name === 'string'
    ? data.name
    : undefined
}

function wordsOfNode({ host, order }: GraphNode, zone: Zone): string {
  const { host: address, first_seen: moment, network, roles, attributes } = host
  return [
    `${order}. ${address}`,
    formatMoment(moment, zone, 0),
    ...[network, roles.join(', '), attributes.join(', ')].flatMap((text) =>
      text === undefined || text === '' ? [] : plain(text),
    ),
  ].join('\n')
}

/** Option of the spread graph: hosts in their places, contacts as arrows. */
export function graphOption(
  { nodes, edges, columns, rows }: SpreadGraph,
  zone: Zone,
  colours: ChartColours,
): EChartsCoreOption {
  const rem = remPixels()
  const usual = colours.series[0] ?? colours.text
  const first = colours.named('egress')
  return {
    animation: false,
    grid: { left: 1 * rem, right: 1 * rem, top: 0, bottom: 0 },
    xAxis: { type: 'value', min: -0.05, max: columns - 0.1, show: false },
    yAxis: { type: 'value', min: -0.7, max: rows - 0.3, inverse: true, show: false },
    tooltip: {
      ...tooltipStyle(colours),
      formatter: ({ data }: { data?: Partial<NodeData> }) => data?.words ?? '',
    },
    series: [
      {
        type: 'graph',
        coordinateSystem: 'cartesian2d',
        symbolSize: 0.625 * rem,
        edgeSymbol: ['none', 'arrow'],
        edgeSymbolSize: 0.4 * rem,
        label: {
          show: true,
          position: 'right',
          color: colours.text,
          fontSize: 0.6875 * rem,
          width: 8 * rem,
          overflow: 'truncate',
          formatter: '{b}',
          // Arrows go behind the addresses.
          backgroundColor: colours.surface,
          padding: 1,
        },
        lineStyle: { color: colours.dim, opacity: 0.65, width: 1, curveness: 0.08 },
        emphasis: { focus: 'adjacency', lineStyle: { width: 2 } },
        data: nodes.map((node) => ({
          name: node.host.host,
          value: [node.x, node.y],
          words: wordsOfNode(node, zone),
          ...(node.order === 1 && { symbol: 'diamond', symbolSize: 0.9375 * rem }),
          itemStyle: {
            color: node.host.is_home ? (node.order === 1 ? first : usual) : colours.surface,
            borderColor: node.order === 1 ? first : usual,
            borderWidth: node.host.is_home ? 0 : 2,
          },
        })),
        links: edges.map(({ from, to, at, by, service }) => ({
          source: from,
          target: to,
          words: `${from} and ${to}\n${plain(service)} ${by}\n${formatMoment(at, zone, 0)}`,
          lineStyle: { type: by === 'transfer' ? 'solid' : 'dashed' },
        })),
      },
    ],
  }
}
