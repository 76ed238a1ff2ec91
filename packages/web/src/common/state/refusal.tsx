import { IconAlertCircle } from '@tabler/icons-react'
import { ApiError } from '../api/client.js'
import { HostileText } from '../hostile/hostile-text.js'
import classes from './states.module.css'

const MOST = 6

/** Why a change was refused, below the form that asked for it. Nothing while it was not. */
export function Refusal({ error }: { error: unknown }) {
  if (error === null || error === undefined) return null
  const problems = error instanceof ApiError ? error.problems : []
  const message = error instanceof Error ? error.message : String(error)
  return (
    <div className={classes.refusal} role="alert">
      <IconAlertCircle size="1rem" stroke={1.6} aria-hidden />
      <div>
        <HostileText value={message} most={600} />
        {problems.length > 0 && (
          <ul>
            {problems.slice(0, MOST).map((problem) => (
              <li key={`${problem.from} ${problem.message}`}>
                {problem.line !== undefined && `Line ${problem.line}: `}
                <HostileText value={problem.message} most={400} />
                {problem.hint !== undefined && <span className="dim"> {problem.hint}</span>}
              </li>
            ))}
          </ul>
        )}
        {problems.length > MOST && <p>And {problems.length - MOST} more.</p>}
      </div>
    </div>
  )
}
