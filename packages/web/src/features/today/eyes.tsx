import { Link } from '@tanstack/react-router'
import type { TodayAnswer } from '@spoor/model'
import type { ReactNode } from 'react'
import { formatCount } from '../../common/bytes/format.js'
import { formatRelative } from '../../common/time/format.js'
import { TimeText } from '../../common/time/time-text.js'
import { carried, validateView } from '../../common/url/search-state.js'
import { useNow } from '../../common/url/asked.js'
import classes from './today.module.css'

type Mood = 'good' | 'warn' | 'bad' | 'plain'

const SHAPES: Readonly<Record<Mood, string>> = { good: '✓', warn: '!', bad: '✕', plain: '·' }

function Fact({ mood, label, children }: { mood: Mood; label: string; children: ReactNode }) {
  return (
    <div className={classes.fact} data-mood={mood}>
      <span className={classes.shape} aria-hidden="true">
        {SHAPES[mood]}
      </span>
      <div>
        <div className={classes.label}>{label}</div>
        <div className={classes.figure}>{children}</div>
      </div>
    </div>
  )
}

const keep = (previous: Record<string, unknown>) => carried(validateView(previous))

/** Whether the eyes are open: what arrives, when it last did, what could not be read. */
export function Eyes({ today }: { today: TodayAnswer }) {
  const { eyes } = today
  const now = useNow()
  return (
    <section className={`card ${classes.eyes}`} aria-label="Are the eyes open?">
      <Fact mood={eyes.events > 0 ? 'good' : 'bad'} label="Events in this range">
        <Link to="/explorer" search={keep}>
          {formatCount(eyes.events)}
        </Link>
      </Fact>
      <Fact mood={eyes.last_event === null ? 'bad' : 'plain'} label="Last event of all">
        {eyes.last_event === null ? (
          'none'
        ) : (
          <>
            <TimeText moment={eyes.last_event} />{' '}
            <span className="dim">{formatRelative(eyes.last_event, now)}</span>
          </>
        )}
      </Fact>
      <Fact mood={eyes.quarantined > 0 ? 'warn' : 'good'} label="Lines in quarantine">
        <Link to="/quarantine" search={keep}>
          {eyes.quarantined === 0 ? 'none' : formatCount(eyes.quarantined)}
        </Link>
      </Fact>
      <Fact
        mood={eyes.sources_troubled > 0 ? 'bad' : eyes.sources === 0 ? 'warn' : 'good'}
        label="Sources"
      >
        <Link to="/status" search={keep}>
          {eyes.sources_troubled > 0
            ? `${formatCount(eyes.sources_troubled)} of ${formatCount(eyes.sources)} in trouble`
            : `${formatCount(eyes.sources)}, none in trouble`}
        </Link>
      </Fact>
    </section>
  )
}
