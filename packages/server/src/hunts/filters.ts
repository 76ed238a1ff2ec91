import type { CompileContext } from '../query/compile.js'
import { compileTogether } from '../query/compile.js'
import type { TimeSpan } from '../query/time-span.js'
import type { EventStore } from '../store/event-store.js'
import { findingOf, type Match } from './filter-matches.js'
import {
  FINDINGS_PER_DAY,
  filterStatement,
  lookbackSeconds,
  needsWindow,
  questionsOf,
  waysOf,
  type NumberedWay,
} from './filter-statement.js'
import type { Cut, FindingRow } from './finding-row.js'
import type { FilterHunt } from './hunt.js'
import { metQuestions } from './met-questions.js'
import { passesOf, type Pass } from './passes.js'
import { eventsSince, recordsIn } from './records.js'
import { sideBySide } from './side-by-side.js'
import { parseWhere } from './where.js'

/** Filter hunts, tried together: each pass reads the records of its subject once. */

const STATEMENT_SECONDS = 300

/**
 * What filter hunts find on some whole UTC days.
 * @throws StoreError
 */
export async function filterFindings(
  store: EventStore,
  hunts: readonly FilterHunt[],
  days: TimeSpan,
  context: CompileContext,
): Promise<{ findings: FindingRow[]; cut: Cut[] }> {
  const findings: FindingRow[] = []
  const cut = new Map<string, Cut>()
  const passes = await allPasses(store, hunts, days)
  const found = await sideBySide(passes, (pass) => matchesOf(store, pass, days, context))
  for (const [i, { items }] of passes.entries()) {
    for (const match of found[i] ?? []) {
      const way = items[match.way - 1]
      if (way === undefined) continue
      findings.push(findingOf(match, way))
      const { day } = match
      if (Number(match.found) > FINDINGS_PER_DAY) {
        const { id } = way.hunt
        cut.set(`${id} ${way.way.name} ${day}`, { hunt: id, day, found: Number(match.found) })
      }
    }
  }
  return { findings, cut: [...cut.values()] }
}

/** Ways that look at windows are tried by themselves: for all others a simpler statement will do. */
async function allPasses(
  store: EventStore,
  hunts: readonly FilterHunt[],
  days: TimeSpan,
): Promise<Pass<NumberedWay>[]> {
  const ways = waysOf(hunts)
  const groups = [ways.filter((way) => !needsWindow(way)), ways.filter((way) => needsWindow(way))]
  const passes: Pass<NumberedWay>[] = []
  for (const group of groups) {
    const range = readRange(group, days)
    passes.push(...(await passesOf(store, group, (subject) => recordsIn(subject, range))))
  }
  return passes
}

function readRange(ways: readonly NumberedWay[], days: TimeSpan): TimeSpan {
  const lookbackMs = Math.max(0, ...ways.map(lookbackSeconds)) * 1000
  return { from: new Date(days.from.getTime() - lookbackMs), to: days.to }
}

function matchesOf(
  store: EventStore,
  { subject, items: ways, eventType }: Pass<NumberedWay>,
  days: TimeSpan,
  context: CompileContext,
): Promise<Match[]> {
  const questions = questionsOf(ways).map((text) => parseWhere(text, subject))
  const asked = compileTogether(questions, subject, context)
  const records = recordsIn(subject, readRange(ways, days), eventType)
  const { sql, params } = filterStatement(ways, subject, records, asked)
  return store.rows<Match>(sql, {
    params: { ...params, day_from: dayText(days.from), day_to: dayText(days.to) },
    settings: { max_execution_time: STATEMENT_SECONDS },
  })
}

/**
 * The hunts that events which arrived since a moment of the engine's own clock may have changed the
 * findings of: of those about events, only those that one of the new events meets.
 * @param since seconds since 1970 as text
 * @throws StoreError
 */
export async function huntsMetSince(
  store: EventStore,
  hunts: readonly FilterHunt[],
  since: string,
  context: CompileContext,
): Promise<FilterHunt[]> {
  const ways = waysOf(hunts).filter(({ subject }) => subject === 'events')
  const records = (_subject: unknown, eventType?: string) => eventsSince(since, eventType)
  const met = new Set(
    [...(await metQuestions(store, ways, records, context))].map(({ hunt }) => hunt),
  )
  return hunts.filter((hunt) => hunt.subject !== 'events' || met.has(hunt))
}

function dayText(day: Date): string {
  return day.toISOString().slice(0, 10)
}
