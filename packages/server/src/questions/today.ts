import type { Finding, Level, TodayAnswer, TodayRequest } from '@spoor/model'
import type { Static } from '@sinclair/typebox'
import { listFindings } from '../hunts/findings.js'
import { suppressing, type Decisions } from '../hunts/tuning/index.js'
import { LEVELS } from '../hunts/levels.js'
import { boundsOf, settingsFor, type Budgeted } from './budget.js'
import { completeness, stopwatch } from './completeness.js'
import { isoOfMicros, parseRange, sqlTimeOfMicros, type Span } from './moment.js'
import { newsIn } from './news.js'
import { outwardIn } from './outward.js'
import type { Asking } from './question.js'
import { QuestionError } from './question-error.js'
import { countStore } from './store-counts.js'

/** Findings that are shown by themselves. */
const FINDINGS = 20

/** What today says of the store; of the sources others know. */
export type Today = Omit<TodayAnswer, 'eyes'> & {
  readonly eyes: Omit<TodayAnswer['eyes'], 'sources' | 'sources_troubled'>
}

/**
 * What the landing page says: findings, where data went out of home, what is new, and whether
 * events come in. An open edge of the time range is where the data begins or ends.
 * @throws QuestionError TIME_INVALID, RANGE_INVALID, TOO_SLOW
 */
export async function today(asking: Asking, request: Static<typeof TodayRequest>): Promise<Today> {
  const elapsed = stopwatch()
  const moment = asking.now.getTime() * 1000
  const span = (await boundsOf(asking.store, parseRange(request, asking.now))) ?? {
    from: moment,
    to: moment,
  }
  const decisions = await asking.decisions?.()
  const [counts, outward, news, stored, events] = await Promise.all([
    countFindings(asking, span, decisions),
    orElse(outwardIn(asking, span), { bytes: 0, transfers: 0, servers: [], by_hour: [] }),
    orElse(newsIn(asking, span), { news: [], news_since: null }),
    countStore(asking),
    countEvents(asking, span),
  ])
  return {
    from: isoOfMicros(span.from),
    to: isoOfMicros(span.to),
    findings_by_level: counts,
    findings: await gravest(asking, span, decisions),
    outward: outward.value,
    ...news.value,
    eyes: { events, last_event: stored.events.last, quarantined: stored.quarantined },
    completeness: completeness(elapsed, outward.reason ?? news.reason),
  }
}

/**
 * A part that cannot be had in time must not take the rest of the page with it; that it is missing
 * is said.
 */
async function orElse<T>(part: Promise<Budgeted<T>>, value: T): Promise<Budgeted<T>> {
  try {
    return await part
  } catch (error) {
    if (!(error instanceof QuestionError)) throw error
    return { value, reason: `Sessions and transfers are missing here. ${error.message}` }
  }
}

type LevelCount = { level: Level; count: number }

/** Findings that overlap the range and are not suppressed, by level, the gravest first. */
async function countFindings(
  { store, limits, signal }: Asking,
  { from, to }: Span,
  decisions: Decisions | undefined,
): Promise<LevelCount[]> {
  const suppressor = suppressing(decisions?.suppressions ?? [])
  const rows = await store.rows<{ level: string; n: string }>(
    `SELECT level, count() AS n FROM findings FINAL
WHERE last_seen >= {x_from:DateTime64(6, 'UTC')} AND first_seen < {x_to:DateTime64(6, 'UTC')}
  AND ${suppressor.sql} = 0
GROUP BY level`,
    {
      params: { ...suppressor.params, x_from: sqlTimeOfMicros(from), x_to: sqlTimeOfMicros(to) },
      settings: settingsFor(limits.seconds, limits),
      signal,
    },
  )
  const found = new Map(rows.map(({ level, n }) => [level, Number(n)]))
  return LEVELS.toReversed().map((level) => ({ level, count: found.get(level) ?? 0 }))
}

/** The gravest findings, the latest of each level first. */
async function gravest(
  { store, now }: Asking,
  { from, to }: Span,
  decisions: Decisions | undefined,
): Promise<Finding[]> {
  const request = { from: isoOfMicros(from), to: isoOfMicros(to), limit: FINDINGS }
  return (await listFindings(store, request, now, decisions)).findings
}

async function countEvents(
  { store, limits, signal, recordsOf }: Asking,
  span: Span,
): Promise<number> {
  const { sql } = recordsOf('events', span)
  const [row] = await store.rows<{ n: string }>(
    `SELECT count() AS n FROM ${sql} WHERE ts >= {x_from:DateTime64(6, 'UTC')} AND ts < {x_to:DateTime64(6, 'UTC')}`,
    {
      params: { x_from: sqlTimeOfMicros(span.from), x_to: sqlTimeOfMicros(span.to) },
      settings: settingsFor(limits.seconds, limits),
      signal,
    },
  )
  return Number(row?.n ?? 0)
}
