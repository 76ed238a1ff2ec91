import { ActionIcon, Button, Skeleton } from '@mantine/core'
import { IconZoomIn, IconZoomOut } from '@tabler/icons-react'
import type { PeerGraphAnswer } from '@spoor/model'
import { useCallback, useMemo, useState } from 'react'
import { BytesText } from '../../common/bytes/bytes-text.js'
import { formatBytes, formatCount } from '../../common/bytes/format.js'
import { Chart } from '../../common/chart/chart.js'
import { useChartColours } from '../../common/chart/colours.js'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { PivotValue } from '../../common/pivot/value.js'
import { pageOf } from '../../common/query/translate.js'
import { CancelledState, EmptyState, ErrorState, isCancelled } from '../../common/state/states.js'
import type { Column } from '../../common/table/column.js'
import { DataTable } from '../../common/table/data-table.js'
import { TimeText } from '../../common/time/time-text.js'
import { useGo, useOpenHost, useUpdateView, useView } from '../../common/url/use-view.js'
import {
  colouredNetworks,
  drawnOf,
  graphOption,
  type PeerEdge,
  type PeerNode,
} from './peer-graph.js'
import { usePeerGraph } from './queries.js'
import { useTransfersOfHosts } from './transfers-of-hosts.js'
import classes from './hosts.module.css'

const HEIGHT = 30
const USUAL = 300
const MOST = 2_000
const ZOOM_STEP = 1.4

/** Opens what a node stands for: the host, or the hosts of the network. */
function useOpenNode(): (node: Pick<PeerNode, 'id' | 'kind' | 'networks'>) => void {
  const openHost = useOpenHost()
  const update = useUpdateView()
  return useCallback(
    ({ id, kind, networks }) => {
      if (kind === 'host') openHost(id)
      else if (networks.length > 0) update({ network: networks.join('/') })
      else update({ q: `host.ip:"${id}"`, tab: undefined })
    },
    [openHost, update],
  )
}

function End({ id, node }: { id: string; node: PeerNode | undefined }) {
  const open = useOpenNode()
  if (node === undefined || node.kind === 'host') {
    return <PivotValue subject="hosts" field="host.ip" value={id} tabbable={false} />
  }
  return (
    <button
      type="button"
      className={classes.link}
      tabIndex={-1}
      title={`${formatCount(node.hosts)} hosts put together: press to see them`}
      onClick={(event) => {
        event.stopPropagation()
        open(node)
      }}
    >
      <HostileText value={id} most={60} /> ({formatCount(node.hosts)})
    </button>
  )
}

function edgeColumns(nodes: ReadonlyMap<string, PeerNode>): Column<PeerEdge>[] {
  const pivotOn = (end: 'from' | 'to') => (edge: PeerEdge) =>
    nodes.get(edge[end])?.kind === 'network'
      ? undefined
      : { subject: 'hosts' as const, field: 'host.ip', value: edge[end] }
  return [
    {
      key: 'from',
      header: 'Client',
      width: 10,
      grow: 1,
      cell: ({ from }) => <End id={from} node={nodes.get(from)} />,
      pivot: pivotOn('from'),
    },
    {
      key: 'to',
      header: 'Server',
      width: 10,
      grow: 1,
      cell: ({ to }) => (
        <>
          <span className="dim">→ </span>
          <End id={to} node={nodes.get(to)} />
        </>
      ),
      pivot: pivotOn('to'),
    },
    {
      key: 'services',
      header: 'Services',
      width: 6,
      grow: 1,
      cell: ({ services }) => services.join(', '),
    },
    {
      key: 'transfers',
      header: 'Transfers',
      width: 5,
      align: 'end',
      cell: ({ transfers }) => formatCount(transfers),
    },
    {
      key: 'up',
      header: 'To the server',
      width: 6,
      align: 'end',
      cell: ({ bytes_up: bytes }) => <BytesText bytes={bytes} />,
    },
    {
      key: 'down',
      header: 'To the client',
      width: 6,
      align: 'end',
      cell: ({ bytes_down: bytes }) => <BytesText bytes={bytes} />,
    },
    {
      key: 'violations',
      header: 'Forbidden',
      width: 5,
      align: 'end',
      cell: ({ violations }) =>
        violations > 0 ? <b className={classes.forbidden}>✕ {formatCount(violations)}</b> : '0',
    },
    { key: 'last', header: 'Last', width: 9, cell: ({ last }) => <TimeText moment={last} /> },
  ]
}

