import type { SourceStatus } from './source-status.js'
import { Badge } from '../../common/badges/badge.js'
import { exactBytes, formatBytes, formatCount } from '../../common/bytes/format.js'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { EmptyState } from '../../common/state/states.js'
import { TimeText } from '../../common/time/time-text.js'
import classes from './status.module.css'

const STATES: Readonly<
  Record<SourceStatus['state'], { tone: string; shape: string; title: string }>
> = {
  following: { tone: 'good', shape: '▶', title: 'Read as it grows' },
  waiting: { tone: 'warn', shape: '…', title: 'Not there yet: read as soon as it appears' },
  done: { tone: 'good', shape: '✓', title: 'Read to its end' },
  error: { tone: 'bad', shape: '✕', title: 'Cannot be read' },
}

function Progress({ source }: { source: SourceStatus }) {
  const { bytes_read: read, bytes_total: total } = source
  if (total === null || total === 0) {
    return <span title={exactBytes(read)}>{formatBytes(read)}</span>
  }
  const share = Math.min(1, read / total)
  return (
    <span
      className={classes.progress}
      title={`${exactBytes(read)} of ${exactBytes(total)}`}
      role="progressbar"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
    >
      <i>
        <b style={{ width: `${share * 100}%` }} />
      </i>
      {share >= 1 ? formatBytes(total) : `${Math.floor(share * 100)} % of ${formatBytes(total)}`}
    </span>
  )
}

/** What is read, how far, and what is wrong with it. */
export function SourcesTable({ sources }: { sources: readonly SourceStatus[] }) {
  return (
    <section className="card">
      <div className="card-head">
        <h2>Sources</h2>
      </div>
      {sources.length === 0 ? (
        <EmptyState title="No sources">
          Name files in spoor.yaml for “spoor serve”, or open some with “spoor open”.
        </EmptyState>
      ) : (
        <div className="scroll-x">
          <table className="plain-table">
            <thead>
              <tr>
                <th>State</th>
                <th>Source</th>
                <th>Kind</th>
                <th>Read</th>
                <th className="num">Events</th>
                <th className="num">Quarantined</th>
                <th>Last read</th>
              </tr>
            </thead>
            <tbody>
              {sources.map((source) => (
                <tr key={source.path}>
                  <td>
                    <Badge {...STATES[source.state]} strong={source.state === 'error'}>
                      {source.state}
                    </Badge>
                  </td>
                  <td className={classes.path}>
                    <span className="mono">
                      <HostileText value={source.path} most={200} />
                    </span>
                    {source.error !== undefined && (
                      <div className={classes.trouble}>
                        <HostileText value={source.error} most={300} />
                      </div>
                    )}
                  </td>
                  <td>{source.kind}</td>
                  <td>
                    <Progress source={source} />
                  </td>
                  <td className="num">{formatCount(source.events)}</td>
                  <td className="num">{formatCount(source.quarantined)}</td>
                  <td>
                    {source.last_read === null ? (
                      <span className="dim">never</span>
                    ) : (
                      <TimeText moment={source.last_read} />
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
