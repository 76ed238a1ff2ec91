import type { Finding, Level } from '@spoor/model'
import type { AbsoluteRange } from '../time/range.js'

const HOUR = 3_600_000
const DAY = 86_400_000
/** Lengths of a bar; findings are made per day, so that shorter ones would say nothing. */
const STEPS = [HOUR, 6 * HOUR, DAY, 7 * DAY, 28 * DAY, 364 * DAY] as const
const MOST_BARS = 62

/** From the mildest up: the gravest stands on top of a bar. */
const LEVELS: readonly Level[] = ['informational', 'low', 'medium', 'high', 'critical']

/** Findings counted over time. Times are milliseconds since 1970. */
export interface FindingsOverTime {
  readonly from: number
  readonly to: number
  /** Length of a bar in milliseconds. Bars of days begin at midnight UTC. */
  readonly step: number
  readonly levels: readonly {
    readonly level: Level
    readonly points: readonly (readonly [time: number, count: number])[]
  }[]
}

/**
 * Counts findings by when they were last seen, over the range, or from the first to the last where
 * it is open. Undefined if there are none.
 */
export function findingsOverTime(
  findings: readonly Finding[],
  range: AbsoluteRange,
): FindingsOverTime | undefined {
  if (findings.length === 0) return undefined
  const times = findings.map(({ last_seen }) => Date.parse(last_seen))
  const first = times.reduce((least, time) => Math.min(least, time))
  const last = times.reduce((most, time) => Math.max(most, time))
  // One that began in the range may have gone on after it.
  const begin = Math.min(first, range.from === undefined ? first : Date.parse(range.from))
  const end = Math.max(last, range.to === undefined ? last : Date.parse(range.to))
  const step = STEPS.find((one) => (end - begin) / one <= MOST_BARS) ?? 364 * DAY
  const startOf = (time: number) => Math.floor(time / step) * step
  const levels = LEVELS.flatMap((level) => {
    const counts = new Map<number, number>()
    for (const finding of findings) {
      if (finding.level !== level) continue
      const start = startOf(Date.parse(finding.last_seen))
      counts.set(start, (counts.get(start) ?? 0) + 1)
    }
    return counts.size === 0 ? [] : [{ level, points: [...counts].toSorted(([a], [b]) => a - b) }]
  })
  return { from: startOf(begin), to: startOf(end) + step, step, levels }
}
