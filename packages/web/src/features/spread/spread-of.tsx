import { Button, Skeleton } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { SpreadAnswer, SpreadHost } from '@spoor/model'
import { useSpread } from '../../common/api/sightings.js'
import { formatCount } from '../../common/bytes/format.js'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { LinkButton } from '../../common/link/link-button.js'
import { PivotValue } from '../../common/pivot/value.js'
import { RecordsButton } from '../../common/sightings/actions.js'
import { StandingText } from '../../common/sightings/host.js'
import { SpreadTimeline } from '../../common/sightings/spread-timeline.js'
import {
  CancelledState,
  EmptyState,
  ErrorState,
  isCancelled,
  RowsSkeleton,
} from '../../common/state/states.js'
import { TimeText } from '../../common/time/time-text.js'
import { useAskedQuestion } from '../../common/url/asked.js'
import { useUpdateView, useView } from '../../common/url/use-view.js'
import { SpreadGraphCard } from './graph.js'
import { SpreadHosts } from './hosts-table.js'
import classes from './spread.module.css'
import { attributeWords } from './things.js'

const TIMELINE = 10

/** Who had it first, how, and how many had it in all. */
function Zero({ answer, zero }: { answer: SpreadAnswer; zero: SpreadHost }) {
  const { from, to, tz, network, hosts } = useView()
  const { total, hosts_total: all, full, question, value, completeness } = answer
  return (
    <section className={`card ${classes.zero}`} aria-label="Who had it first">
      <div className={classes.who}>
        <h2>
          <span className="dim">Patient zero</span>{' '}
          <PivotValue subject="events" field="source.ip" value={zero.host} />
        </h2>
        <StandingText
          roles={zero.is_home ? zero.roles : ['outside', ...zero.roles]}
          network={zero.network}
        />
      </div>
      <p>
        had{' '}
        <b className="mono">
          <HostileText value={value} most={200} />
        </b>{' '}
        first, on <TimeText moment={zero.first_seen} digits={3} /> (
        {zero.attributes.map(attributeWords).join(', ')}).{' '}
        {total === 1
          ? 'No other host had it since.'
          : `${formatCount(total - 1)} other${total === 2 ? '' : 's'} since:`}{' '}
        <b>
          {formatCount(total)} of {formatCount(all)}
        </b>{' '}
        hosts{hosts === 'home' ? ' at home' : ', those outside included'}
        {network !== undefined && '; the network above does not narrow this'}.
      </p>
      <div className={classes.actions}>
        {question !== undefined && <RecordsButton question={question} />}
        <LinkButton
          variant="default"
          size="compact-sm"
          to="/hosts/$ip"
          params={{ ip: zero.host }}
          search={{ from, to, tz }}
        >
          Host {zero.host}
        </LinkButton>
      </div>
      {(full > 0 || completeness.partial) && (
        <p className={classes.caution} role="note">
          <IconAlertTriangle size="0.95rem" stroke={1.6} aria-hidden />
          <span>
            {completeness.partial &&
              `Partial: ${completeness.reason ?? 'a limit cut the answer.'} `}
            {full > 0 &&
              `${formatCount(full)} host${full === 1 ? ' has' : 's have'} as many such values as are kept, and may have had it unseen.`}
          </span>
        </p>
      )}
    </section>
  )
}

function Nobody({ answer }: { answer: SpreadAnswer }) {
  const { hosts, as_of: asOf } = useView()
  const update = useUpdateView()
  return (
    <div className="card">
      <EmptyState title="No host had this value">
        <p>
          It is looked for exactly as it is written, as:{' '}
          {answer.attributes.map(attributeWords).join(', ')}.
          {answer.full > 0 &&
            ` ${formatCount(answer.full)} hosts have as many such values as are kept, and may have had it unseen.`}
        </p>
        <div className={classes.ways}>
          {hosts === 'home' && (
            <Button onClick={() => update({ hosts: undefined })}>Look at hosts outside, too</Button>
          )}
          {asOf !== undefined && (
            <Button variant="default" onClick={() => update({ as_of: undefined })}>
              Look at all that is known now
            </Button>
          )}
        </div>
      </EmptyState>
    </div>
  )
}

/** How one value spread: who had it first, who after, over time and from whom. */
export function SpreadOf({ of, value }: { of: string; value: string }) {
  const { hosts, as_of } = useView()
  const { run } = useAskedQuestion()
  const answer = useSpread({ of, value }, { hosts, as_of }, run)
  const { data } = answer
  if (answer.isError) {
    return <ErrorState error={answer.error} retry={() => void answer.refetch()} />
  }
  if (isCancelled(answer)) return <CancelledState retry={() => void answer.refetch()} />
  if (data === undefined) {
    return (
      <section className="card" aria-busy="true">
        <div className={classes.zero}>
          <Skeleton height="1.5rem" width="16rem" />
          <Skeleton height="1rem" width="28rem" />
        </div>
        <RowsSkeleton rows={10} />
      </section>
    )
  }
  const [zero] = data.hosts
  if (zero === undefined) return <Nobody answer={data} />
  return (
    <div className={classes.answer} data-stale={answer.isPlaceholderData || undefined}>
      <Zero answer={data} zero={zero} />
      <div className={classes.columns}>
        <section className={`card ${classes.sheet}`} aria-label="In which order">
          <div className="card-head">
            <h2>In which order</h2>
            <span className="dim">
              {data.hosts.length < data.total
                ? `the first ${formatCount(data.hosts.length)} of ${formatCount(data.total)} hosts`
                : `${formatCount(data.total)} host${data.total === 1 ? '' : 's'}`}
            </span>
          </div>
          <SpreadHosts
            hosts={data.hosts}
            question={data.question}
            stale={answer.isPlaceholderData}
          />
        </section>
        <section className="card" aria-label="Over time">
          <div className="card-head">
            <h2>Hosts that had it, over time</h2>
          </div>
          <div className={classes.chart}>
            <SpreadTimeline timeline={data.timeline} height={TIMELINE} />
          </div>
        </section>
      </div>
      <SpreadGraphCard answer={data} />
    </div>
  )
}
