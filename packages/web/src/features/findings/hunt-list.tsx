import type { HuntsAnswer } from '@spoor/model'
import type { UseQueryResult } from '@tanstack/react-query'
import { LevelBadge } from '../../common/badges/badge.js'
import { formatCount } from '../../common/bytes/format.js'
import { Techniques } from '../../common/findings/techniques.js'
import { ErrorState, RowsSkeleton } from '../../common/state/states.js'
import { useUpdateView } from '../../common/url/use-view.js'
import classes from './findings.module.css'

/** The hunts: what each asks, why, and how often it found something. */
export function HuntList({
  answer,
  chosen,
}: {
  answer: UseQueryResult<HuntsAnswer>
  chosen: string | undefined
}) {
  const update = useUpdateView()
  return (
    <aside className={classes.hunts} aria-label="Hunts">
      <h2>Hunts</h2>
      <p className="dim">
        Questions that Spoor asks by itself. Press one to see only its findings.
      </p>
      {answer.isError ? (
        <ErrorState error={answer.error} retry={() => void answer.refetch()} />
      ) : answer.data === undefined ? (
        <RowsSkeleton rows={10} />
      ) : (
        <ul className={classes.list}>
          {answer.data.hunts.map((hunt) => (
            <li key={hunt.id}>
              <button
                type="button"
                className={classes.hunt}
                aria-pressed={hunt.id === chosen}
                title={hunt.why}
                onClick={() =>
                  update({ hunt: hunt.id === chosen ? undefined : hunt.id, id: undefined })
                }
              >
                <span className={classes.name}>
                  <b>{hunt.title}</b>
                  <span className={classes.found} data-none={hunt.findings === 0 || undefined}>
                    {hunt.findings === 0 ? 'none' : formatCount(hunt.findings)}
                  </span>
                </span>
                <span className={classes.asks}>{hunt.question}</span>
                <span className={classes.marks}>
                  <LevelBadge level={hunt.level} />
                  <Techniques ids={hunt.techniques} />
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </aside>
  )
}
