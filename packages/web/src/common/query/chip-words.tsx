import { findField, toChips, type Chip, type QuerySubject } from '@spoor/model'
import { HostileText, hostileTitle } from '../hostile/hostile-text.js'
import { queryOf } from './language.js'
import classes from './query.module.css'

/** What a chip says. */
export function ChipWords({ chip, most = 100 }: { chip: Chip; most?: number }) {
  return (
    <>
      {chip.negated && <span className={classes.not}>not</span>}
      {chip.kind === 'field' && <span className={classes.key}>{chip.field}</span>}
      <span className="mono">
        <HostileText value={chip.text} most={most} />
      </span>
    </>
  )
}

/** A question as chips, to be read only. Nothing where it has mistakes. */
export function ReadOnlyChips({ q, subject }: { q: string; subject: QuerySubject }) {
  const query = queryOf(q, subject)
  if (query === undefined) return null
  return (
    <div className={classes.chips}>
      {toChips(query).map((chip, index) => {
        const about =
          chip.kind === 'field' ? findField(subject, chip.field)?.description : undefined
        return (
          <span
            key={`${index} ${chip.text}`}
            className={classes.chip}
            data-negated={chip.negated || undefined}
          >
            <span
              className={classes.read}
              title={[hostileTitle(chip.text), about].filter(Boolean).join('\n')}
            >
              <ChipWords chip={chip} most={160} />
            </span>
          </span>
        )
      })}
    </div>
  )
}
