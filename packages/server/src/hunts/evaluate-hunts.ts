import type { CompileContext } from '../query/compile.js'
import { QueryError } from '../query/query-error.js'
import type { TimeSpan } from '../query/time-span.js'
import { SigmaError } from '../sigma/document.js'
import { StoreError, type EventStore } from '../store/event-store.js'
import { filterFindings } from './filters.js'
import type { Cut, FindingRow } from './finding-row.js'
import type { Hunt } from './hunt.js'
import { keepFindings } from './kept-findings.js'
import { patternFindings, patternsInReach } from './patterns.js'

export interface HuntsRun {
  /** Findings of the evaluated days. */
  readonly findings: number
  readonly elapsedMs: number
  /** Where a hunt found more on a day than is kept. */
  readonly cut: readonly Cut[]
  /** Hunts that the engine could not run; their findings are as they were. */
  readonly failed: readonly { readonly hunt: string; readonly reason: string }[]
  /** How long each hunt took, and how many were tried in that time. */
  readonly timings: ReadonlyMap<string, { readonly ms: number; readonly together: number }>
}

const DAY_MS = 86_400_000
/** Longer ranges are evaluated in parts, which bounds the memory; findings are per day anyway. */
const DAYS_AT_ONCE = 31

/**
 * Tries hunts on the events, and on the kept sessions and transfers, of every UTC day that the range
 * touches, and makes the kept findings of these hunts and days what was found: new ones come in,
 * changed ones change, and those that no longer match are gone. Running it again changes nothing.
 *
 * Whole days, so that no finding depends on where a range was cut. Give it no days whose events are
 * no longer kept: it would take their findings away.
 *
 * @throws StoreError if the engine fails at all of them; findings of the days before are then kept
 * already. A hunt that alone is too much for the engine is answered as failed instead.
 */
export async function evaluateHunts(
  store: EventStore,
  range: TimeSpan,
  context: CompileContext,
  hunts: readonly Hunt[],
): Promise<HuntsRun> {
  const begun = performance.now()
  const filters = hunts.filter((hunt) => hunt.kind === 'filter')
  const patterns = hunts.filter((hunt) => hunt.kind !== 'filter')
  const failed = new Map<string, string>()
  const timings = new Map<string, { ms: number; together: number }>()
  const cut: Cut[] = []
  let findings = 0
  for (const days of partsOf(range)) {
    const inReach = await unlessRefused(patterns, () =>
      patternsInReach(store, patterns, days, context),
    )
    const tries = [
      ...(await tryTogether(filters, (some) => filterFindings(store, some, days, context))),
      ...(await tryEach(inReach, (hunt) => patternFindings(store, hunt, days, context))),
    ]
    const [first] = tries
    if (first?.error !== undefined && tries.every(({ error }) => error !== undefined)) {
      throw first.error
    }
    const found: FindingRow[] = []
    for (const { hunts: tried, ms, result, error } of tries) {
      for (const { id } of tried) {
        const before = timings.get(id)?.ms ?? 0
        timings.set(id, { ms: before + ms, together: tried.length })
        if (error !== undefined) failed.set(id, error.message)
      }
      found.push(...(result?.findings ?? []))
      cut.push(...(result?.cut ?? []))
    }
    const ran = hunts.flatMap(({ id }) => (failed.has(id) ? [] : [id]))
    await keepFindings(
      store,
      days,
      found.filter(({ hunt }) => !failed.has(hunt)),
      ran,
    )
    findings += found.length
  }
  return {
    findings,
    elapsedMs: Math.round(performance.now() - begun),
    cut,
    failed: [...failed].map(([hunt, reason]) => ({ hunt, reason })),
    timings,
  }
}

/** What became of some hunts that were tried together. */
interface Try {
  readonly hunts: readonly Hunt[]
  readonly ms: number
  readonly result?: Found
  readonly error?: Error
}

interface Found {
  readonly findings: readonly FindingRow[]
  readonly cut: readonly Cut[]
}

/** Hunts of one statement; if the engine refuses it, in halves, so that one does not stop the rest. */
async function tryTogether<H extends Hunt>(
  hunts: readonly H[],
  find: (hunts: readonly H[]) => Promise<Found>,
): Promise<Try[]> {
  if (hunts.length === 0) return []
  const begun = performance.now()
  try {
    const result = await find(hunts)
    return [{ hunts, ms: performance.now() - begun, result }]
  } catch (error) {
    if (!isAboutHunt(error)) throw error
    if (hunts.length === 1) return [{ hunts, ms: performance.now() - begun, error }]
    const half = Math.ceil(hunts.length / 2)
    return [
      ...(await tryTogether(hunts.slice(0, half), find)),
      ...(await tryTogether(hunts.slice(half), find)),
    ]
  }
}

async function tryEach<H extends Hunt>(
  hunts: readonly H[],
  find: (hunt: H) => Promise<Found>,
): Promise<Try[]> {
  const tries: Try[] = []
  for (const hunt of hunts) tries.push(...(await tryTogether([hunt], () => find(hunt))))
  return tries
}

/** The hunts that need trying; all of them if one makes the engine refuse to say. */
export async function unlessRefused<H extends Hunt>(
  hunts: readonly H[],
  choose: () => Promise<readonly H[]>,
): Promise<readonly H[]> {
  try {
    return await choose()
  } catch (error) {
    if (isAboutHunt(error)) return hunts
    throw error
  }
}

/** Whether the reason may lie in what a hunt asks: too much, or for a list that is gone. */
function isAboutHunt(error: unknown): error is Error {
  return error instanceof StoreError || error instanceof QueryError || error instanceof SigmaError
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
