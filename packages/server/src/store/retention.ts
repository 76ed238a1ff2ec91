import type { EventStore } from './event-store.js'

export interface Retention {
  /** Days that events are kept; null keeps them for ever. */
  readonly days: number | null
  /** Bytes that the events table may take on disk; null sets no limit. */
  readonly bytes: number | null
}

export interface RetentionResult {
  readonly droppedWeeks: readonly string[]
  /** Start of what is kept by days, if days are limited. */
  readonly keptFrom?: Date
}

interface Week {
  week: string
  bytes: number
}

/**
 * Removes what is older or more than retention allows.
 *
 * Whole weeks are dropped as partitions, at once; of the week in which the limit of days falls, the
 * older events are deleted. By size, the oldest weeks go until the rest fits; the newest week stays
 * even if it alone is too large, because an empty store answers nothing.
 */
export async function applyRetention(
  store: EventStore,
  retention: Retention,
  now: Date,
): Promise<RetentionResult> {
  const weeks = await store.rows<Week>(
    `SELECT partition AS week, toFloat64(sum(bytes_on_disk)) AS bytes FROM system.parts
     WHERE active AND database = currentDatabase() AND table = 'events'
     GROUP BY partition ORDER BY partition`,
  )
  const keptFrom =
    retention.days === null ? undefined : new Date(now.getTime() - retention.days * 86_400_000)
  const dropped = new Set<string>()
  if (keptFrom) {
    for (const { week } of weeks) {
      if (Date.parse(`${week}T00:00:00Z`) + 7 * 86_400_000 <= keptFrom.getTime()) dropped.add(week)
    }
  }
  if (retention.bytes !== null) {
    let left = weeks.filter(({ week }) => !dropped.has(week))
    while (left.length > 1 && sum(left) > retention.bytes) {
      const [oldest, ...rest] = left
      if (oldest) dropped.add(oldest.week)
      left = rest
    }
  }
  for (const week of dropped) {
    await store.run(`ALTER TABLE events DROP PARTITION {week:String}`, { params: { week } })
  }
  if (keptFrom) {
    const params = { from: keptFrom.toISOString().replace('Z', '') }
    await store.run(
      `DELETE FROM events WHERE ts < parseDateTime64BestEffort({from:String}, 6, 'UTC')`,
      { params },
    )
    await store.run(
      `DELETE FROM quarantine WHERE time < parseDateTime64BestEffort({from:String}, 6, 'UTC')`,
      { params },
    )
  }
  return { droppedWeeks: [...dropped].toSorted(), keptFrom }
}

function sum(weeks: readonly Week[]): number {
  return weeks.reduce((total, { bytes }) => total + bytes, 0)
}
