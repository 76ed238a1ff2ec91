import { Link } from '@tanstack/react-router'
import type { TodayAnswer } from '@spoor/model'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { PivotValue } from '../../common/pivot/value.js'
import { EmptyState } from '../../common/state/states.js'
import { TimeText } from '../../common/time/time-text.js'
import { carried, validateView } from '../../common/url/search-state.js'
import { useView } from '../../common/url/use-view.js'
import classes from './today.module.css'

/** Field of a transfer that a kind of news is a value of. */
const FIELDS: Readonly<Record<string, string>> = {
  'external server': 'server.ip',
  user: 'user.name',
  'client software': 'client.software',
}

/** What was never seen before this range, and against which data that is measured. */
export function NewsCard({ today }: { today: TodayAnswer }) {
  const everything = useView().from === 'all'
  return (
    <section className={`card ${classes.news}`}>
      <div className="card-head">
        <h2>What is new</h2>
        {today.news_since !== null && (
          <span className="dim">
            not seen before this range; measured against data since{' '}
            <TimeText moment={today.news_since} />
          </span>
        )}
        <Link to="/sightings" search={(previous) => carried(validateView(previous))}>
          All sightings
        </Link>
      </div>
      {today.news_since === null ? (
        <EmptyState title="Nothing to measure against">
          {everything
            ? 'All data is shown, so none is left to compare with. Choose a shorter time range to see what was new in it.'
            : 'The store holds no data before this range, so nothing can be called new.'}
        </EmptyState>
      ) : today.news.length === 0 ? (
        <EmptyState title="Nothing new">
          Every external server, user and client software of this range was seen before it.
        </EmptyState>
      ) : (
        <div className="scroll-x">
          <table className="plain-table">
            <thead>
              <tr>
                <th>New</th>
                <th>Value</th>
                <th>First met by</th>
                <th>First seen</th>
                <th>
                  <span className="visually-hidden">Transfers</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {today.news.map((item) => {
                const field = FIELDS[item.kind]
                return (
                  <tr key={`${item.kind} ${item.value}`}>
                    <td>{item.kind}</td>
                    <td className={classes.value}>
                      {field === undefined ? (
                        <HostileText value={item.value} most={120} />
                      ) : (
                        <PivotValue
                          subject="transfers"
                          field={field}
                          value={item.value}
                          most={120}
                        />
                      )}
                    </td>
                    <td>
                      {item.by !== '' && (
                        <PivotValue subject="transfers" field="client.ip" value={item.by} />
                      )}
                    </td>
                    <td>
                      <TimeText moment={item.first_seen} />
                    </td>
                    <td className="num">
                      <Link
                        to="/sessions"
                        search={(previous) => ({ ...carried(validateView(previous)), q: item.q })}
                      >
                        show
                      </Link>
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
