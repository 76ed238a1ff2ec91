import { SegmentedControl, Skeleton } from '@mantine/core'
import type { HostNetwork, HostNetworksAnswer } from '@spoor/model'
import { useCallback, useMemo } from 'react'
import { formatCount } from '../../common/bytes/format.js'
import { Chart } from '../../common/chart/chart.js'
import { useChartColours, type ChartColours } from '../../common/chart/colours.js'
import type { EChartsCoreOption } from '../../common/chart/echarts.js'
import { plain } from '../../common/chart/time-bars.js'
import { tooltipStyle } from '../../common/chart/tooltip.js'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { joined } from '../../common/query/language.js'
import { remPixels } from '../../common/rem.js'
import { CancelledState, EmptyState, ErrorState, isCancelled } from '../../common/state/states.js'
import { useUpdateView, useView } from '../../common/url/use-view.js'
import { inTreeOrder, networkTree, type Measure, type TreeNode } from './network-tree.js'
import { useAskedHosts, useHostNetworks } from './queries.js'
import classes from './hosts.module.css'

const HEIGHT = 22

const MEASURES: readonly { readonly value: Measure; readonly label: string }[] = [
  { value: 'hosts', label: 'Hosts' },
  { value: 'services', label: 'Services' },
  { value: 'users', label: 'Users' },
  { value: 'at_risk', label: 'At risk' },
]

const WORDS: Readonly<Record<Measure, string>> = {
  hosts: 'hosts',
  services: 'services offered',
  users: 'users',
  at_risk: 'hosts at risk',
}

function isNode(data: unknown): data is TreeNode {
  return typeof data === 'object' && data !== null && 'path' in data && Array.isArray(data.path)
}

function treemap(
  nodes: readonly TreeNode[],
  measure: Measure,
  colours: ChartColours,
): EChartsCoreOption {
  const rem = remPixels()
  const data = nodes.map((node, index) => ({
    ...node,
    itemStyle: { color: colours.series[index % colours.series.length] },
  }))
  return {
    animation: false,
    tooltip: {
      ...tooltipStyle(colours),
      formatter: ({ data: node }: { data?: unknown }) =>
        isNode(node)
          ? `${node.path.map(plain).join(' / ') || plain(node.name)}\n${formatCount(node.value)} ${WORDS[measure]}`
          : '',
    },
    series: [
      {
        type: 'treemap',
        data,
        left: 0,
        right: 0,
        top: 0,
        bottom: 0,
        roam: false,
        nodeClick: false,
        breadcrumb: { show: false },
        visibleMin: 40,
        label: {
          fontSize: 0.75 * rem,
          lineHeight: 1.05 * rem,
          color: '#fff',
          textBorderColor: 'rgb(0 0 0 / 55%)',
          textBorderWidth: 2,
          formatter: ({ name, value }: { name: string; value: unknown }) =>
            `${plain(name)}\n${formatCount(Number(value))}`,
        },
        upperLabel: {
          show: true,
          height: 1.375 * rem,
          fontSize: 0.75 * rem,
          color: colours.text,
          formatter: ({ name, value }: { name: string; value: unknown }) =>
            `${plain(name)}  ${formatCount(Number(value))}`,
        },
        itemStyle: { borderColor: colours.surface, borderWidth: 1, gapWidth: 1 },
        levels: [
          { itemStyle: { gapWidth: 3, borderWidth: 0 }, upperLabel: { show: false } },
          { itemStyle: { gapWidth: 2, borderWidth: 2, borderColor: colours.line } },
          { itemStyle: { gapWidth: 1, borderWidth: 2, borderColor: colours.line } },
        ],
      },
    ],
  }
}

/** Narrows the page to a network, or to the hosts that are in none. */
function useNarrow(): (path: readonly string[]) => void {
  const { q } = useView()
  const update = useUpdateView()
  return useCallback(
    (path) =>
      update(
        path.length === 0
          ? { q: joined(q ?? '', 'not host.network:*', 'hosts') }
          : { network: path.join('/') },
      ),
    [q, update],
  )
}

