import { useEffect, useRef } from 'react'
import { init, type EChartsCoreOption, type EChartsType } from './echarts.js'

/** Draws an ECharts option and keeps it at the size of its place. */
export function Chart({
  option,
  height,
  label,
  onReady,
  onPress,
}: {
  option: EChartsCoreOption
  /** Height in rem. */
  height: number
  /** What the chart shows, for those who do not see it. */
  label: string
  /** Is given the chart, for turning pixels into values. */
  onReady?: (chart: EChartsType | null) => void
  /** Is given what of the chart was pressed: the `data` of its series, as the option has it. */
  onPress?: (data: unknown) => void
}) {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType>(null)
  const pressed = useRef(onPress)
  useEffect(() => {
    pressed.current = onPress
  })

  useEffect(() => {
    if (place.current === null) return undefined
    const made = init(place.current)
    chart.current = made
    onReady?.(made)
    made.on('click', ({ data }: { data?: unknown }) => pressed.current?.(data))
    const observer = new ResizeObserver(() => made.resize())
    observer.observe(place.current)
    return () => {
      observer.disconnect()
      made.dispose()
      chart.current = null
      onReady?.(null)
    }
  }, [onReady])

  useEffect(() => {
    chart.current?.setOption(option, { notMerge: true })
  }, [option])

  return <div ref={place} role="img" aria-label={label} style={{ height: `${height}rem` }} />
}
