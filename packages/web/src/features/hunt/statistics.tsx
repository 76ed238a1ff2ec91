import type { HuntDetail, HuntStatistics } from '@spoor/model'
import type { ReactNode } from 'react'
import { formatCount } from '../../common/bytes/format.js'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { formatDuration } from '../../common/time/format.js'
import { TimeText } from '../../common/time/time-text.js'
import { judged, perDay } from './figures.js'
import classes from './hunt.module.css'

function Judged({ statistics }: { statistics: HuntStatistics }) {
  const { confirmed, dismissed, open } = judged(statistics)
  return (
    <ul className={classes.judged}>
      {[
        { word: '✓ confirmed', ...confirmed },
        { word: '✕ dismissed', ...dismissed },
        { word: 'not judged yet', ...open },
      ].map(({ word, count, share }) => (
        <li key={word}>
          {formatCount(count)} {word}
          {share !== '' && <span className="dim"> {share}</span>}
        </li>
      ))}
    </ul>
  )
}

function LastRun({ run }: { run: HuntStatistics['last_run'] }) {
  if (run === null) return <span className="dim">never</span>
  return (
    <>
      <TimeText moment={run.at} digits={0} />, took {formatDuration(run.ms / 1_000)}
      {run.together > 1 && (
        <span className="dim"> together with {formatCount(run.together - 1)} others</span>
      )}
      {run.error !== undefined && (
        <span className={classes.trouble}>
          {' '}
          It failed: <HostileText value={run.error} most={300} />
        </span>
      )}
    </>
  )
}

/** How a hunt does: how much it finds, what people said of it, and what it costs. */
export function Statistics({ detail: { statistics, hunt } }: { detail: HuntDetail }) {
  const { from, to, findings, suppressed, entities, last_match: last } = statistics
  const facts: [string, ReactNode][] = [
    [
      'Findings',
      <>
        {formatCount(findings)} of {formatCount(entities)} {entities === 1 ? 'entity' : 'entities'}
        {suppressed > 0 && <span className="dim">, {formatCount(suppressed)} suppressed</span>}
      </>,
    ],
    ['Per day', perDay(statistics)],
    ['Judged', <Judged key="judged" statistics={statistics} />],
    [
      'Last match',
      last === null ? <span className="dim">never</span> : <TimeText moment={last} digits={0} />,
    ],
    ['Last run', <LastRun key="run" run={statistics.last_run} />],
  ]
  return (
    <section className="card" aria-label="Statistics">
      <div className="card-head">
        <h2>Statistics</h2>
        <span className="dim">
          <TimeText moment={from} digits={0} /> to <TimeText moment={to} digits={0} />
        </span>
      </div>
      <div className="card-body">
        {hunt.is_due && (
          <p className={classes.due} role="status">
            It was changed and is being run again over the kept days. Figures may still move.
          </p>
        )}
        <dl className={classes.facts}>
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  )
}
