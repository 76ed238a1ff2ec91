import { Skeleton } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { useMemo, type ComponentType } from 'react'
import type { HostCounts } from '@spoor/model'
import { ApiError } from '../../common/api/client.js'
import { formatCount, shortCount } from '../../common/bytes/format.js'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { CancelledState, EmptyState, ErrorState, isCancelled } from '../../common/state/states.js'
import { TimeText } from '../../common/time/time-text.js'
import { useAskedQuestion, useNow } from '../../common/url/asked.js'
import { carried, validateView } from '../../common/url/search-state.js'
import { useUpdateView, useView } from '../../common/url/use-view.js'
import { AsOfBanner } from './as-of.js'
import { FilesTab } from './files-tab.js'
import { FirstsTab } from './firsts-tab.js'
import { Head } from './head.js'
import { InsightsTab } from './insights-tab.js'
import { momentOf, until } from './moments.js'
import { useHost, useHostCounts } from './queries.js'
import {
  FindingsTab,
  OutliersTab,
  SessionsTab,
  SightingsTab,
  TrailTab,
  TransfersTab,
} from './record-tabs.js'
import { eventsOfHost, type ShownHost } from './shown-host.js'
import classes from './host.module.css'

interface Tab {
  readonly id: string
  readonly label: string
  /** Absent where nothing is counted before it is asked for. */
  readonly count?: keyof HostCounts
  readonly part: ComponentType<{ shown: ShownHost }>
}

const TABS: readonly [Tab, ...Tab[]] = [
  { id: 'insights', label: 'Insights', count: 'insights', part: InsightsTab },
  { id: 'firsts', label: 'Timeline of firsts', count: 'firsts', part: FirstsTab },
  { id: 'transfers', label: 'Transfers', count: 'transfers', part: TransfersTab },
  { id: 'sessions', label: 'Sessions', count: 'sessions', part: SessionsTab },
  { id: 'findings', label: 'Findings', count: 'findings', part: FindingsTab },
  { id: 'sightings', label: 'Sightings', count: 'sightings', part: SightingsTab },
  { id: 'outliers', label: 'Outliers', count: 'outliers', part: OutliersTab },
  { id: 'files', label: 'Files', count: 'files', part: FilesTab },
  { id: 'trail', label: 'Trail', part: TrailTab },
]

function Tabs({ chosen, counts }: { chosen: Tab; counts: HostCounts | undefined }) {
  return (
    <nav className={classes.tabs} aria-label="About this host">
      {TABS.map(({ id, label, count }) => {
        const figure = count === undefined ? undefined : counts?.[count]
        return (
          <Link
            key={id}
            to="."
            search={(previous) => ({
              ...validateView(previous),
              tab: id === TABS[0].id ? undefined : id,
              find: undefined,
              order: undefined,
            })}
            activeOptions={{ exact: true, explicitUndefined: true }}
            className={classes.tab}
            data-chosen={id === chosen.id || undefined}
          >
            {label}
            {count !== undefined && (
              <span
                className={classes.count}
                title={figure === undefined ? undefined : `${formatCount(figure)} in all`}
              >
                {figure === undefined ? ' ' : shortCount(figure)}
              </span>
            )}
          </Link>
        )
      })}
    </nav>
  )
}

function Unknown({ ip, message, moment }: { ip: string; message: string; moment?: string }) {
  const update = useUpdateView()
  return (
    <EmptyState title="This host was not seen">
      <p>
        <HostileText value={message} most={300} />
      </p>
      {moment !== undefined && (
        <p>
          It may have been seen after <TimeText moment={moment} />.{' '}
          <button
            type="button"
            className={classes.link}
            onClick={() => update({ as_of: undefined })}
          >
            Look at what is known now
          </button>
        </p>
      )}
      <p>
        <Link
          to="/explorer"
          search={(previous) => ({
            ...carried(validateView(previous)),
            q: eventsOfHost(ip),
            from: 'all',
            to: undefined,
          })}
        >
          Search all events for it
        </Link>
        {' · '}
        <Link to="/hosts" search={(previous) => carried(validateView(previous))}>
          All hosts
        </Link>
      </p>
    </EmptyState>
  )
}

function Waiting() {
  return (
    <div className={classes.column} aria-busy="true" aria-label="Loading">
      <Skeleton height="1.75rem" width="22rem" />
      <div className={classes.head}>
        <Skeleton height="11rem" />
        <Skeleton height="11rem" />
      </div>
      <Skeleton height="2rem" />
      <Skeleton height="24rem" />
    </div>
  )
}

function OneHost({ ip }: { ip: string }) {
  const view = useView()
  const now = useNow()
  const inRange = useAskedQuestion()
  const moment = momentOf(view.as_of, now)
  const asked = useMemo(() => until({ ...inRange, q: undefined }, moment), [inRange, moment])
  const answer = useHost(ip, moment, asked.run)
  const counts = useHostCounts(ip, moment, asked.run, answer.isSuccess).data?.counts
  const tab = TABS.find(({ id }) => id === view.tab) ?? TABS[0]
  const { error } = answer
  const missing = error instanceof ApiError && error.status === 404
  return (
    <div className={`page ${classes.page}`}>
      {moment !== undefined && <AsOfBanner moment={moment} />}
      {missing ? (
        <Unknown ip={ip} message={error.message} moment={moment} />
      ) : answer.isError ? (
        <ErrorState error={error} retry={() => void answer.refetch()} />
      ) : isCancelled(answer) ? (
        <CancelledState retry={() => void answer.refetch()} />
      ) : answer.data === undefined ? (
        <Waiting />
      ) : (
        <>
          <Head host={answer.data} />
          <Tabs chosen={tab} counts={counts} />
          <tab.part key={tab.id} shown={{ host: answer.data, counts, moment, asked }} />
        </>
      )}
    </div>
  )
}

/** All that is known of one address. */
export function HostPage() {
  const { ip = '' } = useParams({ strict: false })
  // What is shown of one host never stands in for another.
  return <OneHost key={ip} ip={ip} />
}
