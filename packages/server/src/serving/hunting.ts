import { eq, sql } from 'drizzle-orm'
import { createHash } from 'node:crypto'
import { keepFacts } from '../derive/facts/index.js'
import { keepEverything, keepFolds } from '../derive/keep-folds.js'
import { evaluateHunts, unlessRefused, type HuntsRun } from '../hunts/evaluate-hunts.js'
import { huntsMetSince } from '../hunts/filters.js'
import type { Hunt } from '../hunts/hunt.js'
import { forgetFindings } from '../hunts/kept-findings.js'
import { reachDays } from '../hunts/patterns.js'
import { recordDays } from '../hunts/record-days.js'
import {
  dueHunts,
  readRuns,
  rememberRuns,
  removedHunts,
  siteHunts,
  unmarkRemoved,
  type SiteHunt,
} from '../hunts/tuning/index.js'
import { listCheckpoints } from '../ingest/checkpoints.js'
import type { Installation } from '../installation.js'
import { meta } from '../state/schema.js'
import { keepKnownHosts } from './keep-known-hosts.js'
import { daysOfNewEvents, shareOfNewEvents } from './new-events.js'
import type { CompileContext } from '../query/field-tests.js'
import type { TimeSpan } from '../query/time-span.js'
import type { StateStore } from '../state/state-store.js'

/** What hunting needs of an installation. */
export type HuntingGround = Pick<
  Installation,
  'events' | 'state' | 'organisation' | 'calendar' | 'lists' | 'risk' | 'geo'
>

const DAY_MS = 86_400_000
const LAST_RUN = 'hunts last run'
const ORGANISATION = 'organisation of the last run'
/** Since when, by the engine's clock, events came in on whose days the patterns were not tried. */
const PATTERNS_SINCE = 'patterns due since'

/**
 * Tries the hunts that are on on everything in the store. Answers nothing if the store is empty.
 * @throws StoreError
 */
export async function huntEverything(ground: HuntingGround): Promise<HuntsRun | undefined> {
  const began = new Date()
  await keepEverything(ground.events, ground.organisation)
  await keepFacts(ground)
  const run = await huntKeptDays(ground, await huntsOn(ground), began)
  await keepKnownHosts(ground)
  await forget(ground.state, PATTERNS_SINCE)
  await remember(ground.state, LAST_RUN, began.toISOString())
  await remember(ground.state, ORGANISATION, organisationDigest(ground))
  return run
}

/**
 * Tries hunts that were changed, or switched on, since they were last tried on all kept days; and
 * takes away the findings of own hunts that are gone. Answers the number of hunts.
 * @throws StoreError
 */
export async function huntChangedHunts(ground: HuntingGround): Promise<number> {
  const { hunts } = await siteHunts(ground)
  const due = dueHunts(hunts, await readRuns(ground.state))
  if (due.length > 0) await huntKeptDays(ground, due, new Date())
  const removed = await removedHunts(ground.state)
  for (const id of removed) {
    await forgetFindings(ground.events, id)
    await unmarkRemoved(ground.state, id)
  }
  return due.length + removed.length
}

async function huntsOn(ground: HuntingGround): Promise<SiteHunt[]> {
  return (await siteHunts(ground)).hunts.filter(({ hunt }) => hunt.isOn)
}

/** Tries hunts on all kept days, and remembers that. */
async function huntKeptDays(
  ground: HuntingGround,
  hunts: readonly SiteHunt[],
  began: Date,
): Promise<HuntsRun> {
  const days = await recordDays(ground.events)
  const runs = await huntDays(ground, hunts, runsOfDays(days))
  const run = together(runs, Date.now() - began.getTime())
  await rememberRuns(ground.state, hunts, { ...run, at: began, days: 'all' })
  return run
}

async function huntDays(
  ground: HuntingGround,
  hunts: readonly SiteHunt[],
  ranges: readonly TimeSpan[],
): Promise<HuntsRun[]> {
  const runs: HuntsRun[] = []
  const tried = hunts.map(({ hunt }) => hunt)
  for (const range of ranges) {
    runs.push(await evaluateHunts(ground.events, range, contextOf(ground), tried))
  }
  return runs
}

