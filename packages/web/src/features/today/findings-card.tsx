import { Link } from '@tanstack/react-router'
import type { TodayAnswer } from '@spoor/model'
import { LevelBadge } from '../../common/badges/badge.js'
import { formatCount } from '../../common/bytes/format.js'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { EmptyState } from '../../common/state/states.js'
import { TimeText } from '../../common/time/time-text.js'
import { carried, validateView, type View } from '../../common/url/search-state.js'
import classes from './today.module.css'

const goOn = (patch: View) => (previous: Record<string, unknown>) => ({
  ...carried(validateView(previous)),
  ...patch,
})

/** What needs eyes now: findings by level, and the gravest of them. */
export function FindingsCard({ today }: { today: TodayAnswer }) {
  const total = today.findings_by_level.reduce((sum, { count }) => sum + count, 0)
  return (
    <section className={`card ${classes.findings}`}>
      <div className="card-head">
        <h2>Needs eyes now</h2>
        <Link className={classes.all} to="/findings" search={goOn({})}>
          {total === 0 ? 'Findings and hunts' : `All ${formatCount(total)} findings`}
        </Link>
      </div>
      <div className={classes.levels}>
        {today.findings_by_level.map(({ level, count }) => (
          <Link
            key={level}
            to="/findings"
            search={goOn({ level })}
            className={classes.level}
            data-level={level}
            data-none={count === 0 || undefined}
          >
            <span className={classes.count}>{formatCount(count)}</span>
            <span>{level}</span>
          </Link>
        ))}
      </div>
      {today.findings.length === 0 ? (
        <EmptyState title="No findings">The hunts found nothing in this time range.</EmptyState>
      ) : (
        <ol className={classes.gravest}>
          {today.findings.map((finding) => (
            <li key={finding.id}>
              <Link to="/findings" search={goOn({ id: finding.id })}>
                <span className={classes.head}>
                  <LevelBadge level={finding.level} />
                  <b>
                    <HostileText value={finding.title} most={200} />
                  </b>
                  <TimeText moment={finding.last_seen} />
                </span>
                <span className={classes.why}>
                  <HostileText value={finding.why} most={260} />
                </span>
              </Link>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
