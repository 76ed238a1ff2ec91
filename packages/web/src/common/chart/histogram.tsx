import { ActionIcon, Skeleton } from '@mantine/core'
import { IconChartBar, IconTable, IconZoomOut } from '@tabler/icons-react'
import type { HistogramAnswer, Subject } from '@spoor/model'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useHistogram } from '../api/queries.js'
import { formatCount } from '../bytes/format.js'
import { PivotValue } from '../pivot/value.js'
import { CancelledState, ErrorState, isCancelled } from '../state/states.js'
import { useAskedQuestion } from '../url/asked.js'
import { useUpdateView, useView } from '../url/use-view.js'
import { Brush } from './brush.js'
import { Chart } from './chart.js'
import { useChartColours } from './colours.js'
import type { EChartsType } from './echarts.js'
import { HistogramTable } from './histogram-table.js'
import classes from './histogram.module.css'
import { span, timeBars } from './time-bars.js'

const HEIGHT = 7.5

type Kind = HistogramAnswer['series'][number]['kind']

const KINDS: Readonly<Record<Kind, string>> = {
  count: 'all',
  value: '',
  missing: 'no value',
  other: 'other values',
}

function SeriesName({
  subject,
  by,
  name,
  kind,
}: {
  subject: Subject
  by: string
  name: string
  kind: Kind
}) {
  if (kind === 'value') return <PivotValue subject={subject} field={by} value={name} most={40} />
  if (kind !== 'missing') return KINDS[kind]
  return (
    <PivotValue subject={subject} field={by} value={undefined}>
      {KINDS.missing}
    </PivotValue>
  )
}

/** When the matching records happened. Drag over it, or use the arrow keys, to look closer. */
export function Histogram({
  subject,
  by,
  colourOf,
}: {
  subject: Subject
  by: string
  /** Name of the `--sp-…` colour of a value of `by` that has a meaning of its own. */
  colourOf?: (value: string) => string | undefined
}) {
  const view = useView()
  const update = useUpdateView()
  const asked = useAskedQuestion()
  const colours = useChartColours()
  const chart = useRef<EChartsType>(null)
  const keepChart = useCallback((made: EChartsType | null) => {
    chart.current = made
  }, [])
  const [form, setForm] = useState<'bars' | 'table'>('bars')
  const answer = useHistogram(subject, asked, by)
  const zone = view.tz ?? 'local'
  const data = answer.data

  const drawn = useMemo(() => {
    if (data === undefined) return undefined
    const step = data.interval_seconds * 1000
    // Bars begin at round times: the first may begin before the range, the last end after it.
    const times = data.series.flatMap((one) => one.buckets.map((bucket) => Date.parse(bucket.time)))
    const from = times.reduce((least, time) => Math.min(least, time), Date.parse(data.from))
    const to = times.reduce((most, time) => Math.max(most, time + step), Date.parse(data.to))
    const series = data.series.map((one, index) => {
      const meant = one.kind === 'value' ? colourOf?.(one.name) : 'line-strong'
      return {
        name: one.kind === 'value' ? one.name : KINDS[one.kind],
        value: one.name,
        kind: one.kind,
        colour:
          meant === undefined
            ? (colours.series[index % colours.series.length] ?? colours.dim)
            : colours.named(meant),
        points: one.buckets.map((bucket) => [Date.parse(bucket.time), bucket.count] as const),
      }
    })
    const option = timeBars({ from, to, step, series, zone, colours, format: formatCount })
    return { from, to, step, series, option }
  }, [data, colours, zone, colourOf])

  const zoom = (from: number, to: number) =>
    update({
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      id: undefined,
      at: undefined,
    })

  const zoomOut = () => {
    if (drawn === undefined) return
    const half = (drawn.to - drawn.from) / 2
    zoom(drawn.from - half, drawn.to + half)
  }

  return (
    <section className={`card ${classes.histogram}`} aria-label="Over time">
      <div className={classes.head}>
        <span className={classes.legend}>
          {drawn?.series.map((one) => (
            <span key={one.name} className={classes.entry}>
              <i style={{ background: one.colour }} aria-hidden="true" />
              <SeriesName subject={subject} by={by} name={one.value} kind={one.kind} />
            </span>
          ))}
        </span>
        {drawn !== undefined && (
          <span className={classes.step} title="Length of time that one bar stands for">
            {span(drawn.step)} a bar
          </span>
        )}
        <ActionIcon
          size="sm"
          onClick={zoomOut}
          aria-label="Look at twice the time"
          title="Look at twice the time"
        >
          <IconZoomOut size="0.95rem" stroke={1.6} />
        </ActionIcon>
        <ActionIcon
          size="sm"
          onClick={() => setForm(form === 'bars' ? 'table' : 'bars')}
          aria-label={form === 'bars' ? 'Show as a table' : 'Show as bars'}
          title={form === 'bars' ? 'Show as a table' : 'Show as bars'}
        >
          {form === 'bars' ? (
            <IconTable size="0.95rem" stroke={1.6} />
          ) : (
            <IconChartBar size="0.95rem" stroke={1.6} />
          )}
        </ActionIcon>
      </div>
      <div
        className={classes.place}
        style={{ minHeight: `${HEIGHT}rem` }}
        data-stale={answer.isPlaceholderData || undefined}
      >
        {answer.isError && data === undefined ? (
          <ErrorState error={answer.error} retry={() => void answer.refetch()} small />
        ) : isCancelled(answer) ? (
          <CancelledState retry={() => void answer.refetch()} />
        ) : drawn === undefined ? (
          <Skeleton height={`${HEIGHT}rem`} />
        ) : form === 'table' ? (
          <HistogramTable series={drawn.series} step={drawn.step} zone={zone} zoom={zoom} />
        ) : (
          <Brush
            chart={chart}
            from={drawn.from}
            to={drawn.to}
            step={drawn.step}
            zone={zone}
            onZoom={zoom}
          >
            <Chart
              option={drawn.option}
              height={HEIGHT}
              onReady={keepChart}
              label={`Histogram of ${formatCount(data?.total ?? 0)} records over time`}
            />
          </Brush>
        )}
      </div>
    </section>
  )
}