/** Several runs as one. */
function together(runs: readonly HuntsRun[], elapsedMs: number): HuntsRun {
  const timings = new Map<string, { ms: number; together: number }>()
  for (const [hunt, { ms, together: others }] of runs.flatMap((run) => [...run.timings])) {
    timings.set(hunt, { ms: ms + (timings.get(hunt)?.ms ?? 0), together: others })
  }
  return {
    findings: runs.reduce((sum, { findings }) => sum + findings, 0),
    elapsedMs,
    cut: runs.flatMap(({ cut }) => cut),
    failed: runs.flatMap(({ failed }) => failed),
    timings,
  }
}

function contextOf({ calendar, lists }: HuntingGround): CompileContext {
  return { now: new Date(), lists, calendar }
}

/** Events whose facts are taken at once while others come in: about a second's worth. */
const FACTS_AT_ONCE = 250_000

/**
 * Tries the filters that are on on the days that events concern which arrived since a moment of the
 * engine's own clock (see `engineTime`). If few events are new, of those about events only the ones
 * that a new event meets are tried: nothing else can have changed. Patterns are left for `huntPatterns`. Answers the number of days.
 * @param runsAgain tells whether more events are coming in, after which this is called again: facts
 *   may wait for that
 * @throws StoreError
 */
export async function huntNewEvents(
  ground: HuntingGround,
  since: string,
  runsAgain: () => boolean = () => false,
): Promise<number> {
  const began = new Date()
  const days = await daysOfNewEvents(ground.events, since)
  const ranges = runsOfDays(days).map(({ from, to }) => {
    // A session that began before midnight may go on in the new events.
    return { from: new Date(from.getTime() - DAY_MS), to }
  })
  if (ranges.length > 0) {
    const filters = (await huntsOn(ground)).filter(({ hunt }) => hunt.kind === 'filter')
    const met = await metSince(ground, filters, since)
    const others = filters.filter((hunt) => !met.includes(hunt))
    const looked = { ms: Date.now() - began.getTime(), together: filters.length }
    const runs: HuntsRun[] = []
    for (const range of ranges) {
      await keepFolds(ground.events, range, ground.organisation)
      const mayGoOn = () => !runsAgain()
      await keepFacts(ground, range, { eventsPerStep: FACTS_AT_ONCE, mayGoOn })
      runs.push(...(await huntDays(ground, met, [range])))
    }
    const run = { ...together(runs, Date.now() - began.getTime()), at: began }
    const isAll = await areAllDays(ground, met, ranges)
    await rememberRuns(ground.state, met, { ...run, days: isAll ? 'all' : 'some' })
    const timings = new Map(others.map(({ hunt: { id } }) => [id, looked]))
    await rememberRuns(ground.state, others, { at: began, timings, failed: [], days: 'some' })
    if ((await recall(ground.state, PATTERNS_SINCE)) === null) {
      await remember(ground.state, PATTERNS_SINCE, since)
    }
  }
  await remember(ground.state, LAST_RUN, began.toISOString())
  await remember(ground.state, ORGANISATION, organisationDigest(ground))
  return days.length
}

/** Whether the ranges hold all kept days; it is looked up only where a hunt may be done with them. */
async function areAllDays(
  ground: HuntingGround,
  hunts: readonly SiteHunt[],
  ranges: readonly TimeSpan[],
): Promise<boolean> {
  if (dueHunts(hunts, await readRuns(ground.state)).length === 0) return false
  return (await recordDays(ground.events)).every((day) =>
    ranges.some(({ from, to }) => day >= from.getTime() && day < to.getTime()),
  )
}

/** If more of all events are new, to try all filters costs less than to ask first which may find more. */
const MANY_NEW = 0.2

async function metSince(
  ground: HuntingGround,
  filters: readonly SiteHunt[],
  since: string,
): Promise<readonly SiteHunt[]> {
  if ((await shareOfNewEvents(ground.events, since)) > MANY_NEW) return filters
  const hunts = filters.map(({ hunt }) => hunt).filter((hunt) => hunt.kind === 'filter')
  const met = new Set<Hunt>(
    await unlessRefused(hunts, () => huntsMetSince(ground.events, hunts, since, contextOf(ground))),
  )
  return filters.filter(({ hunt }) => met.has(hunt))
}