/** What the picture does not show, in words. */
function LeftOut({ answer, limit }: { answer: PeerGraphAnswer; limit: number }) {
  const update = useUpdateView()
  const { folded, left_out: left, hosts, completeness } = answer
  return (
    <span className="dim">
      {formatCount(hosts)} hosts moved files.
      {folded > 0 &&
        ` ${formatCount(folded)} of them, which moved least, are put together by network.`}
      {left.edges > 0 &&
        ` ${formatCount(left.edges)} pairs with ${formatBytes(left.bytes)} in ${formatCount(left.transfers)} transfers are left out.`}
      {completeness.partial && (
        <span className={classes.partial}> Partial: {completeness.reason}</span>
      )}
      {folded > 0 && limit < MOST && (
        <Button
          variant="subtle"
          size="compact-xs"
          onClick={() => update({ most: String(MOST) }, true)}
        >
          Show up to {formatCount(MOST)} hosts by themselves
        </Button>
      )}
      {limit > USUAL && (
        <Button
          variant="subtle"
          size="compact-xs"
          onClick={() => update({ most: undefined }, true)}
        >
          Fewer
        </Button>
      )}
    </span>
  )
}

function Drawn({ answer, limit }: { answer: PeerGraphAnswer; limit: number }) {
  const colours = useChartColours()
  const open = useOpenNode()
  const go = useGo()
  const openHost = useOpenHost()
  const [zoom, setZoom] = useState(1)
  const option = useMemo(() => graphOption(answer, colours, zoom), [answer, colours, zoom])
  const nodes = useMemo(() => new Map(answer.nodes.map((node) => [node.id, node])), [answer])
  const columns = useMemo(() => edgeColumns(nodes), [nodes])
  const networks = useMemo(
    () => colouredNetworks(answer.nodes, colours.series.length),
    [answer.nodes, colours],
  )
  const show = useCallback(
    ({ show: pointer, from }: PeerEdge) => {
      if (pointer === undefined) openHost(from)
      else go(pageOf(pointer.subject), { q: pointer.q, from: pointer.from, to: pointer.to })
    },
    [go, openHost],
  )
  const press = useCallback(
    (data: unknown) => {
      const { node, edge } = drawnOf(answer, data)
      if (node !== undefined) open(node)
      else if (edge !== undefined) show(edge)
    },
    [answer, open, show],
  )
  return (
    <>
      <div className={classes.viewtools}>
        <LeftOut answer={answer} limit={limit} />
        <span className={classes.end}>
          <ActionIcon
            size="sm"
            aria-label="Closer"
            title="Closer"
            onClick={() => setZoom(zoom * ZOOM_STEP)}
          >
            <IconZoomIn size="0.95rem" stroke={1.6} />
          </ActionIcon>
          <ActionIcon
            size="sm"
            aria-label="Further"
            title="Further"
            onClick={() => setZoom(zoom / ZOOM_STEP)}
          >
            <IconZoomOut size="0.95rem" stroke={1.6} />
          </ActionIcon>
        </span>
      </div>
      <Chart
        option={option}
        height={HEIGHT}
        onPress={press}
        label={`Graph of ${formatCount(answer.nodes.length)} hosts and networks, and ${formatCount(answer.edges.length)} pairs that moved files; the table below has them`}
      />
      <p className={classes.legend}>
        {networks.length === 0 ? (
          <span>● home</span>
        ) : (
          networks.map((name, index) => (
            <span key={name}>
              <span style={{ color: colours.series[index] }} aria-hidden="true">
                ●
              </span>{' '}
              <HostileText value={name} most={40} />
            </span>
          ))
        )}
        <span>◆ outside</span>
        <span>■ hosts put together</span>
        <span>┄ forbidden by policy</span>
        <span className="dim">
          Press a host to open it, a line for its transfers. Drag to move.
        </span>
      </p>
      <div className={classes.edges}>
        <DataTable
          label="Pairs of client and server"
          columns={columns}
          rows={answer.edges}
          keyOf={({ from, to }) => `${from} ${to}`}
          onOpen={show}
          hasMore={false}
          loadingMore={false}
          loadMore={() => undefined}
        />
      </div>
    </>
  )
}

/** Who transfers with whom, among the transfers of the hosts that are meant. */
export function PeersView() {
  const view = useView()
  const update = useUpdateView()
  const limit = Math.min(MOST, Math.max(2, Number(view.most ?? USUAL)))
  const { asked, left } = useTransfersOfHosts()
  const answer = usePeerGraph(asked, limit)
  if (answer.isError && answer.data === undefined) {
    return <ErrorState error={answer.error} retry={() => void answer.refetch()} />
  }
  if (isCancelled(answer)) return <CancelledState retry={() => void answer.refetch()} />
  if (answer.data === undefined) return <Skeleton height={`${HEIGHT}rem`} m="sm" />
  return (
    <div className={classes.view} data-stale={answer.isPlaceholderData || undefined}>
      {left && (
        <p className={classes.nothing}>
          A part of what is asked cannot be asked of transfers: pairs of other hosts are drawn too.
        </p>
      )}
      {answer.data.nodes.length === 0 ? (
        <EmptyState
          title="No files were moved"
          action={
            <Button variant="default" onClick={() => update({ tab: undefined })}>
              Back to the hosts
            </Button>
          }
        >
          No transfer of these hosts was seen in this time range. Look at a longer time, or loosen
          the question.
        </EmptyState>
      ) : (
        <Drawn answer={answer.data} limit={limit} />
      )}
    </div>
  )
}
