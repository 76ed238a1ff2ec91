import { Link } from '@tanstack/react-router'
import type { RelatedAnswer, Row } from '@spoor/model'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { textOf } from '../../common/records/values.js'
import { EmptyState } from '../../common/state/states.js'
import { TimeText } from '../../common/time/time-text.js'
import { carried, validateView } from '../../common/url/search-state.js'
import { useUpdateView } from '../../common/url/use-view.js'
import { summaryOf } from './event-summary.js'
import classes from './explorer.module.css'

type Groups = RelatedAnswer['groups']

const KINSHIP: Readonly<Record<Groups[number]['by'], string>> = {
  flow: 'Events of the same connection, by the sensor’s flow id',
  parent: 'The control connection that opened this data connection',
  children: 'Data connections that this control connection opened',
  community_id: 'The same connection as any tool would number it',
}

function oneLine(row: Row): string {
  return summaryOf(row)
    .map((part) => (part.kind === 'word' ? part.text : ` ${part.shown ?? part.value} `))
    .join('')
    .replaceAll(/ {2,}/g, ' ')
    .trim()
}

/** Events that belong with one event. A press opens the event in place of this one. */
export function Related({ answer, id }: { answer: RelatedAnswer; id: string }) {
  const update = useUpdateView()
  const filled = answer.groups.filter((group) => group.rows.length > 0)
  if (filled.length === 0) {
    return (
      <EmptyState title="No kin">
        No other event shares a flow, a parent flow or a community id with this one.
      </EmptyState>
    )
  }
  return (
    <div className={classes.related}>
      {filled.map((group) => (
        <section key={group.by} aria-label={group.title}>
          <h3 title={KINSHIP[group.by]}>
            {group.title}
            <Link
              to="/explorer"
              search={(previous) => ({
                ...carried(validateView(previous)),
                q: group.q,
                from: answer.from ?? 'all',
                to: answer.to,
              })}
            >
              Ask for these{group.more ? ' (there are more)' : ''}
            </Link>
          </h3>
          {group.rows.map((row) => {
            const other = textOf(row, 'event.id')
            return (
              <button
                key={other}
                type="button"
                className={classes.relative}
                disabled={other === id}
                data-related={group.by}
                onClick={() => update({ id: other, at: textOf(row, '@timestamp') })}
              >
                <TimeText moment={textOf(row, '@timestamp')} />
                <span>{textOf(row, 'event.type')}</span>
                <span className="mono">
                  <HostileText value={oneLine(row)} most={160} />
                </span>
              </button>
            )
          })}
        </section>
      ))}
    </div>
  )
}
