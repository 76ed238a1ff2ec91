import type { ClickHouseSettings } from '@clickhouse/client'
import type { SpreadAnswer } from '@spoor/model'
import { isoOfMicros, SECOND } from '../questions/moment.js'
import { Params } from '../query/params.js'
import type { SightingsAsking } from './request.js'
import { factsOfValue, type SpreadWanted } from './spread-facts.js'

/** Steps of a timeline, in seconds: the first that needs no more buckets than there may be. */
const STEPS = [
  1, 10, 60, 300, 900, 3_600, 10_800, 21_600, 43_200, 86_400, 604_800, 2_592_000, 31_536_000,
] as const
const MOST_BUCKETS = 60

interface Timeline {
  readonly total: number
  readonly timeline: SpreadAnswer['timeline']
}

/** How many hosts met the value in each step of time, and by its end. */
export async function spreadTimeline(
  asking: SightingsAsking,
  wanted: SpreadWanted,
  settings: ClickHouseSettings,
): Promise<Timeline> {
  const params = new Params()
  const met = `SELECT host, toUnixTimestamp(min(first)) AS met
    FROM (${factsOfValue(asking, wanted, params)}) GROUP BY host`
  const steps = params.bind('Array(UInt64)', [...STEPS])
  const rows = await asking.store.rows<{ step: string; bucket: string; n: string }>(
    `WITH (SELECT max(met) - min(met) FROM (${met})) AS length,
      arrayFirst(one -> intDiv(length, one) < ${MOST_BUCKETS - 1}, ${steps}) AS wanted,
      if(wanted = 0, ${STEPS.at(-1)}, wanted) AS step
    SELECT step, intDiv(met, step) AS bucket, count() AS n FROM (${met})
    GROUP BY step, bucket ORDER BY bucket`,
    { params: params.values, settings, signal: asking.signal },
  )
  const step = Number(rows[0]?.step ?? 1)
  const counts = new Map(rows.map(({ bucket, n }) => [Number(bucket), Number(n)]))
  const first = Number(rows[0]?.bucket ?? 0)
  const length = rows.length === 0 ? 0 : Number(rows.at(-1)?.bucket ?? first) - first + 1
  let hosts = 0
  const buckets = Array.from({ length: Math.min(length, 10 * MOST_BUCKETS) }, (_, index) => {
    const found = counts.get(first + index) ?? 0
    hosts += found
    return {
      time: isoOfMicros((first + index) * step * SECOND),
      new_hosts: found,
      hosts,
    }
  })
  const total = [...counts.values()].reduce((sum, n) => sum + n, 0)
  return { total, timeline: { interval_seconds: step, buckets } }
}
