import type { Level } from '@spoor/model'
import { LevelBadge } from '../badges/badge.js'
import { useUpdateView, useView } from '../url/use-view.js'
import classes from './findings.module.css'

const LEVELS: readonly Level[] = ['critical', 'high', 'medium', 'low', 'informational']

/** Chooses the levels that are shown; none chosen means all. */
export function LevelFilter() {
  const view = useView()
  const update = useUpdateView()
  const chosen = new Set(view.level?.split(',') ?? [])
  const toggle = (level: Level) => {
    const next = LEVELS.filter((one) => chosen.has(one) !== (one === level))
    update({ level: next.length === 0 ? undefined : next.join(','), id: undefined })
  }
  return (
    <span className={classes.levels} role="group" aria-label="Levels">
      {LEVELS.map((level) => (
        <button
          key={level}
          type="button"
          className={classes.level}
          aria-pressed={chosen.has(level)}
          onClick={() => toggle(level)}
        >
          <LevelBadge level={level} />
        </button>
      ))}
    </span>
  )
}