function NetworksTable({ networks }: { networks: readonly HostNetwork[] }) {
  const narrow = useNarrow()
  return (
    <div className="scroll-x">
      <table className="plain-table" aria-label="Networks">
        <thead>
          <tr>
            <th>Network</th>
            <th className="num">Hosts</th>
            <th className="num" title="Pairs of host and offered service">
              Services
            </th>
            <th className="num">Users</th>
            <th className="num" title="Pairs of host and role">
              Roles
            </th>
            <th className="num">At risk</th>
          </tr>
        </thead>
        <tbody>
          {inTreeOrder(networks).map(({ path, hosts, services, users, roles, at_risk: risk }) => (
            <tr key={path.join('/')}>
              <td style={{ paddingLeft: `${0.875 + Math.max(0, path.length - 1) * 1.25}rem` }}>
                <button
                  type="button"
                  className={classes.link}
                  title="Only the hosts of this network"
                  onClick={() => narrow(path)}
                >
                  {path.length === 0 ? (
                    <i>in no network</i>
                  ) : (
                    <HostileText value={path.at(-1) ?? ''} most={80} />
                  )}
                </button>
              </td>
              {[hosts, services, users, roles, risk].map((figure, index) => (
                <td key={index} className="num">
                  {formatCount(figure)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function measureOf(by: string | undefined): Measure {
  return MEASURES.find(({ value }) => value === by)?.value ?? 'hosts'
}

function Drawn({ answer }: { answer: HostNetworksAnswer }) {
  const { by } = useView()
  const update = useUpdateView()
  const measure = measureOf(by)
  const colours = useChartColours()
  const narrow = useNarrow()
  const { networks, total } = answer
  const nodes = useMemo(() => networkTree(networks, measure), [networks, measure])
  const option = useMemo(() => treemap(nodes, measure, colours), [nodes, measure, colours])
  const press = useCallback(
    (data: unknown) => {
      if (isNode(data)) narrow(data.path)
    },
    [narrow],
  )
  return (
    <>
      <div className={classes.viewtools}>
        <span className="dim">Area by</span>
        <SegmentedControl
          size="xs"
          aria-label="What the areas stand for"
          value={measure}
          onChange={(value) => update({ by: value === 'hosts' ? undefined : value }, true)}
          data={[...MEASURES]}
        />
        <span className="dim">
          Press a network to see only its hosts.
          {total > networks.length &&
            ` The ${formatCount(networks.length)} of ${formatCount(total)} networks with most hosts are drawn.`}
        </span>
      </div>
      {nodes.length === 0 ? (
        <p className={classes.nothing}>No network has {WORDS[measure]}.</p>
      ) : (
        <Chart
          option={option}
          height={HEIGHT}
          onPress={press}
          label={`Treemap of networks by ${WORDS[measure]}; the table below has the figures`}
        />
      )}
      <NetworksTable networks={networks} />
    </>
  )
}

/** Networks with what is in them: a picture, and the table behind it. A press narrows. */
export function NetworksView() {
  const answer = useHostNetworks(useAskedHosts())
  if (answer.isError && answer.data === undefined) {
    return <ErrorState error={answer.error} retry={() => void answer.refetch()} />
  }
  if (isCancelled(answer)) return <CancelledState retry={() => void answer.refetch()} />
  if (answer.data === undefined) return <Skeleton height={`${HEIGHT}rem`} m="sm" />
  if (answer.data.networks.length === 0) {
    return (
      <EmptyState title="No host here">
        Loosen the question, or look at a longer time. Networks are drawn up under Organisation.
      </EmptyState>
    )
  }
  return (
    <div className={classes.view} data-stale={answer.isPlaceholderData || undefined}>
      <Drawn answer={answer.data} />
    </div>
  )
}
