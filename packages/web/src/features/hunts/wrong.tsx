import type { SavedProblem } from '@spoor/model'
import { HostileText } from '../../common/hostile/hostile-text.js'
import classes from './hunts.module.css'

/** Own hunts, filters and tunings that cannot be used as they were saved. */
export function Wrong({ problems }: { problems: readonly SavedProblem[] }) {
  if (problems.length === 0) return null
  return (
    <div className={`card ${classes.wrong}`} role="note">
      Left out, because something is wrong with what was saved:
      <ul>
        {problems.map(({ name, message, line }) => (
          <li key={`${name} ${line ?? ''} ${message}`}>
            <b>
              <HostileText value={name} most={120} />
            </b>
            {line !== undefined && `, line ${line}`}: <HostileText value={message} most={400} />
          </li>
        ))}
      </ul>
    </div>
  )
}
