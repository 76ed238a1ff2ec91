import { ActionIcon, Button, SegmentedControl } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import {
  IconAlertTriangle,
  IconChartBarPopular,
  IconChartTreemap,
  IconDownload,
  IconTable,
  IconTopologyStar3,
} from '@tabler/icons-react'
import type { HostRow } from '@spoor/model'
import { useCallback, useMemo } from 'react'
import { apiUrl } from '../../common/api/client.js'
import { formatCount } from '../../common/bytes/format.js'
import { FactsLag } from '../../common/state/facts-lag.js'
import {
  CancelledState,
  EmptyState,
  ErrorState,
  isCancelled,
  RowsSkeleton,
} from '../../common/state/states.js'
import { DataTable } from '../../common/table/data-table.js'
import { ALL_DATA } from '../../common/time/range.js'
import { useOpenHost, useUpdateView, useView } from '../../common/url/use-view.js'
import { Facets, USUAL_FACETS } from './facets.js'
import { HOST_LAYOUTS, hostColumns } from './hosts-table.js'
import { Narrowed } from './narrowed.js'
import { NetworksView } from './networks-view.js'
import { PeersView } from './peers-view.js'
import { useAskedHosts, useHostFacets, useHosts } from './queries.js'
import { rankOf, rankText, type Rank } from './rank.js'
import { RecordsMenu } from './records-menu.js'
import { Surface } from './surface.js'
import classes from './hosts.module.css'

const TABS = [
  { value: 'table', label: 'Table', icon: IconTable },
  { value: 'networks', label: 'Networks', icon: IconChartTreemap },
  { value: 'peers', label: 'Peers', icon: IconTopologyStar3 },
] as const

function tabOf(tab: string | undefined): (typeof TABS)[number]['value'] {
  return TABS.find(({ value }) => value === tab)?.value ?? 'table'
}

function NoHosts() {
  const view = useView()
  const update = useUpdateView()
  const everything = view.from === ALL_DATA.from
  const narrowed = [view.q, view.of, view.network].some((one) => one !== undefined)
  return (
    <EmptyState title={narrowed ? 'No host meets what is asked' : 'No host in this time range'}>
      <p>
        {narrowed
          ? 'Loosen a chip, choose all networks, or look at a longer time.'
          : everything
            ? 'Hosts come with the first events: Status shows what is being read.'
            : 'There may be hosts at other times.'}
      </p>
      <div className={classes.buttons}>
        {!everything && <Button onClick={() => update({ ...ALL_DATA })}>Show all data</Button>}
        {narrowed && (
          <Button
            variant="default"
            onClick={() =>
              update({
                q: undefined,
                of: undefined,
                of_q: undefined,
                side: undefined,
                network: undefined,
              })
            }
          >
            All hosts
          </Button>
        )}
      </div>
    </EmptyState>
  )
}

function ExportButton({ rank }: { rank: Rank }) {
  const { q, from, to, of, of_q, side } = useAskedHosts()
  return (
    <Button
      component="a"
      variant="default"
      size="compact-xs"
      href={apiUrl('hosts/export', { q, from, to, of, of_q, side, sort: rank.sort })}
      download="spoor-hosts.csv"
      leftSection={<IconDownload size="0.85rem" />}
      title="All hosts that are meant, as CSV for a spreadsheet"
    >
      CSV
    </Button>
  )
}

