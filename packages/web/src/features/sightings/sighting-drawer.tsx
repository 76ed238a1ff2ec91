import { Skeleton } from '@mantine/core'
import type { Sighting } from '@spoor/model'
import { Link } from '@tanstack/react-router'
import { useKnownHosts, useSpread } from '../../common/api/sightings.js'
import { formatCount } from '../../common/bytes/format.js'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { Drawer } from '../../common/records/drawer.js'
import { SightingActions } from '../../common/sightings/actions.js'
import { AboutValue } from '../../common/sightings/about-value.js'
import { StandingText, standingOf } from '../../common/sightings/host.js'
import shared from '../../common/sightings/sightings.module.css'
import { SpreadTimeline } from '../../common/sightings/spread-timeline.js'
import { ErrorState } from '../../common/state/states.js'
import { TimeText } from '../../common/time/time-text.js'
import { useAskedQuestion } from '../../common/url/asked.js'
import { useView } from '../../common/url/use-view.js'
import { meetingsOf } from './meetings.js'
import { SightingWhere } from './where.js'
import classes from './sightings-page.module.css'

/** Who had it and who since, the first one first. */
function WhoSince({ sighting }: { sighting: Sighting }) {
  const { from, to, tz } = useView()
  const { hosts, hosts_total: total, host } = sighting
  const met = meetingsOf(sighting)
  const known = useKnownHosts(met.map((one) => one.host))
  return (
    <>
      <h3 className={shared.heading}>
        Who had it, in their order: {formatCount(hosts)} of {formatCount(total)} hosts
      </h3>
      <div className={classes.met} tabIndex={0} aria-label="Who had it">
        <table className="plain-table">
          <thead>
            <tr>
              <th>Host</th>
              <th>First seen with it</th>
            </tr>
          </thead>
          <tbody>
            {met.map((one) => (
              <tr key={one.host} className={one.host === host ? classes.own : undefined}>
                <td>
                  <Link
                    to="/hosts/$ip"
                    params={{ ip: one.host }}
                    search={{ from, to, tz }}
                    className="mono"
                    preload={false}
                  >
                    {one.host}
                  </Link>
                  <StandingText {...standingOf(known.get(one.host))} />
                </td>
                <td>
                  <TimeText moment={one.first_seen} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {hosts > met.length && (
        <p className="dim">
          {formatCount(hosts - met.length)} more: “Who else had it” shows all of them.
        </p>
      )}
    </>
  )
}

const HEIGHT = 6

/** When the hosts of the whole network met it. */
function OverTime({ of, value }: { of: string; value: string }) {
  const { as_of, hosts = 'home' } = useView()
  const { run } = useAskedQuestion()
  const answer = useSpread({ of, value }, { as_of, hosts, limit: 1 }, run)
  return (
    <>
      <h3 className={shared.heading}>Hosts that had it over time, in the whole network</h3>
      {answer.isError && answer.data === undefined ? (
        <ErrorState error={answer.error} retry={() => void answer.refetch()} small />
      ) : answer.data === undefined ? (
        <Skeleton height={`${HEIGHT}rem`} />
      ) : (
        <SpreadTimeline timeline={answer.data.timeline} height={HEIGHT} />
      )}
    </>
  )
}

/** One sighting: why it is new, who had it first and who since, and where to go from it. */
export function SightingDrawer({ sighting, close }: { sighting: Sighting; close: () => void }) {
  const { kind, kind_title: title, attribute, value, why } = sighting
  return (
    <Drawer
      label="Sighting"
      title={
        <>
          <span className="dim">
            New {title} <SightingWhere sighting={sighting} />
          </span>
          <h2>
            <HostileText value={value} most={300} />
          </h2>
        </>
      }
      onClose={close}
    >
      <p className={shared.lead}>
        <HostileText value={why} />
      </p>
      <SightingActions of={sighting} />
      <AboutValue of={sighting} firstHost="First host" />
      {attribute !== undefined && (
        <>
          <WhoSince sighting={sighting} />
          <OverTime of={kind} value={value} />
        </>
      )}
    </Drawer>
  )
}
