import type { Outlier } from '@spoor/model'
import { TimeText } from '../../common/time/time-text.js'
import { cellsOf, STATE_WORDS, stripWords, type PartState } from './day-parts.js'
import classes from './outliers.module.css'

const SHAPES: Readonly<Record<PartState, string>> = { new: '◆', value: '●', host: '○', never: '' }

/** The eight parts of day and week: which are usual, which is new. Work days above days off. */
export function PartStrip({ outlier }: { outlier: Outlier }) {
  const cells = cellsOf(outlier)
  return (
    <span className={classes.strip} role="img" aria-label={stripWords(cells)}>
      {cells.map(({ part, day, time, hours, state }) => (
        <span
          key={part}
          className={classes.cell}
          data-state={state}
          title={`${day}, ${time} ${hours}: ${STATE_WORDS[state]}`}
        >
          {SHAPES[state]}
        </span>
      ))}
    </span>
  )
}

/** The eight parts with their words, and since when the host is known in each. */
export function PartTable({ outlier }: { outlier: Outlier }) {
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th>Part of day and week</th>
          <th>This host</th>
          <th>Since</th>
        </tr>
      </thead>
      <tbody>
        {cellsOf(outlier).map(({ part, day, time, hours, state, firstSeen }) => (
          <tr key={part} className={state === 'new' ? classes.new : undefined}>
            <td>
              {day}, {time} <span className={classes.hours}>{hours}</span>
            </td>
            <td className={classes.words}>
              <span className={classes.shape} data-state={state} aria-hidden="true">
                {SHAPES[state]}
              </span>{' '}
              {STATE_WORDS[state]}
            </td>
            <td>{firstSeen !== undefined && <TimeText moment={firstSeen} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
