import { techniqueName, type HuntDescription, type HuntDetail } from '@spoor/model'
import { Link } from '@tanstack/react-router'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { Needs } from '../../common/hunts/needs.js'
import { useSeenKinds } from '../../common/hunts/seen-kinds.js'
import { useView } from '../../common/url/use-view.js'
import classes from './hunt.module.css'

function Next({ hunt, hunts }: { hunt: HuntDescription; hunts: readonly HuntDescription[] }) {
  const { from, to, tz } = useView()
  return (
    <ul className={classes.plain}>
      {hunt.next.map(({ hunt: id, why }) => (
        <li key={id}>
          <HostileText value={why} most={300} />{' '}
          <Link to="/hunts/$id" params={{ id }} search={{ from, to, tz }} preload={false}>
            <HostileText value={hunts.find((one) => one.id === id)?.title ?? id} />
          </Link>
        </li>
      ))}
    </ul>
  )
}

/** What a hunt asks, why, and what to know before one believes it. */
export function About({
  detail: { hunt, notes },
  hunts,
}: {
  detail: HuntDetail
  /** The library, for the titles of the next hunts. */
  hunts: readonly HuntDescription[]
}) {
  const { from, to, tz } = useView()
  const seen = useSeenKinds()
  return (
    <section className={`card ${classes.about}`} aria-label="About the hunt">
      <p className={classes.question}>
        <HostileText value={hunt.question} />
      </p>
      <p>
        <HostileText value={hunt.why} />
      </p>
      {notes.map((note) => (
        <p key={note} className={classes.due} role="note">
          <HostileText value={note} />
        </p>
      ))}
      {hunt.false_positives !== '' && (
        <>
          <h3>When it is harmless</h3>
          <p>
            <HostileText value={hunt.false_positives} />
          </p>
        </>
      )}
      {hunt.needs.length > 0 && (
        <>
          <h3>Needs records of</h3>
          <Needs kinds={hunt.needs} seen={seen} />
        </>
      )}
      {hunt.techniques.length > 0 && (
        <>
          <h3>ATT&amp;CK</h3>
          <ul className={classes.plain}>
            {hunt.techniques.map((id) => (
              <li key={id}>
                <Link
                  to="/hunts"
                  search={{ technique: id, from, to, tz }}
                  title={`All hunts on ${id}`}
                  preload={false}
                >
                  {id}
                </Link>{' '}
                {techniqueName(id)}
              </li>
            ))}
          </ul>
        </>
      )}
      {hunt.next.length > 0 && (
        <>
          <h3>Where to look next</h3>
          <Next hunt={hunt} hunts={hunts} />
        </>
      )}
    </section>
  )
}
