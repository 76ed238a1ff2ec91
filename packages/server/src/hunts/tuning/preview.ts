import type { Level, PreviewAnswer, PreviewedFinding } from '@spoor/model'
import type { CompileContext } from '../../query/compile.js'
import { QueryError } from '../../query/query-error.js'
import type { TimeSpan } from '../../query/time-span.js'
import { SigmaError } from '../../sigma/document.js'
import { StoreError, type EventStore } from '../../store/event-store.js'
import { filterFindings } from '../filters.js'
import type { FindingRow } from '../finding-row.js'
import type { Hunt } from '../hunt.js'
import { LEVELS } from '../levels.js'
import { patternFindings } from '../patterns.js'
import { recordDays } from '../record-days.js'
import { TuningError } from './tuning-error.js'

/** What a hunt would find in the days that are kept, without that anything is kept of it. */
type Preview = Omit<PreviewAnswer, 'title'>

const DAY_MS = 86_400_000
/** More than that is answered in part. */
const MOST_DAYS = 92
const DAYS_UNLESS_ASKED = 7
/** Days of one statement: what a person waits for comes bit by bit, and can stop in between. */
const DAYS_AT_ONCE = 7
const MOST_SECONDS = 60
const SAMPLE = 20

/**
 * Tries a hunt over a time range. Whole UTC days, the newest first, so that what is cut is the oldest.
 * @param range open ends are the newest week of records
 * @throws TuningError TUNING_INVALID if the engine refuses what the hunt asks; StoreError
 */
export async function previewHunt(
  store: EventStore,
  hunt: Hunt,
  range: Partial<TimeSpan>,
  context: CompileContext,
): Promise<Preview> {
  const begun = performance.now()
  const { days, cut: tooMany } = await daysOf(store, range)
  const found: FindingRow[] = []
  const reasons = new Set<string>(tooMany)
  let looked: number[] = []
  let rest = days
  while (rest.length > 0) {
    if (performance.now() - begun > MOST_SECONDS * 1000) {
      reasons.add(`It took longer than ${MOST_SECONDS} s: older days were not looked at.`)
      break
    }
    const part = rest.slice(-DAYS_AT_ONCE)
    rest = rest.slice(0, -part.length)
    looked = [...part, ...looked]
    const { findings, cut } = await findingsOf(store, hunt, spanOf(part), context)
    found.push(...findings)
    for (const { day, found: all } of cut) {
      reasons.add(`On ${day} it found ${all.toLocaleString('en-US')}; only the worst count.`)
    }
  }
  const kept = await keptByDay(store, hunt.id, spanOf(looked))
  return {
    ...tally(found, looked, kept),
    took_ms: Math.round(performance.now() - begun),
    cut: reasons.size === 0 ? null : [...reasons].slice(0, 5).join(' '),
  }
}

function spanOf(days: readonly number[]): TimeSpan {
  const [first = 0] = days
  return { from: new Date(first), to: new Date((days.at(-1) ?? first) + DAY_MS) }
}

/** UTC days of the range from the first kept day to the last, as midnights. */
async function daysOf(
  store: EventStore,
  { from, to }: Partial<TimeSpan>,
): Promise<{ days: number[]; cut: string[] }> {
  const kept = await recordDays(store)
  const newest = kept.at(-1)
  if (newest === undefined) return { days: [], cut: ['There are no records yet.'] }
  const midnight = (moment: number) => Math.floor(moment / DAY_MS) * DAY_MS
  const last = Math.min(newest, to === undefined ? newest : midnight(to.getTime() - 1))
  const wanted = from?.getTime() ?? last - (DAYS_UNLESS_ASKED - 1) * DAY_MS
  const first = Math.max(kept[0] ?? newest, midnight(wanted))
  const count = Math.max(0, (last - first) / DAY_MS + 1)
  const days = Math.min(count, MOST_DAYS)
  const oldest = last - (days - 1) * DAY_MS
  return {
    days: Array.from({ length: days }, (_, i) => oldest + i * DAY_MS),
    cut: count > MOST_DAYS ? [`Only the newest ${MOST_DAYS} days were looked at.`] : [],
  }
}

