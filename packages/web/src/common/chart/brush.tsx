import {
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  type RefObject,
} from 'react'
import { formatMoment, type Zone } from '../time/format.js'
import type { EChartsType } from './echarts.js'
import classes from './histogram.module.css'

interface Span {
  readonly from: number
  readonly to: number
}

const WIDEST_CLICK = 4

/**
 * Lets a person draw a span of time over a chart, by pointer or by keys: arrows move by one bar,
 * with Shift they widen, Enter looks closer, Esc gives up.
 */
export function Brush({
  chart,
  from,
  to,
  step,
  zone,
  onZoom,
  children,
}: {
  chart: RefObject<EChartsType | null>
  from: number
  to: number
  /** Length of a bar in milliseconds. */
  step: number
  zone: Zone
  onZoom: (from: number, to: number) => void
  children: ReactNode
}) {
  const place = useRef<HTMLDivElement>(null)
  const start = useRef<number>(undefined)
  const [pixels, setPixels] = useState<Span>()
  const [chosen, setChosen] = useState<Span>()

  const timeAt = (x: number): number => {
    const found = chart.current?.convertFromPixel({ xAxisIndex: 0 }, x)
    return Math.min(to, Math.max(from, typeof found === 'number' ? found : from))
  }
  const pixelAt = (time: number): number => {
    const found = chart.current?.convertToPixel({ xAxisIndex: 0 }, time)
    return typeof found === 'number' ? found : 0
  }
  const xOf = (event: PointerEvent) =>
    event.clientX - (place.current?.getBoundingClientRect().left ?? 0)

  const down = (event: PointerEvent) => {
    if (event.button !== 0) return
    start.current = xOf(event)
    event.currentTarget.setPointerCapture(event.pointerId)
  }
  const move = (event: PointerEvent) => {
    if (start.current === undefined) return
    const x = xOf(event)
    setChosen(undefined)
    setPixels({ from: Math.min(start.current, x), to: Math.max(start.current, x) })
  }
  const up = () => {
    start.current = undefined
    setPixels(undefined)
    if (pixels === undefined || pixels.to - pixels.from < WIDEST_CLICK) return
    onZoom(Math.floor(timeAt(pixels.from)), Math.ceil(timeAt(pixels.to)))
  }

  const key = (event: KeyboardEvent) => {
    const first = chosen ?? { from: from - step, to: from }
    const direction = event.key === 'ArrowRight' ? step : event.key === 'ArrowLeft' ? -step : 0
    if (direction !== 0) {
      const next = event.shiftKey
        ? { from: first.from, to: Math.max(first.from + step, first.to + direction) }
        : { from: first.from + direction, to: first.to + direction }
      if (next.from >= from - step / 2 && next.to <= to + step) setChosen(next)
    } else if (event.key === 'Enter' && chosen !== undefined) {
      onZoom(chosen.from, chosen.to)
      setChosen(undefined)
    } else if (event.key === 'Escape' && chosen !== undefined) {
      setChosen(undefined)
    } else {
      return
    }
    event.preventDefault()
    event.stopPropagation()
  }

  const shown =
    pixels ??
    (chosen === undefined ? undefined : { from: pixelAt(chosen.from), to: pixelAt(chosen.to) })
  const words = (edge: number) => formatMoment(new Date(edge).toISOString(), zone, 0)
  const label = pixels === undefined ? chosen : { from: timeAt(pixels.from), to: timeAt(pixels.to) }

  return (
    <div
      ref={place}
      className={classes.brush}
      role="application"
      tabIndex={0}
      aria-label="Time span: arrow keys choose a bar, Shift widens, Enter looks closer"
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={() => {
        start.current = undefined
        setPixels(undefined)
      }}
      onKeyDown={key}
    >
      {children}
      {shown !== undefined && (
        <div className={classes.span} style={{ left: shown.from, width: shown.to - shown.from }} />
      )}
      <div className={classes.words} aria-live="polite">
        {label !== undefined && `${words(label.from)} → ${words(label.to)}`}
      </div>
    </div>
  )
}
