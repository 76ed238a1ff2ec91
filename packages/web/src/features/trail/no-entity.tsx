import type { Finding } from '@spoor/model'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useFindings } from '../../common/api/queries.js'
import { LevelBadge } from '../../common/badges/badge.js'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { ErrorState, RowsSkeleton } from '../../common/state/states.js'
import { useAskedQuestion } from '../../common/url/asked.js'
import { carried, validateView } from '../../common/url/search-state.js'
import classes from './trail.module.css'

const MOST = 8

/** Clients of findings, each once with its gravest, in the order of the findings. */
function clientsOf(findings: readonly Finding[]): Finding[] {
  const clients = new Map<string, Finding>()
  for (const finding of findings) {
    if (finding.client !== '' && !clients.has(finding.client)) clients.set(finding.client, finding)
  }
  return [...clients.values()].slice(0, MOST)
}

/** What a trail is, and where one could begin. */
export function NoEntity() {
  const answer = useFindings(useAskedQuestion(), {}, 'gravest')
  const clients = useMemo(() => clientsOf(answer.data?.pages[0]?.findings ?? []), [answer.data])
  return (
    <section className={`card ${classes.none}`}>
      <h2>Name something above, and follow it</h2>
      <p>
        A trail asks all hunts about one thing at once: which of them its records meet, how many
        records that are, and whether it was so before. Each count leads to the records.
      </p>
      <h3>Clients of the gravest findings in this time range</h3>
      {answer.isPending ? (
        <RowsSkeleton rows={4} />
      ) : answer.isError ? (
        <ErrorState error={answer.error} retry={() => void answer.refetch()} small />
      ) : clients.length === 0 ? (
        <p className="dim">There are no findings in this time range.</p>
      ) : (
        <ul>
          {clients.map(({ client, level, title }) => (
            <li key={client}>
              <Link
                to="/trail"
                search={(previous) => ({ ...carried(validateView(previous)), entity: client })}
                className="mono"
              >
                <HostileText value={client} most={80} />
              </Link>
              <LevelBadge level={level} />
              <span className="dim">
                <HostileText value={title} most={120} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
