import type { QueryProblem } from '@spoor/model'
import { HostileText } from '../hostile/hostile-text.js'
import classes from './query.module.css'

/** What is wrong with the question, where, and what to write instead. */
export function Problems({
  text,
  problems,
  onFix,
}: {
  text: string
  problems: readonly QueryProblem[]
  /** Moves to the place of the mistake. */
  onFix: (offset: number) => void
}) {
  if (problems.length === 0) return null
  return (
    <ul className={classes.problems} role="alert">
      {problems.slice(0, 4).map((problem, index) => (
        <li key={index}>
          <button type="button" className={classes.where} onClick={() => onFix(problem.from)}>
            column {problem.from + 1}
          </button>
          {problem.to > problem.from && (
            <code className={classes.wrong}>
              <HostileText value={text.slice(problem.from, problem.to)} most={40} />
            </code>
          )}
          <span>{problem.message}</span>
          {problem.hint !== undefined && <span className="dim">{problem.hint}</span>}
        </li>
      ))}
    </ul>
  )
}
