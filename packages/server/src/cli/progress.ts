import { bytesText, counted, durationText, numberText } from './figures.js'
import { shorten } from './terminal-text.js'

/** How far long work has come. */
export interface Amount {
  /** What is being done, such as the name of a file; plain text, safe to show. */
  readonly label: string
  readonly bytes: number
  /** Undefined if nobody knows. */
  readonly bytesTotal?: number
  readonly events: number
}

/** Seconds that a rate looks back. */
const RATE_SECONDS = 10

/** Events per second and time left, from what happened in the last seconds. */
export class Rate {
  private samples: { seconds: number; bytes: number; events: number }[] = []

  /** @param seconds since the work began */
  add(seconds: number, { bytes, events }: Pick<Amount, 'bytes' | 'events'>): void {
    this.samples.push({ seconds, bytes, events })
    while (this.samples.length > 2 && (this.samples[1]?.seconds ?? 0) <= seconds - RATE_SECONDS) {
      this.samples.shift()
    }
  }

  /** Undefined until something has happened. */
  perSecond(): { bytes: number; events: number } | undefined {
    const [first, last] = [this.samples[0], this.samples.at(-1)]
    const seconds = first && last ? last.seconds - first.seconds : 0
    if (!first || !last || seconds <= 0) return undefined
    return {
      bytes: (last.bytes - first.bytes) / seconds,
      events: (last.events - first.events) / seconds,
    }
  }
}

/** `eve.json  42 %  1.2 GB of 2.9 GB  5,100,000 events  98,000 events/s  19 s left`. */
export function progressText(amount: Amount, rate: Rate, seconds: number): string {
  const { label, bytes, bytesTotal, events } = amount
  const speed = rate.perSecond()
  const parts = [label]
  if (bytesTotal) {
    parts.push(`${Math.floor((100 * Math.min(bytes, bytesTotal)) / bytesTotal)} %`)
    parts.push(`${bytesText(Math.min(bytes, bytesTotal))} of ${bytesText(bytesTotal)}`)
  }
  if (events > 0) parts.push(counted(events, 'event'))
  if (speed && speed.events > 0) parts.push(`${numberText(speed.events)} events/s`)
  if (bytesTotal && speed && speed.bytes > 0 && bytes < bytesTotal) {
    parts.push(`${durationText((bytesTotal - bytes) / speed.bytes)} left`)
  } else if (seconds >= 1) parts.push(durationText(seconds))
  return parts.join('  ')
}

const TERMINAL_INTERVAL_MS = 200
const LINE_INTERVAL_MS = 10_000

/**
 * Shows on standard error how far long work has come: one line that renews itself on a terminal, a
 * line now and then elsewhere. Short work shows nothing elsewhere.
 */
export class ProgressLine {
  private readonly began = performance.now()
  private readonly rate = new Rate()
  private shown = 0
  private onScreen = false

  constructor(private readonly stream: NodeJS.WriteStream = process.stderr) {}

  update(amount: Amount): void {
    const now = performance.now()
    const interval = this.stream.isTTY ? TERMINAL_INTERVAL_MS : LINE_INTERVAL_MS
    const since = this.shown || this.began
    if (now - since < interval) return
    this.shown = now
    const seconds = (now - this.began) / 1000
    this.rate.add(seconds, amount)
    const text = progressText(amount, this.rate, seconds)
    if (!this.stream.isTTY) {
      this.stream.write(`${text}\n`)
      return
    }
    this.stream.write(`\r\u001b[K${shorten(text, (this.stream.columns || 80) - 1)}`)
    this.onScreen = true
  }

  /** Removes the line, so that something else can be printed. */
  clear(): void {
    if (this.onScreen) this.stream.write('\r\u001b[K')
    this.onScreen = false
  }
}
