import type { Finding, HuntDescription } from '@spoor/model'
import { Link } from '@tanstack/react-router'
import { HostileText, hostileTitle } from '../../common/hostile/hostile-text.js'
import { pageOf } from '../../common/query/translate.js'
import { useView } from '../../common/url/use-view.js'
import { questionAbout } from './question-about.js'
import classes from './findings.module.css'

/**
 * Where to look next: for each hunt that may know more, what it found of the finding's client, and
 * its question, asked of this client. Of all clients where the finding has several.
 */
export function NextQuestions({
  finding,
  hunt,
  hunts,
}: {
  finding: Finding
  hunt: HuntDescription
  hunts: readonly HuntDescription[]
}) {
  const { from, to, tz } = useView()
  const { client } = finding
  const known = hunt.next.flatMap(({ hunt: id, why }) => {
    const next = hunts.find((one) => one.id === id)
    return next === undefined ? [] : [{ next, why }]
  })
  return (
    <ul className={classes.next} aria-label="Next questions">
      {known.map(({ next, why }) => (
        <li key={next.id}>
          <div>{why}</div>
          <div className={classes.ways}>
            {next.findings === 0 ? (
              <span className="dim">
                {next.is_on ? 'No findings in this time range' : 'Off until a person runs it'}
              </span>
            ) : (
              <Link
                to="/findings"
                search={{ hunt: next.id, entity: client || undefined, from, to, tz }}
                title={`Findings of “${hostileTitle(next.title)}”${client === '' ? '' : ' about this client'}`}
              >
                {client === '' ? 'Findings' : 'Findings of this client'}
              </Link>
            )}
            {next.q !== '' && (
              <Link
                to={pageOf(next.subject)}
                search={{ q: questionAbout(next, client), from, to, tz }}
                title={`Ask “${hostileTitle(next.question)}”${client === '' ? '' : ' of this client'}`}
              >
                Ask it of {client === '' ? 'all clients' : <HostileText value={client} most={60} />}
              </Link>
            )}
            <Link to="/hunts" search={{ id: next.id, from, to, tz }} className="dim">
              <HostileText value={next.title} />
            </Link>
          </div>
        </li>
      ))}
    </ul>
  )
}
