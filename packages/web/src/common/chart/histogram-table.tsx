import { formatCount } from '../bytes/format.js'
import { HostileText } from '../hostile/hostile-text.js'
import { formatMoment, type Zone } from '../time/format.js'
import classes from './histogram.module.css'
import type { TimeSeries } from './time-bars.js'

/** The figures behind the bars; a row looks closer at its time. */
export function HistogramTable({
  series,
  step,
  zone,
  zoom,
}: {
  series: readonly TimeSeries[]
  step: number
  zone: Zone
  zoom: (from: number, to: number) => void
}) {
  const times = [...new Set(series.flatMap((one) => one.points.map(([time]) => time)))].toSorted(
    (a, b) => a - b,
  )
  const figures = series.map((one) => new Map(one.points))
  const rows = times.filter((time) => figures.some((of) => (of.get(time) ?? 0) > 0))
  return (
    <div className={classes.table} tabIndex={0} aria-label="Figures over time">
      <table className="plain-table">
        <thead>
          <tr>
            <th>From</th>
            {series.map((one) => (
              <th key={one.name} className="num">
                <HostileText value={one.name || '(no value)'} most={30} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((time) => (
            <tr key={time}>
              <td>
                <button
                  type="button"
                  className={classes.link}
                  title="Look closer"
                  onClick={() => zoom(time, time + step)}
                >
                  {formatMoment(new Date(time).toISOString(), zone, 0)}
                </button>
              </td>
              {figures.map((of, index) => (
                <td key={series[index]?.name ?? index} className="num">
                  {formatCount(of.get(time) ?? 0)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
