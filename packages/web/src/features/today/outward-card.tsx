import { Link } from '@tanstack/react-router'
import type { TodayAnswer } from '@spoor/model'
import { useMemo, useState } from 'react'
import { VerdictBadge } from '../../common/badges/badge.js'
import { BytesText } from '../../common/bytes/bytes-text.js'
import { exactBytes, formatBytes, formatCount } from '../../common/bytes/format.js'
import { Chart } from '../../common/chart/chart.js'
import { useChartColours } from '../../common/chart/colours.js'
import { timeBars } from '../../common/chart/time-bars.js'
import { PivotValue } from '../../common/pivot/value.js'
import { EmptyState } from '../../common/state/states.js'
import { TimeText } from '../../common/time/time-text.js'
import { carried, validateView } from '../../common/url/search-state.js'
import { useView } from '../../common/url/use-view.js'
import classes from './today.module.css'

const HOUR_MS = 3_600_000

/** Servers that are listed before a press shows the rest: what is new must stay in sight. */
const SHOWN = 7

/** Bars that a person can tell apart; hours are put together when there are more. */
const MOST_BARS = 120

type Hours = TodayAnswer['outward']['by_hour']

/** Puts hours together so that the bars can be told apart. */
function bars(hours: Hours, from: number, to: number) {
  const group = Math.max(1, Math.ceil((to - from) / HOUR_MS / MOST_BARS))
  const step = group * HOUR_MS
  const sums = new Map<number, number>()
  for (const { time, bytes } of hours) {
    const start = Math.floor(Date.parse(time) / step) * step
    sums.set(start, (sums.get(start) ?? 0) + bytes)
  }
  return { step, points: [...sums].toSorted(([a], [b]) => a - b) }
}

function OutwardChart({ today }: { today: TodayAnswer }) {
  const zone = useView().tz ?? 'local'
  const colours = useChartColours()
  const option = useMemo(() => {
    const from = Date.parse(today.from)
    const to = Date.parse(today.to)
    const { step, points } = bars(today.outward.by_hour, from, to)
    return timeBars({
      from: Math.min(from, points[0]?.[0] ?? from),
      to,
      step,
      series: [{ name: 'out of home', colour: colours.named('egress'), points }],
      zone,
      colours,
      format: formatBytes,
    })
  }, [today, zone, colours])
  return (
    <Chart
      option={option}
      height={7}
      label={`Bytes out of home over time, ${formatBytes(today.outward.bytes)} in all; the table below has the servers`}
    />
  )
}

const everything = (previous: Record<string, unknown>) => ({
  ...carried(validateView(previous)),
  q: 'zone:egress',
})

/** Where data went: volume to servers outside, by hour and by server. */
export function OutwardCard({ today }: { today: TodayAnswer }) {
  const { outward } = today
  const [whole, setWhole] = useState(false)
  const servers = whole ? outward.servers : outward.servers.slice(0, SHOWN)
  return (
    <section className={`card ${classes.outward}`}>
      <div className="card-head">
        <h2>Where data went</h2>
        <span className="dim">
          <b title={exactBytes(outward.bytes)}>{formatBytes(outward.bytes)}</b> out of home in{' '}
          {formatCount(outward.transfers)} transfer{outward.transfers === 1 ? '' : 's'}
        </span>
        <Link className={classes.all} to="/transfers" search={everything}>
          These transfers
        </Link>
      </div>
      {outward.servers.length === 0 ? (
        <EmptyState title="Nothing left home">
          No transfer to a server outside was seen in this time range.
        </EmptyState>
      ) : (
        <>
          <div className={classes.chart}>
            <OutwardChart today={today} />
          </div>
          <div className="scroll-x">
            <table className="plain-table">
              <thead>
                <tr>
                  <th>Server</th>
                  <th className="num">Bytes</th>
                  <th className="num">Transfers</th>
                  <th className="num">Clients</th>
                  <th>Services</th>
                  <th>Verdict</th>
                </tr>
              </thead>
              <tbody>
                {servers.map((server) => (
                  <tr key={server.server}>
                    <td>
                      <PivotValue subject="transfers" field="server.ip" value={server.server} />
                      <div className={classes.since}>
                        first seen <TimeText moment={server.first_seen} />
                      </div>
                    </td>
                    <td className="num">
                      <BytesText bytes={server.bytes} />
                    </td>
                    <td className="num">{formatCount(server.transfers)}</td>
                    <td className="num">{formatCount(server.clients)}</td>
                    <td className={classes.services}>{server.services.join(', ')}</td>
                    <td>
                      <VerdictBadge verdict={server.verdict} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {outward.servers.length > SHOWN && (
            <button type="button" className={classes.more} onClick={() => setWhole(!whole)}>
              {whole ? 'Only the first' : `All ${formatCount(outward.servers.length)} servers`}
            </button>
          )}
        </>
      )}
    </section>
  )
}
