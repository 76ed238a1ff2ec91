import { IconStar, IconStarFilled } from '@tabler/icons-react'
import type { HuntDescription } from '@spoor/model'
import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { LevelBadge } from '../../common/badges/badge.js'
import { formatCount } from '../../common/bytes/format.js'
import { Techniques } from '../../common/findings/techniques.js'
import { HostileText, hostileTitle } from '../../common/hostile/hostile-text.js'
import { Needs } from '../../common/hunts/needs.js'
import { carried, validateView } from '../../common/url/search-state.js'
import classes from './hunts.module.css'

/** Keeps a hunt on top, or no longer. */
export function PinButton({
  hunt,
  pinned,
  toggle,
}: {
  hunt: HuntDescription
  pinned: boolean
  toggle: (id: string) => void
}) {
  const Star = pinned ? IconStarFilled : IconStar
  return (
    <button
      type="button"
      className={classes.pin}
      aria-pressed={pinned}
      aria-label={`Pin ${hunt.title}`}
      title={pinned ? 'Pinned: press to unpin' : 'Pin on top'}
      onClick={() => toggle(hunt.id)}
    >
      <Star size="0.95rem" stroke={1.6} aria-hidden />
    </button>
  )
}

/** The findings of a hunt in the time range, as a link to them. */
export function FoundLink({ hunt }: { hunt: HuntDescription }) {
  if (hunt.findings === 0 && !hunt.is_on) {
    return (
      <span className="dim" title="It is off: it makes findings once it is switched on">
        off
      </span>
    )
  }
  if (hunt.findings === 0) {
    return (
      <span className="dim" title="Nothing found in this time range">
        none
      </span>
    )
  }
  return (
    <Link
      to="/findings"
      search={(previous) => ({ ...carried(validateView(previous)), hunt: hunt.id })}
      className={classes.count}
      title={`Findings of “${hostileTitle(hunt.title)}” in this time range`}
    >
      {formatCount(hunt.findings)}
      <span className="visually-hidden"> findings</span>
    </Link>
  )
}

/** What sets a hunt apart from how it came. */
function Marks({ hunt }: { hunt: HuntDescription }) {
  const marks = [
    ...(hunt.tuned ? ['tuned'] : []),
    ...(hunt.is_due ? ['being run again'] : []),
    ...(hunt.is_on || hunt.findings === 0 ? [] : ['off']),
  ]
  return marks.map((mark) => (
    <span key={mark} className={classes.mark}>
      {mark}
    </span>
  ))
}

/** One hunt of the library. */
export const HuntRow = memo(function HuntRow({
  hunt,
  chosen,
  pinned,
  toggle,
  seen,
}: {
  hunt: HuntDescription
  chosen: boolean
  pinned: boolean
  toggle: (id: string) => void
  /** Kinds of records that this Spoor has; undefined while not known. */
  seen: ReadonlySet<string> | undefined
}) {
  return (
    <li className={classes.row} data-chosen={chosen || undefined}>
      <PinButton hunt={hunt} pinned={pinned} toggle={toggle} />
      <span className={classes.level}>
        <LevelBadge level={hunt.level} />
      </span>
      <span className={classes.words}>
        <Link
          to="."
          search={(previous) => ({ ...validateView(previous), id: hunt.id })}
          className={classes.title}
          data-hunt={hunt.id}
          preload={false}
          aria-current={chosen || undefined}
        >
          <HostileText value={hunt.title} />
        </Link>
        <Marks hunt={hunt} />
        <span className={classes.asks}>
          <HostileText value={hunt.question} most={400} />
        </span>
      </span>
      <span className={classes.techniques}>
        <Techniques ids={hunt.techniques} most={2} />
      </span>
      <span className={classes.needs}>
        <Needs kinds={hunt.needs} seen={seen} />
      </span>
      <span className={classes.found}>
        <FoundLink hunt={hunt} />
      </span>
    </li>
  )
})
