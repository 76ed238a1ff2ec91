import { ActionIcon } from '@mantine/core'
import { IconChartLine, IconTable } from '@tabler/icons-react'
import type { SpreadAnswer } from '@spoor/model'
import { useMemo, useState } from 'react'
import { formatCount } from '../bytes/format.js'
import { Chart } from '../chart/chart.js'
import { useChartColours } from '../chart/colours.js'
import { TimeText } from '../time/time-text.js'
import { useView } from '../url/use-view.js'
import classes from './sightings.module.css'
import { spreadOption, telling } from './spread-option.js'

/** How many hosts had met a value, over time; the figures behind it on a press. */
export function SpreadTimeline({
  timeline,
  height,
}: {
  timeline: SpreadAnswer['timeline']
  /** Height in rem. */
  height: number
}) {
  const zone = useView().tz ?? 'local'
  const colours = useChartColours()
  const [form, setForm] = useState<'line' | 'table'>('line')
  const option = useMemo(() => spreadOption(timeline, zone, colours), [timeline, zone, colours])
  const Other = form === 'line' ? IconTable : IconChartLine
  const other = form === 'line' ? 'Show as a table' : 'Show as a line'
  return (
    <div className={classes.timeline}>
      <ActionIcon
        size="sm"
        className={classes.form}
        onClick={() => setForm(form === 'line' ? 'table' : 'line')}
        aria-label={other}
        title={other}
      >
        <Other size="0.95rem" stroke={1.6} />
      </ActionIcon>
      {form === 'line' ? (
        <Chart
          option={option}
          height={height}
          label={`Hosts that had met it, over time: ${formatCount(timeline.buckets.at(-1)?.hosts ?? 0)} in the end`}
        />
      ) : (
        <div
          className={classes.figures}
          style={{ height: `${height}rem` }}
          tabIndex={0}
          aria-label="Hosts over time"
        >
          <table className="plain-table">
            <thead>
              <tr>
                <th>From</th>
                <th className="num">New hosts</th>
                <th className="num">Hosts by then</th>
              </tr>
            </thead>
            <tbody>
              {telling(timeline.buckets).map((bucket) => (
                <tr key={bucket.time}>
                  <td>
                    <TimeText moment={bucket.time} />
                  </td>
                  <td className="num">{formatCount(bucket.new_hosts)}</td>
                  <td className="num">{formatCount(bucket.hosts)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  )
}