/** Whether there are new events on whose days the correlations and behaviours were not tried yet. */
export async function patternsAreDue(state: StateStore): Promise<boolean> {
  return (await recall(state, PATTERNS_SINCE)) !== null
}

/**
 * Tries the correlations and behaviours that are on on the days that new events concern since this was
 * done last, and on the days after them for which these are history. Answers the number of hunts.
 * @throws StoreError
 */
export async function huntPatterns(ground: HuntingGround): Promise<number> {
  const began = new Date()
  const since = await recall(ground.state, PATTERNS_SINCE)
  if (since === null) return 0
  const patterns = (await huntsOn(ground)).filter(({ hunt }) => hunt.kind !== 'filter')
  const reachMs = Math.max(0, ...patterns.map(({ hunt }) => reachDays(hunt))) * DAY_MS
  const kept = await recordDays(ground.events)
  const fresh = await daysOfNewEvents(ground.events, since)
  const days = kept.filter((day) =>
    fresh.some((changed) => day >= changed - DAY_MS && day <= changed + DAY_MS + reachMs),
  )
  const run = together(
    await huntDays(ground, patterns, runsOfDays(days)),
    Date.now() - began.getTime(),
  )
  const some = days.length === kept.length ? 'all' : 'some'
  await rememberRuns(ground.state, patterns, { ...run, at: began, days: some })
  await forget(ground.state, PATTERNS_SINCE)
  return patterns.length
}

/**
 * Why everything must be looked at anew, if it must: the program was stopped before it came to the
 * newest events, or the organisation was changed since.
 */
export async function whyEverythingIsDue(
  ground: Pick<HuntingGround, 'state' | 'organisation' | 'calendar' | 'lists'>,
): Promise<'events' | 'organisation' | undefined> {
  const { state } = ground
  const [newest] = await listCheckpoints(state)
  if (!newest || newest.events === 0) return undefined
  const last = await lastHuntsRun(state)
  if (last === null || Date.parse(last) < newest.updated.getTime()) return 'events'
  const isSame = (await recall(state, ORGANISATION)) === organisationDigest(ground)
  return isSame ? undefined : 'organisation'
}

/** Whether hunts were changed, or own ones removed, and the findings are not yet as they say. */
export async function huntsAreDue(ground: HuntingGround): Promise<boolean> {
  const { hunts } = await siteHunts(ground)
  if (dueHunts(hunts, await readRuns(ground.state)).length > 0) return true
  return (await removedHunts(ground.state)).length > 0
}

/**
 * Days that follow each other, as ranges. The day after belongs to each: windows of hunts look back
 * over midnight.
 */
export function runsOfDays(days: readonly number[]): { from: Date; to: Date }[] {
  const runs: { from: Date; to: Date }[] = []
  for (const day of days) {
    const last = runs.at(-1)
    const end = new Date(day + 2 * DAY_MS)
    if (last && day <= last.to.getTime()) last.to = end
    else runs.push({ from: new Date(day), to: end })
  }
  return runs
}

async function remember({ db }: StateStore, key: string, value: string): Promise<void> {
  await db
    .insert(meta)
    .values({ key, value })
    .onConflictDoUpdate({ target: meta.key, set: { value: sql`excluded.value` } })
}

async function forget({ db }: StateStore, key: string): Promise<void> {
  await db.delete(meta).where(eq(meta.key, key))
}

/** When the hunts ran last, ISO 8601; null if they never did. */
export function lastHuntsRun(state: StateStore): Promise<string | null> {
  return recall(state, LAST_RUN)
}

async function recall({ db }: StateStore, key: string): Promise<string | null> {
  const [row] = await db.select().from(meta).where(eq(meta.key, key))
  return row?.value ?? null
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1
}

/**
 * Zones and verdicts are kept with sessions and transfers, and findings are kept: this tells whether
 * they still hold.
 */
function organisationDigest({
  organisation,
  calendar,
  lists,
}: Pick<HuntingGround, 'organisation' | 'calendar' | 'lists'>): string {
  // An empty list that is always there and one that was saved are the same.
  const filled = [...lists].filter(([, values]) => values.length > 0).toSorted(byName)
  const text = JSON.stringify({ ...organisation, calendar, lists: filled })
  return createHash('sha256').update(text).digest('hex')
}
