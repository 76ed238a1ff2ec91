import type { HostRisk, RiskKind, RiskPart } from '@spoor/model'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { LevelBadge, RiskBadge } from '../../common/badges/badge.js'
import { HostileText, hostileTitle } from '../../common/hostile/hostile-text.js'
import { TimeText } from '../../common/time/time-text.js'
import { useView } from '../../common/url/use-view.js'
import { points, withoutLevel } from './figures.js'
import { ShowLink } from './show-link.js'
import classes from './host.module.css'

/** Parts that are shown before a press shows the rest. */
const SHOWN = 3

const KINDS: Readonly<Record<RiskKind, string>> = {
  finding: 'findings',
  sighting: 'sightings',
  property: 'properties',
}

function Part({ ip, part }: { ip: string; part: RiskPart }) {
  const { from, to, tz } = useView()
  return (
    <tr>
      <td className="num">
        <b>+{points(part.points)}</b>
      </td>
      <td>
        {part.level !== undefined && <LevelBadge level={part.level} />}{' '}
        <HostileText
          value={part.level === undefined ? part.what : withoutLevel(part.what)}
          most={240}
        />
        {part.values.length > 0 && (
          <span className="dim" title={part.values.map(hostileTitle).join('\n')}>
            {' '}
            (<HostileText value={part.values.slice(0, 3).join(', ')} most={80} />
            {part.values.length > 3 && ' …'})
          </span>
        )}
        <div className={classes.because}>
          <HostileText value={part.why.replace(/\.$/, '')} most={300} />; last{' '}
          <TimeText moment={part.last_seen} />
        </div>
      </td>
      <td className="num">
        {part.kind === 'finding' && (
          <Link
            to="/findings"
            search={{ entity: ip, hunt: part.id, from: 'all', id: part.findings[0], tz }}
          >
            findings
          </Link>
        )}
        {part.kind === 'sighting' && (
          <Link to="/sightings" search={{ host: ip, kind: part.id, from: 'all', tz }}>
            sightings
          </Link>
        )}{' '}
        <ShowLink show={part.show && { from, to, ...part.show }} />
      </td>
    </tr>
  )
}

/** How the score comes about: every part with its points, and what caps cut off. */
export function Risk({ ip, risk }: { ip: string; risk: HostRisk }) {
  const [whole, setWhole] = useState(false)
  const parts = whole ? risk.parts : risk.parts.slice(0, SHOWN)
  const capped = risk.kinds.filter(({ sum, points: added }) => sum > added)
  return (
    <section className={`card ${classes.risk}`} aria-label="Risk">
      <div className="card-head">
        <h2>Risk</h2>
        <RiskBadge score={risk.score} />
        <span className="dim">
          {risk.parts.length === 0
            ? 'nothing speaks against it'
            : `of 100: ${risk.kinds
                .filter((kind) => kind.points > 0)
                .map((kind) => `${points(kind.points)} from ${KINDS[kind.kind]}`)
                .join(' + ')}`}
        </span>
      </div>
      {risk.parts.length === 0 ? (
        <p className={classes.quiet}>
          No finding, no new value and no property that counts was seen. Weights stand in the
          configuration.
        </p>
      ) : (
        <div className={classes.parts}>
          <table className="plain-table" aria-label="Parts of the risk">
            <tbody>
              {parts.map((part) => (
                <Part key={`${part.kind} ${part.id}`} ip={ip} part={part} />
              ))}
            </tbody>
          </table>
          {capped.map(({ kind, sum, cap }) => (
            <p key={kind} className={classes.quiet}>
              {KINDS[kind]} add up to {points(sum)}, but count {points(cap)} at most.
            </p>
          ))}
        </div>
      )}
      {risk.parts.length > SHOWN && (
        <button type="button" className={classes.more} onClick={() => setWhole(!whole)}>
          {whole ? 'Only the gravest' : `All ${risk.parts.length} parts`}
        </button>
      )}
    </section>
  )
}
