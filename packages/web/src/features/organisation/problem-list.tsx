import type { OrganisationProblem } from '@spoor/model'
import { IconAlertCircle, IconAlertTriangle } from '@tabler/icons-react'
import { formatCount } from '../../common/bytes/format.js'
import { HostileText } from '../../common/hostile/hostile-text.js'
import classes from './changes.module.css'

/** What is wrong, or to be looked at, with its places. */
export function ProblemList<Problem extends OrganisationProblem>({
  problems,
  total,
  kind,
  meaning,
  go,
  excerpt,
}: {
  problems: readonly Problem[]
  total: number
  kind: 'problem' | 'warning'
  /** What follows from them, where that is not the saving. */
  meaning?: string
  /** Leads to the place of a problem; undefined where there is none to go to. */
  go?: (problem: Problem) => (() => void) | undefined
  /** What stands at the place. */
  excerpt?: (problem: Problem) => string | undefined
}) {
  if (total === 0) return null
  const Icon = kind === 'problem' ? IconAlertCircle : IconAlertTriangle
  return (
    <div className={classes.problems} data-kind={kind} role={kind === 'problem' ? 'alert' : 'note'}>
      <p>
        <Icon size="1rem" stroke={1.6} aria-hidden />
        <b>
          {formatCount(total)} {kind}
          {total === 1 ? '' : 's'}
        </b>
        {': '}
        {meaning ??
          (kind === 'problem'
            ? 'nothing can be saved before they are mended.'
            : 'it can be saved all the same.')}
      </p>
      <ul>
        {problems.map((problem, index) => {
          const lead = go?.(problem)
          const text = excerpt?.(problem)
          const place = (
            <span className="mono">
              {problem.line !== undefined && `line ${problem.line}, `}
              <HostileText value={problem.place} most={160} />
            </span>
          )
          return (
            <li key={`${index} ${problem.place}`}>
              {lead === undefined ? (
                <span className="dim">{place}</span>
              ) : (
                <button type="button" className={classes.where} onClick={lead}>
                  {place}
                </button>
              )}{' '}
              <HostileText value={problem.message} most={400} />
              {text !== undefined && (
                <span className={`mono ${classes.excerpt}`}>
                  <HostileText value={text} most={160} />
                </span>
              )}
            </li>
          )
        })}
      </ul>
      {total > problems.length && (
        <p className="dim">And {formatCount(total - problems.length)} more.</p>
      )}
    </div>
  )
}
