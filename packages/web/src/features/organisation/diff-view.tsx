import type { OrganisationChange, OrganisationDiff, OrganisationPart } from '@spoor/model'
import { Badge } from '../../common/badges/badge.js'
import { formatCount } from '../../common/bytes/format.js'
import { HostileText } from '../../common/hostile/hostile-text.js'
import classes from './changes.module.css'

export const PART_NAMES: Readonly<Record<OrganisationPart, readonly [one: string, many: string]>> =
  {
    networks: ['network', 'networks'],
    host_groups: ['group of hosts', 'groups of hosts'],
    user_groups: ['group of users', 'groups of users'],
    roles: ['role', 'roles'],
    sites: ['site', 'sites'],
    lists: ['list', 'lists'],
  }

const KINDS: Readonly<Record<OrganisationChange['kind'], { tone: string; shape: string }>> = {
  added: { tone: 'good', shape: '+' },
  removed: { tone: 'bad', shape: '−' },
  changed: { tone: 'accent', shape: '≠' },
  moved: { tone: 'low', shape: '→' },
}

function Change({ of }: { of: OrganisationChange }) {
  const hidden = of.details_total - of.details.length
  return (
    <tr>
      <td>
        <Badge {...KINDS[of.kind]}>{of.kind}</Badge>
      </td>
      <td className="dim">{PART_NAMES[of.part][0]}</td>
      <td className={classes.what}>
        <HostileText value={of.name} most={300} />
        {of.was !== undefined && (
          <span className="dim">
            {' '}
            was <HostileText value={of.was} most={300} />
          </span>
        )}
        {of.details.length > 0 && (
          <ul className={classes.details}>
            {of.details.map((detail) => (
              <li key={detail} className="mono">
                <HostileText value={detail} most={200} />
              </li>
            ))}
            {hidden > 0 && <li className="dim">and {formatCount(hidden)} more</li>}
          </ul>
        )}
      </td>
    </tr>
  )
}

/** What is different: totals, and the first changes one by one. */
export function DiffView({ diff }: { diff: OrganisationDiff }) {
  if (diff.total === 0) return <p className="dim">Nothing is different.</p>
  return (
    <div className={classes.diff}>
      <p className={classes.totals}>
        {diff.totals.map(({ part, kind, count }) => (
          <Badge key={`${part} ${kind}`} {...KINDS[kind]}>
            {formatCount(count)} {PART_NAMES[part][count === 1 ? 0 : 1]} {kind}
          </Badge>
        ))}
      </p>
      <div className={classes.changes} tabIndex={0} role="region" aria-label="What is different">
        <table className="plain-table">
          <thead className="visually-hidden">
            <tr>
              <th>Change</th>
              <th>Of</th>
              <th>What</th>
            </tr>
          </thead>
          <tbody>
            {diff.changes.map((change) => (
              <Change key={`${change.part} ${change.kind} ${change.name}`} of={change} />
            ))}
          </tbody>
        </table>
      </div>
      {diff.total > diff.changes.length && (
        <p className="dim">
          The first {formatCount(diff.changes.length)} of {formatCount(diff.total)} changes.
        </p>
      )}
    </div>
  )
}
