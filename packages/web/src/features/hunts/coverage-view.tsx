import { ATTACK_VERSION, type HuntDescription } from '@spoor/model'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { formatCount } from '../../common/bytes/format.js'
import { carried, validateView } from '../../common/url/search-state.js'
import { coverageOf, type Covered } from './coverage.js'
import classes from './coverage.module.css'

function counted(count: number, one: string): string {
  return `${formatCount(count)} ${one}${count === 1 ? '' : 's'}`
}

/** One technique, leading to its hunts. */
function Line({ of, part = false }: { of: Covered; part?: boolean }) {
  return (
    <Link
      to="/hunts"
      search={(previous) => ({ ...carried(validateView(previous)), technique: of.id })}
      className={classes.line}
      data-part={part || undefined}
      preload={false}
    >
      <span className={classes.id}>{part ? of.id.slice(5) : of.id}</span>
      <span className={classes.name}>{of.name ?? of.id}</span>
      <span className={classes.hunts}>{counted(of.hunts, 'hunt')}</span>
      <span className={classes.findings} data-none={of.findings === 0 || undefined}>
        {of.findings === 0 ? 'no findings' : counted(of.findings, 'finding')}
      </span>
    </Link>
  )
}

/** What the hunts look for, by ATT&CK tactic and technique. */
export function CoverageView({ hunts }: { hunts: readonly HuntDescription[] }) {
  const tactics = useMemo(() => coverageOf(hunts), [hunts])
  return (
    <>
      <p className={`dim ${classes.note}`}>
        Techniques that at least one hunt looks for, each under one of its tactics. A technique’s
        hunts include those of its sub-techniques; findings are those of its hunts in this time
        range. A hunt finds what looks like a technique, not every use of it. Names are those of
        ATT&amp;CK {ATTACK_VERSION}.
      </p>
      <div className={classes.tactics}>
        {tactics.map(({ id, name, hunts: count, techniques }) => (
          <section key={id} className={`card ${classes.tactic}`}>
            <div className="card-head">
              <h2>{name}</h2>
              <span className="dim">
                {counted(techniques.length, 'technique')}, {counted(count, 'hunt')}
              </span>
            </div>
            <ul>
              {techniques.map((technique) => (
                <li key={technique.id}>
                  <Line of={technique} />
                  {technique.parts.map((part) => (
                    <Line key={part.id} of={part} part />
                  ))}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  )
}
