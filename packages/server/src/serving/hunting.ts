import { eq, sql } from 'drizzle-orm'
import { createHash } from 'node:crypto'
import { keepEverything, keepFolds, keptDays } from '../derive/keep-folds.js'
import { evaluateHunts } from '../hunts/evaluate-hunts.js'
import type { HuntsRun } from '../hunts/evaluate.js'
import type { Hunt } from '../hunts/hunt.js'
import { shippedHunts } from '../hunts/shipped.js'
import { listCheckpoints } from '../ingest/checkpoints.js'
import type { Installation } from '../installation.js'
import type { Organisation } from '../organisation/organisation.js'
import { meta } from '../state/schema.js'
import type { CompileContext } from '../query/field-tests.js'
import type { StateStore } from '../state/state-store.js'
import type { EventStore } from '../store/event-store.js'

/** What hunting needs of an installation. */
export type HuntingGround = Pick<Installation, 'events' | 'state' | 'organisation' | 'lists'>

const DAY_MS = 86_400_000
const LAST_RUN = 'hunts last run'
const ORGANISATION = 'organisation of the last run'
const HUNTS = 'hunts of the last run'

/**
 * Tries the hunts on everything in the store. Answers nothing if the store is empty.
 * @throws StoreError
 */
export async function huntEverything(ground: HuntingGround): Promise<HuntsRun | undefined> {
  const began = new Date()
  await keepEverything(ground.events, ground.organisation)
  const days = await keptDays(ground.events)
  const runs: HuntsRun[] = []
  for (const range of runsOfDays(days)) {
    runs.push(await evaluateHunts(ground.events, range, contextOf(ground)))
  }
  await rememberRun(ground, began)
  return {
    findings: runs.reduce((sum, { findings }) => sum + findings, 0),
    elapsedMs: Date.now() - began.getTime(),
    cut: runs.flatMap(({ cut }) => cut),
  }
}

function contextOf({ lists }: HuntingGround): CompileContext {
  return { now: new Date(), lists }
}

/**
 * Tries the hunts on the days that events concern which arrived since a moment of the engine's own
 * clock (see `engineTime`). Answers the number of days.
 * @throws StoreError
 */
export async function huntNewEvents(ground: HuntingGround, since: string): Promise<number> {
  const began = new Date()
  const days = await daysOfNewEvents(ground.events, since)
  for (const { from, to } of runsOfDays(days)) {
    // A session that began before midnight may go on in the new events.
    const folded = { from: new Date(from.getTime() - DAY_MS), to }
    await keepFolds(ground.events, folded, ground.organisation)
    await evaluateHunts(ground.events, folded, contextOf(ground))
  }
  await rememberRun(ground, began)
  return days.length
}

/**
 * Why everything must be looked at anew, if it must: the program was stopped before it came to the
 * newest events, or the hunts or the organisation were changed since.
 */
export async function whyHuntsAreDue({
  state,
  organisation,
}: Pick<HuntingGround, 'state' | 'organisation'>): Promise<
  'events' | 'hunts' | 'organisation' | undefined
> {
  const [newest] = await listCheckpoints(state)
  if (!newest || newest.events === 0) return undefined
  const last = await lastHuntsRun(state)
  if (last === null || Date.parse(last) < newest.updated.getTime()) return 'events'
  if ((await recall(state, HUNTS)) !== digestOf(shippedHunts())) return 'hunts'
  const isSame = (await recall(state, ORGANISATION)) === digestOf(organisation)
  return isSame ? undefined : 'organisation'
}

/** Whether everything must be looked at anew; see `whyHuntsAreDue`. */
export async function huntsAreDue(
  ground: Pick<HuntingGround, 'state' | 'organisation'>,
): Promise<boolean> {
  return (await whyHuntsAreDue(ground)) !== undefined
}

/** The engine's clock, in seconds since 1970 as text: a server's may differ from ours. */
export async function engineTime(store: EventStore): Promise<string> {
  const [row] = await store.rows<{ time: string }>(
    `SELECT toString(toUnixTimestamp(now())) AS time`,
  )
  return row?.time ?? '0'
}

/**
 * UTC days, as midnights in milliseconds since 1970, on which new events or the flows that they
 * report began: a flow is logged when it ends. New are the events in parts that the engine wrote
 * since; parts that it merged meanwhile make the answer larger than it need be, never smaller.
 */
async function daysOfNewEvents(store: EventStore, since: string): Promise<number[]> {
  const rows = await store.rows<{ day: number }>(
    `SELECT DISTINCT toFloat64(toUnixTimestamp(toStartOfDay(moment, 'UTC'))) AS day FROM (
       SELECT arrayJoin([ts, ifNull(flow_start, ts)]) AS moment FROM events
       WHERE _part IN (
         SELECT name FROM system.parts
         WHERE active AND database = currentDatabase() AND table = 'events'
           AND toUnixTimestamp(modification_time) >= {since:UInt32}
       )
     )
     WHERE moment >= (SELECT min(ts) FROM events)
     ORDER BY day`,
    { params: { since } },
  )
  return rows.map(({ day }) => day * 1000)
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

/** @param began what came in later was perhaps not looked at */
async function rememberRun({ state, organisation }: HuntingGround, began: Date): Promise<void> {
  await remember(state, LAST_RUN, began.toISOString())
  await remember(state, ORGANISATION, digestOf(organisation))
  await remember(state, HUNTS, digestOf(shippedHunts()))
}

async function remember({ db }: StateStore, key: string, value: string): Promise<void> {
  await db
    .insert(meta)
    .values({ key, value })
    .onConflictDoUpdate({ target: meta.key, set: { value: sql`excluded.value` } })
}

/** When the hunts ran last, ISO 8601; null if they never did. */
export function lastHuntsRun(state: StateStore): Promise<string | null> {
  return recall(state, LAST_RUN)
}

async function recall({ db }: StateStore, key: string): Promise<string | null> {
  const [row] = await db.select().from(meta).where(eq(meta.key, key))
  return row?.value ?? null
}

/**
 * Zones and verdicts are kept with sessions and transfers, and findings are kept: this tells whether
 * they still hold.
 */
function digestOf(made: Organisation | readonly Hunt[]): string {
  return createHash('sha256').update(JSON.stringify(made)).digest('hex')
}
