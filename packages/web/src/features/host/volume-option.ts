import type { VolumeAnswer } from '@spoor/model'
import { formatBytes, formatCount } from '../../common/bytes/format.js'
import type { ChartColours } from '../../common/chart/colours.js'
import type { EChartsCoreOption } from '../../common/chart/echarts.js'
import { tooltipStyle } from '../../common/chart/tooltip.js'
import { remPixels } from '../../common/rem.js'
import { beside } from './figures.js'

export type Measured = VolumeAnswer['measures'][number]

/** A figure in the measure's unit. */
export function formatFigure(figure: number, unit: Measured['unit']): string {
  return unit === 'bytes' ? formatBytes(figure) : formatCount(Math.round(figure))
}

/** What is said of one day: its figure, and what would have been usual. */
export function dayWords(day: string, at: number, measured: Measured, unfinished: boolean): string {
  const { values, baseline, unit } = measured
  const value = values[at] ?? 0
  const band = baseline[at]
  const lies = beside(value, band)
  return [
    `${day} (UTC)${unfinished ? ', not over yet' : ''}`,
    `${formatFigure(value, unit)}${lies === undefined ? '' : `, ${lies} its usual band`}`,
    band
      ? `usual: ${formatFigure(band.low, unit)} to ${formatFigure(band.high, unit)}, by ${band.days} days before`
      : 'nothing is usual yet: too few days before',
  ].join('\n')
}

/** Option of bars by day over the band of what was usual; days beside it have a colour of their own. */
export function volumeOption(
  { days, unfinished }: Pick<VolumeAnswer, 'days' | 'unfinished'>,
  measured: Measured,
  colours: ChartColours,
): EChartsCoreOption {
  const rem = remPixels()
  const { values, baseline, unit } = measured
  const label = { color: colours.dim, fontSize: 0.6875 * rem }
  const band = {
    type: 'line',
    stack: 'band',
    symbol: 'none',
    silent: true,
    lineStyle: { opacity: 0 },
  }
  return {
    animation: false,
    grid: {
      left: 8,
      right: 12,
      top: 8,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: {
      type: 'category',
      data: days.map((day) => day.slice(5)),
      axisLine: { lineStyle: { color: colours.line } },
      axisTick: { show: false },
      axisLabel: { ...label, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      splitNumber: 2,
      minInterval: 1,
      axisLabel: { ...label, formatter: (figure: number) => formatFigure(figure, unit) },
      splitLine: { lineStyle: { color: colours.line } },
    },
    tooltip: {
      ...tooltipStyle(colours),
      trigger: 'axis',
      axisPointer: { type: 'shadow', shadowStyle: { color: colours.line, opacity: 0.5 } },
      formatter: (items: unknown) => {
        const [first]: readonly unknown[] = Array.isArray(items) ? items : [items]
        const at =
          typeof first === 'object' && first !== null && 'dataIndex' in first
            ? Number(first.dataIndex)
            : 0
        const day = days[at] ?? ''
        return dayWords(day, at, measured, day === unfinished)
      },
    },
    series: [
      { ...band, data: baseline.map((one) => one?.low ?? null) },
      {
        ...band,
        areaStyle: { color: colours.named('accent'), opacity: 0.16 },
        data: baseline.map((one) => (one ? one.high - one.low : null)),
      },
      {
        type: 'line',
        symbol: 'none',
        silent: true,
        lineStyle: { color: colours.named('accent'), type: 'dashed', width: 1 },
        data: baseline.map((one) => one?.median ?? null),
      },
      {
        type: 'bar',
        barCategoryGap: '20%',
        barMaxWidth: 1.5 * rem,
        data: values.map((value, at) => ({
          value,
          itemStyle: {
            color:
              beside(value, baseline[at]) === 'above'
                ? colours.named('high')
                : (colours.series[0] ?? colours.dim),
            opacity: days[at] === unfinished ? 0.5 : 1,
          },
        })),
      },
    ],
  }
}
