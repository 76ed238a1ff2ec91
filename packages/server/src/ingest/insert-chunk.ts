import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { insertEvents, insertRefused } from '../sources/eve/projection.js'
import { maskText } from '../sources/eve/mask.js'
import type { EventStore } from '../store/event-store.js'
import type { Chunk, LinesChunk, OversizedLine } from './cut-chunks.js'

export interface InsertContext {
  readonly events: EventStore
  /** Folder for the file through which a chunk is handed over. */
  readonly spoolDirectory: string
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

/** One block per chunk: only then does the deduplication token name all of it. */
const ONE_BLOCK = {
  max_insert_threads: '1',
  min_insert_block_size_rows: '100000000',
  min_insert_block_size_bytes: '100000000000',
  max_insert_block_size: '100000000',
  max_partitions_per_insert_block: '0',
} as const

/**
 * Puts the lines of a chunk into the store: good ones into `events`, bad ones into `quarantine`.
 * Handing over the same chunk again changes nothing.
 */
export async function insertChunk(context: InsertContext, chunk: Chunk): Promise<InsertResult> {
  if (chunk.kind === 'oversized') return quarantineOversized(context, chunk)
  return insertLines(context, chunk)
}

async function insertLines(context: InsertContext, chunk: LinesChunk): Promise<InsertResult> {
  const { events, spoolDirectory, secret, source, sourceId } = context
  const spool = join(spoolDirectory, `${sourceId}.lines`)
  const token = `${sourceId}:${chunk.offset}:${chunk.bytes.length}`
  const params = {
    source,
    key0: secret.slice(0, 16),
    key1: secret.slice(16, 32),
    chunk_offset: chunk.offset,
    now: new Date(),
  }
  const file = await open(spool, 'w', 0o600)
  try {
    await file.writeFile(chunk.bytes)
    await file.close()
    const written = await events.insertLines('events', spool, insertEvents, {
      params,
      settings: { ...ONE_BLOCK, insert_deduplicate: 1, insert_deduplication_token: `e:${token}` },
    })
    if (written === chunk.lines) return { events: written, quarantined: 0 }
    // Some lines are bad, or the chunk was handed over before: look for the bad ones, in order.
    await events.insertLines('quarantine', spool, insertRefused, {
      params,
      settings: {
        ...ONE_BLOCK,
        max_threads: 1,
        input_format_parallel_parsing: 0,
        insert_deduplicate: 1,
        insert_deduplication_token: `q:${token}`,
      },
    })
    const quarantined = await countQuarantined(context, chunk.offset, chunk.bytes.length)
    return { events: chunk.lines - quarantined, quarantined }
  } finally {
    await rm(spool, { force: true })
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
  offset: number,
  length: number,
): Promise<number> {
  const [row] = await events.rows<{ n: number }>(
    `SELECT toFloat64(count()) AS n FROM quarantine
     WHERE source = {source:String} AND offset >= {from:UInt64} AND offset < {to:UInt64}`,
    { params: { source, from: offset, to: offset + length } },
  )
  return row?.n ?? 0
}
