import type { StateStore } from '../../state/state-store.js'
import type { EventStore } from '../../store/event-store.js'
import { Bindings } from '../bindings.js'
import { afterBlock, type BlockRange } from './blocks.js'
import { boundedStep, markFull } from './bounds.js'
import { selectEventFacts, type FactsContext } from './event-facts.js'
import { selectHostDays } from './host-days.js'
import { readProgress, writeProgress, type FactsProgress } from './progress.js'

/** What keeping facts stands on. */
export interface FactsGround extends FactsContext {
  readonly events: EventStore
  readonly state: StateStore
}

export interface KeepFactsOptions {
  /** Events that are taken in one step, about; a larger block is one step. */
  readonly eventsPerStep?: number
  /** Asked after each step: whether the next is to be taken now. Without it, all are. */
  readonly mayGoOn?: () => boolean
}

/** More would take more memory, fewer more time: many statements are planned for each. */
const EVENTS_PER_STEP = 2_000_000

/** The bounds of all facts are looked over when the table has grown by this share, and so many rows. */
const LOOK_OVER_SHARE = 0.25
const LOOK_OVER_ROWS = 100_000

/**
 * One block for one token: a step that is taken again after a crash changes nothing, however the
 * engine cuts what it selects.
 */
const ONE_BLOCK = {
  max_insert_threads: '1',
  min_insert_block_size_rows: '100000000',
  min_insert_block_size_bytes: '100000000000',
  max_insert_block_size: '100000000',
  max_partitions_per_insert_block: '0',
  // The index is made when parts are merged; to make it now would be to make it twice.
  materialize_skip_indexes_on_insert: 0,
  // Likewise rows of one fact, which are few.
  optimize_on_insert: 0,
  insert_deduplicate: 1,
} as const

/** Hash tables that outgrow this go to disk. */
const GROUPING = { max_bytes_before_external_group_by: '500000000' } as const

/**
 * Takes events that came in since the last time into the facts and the days of hosts: each exactly
 * once, whatever crashes. Answers the number of events taken.
 * @throws StoreError
 */
export async function keepEventFacts(
  ground: FactsGround,
  { eventsPerStep = EVENTS_PER_STEP, mayGoOn = () => true }: KeepFactsOptions = {},
): Promise<number> {
  let progress = await settleProgress(ground.events, ground.state)
  const blocks = await blocksSince(ground.events, progress.taken)
  let done = 0
  for (const step of stepsOf(blocks, progress, eventsPerStep)) {
    progress = { ...progress, pending: step.range.to }
    await writeProgress(ground.state, progress)
    await takeStep(ground, step, `facts:${progress.epoch}:${step.range.from}:${step.range.to}`)
    const { pending: _taken, ...rest } = progress
    progress = { ...rest, taken: step.range.to }
    await writeProgress(ground.state, progress)
    done += step.events
    if (!mayGoOn()) break
  }
  if (done > 0) await lookOverBounds(ground, progress)
  return done
}

/** Events of one insert. */
interface Block {
  readonly block: number
  readonly events: number
  readonly types: readonly string[]
}

interface Step {
  readonly range: BlockRange
  readonly events: number
  readonly types: ReadonlySet<string>
}

async function blocksSince(store: EventStore, taken: number): Promise<Block[]> {
  const bindings = new Bindings()
  return store.rows<Block>(
    `SELECT toFloat64(_block_number) AS block, toFloat64(count()) AS events,
       groupUniqArray(event_type) AS types
     FROM events
     WHERE ${afterBlock(taken, bindings)}
     GROUP BY block ORDER BY block`,
    { params: bindings.params },
  )
}

/**
 * How many events wait for `keepEventFacts`.
 * @throws StoreError
 */
export async function eventsWithoutFacts(store: EventStore, state: StateStore): Promise<number> {
  const { taken } = await readProgress(state)
  const bindings = new Bindings()
  const [row] = await store.rows<{ events: number }>(
    `SELECT toFloat64(count()) AS events FROM events WHERE ${afterBlock(taken, bindings)}`,
    { params: bindings.params },
  )
  return row?.events ?? 0
}

