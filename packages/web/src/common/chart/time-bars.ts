import { remPixels } from '../rem.js'
import { visibleText } from '../hostile/visible.js'
import { formatMoment, type Zone } from '../time/format.js'
import type { ChartColours } from './colours.js'
import type { EChartsCoreOption } from './echarts.js'
import { tooltipStyle } from './tooltip.js'

/** One series of a chart over time. */
export interface TimeSeries {
  readonly name: string
  readonly colour: string
  /** Start of the bucket in milliseconds since 1970, and its figure. */
  readonly points: readonly (readonly [time: number, figure: number])[]
}

/** What ECharts hands to a tooltip, as far as it is used here. */
interface TooltipPoint {
  readonly seriesName?: string
  readonly value?: unknown
}

function isPoint(item: unknown): item is TooltipPoint {
  return typeof item === 'object' && item !== null
}

/**
 * Option of bars over time.
 *
 * The tooltip is drawn as rich text, on the canvas: names of series are values of events, and no
 * mark-up is ever made of them. Braces are the only thing that rich text reads, so they are turned.
 */
export function timeBars(input: {
  readonly from: number
  readonly to: number
  /** Length of a bucket in milliseconds. */
  readonly step: number
  readonly series: readonly TimeSeries[]
  readonly zone: Zone
  readonly colours: ChartColours
  readonly format: (figure: number) => string
  /** Series stand on each other, unless they are beside each other. */
  readonly beside?: boolean
}): EChartsCoreOption {
  const { from, to, step, series, zone, colours, format, beside = false } = input
  const rem = remPixels()
  const label = { color: colours.dim, fontSize: 0.6875 * rem }
  const tooltip = (items: unknown): string => {
    const points = (Array.isArray(items) ? items : [items]).filter(isPoint)
    const start = valueAt(points[0], 0) - step / 2
    const head = `${formatMoment(new Date(start).toISOString(), zone, 0)}  (${span(step)})`
    const lines = points
      .filter((point) => valueAt(point, 1) > 0)
      .map((point) => `${plain(point.seriesName ?? '')}   ${format(valueAt(point, 1))}`)
    return [head, ...(lines.length > 0 ? lines : ['nothing'])].join('\n')
  }
  return {
    animation: false,
    useUTC: zone === 'utc',
    grid: {
      left: 8,
      right: 12,
      top: 8,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: {
      type: 'time',
      min: from,
      max: to,
      axisLine: { lineStyle: { color: colours.line } },
      axisTick: { lineStyle: { color: colours.line } },
      axisLabel: { ...label, hideOverlap: true, formatter: TICKS },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      splitNumber: 2,
      minInterval: 1,
      axisLabel: { ...label, formatter: (figure: number) => format(figure) },
      splitLine: { lineStyle: { color: colours.line } },
    },
    tooltip: {
      trigger: 'axis',
      ...tooltipStyle(colours),
      axisPointer: { type: 'shadow', shadowStyle: { color: colours.line, opacity: 0.5 } },
      formatter: tooltip,
    },
    series: aligned(series).map((one) => ({
      name: one.name,
      type: 'bar',
      ...(!beside && { stack: 'all' }),
      itemStyle: { color: one.colour },
      barCategoryGap: '12%',
      ...(series.length === 1 && { barMinHeight: 1 }),
      barMaxWidth: 1.75 * rem,
      // Bars stand in the middle of their bucket.
      // Where there is nothing, nothing is drawn, whatever the least height of a bar.
      data: one.points
        .filter(([, figure]) => figure > 0 || series.length > 1)
        .map(([time, figure]) => [time + step / 2, figure]),
    })),
  }
}

/** Labels of ticks: a date where a day begins, so that no tick is a bare number. */
export const TICKS = {
  year: '{yyyy}',
  month: '{yyyy}-{MM}',
  day: '{MM}-{dd}',
  hour: '{HH}:{mm}',
  minute: '{HH}:{mm}',
  second: '{HH}:{mm}:{ss}',
  millisecond: '{mm}:{ss}.{SSS}',
}

/**
 * Gives every series a figure for every moment that any of them has: bars are stacked by their
 * place in the list, not by their time.
 */
export function aligned(series: readonly TimeSeries[]): TimeSeries[] {
  const times = [...new Set(series.flatMap((one) => one.points.map(([time]) => time)))].toSorted(
    (a, b) => a - b,
  )
  return series.map((one) => {
    const figures = new Map(one.points)
    return { ...one, points: times.map((time) => [time, figures.get(time) ?? 0] as const) }
  })
}

function valueAt(point: TooltipPoint | undefined, index: number): number {
  const value: unknown = Array.isArray(point?.value) ? point.value[index] : undefined
  return typeof value === 'number' ? value : 0
}

/** A value of events as a part of rich text on a canvas: nothing in it is read as mark-up. */
export function plain(text: string): string {
  return visibleText(text)
    .replaceAll('{', '❴')
    .replaceAll('}', '❵')
    .replaceAll('|', '¦')
    .slice(0, 60)
}

/** Length of a bucket in words. */
export function span(milliseconds: number): string {
  const seconds = milliseconds / 1000
  if (seconds < 1) return `${milliseconds} ms`
  if (seconds < 120) return `${round(seconds)} s`
  if (seconds < 7_200) return `${round(seconds / 60)} min`
  if (seconds < 172_800) return `${round(seconds / 3_600)} h`
  return `${round(seconds / 86_400)} d`
}

function round(figure: number): string {
  return Number.isInteger(figure) ? String(figure) : figure.toFixed(1)
}
