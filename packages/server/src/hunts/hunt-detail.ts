import type { HuntDetail } from '@spoor/model'
import type { CompileContext } from '../query/compile.js'
import type { Fragment } from '../query/fragment.js'
import type { TimeSpan } from '../query/time-span.js'
import { correlationStatement } from '../sigma/correlate/correlation-statement.js'
import type { EventStore } from '../store/event-store.js'
import { describeHunt } from './describe.js'
import { moment } from './findings-request.js'
import type { Hunt } from './hunt.js'
import { recordDays } from './record-days.js'
import {
  decisionsOf,
  dueHunts,
  huntStatistics,
  notesOn,
  readRuns,
  siteHunt,
  type HuntingSite,
  type SiteHunt,
} from './tuning/index.js'
import { compileWhere, questionOf } from './where.js'

const DAY_MS = 86_400_000
const DAYS_UNLESS_ASKED = 30

/**
 * Everything about one hunt, with what it found in a time range.
 * @throws TuningError NOT_FOUND; FindingsRequestError for a wrong time; StoreError
 */
export async function huntDetail(
  store: EventStore,
  site: HuntingSite,
  id: string,
  edges: { readonly from?: string; readonly to?: string },
  context: CompileContext,
): Promise<HuntDetail> {
  const one = await siteHunt(site, id)
  const [decisions, runs, range] = await Promise.all([
    decisionsOf(site),
    readRuns(site.state),
    rangeOf(store, edges, context.now),
  ])
  const statistics = await huntStatistics(store, decisions, id, range, runs.get(id))
  const isDue = dueHunts([one], runs).length > 0
  const { untuned, hunt, filters } = one
  const text = textOf(untuned)
  const { sql, params } = sqlOf(hunt, range, context)
  return {
    hunt: describeHunt(one, { findings: statistics.findings, isDue }),
    untuned: { is_on: untuned.isOn, level: untuned.level, q: questionOf(untuned) },
    tuning: tuningAnswer(one),
    filters: filters.map(({ document }) => ({ id: document.id, title: document.name })),
    suppressions: decisions.suppressions.filter(
      (suppression) => suppression.hunt === null || suppression.hunt === id,
    ).length,
    sigma: text ?? null,
    sql: sql.trim(),
    sql_parameters: { ...params },
    statistics,
    own: ownAnswer(one),
    notes: text === undefined ? [] : notesOn(text),
  }
}

/** The Sigma text of a hunt; undefined if it is written in code. */
export function textOf(hunt: Hunt): string | undefined {
  return 'text' in hunt && typeof hunt.text === 'string' ? hunt.text : undefined
}

async function rangeOf(
  store: EventStore,
  { from, to }: { readonly from?: string; readonly to?: string },
  now: Date,
): Promise<TimeSpan> {
  const days = from !== undefined && to !== undefined ? [] : await recordDays(store)
  const newest = days.at(-1) ?? Math.floor(now.getTime() / DAY_MS) * DAY_MS
  const end = to === undefined ? newest + DAY_MS : moment('to', to, now) / 1000
  const begin =
    from === undefined ? end - DAYS_UNLESS_ASKED * DAY_MS : moment('from', from, now) / 1000
  return { from: new Date(Math.min(begin, end - 1)), to: new Date(end) }
}

/** What a hunt looks at, as the engine is asked. */
function sqlOf(hunt: Hunt, range: TimeSpan, context: CompileContext): Fragment {
  if (hunt.kind === 'correlation') return correlationStatement(hunt.plan, range, context)
  const { sql, params } = compileWhere(questionOf(hunt), hunt.subject, context)
  return { sql: `SELECT * FROM ${hunt.subject} WHERE ${sql}`, params }
}

function tuningAnswer({ tuning }: SiteHunt): HuntDetail['tuning'] {
  if (tuning === undefined) return null
  const { isOn, level, parameters, updated, updatedBy } = tuning
  return {
    ...(isOn !== undefined && { is_on: isOn }),
    ...(level !== undefined && { level }),
    ...(parameters !== undefined && { parameters: { ...parameters } }),
    updated: updated.toISOString(),
    updated_by: updatedBy,
  }
}

function ownAnswer({ document }: SiteHunt): HuntDetail['own'] {
  if (document === undefined) return null
  const { from, to, created, updated, updatedBy } = document
  return {
    ...(from !== null && { from }),
    ...(to !== null && { to }),
    created: created.toISOString(),
    updated: updated.toISOString(),
    updated_by: updatedBy,
  }
}