/** Every host: what they are, what they offer and use, and where the risk is. */
export function HostsPage() {
  const view = useView()
  const update = useUpdateView()
  const openHost = useOpenHost()
  const asked = useAskedHosts()
  const rank = useMemo(() => rankOf(view.rank), [view.rank])
  const tab = tabOf(view.tab)
  const wide = useMediaQuery('(min-width: 76rem)', true, { getInitialValueInEffect: false })
  const panel = view.top === 'none' ? false : view.top !== undefined || wide
  const chosen = useMemo(
    () => (view.top === undefined || view.top === 'none' ? USUAL_FACETS : view.top.split(',')),
    [view.top],
  )
  const facets = useHostFacets(
    asked,
    useMemo(() => chosen.map((name) => name.replace(/^host\./, '')), [chosen]),
  )
  const hosts = useHosts(asked, rank)
  const rows = useMemo(() => hosts.data?.pages.flatMap((page) => page.rows) ?? [], [hosts.data])
  const total = hosts.data?.pages[0]?.total
  const partial = hosts.data?.pages.find((page) => page.completeness.partial)?.completeness
  const columns = useMemo(
    () => hostColumns(rank, (next) => update({ rank: rankText(next) }, true)),
    [rank, update],
  )
  const { fetchNextPage } = hosts
  const loadMore = useCallback(() => void fetchNextPage({ cancelRefetch: false }), [fetchNextPage])
  const open = useCallback(({ ip }: HostRow) => openHost(ip), [openHost])

  return (
    <div className={classes.page}>
      {panel && (
        <div className={classes.facets}>
          <Facets chosen={chosen} answer={facets} />
        </div>
      )}
      <div className={classes.middle}>
        <Surface answer={facets.data} stale={facets.isPlaceholderData} />
        <Narrowed />
        <section className={`card ${classes.sheet}`} data-tab={tab}>
          <div className={classes.tools}>
            <ActionIcon
              size="sm"
              variant={panel ? 'light' : 'subtle'}
              onClick={() => update({ top: panel ? 'none' : USUAL_FACETS.join(',') }, true)}
              aria-label={panel ? 'Hide facets' : 'Show facets'}
              title={panel ? 'Hide facets' : 'Show facets'}
            >
              <IconChartBarPopular size="0.95rem" stroke={1.6} style={{ rotate: '90deg' }} />
            </ActionIcon>
            <h1>Hosts</h1>
            <span className={classes.total} aria-live="polite">
              {total !== undefined &&
                (total === 0
                  ? 'none'
                  : `${partial ? '≥ ' : ''}${formatCount(total)} seen${view.from === ALL_DATA.from ? '' : ' in this time range'}`)}
            </span>
            {partial !== undefined && (
              <span className={classes.partial}>
                <IconAlertTriangle size="0.9rem" aria-hidden />
                Partial: {partial.reason ?? 'a limit cut the answer short.'}
              </span>
            )}
            <FactsLag />
            <SegmentedControl
              size="xs"
              aria-label="How the hosts are shown"
              value={tab}
              onChange={(value) => update({ tab: value === 'table' ? undefined : value })}
              data={TABS.map(({ value, label, icon: Icon }) => ({
                value,
                label: (
                  <span className={classes.tab}>
                    <Icon size="0.85rem" stroke={1.6} aria-hidden /> {label}
                  </span>
                ),
              }))}
            />
            <RecordsMenu rows={rows} total={total ?? 0} />
            <ExportButton rank={rank} />
          </div>
          {tab === 'networks' ? (
            <NetworksView />
          ) : tab === 'peers' ? (
            <PeersView />
          ) : hosts.isError && rows.length === 0 ? (
            <ErrorState error={hosts.error} retry={() => void hosts.refetch()} />
          ) : isCancelled(hosts) ? (
            <CancelledState retry={() => void hosts.refetch()} />
          ) : hosts.isPending ? (
            <RowsSkeleton rows={14} height="1.75rem" />
          ) : rows.length === 0 ? (
            <NoHosts />
          ) : (
            <DataTable
              label="Hosts"
              columns={columns}
              rows={rows}
              keyOf={({ ip }) => ip}
              onOpen={open}
              hasMore={hosts.hasNextPage}
              loadingMore={hosts.isFetchingNextPage}
              loadMore={loadMore}
              loadFailed={hosts.isFetchNextPageError}
              stale={hosts.isPlaceholderData}
              narrower={HOST_LAYOUTS}
            />
          )}
        </section>
      </div>
    </div>
  )
}
