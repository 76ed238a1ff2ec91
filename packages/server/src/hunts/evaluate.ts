import type { Subject } from '@spoor/model'
import type { CompileContext } from '../query/compile.js'
import type { EventStore } from '../store/event-store.js'
import type { Hunt } from './hunt.js'
import type { Fragment } from '../query/fragment.js'
import type { TimeSpan } from '../query/time-span.js'
import { keepFindings } from './kept-findings.js'
import { huntsThatAreOn } from './shipped.js'
import { findingOf, type Match, type StoredFinding } from './matches.js'
import {
  FINDINGS_PER_DAY,
  huntStatement,
  lookbackSeconds,
  waysOf,
  type NumberedWay,
} from './statement.js'
import { compileWhere, inParts } from './where.js'

/**
 * Where the hunts read: records that begin in a range, as SELECT statements with the columns of
 * sessions. Simple ones: the engine plans a hunts' statement several times as long as its source.
 */
export type Sources = Readonly<Record<Subject, (range: TimeSpan) => Fragment>>

export interface HuntsRun {
  /** Findings of the evaluated days. */
  readonly findings: number
  readonly elapsedMs: number
  /** Where one way of a hunt found more on a day than the `FINDINGS_PER_DAY` that are kept. */
  readonly cut: readonly { readonly hunt: string; readonly day: string; readonly found: number }[]
}

const DAY_MS = 86_400_000
/** Longer ranges are evaluated in parts, which bounds the memory; findings are per day anyway. */
const DAYS_AT_ONCE = 31
const SUBJECTS: readonly Subject[] = ['sessions', 'transfers', 'events']
const STATEMENT_SECONDS = 300

/**
 * Tries all hunts on the records of every UTC day that the range touches, and makes
 * the kept findings of these days what was found: new ones come in, changed ones change, and those
 * that no longer match are gone. Running it again changes nothing.
 *
 * Whole days, so that no finding depends on where a range was cut.
 *
 * @throws StoreError if the engine fails; findings of the days before are then kept already.
 */
export async function evaluateOver(
  store: EventStore,
  range: TimeSpan,
  context: CompileContext,
  sources: Sources,
  hunts?: readonly Hunt[],
): Promise<HuntsRun> {
  const begun = performance.now()
  let findings = 0
  const cut = new Map<string, HuntsRun['cut'][number]>()
  for (const days of partsOf(range)) {
    const found: StoredFinding[] = []
    const present = await presentKinds(store, sources, days)
    for (const { subject, ways } of passesOf(hunts ?? huntsThatAreOn(), present)) {
      for (const match of await matchesOf(store, ways, subject, days, context, sources[subject])) {
        const way = ways[match.way - 1]
        if (way === undefined) continue
        found.push(findingOf(match, way))
        const inDay = Number(match.found)
        if (inDay > FINDINGS_PER_DAY) {
          const { hunt } = way
          const { day } = match
          cut.set(`${hunt.id} ${way.way.name} ${day}`, { hunt: hunt.id, day, found: inDay })
        }
      }
    }
    await keepFindings(
      store,
      days,
      found,
      hunts?.map(({ id }) => id),
    )
    findings += found.length
  }
  return { findings, elapsedMs: Math.round(performance.now() - begun), cut: [...cut.values()] }
}

/** The ways of hunts as they are tried together: each pass reads the records of its subject once. */
function passesOf(
  hunts: readonly Hunt[],
  present: ReadonlySet<string>,
): { subject: Subject; ways: readonly NumberedWay[] }[] {
  return SUBJECTS.filter((subject) => present.has(subject)).flatMap((subject) => {
    const ways = waysOf(hunts, subject).filter(
      ({ eventType }) => eventType === undefined || present.has(`events ${eventType}`),
    )
    return inParts(ways).map((part) => ({ subject, ways: part }))
  })
}

/** Of the subjects and types of events those that are there: ways about others need not be tried. */
async function presentKinds(
  store: EventStore,
  sources: Sources,
  days: TimeSpan,
): Promise<ReadonlySet<string>> {
  const present = new Set<string>()
  // No window of a hunt reaches back further than a day.
  const range = { from: new Date(days.from.getTime() - DAY_MS), to: days.to }
  for (const subject of SUBJECTS) {
    const { sql, params } = sources[subject](range)
    const kind = subject === 'events' ? 'event_type' : `''`
    const rows = await store.rows<{ kind: string }>(
      `SELECT DISTINCT ${kind} AS kind FROM (${sql})`,
      {
        params: { ...params },
      },
    )
    if (rows.length > 0) present.add(subject)
    for (const row of rows) present.add(`${subject} ${row.kind}`)
  }
  return present
}

function matchesOf(
  store: EventStore,
  ways: readonly NumberedWay[],
  subject: Subject,
  days: TimeSpan,
  context: CompileContext,
  source: Sources[Subject],
): Promise<Match[]> {
  const lookbackMs = Math.max(...ways.map(lookbackSeconds)) * 1000
  const range = { from: new Date(days.from.getTime() - lookbackMs), to: days.to }
  const statement = huntStatement(ways, subject, source(range), (text) =>
    compileWhere(text, subject, context),
  )
  return store.rows<Match>(statement.sql, {
    params: { ...statement.params, day_from: dayText(days.from), day_to: dayText(days.to) },
    settings: { max_execution_time: STATEMENT_SECONDS },
  })
}

/** The whole UTC days that a range touches, in parts. */
function* partsOf({ from, to }: TimeSpan): Generator<TimeSpan> {
  if (from >= to) return
  const last = Math.ceil(to.getTime() / DAY_MS) * DAY_MS
  let day = Math.floor(from.getTime() / DAY_MS) * DAY_MS
  while (day < last) {
    const next = Math.min(day + DAYS_AT_ONCE * DAY_MS, last)
    yield { from: new Date(day), to: new Date(next) }
    day = next
  }
}

function dayText(day: Date): string {
  return day.toISOString().slice(0, 10)
}
