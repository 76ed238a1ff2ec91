import type { HuntStatistics } from '@spoor/model'
import type { TimeSpan } from '../../query/time-span.js'
import type { EventStore } from '../../store/event-store.js'
import type { Decisions } from './decisions.js'
import type { HuntRun } from './runs.js'
import { suppressing } from './suppressions.js'

const READ_SECONDS = 20

/**
 * What a hunt found on the UTC days of a time range, and what became of it.
 * @throws StoreError; TuningError TOO_MANY if more findings were reviewed than can be counted
 */
export async function huntStatistics(
  store: EventStore,
  decisions: Decisions,
  hunt: string,
  range: TimeSpan,
  run: HuntRun | undefined,
): Promise<HuntStatistics> {
  const first = dayText(range.from.getTime())
  const last = dayText(range.to.getTime() - 1)
  const suppressor = suppressing(decisions.suppressions)
  const { confirmed, dismissed } = await decisions.reviewed({ first, last }, hunt)
  const params = { ...suppressor.params, hunt, first, last, confirmed, dismissed }
  const settings = { max_execution_time: READ_SECONDS }
  const [days, [whole], [newest]] = await Promise.all([
    store.rows<DayRow>(
      `SELECT toString(findings.day) AS on, count() AS found, sum(findings.count) AS records
       FROM findings FINAL WHERE ${IN_DAYS} AND ${suppressor.sql} = 0
       GROUP BY findings.day ORDER BY findings.day`,
      { params, settings },
    ),
    store.rows<WholeRow>(
      `SELECT countIf(hidden = 0) AS found, countIf(hidden > 0) AS suppressed,
         uniqExactIf(entity, hidden = 0) AS entities,
         countIf(hidden = 0 AND has({confirmed:Array(String)}, id)) AS confirmed_findings,
         countIf(hidden = 0 AND has({dismissed:Array(String)}, id)) AS dismissed_findings
       FROM (SELECT id, entity, ${suppressor.sql} AS hidden FROM findings FINAL WHERE ${IN_DAYS})`,
      { params, settings },
    ),
    store.rows<{ last: string; n: number | string }>(
      `SELECT toString(max(findings.last_seen)) AS last, count() AS n
       FROM findings FINAL WHERE hunt = {hunt:String}`,
      { params: { hunt }, settings },
    ),
  ])
  const found = Number(whole?.found ?? 0)
  const judged = {
    confirmed: Number(whole?.confirmed_findings ?? 0),
    dismissed: Number(whole?.dismissed_findings ?? 0),
  }
  return {
    from: range.from.toISOString(),
    to: range.to.toISOString(),
    by_day: days.map(({ on, found: n, records }) => ({
      day: on,
      findings: Number(n),
      records: Number(records),
    })),
    findings: found,
    suppressed: Number(whole?.suppressed ?? 0),
    entities: Number(whole?.entities ?? 0),
    ...judged,
    open: found - judged.confirmed - judged.dismissed,
    last_match:
      newest === undefined || Number(newest.n) === 0 ? null : `${newest.last.replace(' ', 'T')}Z`,
    last_run: lastRun(run),
  }
}

const IN_DAYS = `hunt = {hunt:String} AND findings.day >= {first:Date32} AND findings.day <= {last:Date32}`

interface DayRow {
  on: string
  found: number | string
  records: number | string
}

interface WholeRow {
  found: number | string
  suppressed: number | string
  entities: number | string
  confirmed_findings: number | string
  dismissed_findings: number | string
}

function lastRun(run: HuntRun | undefined): HuntStatistics['last_run'] {
  if (!run?.ran) return null
  const { ran, ms, together, error } = run
  // The engine's own words hold SQL and nothing that helps.
  const reason =
    'It could not be run: it asks for too much at once, takes too much time, or names a list that is gone.'
  return { at: ran.toISOString(), ms, together, ...(error !== null && { error: reason }) }
}

function dayText(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10)
}
