import { useMemo } from 'react'
import { useFindings } from '../../common/api/queries.js'
import { useOutliers, useSightings } from '../../common/api/sightings.js'
import { LinkButton } from '../../common/link/link-button.js'
import { EmptyState } from '../../common/state/states.js'
import type { View } from '../../common/url/search-state.js'
import { useGo, useView, type PagePath } from '../../common/url/use-view.js'
import { FindingsTable } from '../findings/index.js'
import { OutliersTable } from '../outliers/index.js'
import { SessionsList } from '../sessions/index.js'
import { SightingsTable } from '../sightings/index.js'
import { TrailOf } from '../trail/index.js'
import { TransfersList } from '../transfers/index.js'
import { Sheet, waiting } from './sheet.js'
import { recordsOfHost, type ShownHost } from './shown-host.js'
import { pagingOf } from '../../common/table/paging.js'

interface Tab {
  readonly shown: ShownHost
}

/** Leads from a tab to the page that it is a part of. */
function WholePage({ to, search, label }: { to: PagePath; search: View; label: string }) {
  const { from, to: end, tz } = useView()
  return (
    <LinkButton
      variant="default"
      size="compact-xs"
      to={to}
      search={{ from, to: end, tz, ...search }}
    >
      {label}
    </LinkButton>
  )
}

/** The question of a list of records, pinned so that it is asked once. */
function useAskedOf({ host, asked }: ShownHost) {
  return useMemo(() => ({ ...asked, q: recordsOfHost(host.ip) }), [asked, host.ip])
}

const NONE_NOW = 'There may be some at other times: “Show all data” looks at all of them.'

export function TransfersTab({ shown }: Tab) {
  const asked = useAskedOf(shown)
  return (
    <Sheet
      label="Transfers"
      total={shown.counts?.transfers}
      tools={<WholePage to="/transfers" search={{ q: asked.q }} label="Open in Transfers" />}
    >
      <TransfersList asked={asked} whenNone={`It moved no files in this time range. ${NONE_NOW}`} />
    </Sheet>
  )
}

export function SessionsTab({ shown }: Tab) {
  const asked = useAskedOf(shown)
  return (
    <Sheet
      label="Sessions"
      total={shown.counts?.sessions}
      tools={<WholePage to="/sessions" search={{ q: asked.q }} label="Open in Sessions" />}
    >
      <SessionsList asked={asked} whenNone={`It had no session in this time range. ${NONE_NOW}`} />
    </Sheet>
  )
}

export function FindingsTab({ shown: { host, counts, asked } }: Tab) {
  const go = useGo()
  const entity = host.ip
  const answer = useFindings(asked, { entity }, 'gravest')
  const rows = useMemo(
    () => answer.data?.pages.flatMap((page) => page.findings) ?? [],
    [answer.data],
  )
  return (
    <Sheet
      label="Findings"
      total={counts?.findings}
      tools={<WholePage to="/findings" search={{ entity }} label="Open in Findings" />}
    >
      {waiting(answer) ??
        (rows.length === 0 ? (
          <EmptyState title="No findings here">
            No hunt found anything about it. {NONE_NOW}
          </EmptyState>
        ) : (
          <FindingsTable
            findings={rows}
            chosen={undefined}
            open={({ id }) => go('/findings', { entity, id })}
            {...pagingOf(answer)}
          />
        ))}
    </Sheet>
  )
}

/** Whose values count: those of hosts outside are left out unless it is one of them. */
function whose({ host, moment }: ShownHost) {
  return {
    host: host.ip,
    as_of: moment,
    hosts: host.is_home ? undefined : ('all' as const),
  }
}

export function SightingsTab({ shown }: Tab) {
  const go = useGo()
  const filter = whose(shown)
  const answer = useSightings(shown.asked, filter)
  const rows = useMemo(() => answer.data?.pages.flatMap((page) => page.rows) ?? [], [answer.data])
  return (
    <Sheet
      label="Values that it met first in the whole network,"
      total={shown.counts?.sightings}
      tools={<WholePage to="/sightings" search={filter} label="Open in Sightings" />}
    >
      {waiting(answer) ??
        (rows.length === 0 ? (
          <EmptyState title="No sightings here">
            Others met all its values before it. {NONE_NOW}
          </EmptyState>
        ) : (
          <SightingsTable
            sightings={rows}
            chosen={undefined}
            open={({ id }) => go('/sightings', { ...filter, id })}
            {...pagingOf(answer)}
          />
        ))}
    </Sheet>
  )
}

export function OutliersTab({ shown }: Tab) {
  const go = useGo()
  const filter = whose(shown)
  const answer = useOutliers(shown.asked, filter)
  const rows = useMemo(() => answer.data?.pages.flatMap((page) => page.rows) ?? [], [answer.data])
  return (
    <Sheet
      label="Outliers"
      total={shown.counts?.outliers}
      tools={<WholePage to="/outliers" search={filter} label="Open in Outliers" />}
    >
      {waiting(answer) ??
        (rows.length === 0 ? (
          <EmptyState title="No outliers here">
            It did nothing at an hour that is new for it. {NONE_NOW}
          </EmptyState>
        ) : (
          <OutliersTable
            outliers={rows}
            chosen={undefined}
            open={({ id }) => go('/outliers', { ...filter, id })}
            {...pagingOf(answer)}
          />
        ))}
    </Sheet>
  )
}

/** The whole library of hunts against the host. */
export function TrailTab({ shown: { host } }: Tab) {
  return <TrailOf entity={host.ip} />
}
