import { IconMinus, IconPlus } from '@tabler/icons-react'
import { findField, type QuerySubject, type TopAnswer } from '@spoor/model'
import type { ReactNode } from 'react'
import { formatCount, shortCount } from '../bytes/format.js'
import { usePivots } from '../pivot/pivot-context.js'
import { PivotValue } from '../pivot/value.js'
import classes from './top-values.module.css'

type TopField = TopAnswer['fields'][number]

function share(count: number, total: number): string {
  if (total === 0) return '0 %'
  const percent = (count / total) * 100
  return percent > 0 && percent < 1 ? '< 1 %' : `${Math.round(percent)} %`
}

/** The commonest values of one field, each to include or to exclude. */
export function FieldBlock({
  subject,
  top,
  total,
  tools,
  pinned = false,
}: {
  subject: QuerySubject
  top: TopField
  /** Records that are counted: what shares are shares of. */
  total: number
  /** What can be done with the field; in sight when pointed at, or `pinned`. */
  tools?: ReactNode
  pinned?: boolean
}) {
  const pivots = usePivots()
  const greatest = Math.max(1, ...top.values.map((value) => value.count))
  return (
    <section className={classes.field}>
      <header className={classes.name}>
        <h3 title={findField(subject, top.field)?.description ?? top.field}>{top.field}</h3>
        <span
          className={classes.distinct}
          title={`About ${formatCount(top.distinct)} different values`}
        >
          {shortCount(top.distinct)}
        </span>
        {tools !== undefined && (
          <span className={classes.tools} data-shown={pinned || undefined}>
            {tools}
          </span>
        )}
      </header>
      {top.values.map(({ value, count }) => {
        const text = String(value)
        const pivot = { subject, field: top.field, value: text }
        return (
          <div key={text} className={classes.value}>
            <span className={classes.bar} style={{ width: `${(count / greatest) * 100}%` }} />
            <span className={classes.text}>
              <PivotValue subject={subject} field={top.field} value={text} most={80} />
            </span>
            <span className={classes.acts}>
              <button
                type="button"
                aria-label={`Include ${top.field} ${text}`}
                title="Include"
                onClick={() => pivots.act(pivot, 'include')}
              >
                <IconPlus size="0.75rem" />
              </button>
              <button
                type="button"
                aria-label={`Exclude ${top.field} ${text}`}
                title="Exclude"
                onClick={() => pivots.act(pivot, 'exclude')}
              >
                <IconMinus size="0.75rem" />
              </button>
            </span>
            <span
              className={classes.count}
              title={`${formatCount(count)}, ${share(count, total)} of ${formatCount(total)}`}
            >
              {shortCount(count)}
            </span>
          </div>
        )
      })}
      {top.missing > 0 && (
        <div className={classes.value}>
          <button
            type="button"
            className={classes.missing}
            aria-haspopup="menu"
            onClick={(event) =>
              pivots.open({ subject, field: top.field, value: undefined }, event.currentTarget)
            }
          >
            no value
          </button>
          <span
            className={classes.count}
            title={`${formatCount(top.missing)}, ${share(top.missing, total)}`}
          >
            {shortCount(top.missing)}
          </span>
        </div>
      )}
    </section>
  )
}