async function findingsOf(
  store: EventStore,
  hunt: Hunt,
  days: TimeSpan,
  context: CompileContext,
): ReturnType<typeof patternFindings> {
  try {
    return hunt.kind === 'filter'
      ? await filterFindings(store, [hunt], days, context)
      : await patternFindings(store, hunt, days, context)
  } catch (error) {
    // The engine's own words hold SQL and nothing that helps.
    if (error instanceof StoreError) {
      throw new TuningError(
        'TUNING_INVALID',
        'The engine could not try this hunt: it asks for too much at once, or too much time. Make it narrower, or choose fewer days.',
      )
    }
    if (error instanceof QueryError || error instanceof SigmaError) {
      throw new TuningError('TUNING_INVALID', error.message)
    }
    throw error
  }
}

async function keptByDay(
  store: EventStore,
  hunt: string,
  { from, to }: TimeSpan,
): Promise<ReadonlyMap<string, number>> {
  const rows = await store.rows<{ on: string; n: number | string }>(
    `SELECT toString(findings.day) AS on, count() AS n FROM findings FINAL
     WHERE hunt = {hunt:String} AND findings.day >= {first:Date32} AND findings.day < {last:Date32}
     GROUP BY findings.day`,
    { params: { hunt, first: dayText(from.getTime()), last: dayText(to.getTime()) } },
  )
  return new Map(rows.map(({ on, n }) => [on, Number(n)]))
}

function dayText(midnight: number): string {
  return new Date(midnight).toISOString().slice(0, 10)
}

function tally(
  found: readonly FindingRow[],
  days: readonly number[],
  kept: ReadonlyMap<string, number>,
): Omit<Preview, 'took_ms' | 'cut'> {
  const byDay = new Map<string, number>()
  const byLevel = new Map<string, number>()
  for (const { day, level } of found) {
    byDay.set(day, (byDay.get(day) ?? 0) + 1)
    byLevel.set(level, (byLevel.get(level) ?? 0) + 1)
  }
  const gravest = found.toSorted(
    (a, b) => rank(b) - rank(a) || (a.last_seen < b.last_seen ? 1 : -1),
  )
  const { from, to } = spanOf(days)
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    findings: found.length,
    records: found.reduce((sum, { count }) => sum + count, 0),
    entities: new Set(found.map(({ entity }) => entity)).size,
    by_day: days.map((midnight) => {
      const day = dayText(midnight)
      return { day, findings: byDay.get(day) ?? 0, kept: kept.get(day) ?? 0 }
    }),
    kept: [...kept.values()].reduce((sum, n) => sum + n, 0),
    by_level: LEVELS.toReversed().flatMap((level) => {
      const count = byLevel.get(level) ?? 0
      return count === 0 ? [] : [{ level, count }]
    }),
    sample: gravest.slice(0, SAMPLE).map(shown),
  }
}

function rank({ level }: FindingRow): number {
  return LEVELS.findIndex((one) => one === level)
}

function shown(row: FindingRow): PreviewedFinding {
  const { day, entity, client, server, user, why, count, bytes, subject, q } = row
  const iso = (text: string) => `${text.replace(' ', 'T')}Z`
  return {
    day,
    level: LEVELS[rank(row)] ?? ('informational' satisfies Level),
    entity,
    client,
    server,
    user,
    why,
    first_seen: iso(row.first_seen),
    last_seen: iso(row.last_seen),
    count,
    bytes,
    evidence: {
      subject,
      q,
      from: iso(row.first_seen).replace(/\d{3}Z$/, '000Z'),
      to: iso(row.evidence_to),
    },
  }
}
