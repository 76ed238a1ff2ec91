import { Button } from '@mantine/core'
import { IconCalendarSearch } from '@tabler/icons-react'
import type { TodayAnswer } from '@spoor/model'
import { useStatus, useToday } from '../../common/api/queries.js'
import {
  CancelledState,
  EmptyState,
  ErrorState,
  isCancelled,
  PageSkeleton,
} from '../../common/state/states.js'
import { formatMoment } from '../../common/time/format.js'
import { ALL_DATA, describeRange } from '../../common/time/range.js'
import { TimeText } from '../../common/time/time-text.js'
import { useAskedQuestion } from '../../common/url/asked.js'
import { useUpdateView, useView } from '../../common/url/use-view.js'
import { Eyes } from './eyes.js'
import { FindingsCard } from './findings-card.js'
import { NewsCard } from './news-card.js'
import { OutwardCard } from './outward-card.js'
import classes from './today.module.css'

/** The range holds nothing, but the store does: says so, and offers the way out. */
function NothingHere() {
  const view = useView()
  const update = useUpdateView()
  const status = useStatus()
  const events = status.data?.events
  const zone = view.tz ?? 'local'
  if (events === undefined) return null
  if (events.count === 0) {
    return (
      <div className="card">
        <EmptyState title="Spoor has seen nothing yet">
          <p>
            Give it a Suricata log or a capture: <code className="mono">spoor open eve.json</code>{' '}
            for a look, <code className="mono">spoor serve</code> to follow a sensor. Status shows
            what is being read.
          </p>
        </EmptyState>
      </div>
    )
  }
  return (
    <div className="card">
      <EmptyState
        title={`No events in this time range: ${describeRange({ from: view.from ?? 'all', to: view.to ?? '' }, zone).toLowerCase()}`}
        icon={<IconCalendarSearch size="1.5rem" stroke={1.5} aria-hidden />}
        action={<Button onClick={() => update({ ...ALL_DATA })}>Show all data</Button>}
      >
        <p>
          The store holds events from {formatMoment(events.first ?? '', zone, 0)} to{' '}
          {formatMoment(events.last ?? '', zone, 0)}.
        </p>
      </EmptyState>
    </div>
  )
}

function Whole({ today }: { today: TodayAnswer }) {
  return (
    <>
      {today.completeness.partial && (
        <p className={classes.partial}>
          Partial: {today.completeness.reason ?? 'a limit cut the answer short.'}
        </p>
      )}
      <div className={classes.columns}>
        <FindingsCard today={today} />
        <OutwardCard today={today} />
        <NewsCard today={today} />
      </div>
    </>
  )
}

/** Answers without a click: what needs eyes, where data went, what is new, whether Spoor sees. */
export function TodayPage() {
  const view = useView()
  const answer = useToday(useAskedQuestion())
  const today = answer.data
  if (answer.isError && today === undefined) {
    return <ErrorState error={answer.error} retry={() => void answer.refetch()} />
  }
  if (isCancelled(answer)) return <CancelledState retry={() => void answer.refetch()} />
  if (today === undefined) return <PageSkeleton />
  const zone = view.tz ?? 'local'
  return (
    <div className="page" data-stale={answer.isPlaceholderData || undefined}>
      <div className={classes.title}>
        <h1 className="page-title">Today</h1>
        <span className="dim">
          {describeRange({ from: view.from ?? 'all', to: view.to ?? '' }, zone)}:{' '}
          <TimeText moment={today.from} /> → <TimeText moment={today.to} />
        </span>
      </div>
      <Eyes today={today} />
      {today.eyes.events === 0 ? <NothingHere /> : <Whole today={today} />}
    </div>
  )
}