/** Cuts blocks into steps; one that was begun before a crash is the first, as it was. */
function stepsOf(
  blocks: readonly Block[],
  { taken, pending = taken }: FactsProgress,
  eventsPerStep: number,
): Step[] {
  const steps: Step[] = []
  let open: Block[] = []
  let held = 0
  let from = taken
  const close = (to: number): void => {
    steps.push({ range: { from, to }, events: eventsOf(open), types: typesOf(open) })
    from = to
    open = []
    held = 0
  }
  const begun = blocks.filter(({ block }) => block <= pending)
  if (begun.length > 0) {
    open = begun
    close(pending)
  }
  const fresh = blocks.slice(begun.length)
  // A small step costs as many statements as a large one: all are of about the same size.
  const wanted = eventsOf(fresh) / Math.ceil(eventsOf(fresh) / eventsPerStep)
  for (const block of fresh) {
    open.push(block)
    held += block.events
    if (held >= wanted) close(block.block)
  }
  const last = open.at(-1)
  if (last) close(last.block)
  return steps
}

function eventsOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, { events }) => sum + events, 0)
}

function typesOf(blocks: readonly Block[]): Set<string> {
  return new Set(blocks.flatMap(({ types }) => types))
}

async function takeStep(
  { events: store, ...context }: FactsGround,
  { range, types }: Step,
  token: string,
): Promise<void> {
  const days = selectHostDays(range, context)
  const facts = selectEventFacts(range, types, context)
  await store.run('TRUNCATE TABLE facts_step')
  await store.runAll([
    ...facts.map(({ sql, params }) => ({
      sql: `INSERT INTO facts_step (attribute, value, host, source, part, first, last, count) ${sql}`,
      params,
      settings: GROUPING,
    })),
    {
      sql: `INSERT INTO host_days (host, day, first, last, events, off_hours_events, flows, bytes_out, bytes_in,
       outside_bytes_out, outside_bytes_in, alerts) ${days.sql}`,
      params: days.params,
      settings: { ...ONE_BLOCK, ...GROUPING, insert_deduplication_token: `${token}:days` },
    },
  ])
  if (facts.length === 0) return
  const select = await boundedStep(store, 'event_facts')
  // To sort them takes most of the time, on one thread each. A set of values stays in one share:
  // what of it is kept does not depend on whether the other share was there before a crash.
  await store.runAll(
    [0, 1].map((share) => ({
      sql: `INSERT INTO event_facts (attribute, value, host, source, part, first, last, count)
        SELECT * FROM (${select}) WHERE cityHash64(attribute, host) % 2 = ${share}`,
      settings: { ...ONE_BLOCK, max_threads: 1, insert_deduplication_token: `${token}:${share}` },
    })),
  )
  await store.run('TRUNCATE TABLE facts_step')
}

/** Marks sets of values that became full little by little, if there are many new facts. */
async function lookOverBounds(
  { events: store, state }: FactsGround,
  progress: FactsProgress,
): Promise<void> {
  const [row] = await store.rows<{ rows: number }>(
    'SELECT toFloat64(count()) AS rows FROM event_facts',
  )
  const grown = (row?.rows ?? 0) - progress.lookedOver
  // Merging makes rows fewer.
  if (grown >= 0 && grown < LOOK_OVER_ROWS + progress.lookedOver * LOOK_OVER_SHARE) return
  await store.run(markFull, { settings: GROUPING })
  await writeProgress(state, { ...progress, lookedOver: row?.rows ?? 0 })
}

/**
 * Sees to it that what comes in next is taken: the engine numbers blocks from the last that it still
 * has when it starts. So when the last blocks were dropped, all that comes after the rest is new.
 * To be called whenever events were dropped, and before events come in after a start.
 * @throws StoreError
 */
export async function settleProgress(store: EventStore, state: StateStore): Promise<FactsProgress> {
  const progress = await readProgress(state)
  if (progress.taken === 0) return progress
  const [row] = await store.rows<{ last: number }>(
    `SELECT toFloat64(max(max_block_number)) AS last FROM system.parts
     WHERE active AND database = currentDatabase() AND table = 'events'`,
  )
  const last = row?.last ?? 0
  if (last >= progress.taken) return progress
  // A step that was begun had later blocks only: they are gone too.
  const settled = { taken: last, epoch: progress.epoch + 1, lookedOver: progress.lookedOver }
  await writeProgress(state, settled)
  return settled
}
