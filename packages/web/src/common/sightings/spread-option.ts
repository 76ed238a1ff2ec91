import type { SpreadAnswer } from '@spoor/model'
import type { ChartColours } from '../chart/colours.js'
import type { EChartsCoreOption } from '../chart/echarts.js'
import { TICKS } from '../chart/time-bars.js'
import { tooltipStyle } from '../chart/tooltip.js'
import { formatCount } from '../bytes/format.js'
import { remPixels } from '../rem.js'
import { formatMoment, type Zone } from '../time/format.js'

type Bucket = SpreadAnswer['timeline']['buckets'][number]

/** Buckets that have a mark each; more would be a band of marks. */
const MOST_MARKED = 24

/** Milliseconds since 1970 and hosts by then: the line begins at none, and each bucket ends higher. */
export function cumulated({ buckets, interval_seconds: seconds }: SpreadAnswer['timeline']) {
  const [first] = buckets
  if (first === undefined) return []
  return [
    [Date.parse(first.time), first.hosts - first.new_hosts] as const,
    ...buckets.map(({ time, hosts }) => [Date.parse(time) + seconds * 1000, hosts] as const),
  ]
}

/** Buckets in which a host met the value: those of a table. */
export function telling(buckets: readonly Bucket[]): Bucket[] {
  return buckets.filter(({ new_hosts: added }) => added > 0)
}

/** Option of a line that climbs with every host that met the value. */
export function spreadOption(
  timeline: SpreadAnswer['timeline'],
  zone: Zone,
  colours: ChartColours,
): EChartsCoreOption {
  const rem = remPixels()
  const label = { color: colours.dim, fontSize: 0.6875 * rem }
  const colour = colours.series[0] ?? colours.text
  return {
    animation: false,
    useUTC: zone === 'utc',
    grid: {
      left: 8,
      right: 16,
      top: 8,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: {
      type: 'time',
      axisLine: { lineStyle: { color: colours.line } },
      axisTick: { lineStyle: { color: colours.line } },
      axisLabel: { ...label, hideOverlap: true, formatter: TICKS },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      min: 0,
      minInterval: 1,
      splitNumber: 2,
      axisLabel: { ...label, formatter: formatCount },
      splitLine: { lineStyle: { color: colours.line } },
    },
    tooltip: {
      trigger: 'axis',
      ...tooltipStyle(colours),
      formatter: (items: unknown) => tooltip(items, zone),
    },
    series: [
      {
        type: 'line',
        step: 'end',
        symbol: 'circle',
        showSymbol: timeline.buckets.length <= MOST_MARKED,
        symbolSize: 0.3 * rem,
        lineStyle: { color: colour, width: 2 },
        itemStyle: { color: colour },
        areaStyle: { color: colour, opacity: 0.12 },
        data: cumulated(timeline),
      },
    ],
  }
}

function tooltip(items: unknown, zone: Zone): string {
  const [point]: unknown[] = Array.isArray(items) ? items : [items]
  const value: unknown =
    typeof point === 'object' && point !== null && 'value' in point ? point.value : undefined
  if (!Array.isArray(value)) return ''
  const [time, hosts] = value.map(Number)
  if (time === undefined || hosts === undefined) return ''
  const moment = formatMoment(new Date(time).toISOString(), zone, 0)
  return `${moment}\n${formatCount(hosts)} host${hosts === 1 ? '' : 's'} by then`
}
