import type { StatusAnswer } from '@spoor/model'
import type { ReactNode } from 'react'
import { useStatus } from '../../common/api/queries.js'
import { exactBytes, formatBytes, formatCount } from '../../common/bytes/format.js'
import { PivotValue } from '../../common/pivot/value.js'
import { EmptyState, ErrorState, PageSkeleton } from '../../common/state/states.js'
import { TimeText } from '../../common/time/time-text.js'
import { SourcesTable } from './sources-table.js'
import classes from './status.module.css'

function Facts({ rows }: { rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className={classes.facts}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function retentionText({ days, bytes }: StatusAnswer['retention']): string {
  const limits = [
    ...(days === null ? [] : [`${formatCount(days)} day${days === 1 ? '' : 's'}`]),
    ...(bytes === null ? [] : [`${formatBytes(bytes)} on disk`]),
  ]
  return limits.length === 0 ? 'everything is kept' : `the newest ${limits.join(', at most ')}`
}

function Moment({ moment }: { moment: string | null }) {
  return moment === null ? <span className="dim">not yet</span> : <TimeText moment={moment} />
}

function Types({ events }: { events: StatusAnswer['events'] }) {
  const most = Math.max(1, ...events.by_type.map(({ count }) => count))
  return (
    <section className="card">
      <div className="card-head">
        <h2>Events by type</h2>
      </div>
      {events.by_type.length === 0 ? (
        <EmptyState title="No events yet">They appear as soon as a source is read.</EmptyState>
      ) : (
        <table className={`plain-table ${classes.types}`}>
          <tbody>
            {events.by_type.map(({ type, count }) => (
              <tr key={type}>
                <td>
                  <PivotValue subject="events" field="event.type" value={type} />
                </td>
                <td className={classes.share}>
                  <span style={{ width: `${(count / most) * 100}%` }} />
                </td>
                <td className="num">{formatCount(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

/** Whether Spoor itself is well: engines, events, disk, sources. */
export function StatusPage() {
  const answer = useStatus()
  const status = answer.data
  if (status === undefined) {
    return answer.isError ? (
      <ErrorState error={answer.error} retry={() => void answer.refetch()} />
    ) : (
      <PageSkeleton />
    )
  }
  const { events } = status
  const each = events.count === 0 ? 0 : events.bytes_on_disk / events.count
  return (
    <div className="page">
      <div className={classes.title}>
        <h1 className="page-title">Status</h1>
        <span className="dim">of this Spoor; asked again every ten seconds</span>
        {answer.isError && (
          <span className={classes.trouble} role="alert">
            Spoor does not answer now: these figures are old.
          </span>
        )}
      </div>
      <div className={classes.columns}>
        <section className="card">
          <div className="card-head">
            <h2>Store</h2>
          </div>
          <div className="card-body">
            <Facts
              rows={[
                ['Events', formatCount(events.count)],
                ['First event', <Moment key="first" moment={events.first} />],
                ['Last event', <Moment key="last" moment={events.last} />],
                [
                  'On disk',
                  <span key="disk" title={exactBytes(events.bytes_on_disk)}>
                    {formatBytes(events.bytes_on_disk)}
                    {events.count > 0 && (
                      <span className="dim"> ({Math.round(each)} bytes an event)</span>
                    )}
                  </span>,
                ],
                ['Kept', retentionText(status.retention)],
                [
                  'In quarantine',
                  `${formatCount(status.quarantined)} line${status.quarantined === 1 ? '' : 's'}`,
                ],
              ]}
            />
          </div>
        </section>
        <section className="card">
          <div className="card-head">
            <h2>Spoor</h2>
          </div>
          <div className="card-body">
            <Facts
              rows={[
                ['Version', status.version],
                ['Events engine', status.engine.events],
                ['State engine', status.engine.state],
                ['Running since', <Moment key="started" moment={status.started} />],
                [
                  'Hunts last ran',
                  <span key="hunts">
                    <Moment moment={status.hunts_last_run} />
                    {status.lag.backlog && (
                      <span className="dim"> (a source is being read; they wait for its end)</span>
                    )}
                  </span>,
                ],
                [
                  'Facts of hosts',
                  status.lag.events_without_facts === 0
                    ? 'of all events'
                    : `${formatCount(status.lag.events_without_facts)} events are still to come`,
                ],
              ]}
            />
          </div>
        </section>
      </div>
      <SourcesTable sources={status.sources} />
      <Types events={events} />
    </div>
  )
}
