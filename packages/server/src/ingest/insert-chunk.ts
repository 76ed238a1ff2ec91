import { insertEvents, insertRefused } from '../sources/eve/projection.js'
import { maskText } from '../sources/eve/mask.js'
import type { EventStore } from '../store/event-store.js'
import type { OversizedLine } from './cut-chunks.js'
import type { SpooledChunk, WaitingChunk } from './spool-chunks.js'

export interface InsertContext {
  readonly events: EventStore
  /** The installation's secret, 32 hexadecimal digits. */
  readonly secret: string
  /** File or stream, as `event.source`. */
  readonly source: string
  /** Number of the source's checkpoint: with the offset it names a chunk for good. */
  readonly sourceId: number
}

export interface InsertResult {
  readonly events: number
  readonly quarantined: number
}

/**
 * One block per chunk: only then does the deduplication token name all of it. Skip indexes are made
 * when parts are merged; to make them now would be to make them twice.
 */
const ONE_BLOCK = {
  max_insert_threads: '1',
  min_insert_block_size_rows: '100000000',
  min_insert_block_size_bytes: '100000000000',
  max_insert_block_size: '100000000',
  max_partitions_per_insert_block: '0',
  materialize_skip_indexes_on_insert: 0,
  insert_deduplicate: 1,
} as const

/** Lines keep their order only on one thread; places are counted from it. */
const IN_ORDER = { max_threads: 1, input_format_parallel_parsing: 0 } as const

/**
 * Puts the lines of chunks that follow each other into the store: good ones into `events`, bad ones
 * into `quarantine`. Handing over the same chunks again changes nothing.
 */
export async function insertChunks(
  context: InsertContext,
  chunks: readonly WaitingChunk[],
): Promise<InsertResult> {
  const lines = chunks.filter((chunk) => chunk.kind === 'lines')
  const results = [await insertLines(context, lines)]
  for (const chunk of chunks) {
    if (chunk.kind === 'oversized') results.push(await quarantineOversized(context, chunk))
  }
  return {
    events: results.reduce((sum, { events }) => sum + events, 0),
    quarantined: results.reduce((sum, { quarantined }) => sum + quarantined, 0),
  }
}

async function insertLines(
  context: InsertContext,
  chunks: readonly SpooledChunk[],
): Promise<InsertResult> {
  if (chunks.length === 0) return { events: 0, quarantined: 0 }
  const { events } = context
  const waiting = chunks.map((chunk) => handOver(context, chunk))
  const lines = chunks.reduce((sum, chunk) => sum + chunk.lines, 0)
  const batches = waiting.map(({ token, ...batch }) => ({
    ...batch,
    settings: { ...ONE_BLOCK, insert_deduplication_token: `e:${token}` },
  }))
  const written = await events.insertLines('events', batches, insertEvents)
  if (written === lines) return { events: written, quarantined: 0 }
  // Some lines are bad, or the chunks were handed over before: look for the bad ones, in order.
  for (const { token, ...batch } of waiting) {
    const settings = { ...ONE_BLOCK, ...IN_ORDER, insert_deduplication_token: `q:${token}` }
    await events.insertLines('quarantine', [{ ...batch, settings }], insertRefused)
  }
  const quarantined = await countQuarantined(context, chunks)
  return { events: lines - quarantined, quarantined }
}

/** A chunk as the store takes it, and the token that names it for good. */
function handOver({ secret, source, sourceId }: InsertContext, chunk: SpooledChunk) {
  const { spoolFile, offset, end } = chunk
  return {
    spoolFile,
    token: `${sourceId}:${offset}:${end - offset}`,
    params: {
      source,
      key0: secret.slice(0, 16),
      key1: secret.slice(16, 32),
      chunk_offset: offset,
      now: new Date(),
    },
  }
}

async function quarantineOversized(
  { events, source, sourceId }: InsertContext,
  chunk: OversizedLine,
): Promise<InsertResult> {
  const line = {
    id: `${sourceId}-${chunk.offset}`,
    time: Date.now() / 1000,
    source,
    offset: chunk.offset,
    length: chunk.length,
    reason: 'line is larger than 8 MiB',
    line: maskText(chunk.head.toString('utf8')),
  }
  await events.insert('quarantine', [line], {
    insert_deduplicate: 1,
    insert_deduplication_token: `q:${sourceId}:${chunk.offset}:${chunk.length}`,
  })
  return { events: 0, quarantined: 1 }
}

async function countQuarantined(
  { events, source }: InsertContext,
  chunks: readonly SpooledChunk[],
): Promise<number> {
  const places = chunks.map(({ offset, end }) => `offset >= ${offset} AND offset < ${end}`)
  const [row] = await events.rows<{ n: number }>(
    `SELECT toFloat64(count()) AS n FROM quarantine
     WHERE source = {source:String} AND (${places.join(' OR ')})`,
    { params: { source } },
  )
  return row?.n ?? 0
}
