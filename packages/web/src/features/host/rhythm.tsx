import { Skeleton } from '@mantine/core'
import type { RhythmAnswer } from '@spoor/model'
import { useMemo } from 'react'
import { formatCount, shortCount } from '../../common/bytes/format.js'
import { ErrorState } from '../../common/state/states.js'
import { useView } from '../../common/url/use-view.js'
import { ofDays } from './moments.js'
import { useRhythm } from './queries.js'
import type { ShownHost } from './shown-host.js'
import classes from './host.module.css'

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const

/** Share of the accent colour in a cell: by the root, so that quiet hours can be told from none. */
function depth(count: number, most: number): number {
  return count === 0 ? 0 : 12 + 78 * Math.sqrt(count / most)
}

/** The hours of the week: a table whose cells are coloured by their figures. */
function Hours({ answer: { hours } }: { answer: RhythmAnswer }) {
  const most = Math.max(1, ...hours.flat())
  return (
    <table className={classes.hours} aria-label="Events by weekday and hour">
      <thead>
        <tr>
          <th />
          {Array.from({ length: 24 }, (_, hour) => (
            <th key={hour} scope="col">
              <span className={hour % 6 === 0 ? undefined : 'visually-hidden'}>{hour}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {DAYS.map((day, row) => (
          <tr key={day}>
            <th scope="row">{day}</th>
            {Array.from({ length: 24 }, (_, hour) => {
              const count = hours[row]?.[hour] ?? 0
              return (
                <td
                  key={hour}
                  title={`${day} ${hour}:00 to ${hour + 1}:00: ${formatCount(count)} events`}
                  style={{
                    background: `color-mix(in srgb, var(--sp-accent) ${depth(count, most)}%, var(--sp-hover))`,
                  }}
                >
                  <span className="visually-hidden">{shortCount(count)}</span>
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** When in the week the host is active. */
export function Rhythm({ shown: { host, asked } }: { shown: ShownHost }) {
  const { tz } = useView()
  const answer = useRhythm(
    host.ip,
    useMemo(() => ofDays(asked), [asked]),
    tz === 'utc' ? 'UTC' : undefined,
  )
  return (
    <section className="card" aria-label="Rhythm of the week">
      <div className="card-head">
        <h2>By hour of the week</h2>
        <span className="dim">
          {answer.data === undefined
            ? ''
            : `${formatCount(answer.data.total)} events, ${answer.data.time_zone}${tz === 'utc' ? '' : ' (the organisation’s zone)'}`}
        </span>
      </div>
      <div className={classes.chart} style={{ minHeight: '9rem' }}>
        {answer.isError && answer.data === undefined ? (
          <ErrorState error={answer.error} retry={() => void answer.refetch()} small />
        ) : answer.data === undefined ? (
          <Skeleton height="8.5rem" />
        ) : (
          <Hours answer={answer.data} />
        )}
      </div>
    </section>
  )
}
