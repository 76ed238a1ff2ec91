import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ByteSource } from '../sources/byte-source.js'
import { PiecePool } from '../sources/piece-pool.js'
import { MAX_LINE_BYTES } from '../sources/eve/projection.js'
import type { SourceRow } from '../state/schema.js'
import type { StateStore } from '../state/state-store.js'
import type { EventStore } from '../store/event-store.js'
import { beginChunks, commitChunks, findCheckpoint } from './checkpoints.js'
import { cutChunks } from './cut-chunks.js'
import { insertChunks } from './insert-chunk.js'
import { inGroups, readAhead } from './read-ahead.js'
import { spoolChunks } from './spool-chunks.js'

/** Size of a chunk, in bytes: large enough for the engine, small enough for memory. */
const CHUNK_BYTES = 6 * MAX_LINE_BYTES

/** Chunks that are handed over at once. */
const SIDE_BY_SIDE = 2

export interface IngestContext {
  readonly events: EventStore
  readonly state: StateStore
  /** Folder for the files through which chunks are handed over. */
  readonly spoolDirectory: string
  /** The installation's secret for keyed hashes, 32 hexadecimal digits. */
  readonly secret: string
  /** Size of a chunk, in bytes, where the default does not suit. */
  readonly chunkBytes?: number
}

/** What happened since the last call. */
export interface IngestProgress {
  /** Bytes on disk read. */
  readonly bytes?: number
  readonly events?: number
  readonly quarantined?: number
  /** Byte of the stream up to which all is in the store. */
  readonly position?: number
}

export interface IngestOptions {
  readonly onProgress?: (progress: IngestProgress) => void
  /** Stops after the chunk at hand. */
  readonly signal?: AbortSignal
  /** Whether what follows the last line feed is a line; not so while a file still grows. */
  readonly lastLineComplete: boolean
  /** Where to go on, if that is known already. */
  readonly checkpoint?: SourceRow
}

export interface IngestResult {
  readonly events: number
  readonly quarantined: number
  /** Bytes of the stream that were in the store before. */
  readonly skipped: number
  /** The checkpoint afterwards; absent if the stream is empty. */
  readonly checkpoint?: SourceRow
}

/**
 * Takes everything that is new in a stream into the store, exactly once: interrupted anywhere and
 * called again, the rows are the same.
 * @throws StoreError if the engine fails, or the error of reading the stream.
 */
export async function ingestSource(
  context: IngestContext,
  source: ByteSource,
  { onProgress, signal, lastLineComplete, checkpoint: given }: IngestOptions,
): Promise<IngestResult> {
  const found = given ?? (await findCheckpoint(context.state, source))
  if (!found) return { events: 0, quarantined: 0, skipped: 0 }
  let checkpoint = found
  const sum = { events: 0, quarantined: 0 }
  const pool = new PiecePool()
  const chunks = cutChunks(
    source.open(checkpoint.position, (bytes) => onProgress?.({ bytes }), pool),
    {
      offset: checkpoint.position,
      target: context.chunkBytes ?? CHUNK_BYTES,
      firstLengths: checkpoint.pendingLengths,
      lastLineComplete,
    },
  )
  const waiting = await mkdtemp(join(context.spoolDirectory, 'chunks-'))
  const groups = inGroups(
    spoolChunks(chunks, waiting, pool),
    SIDE_BY_SIDE,
    ({ kind }) => kind === 'oversized',
  )
  try {
    for await (const group of readAhead(groups)) {
      if (signal?.aborted) break
      const spooled = group.filter((chunk) => chunk.kind === 'lines')
      // A line that is too long is always cut the same: nothing is written down for it.
      const lengths = spooled.map(({ offset, end }) => end - offset)
      await beginChunks(context.state, checkpoint.id, lengths)
      const place = { ...context, source: source.path, sourceId: checkpoint.id }
      const result = await insertChunks(place, group)
      checkpoint = await commitChunks(context.state, checkpoint, group, result)
      await Promise.all(spooled.map(({ spoolFile }) => rm(spoolFile)))
      sum.events += result.events
      sum.quarantined += result.quarantined
      onProgress?.({ ...result, position: checkpoint.position })
    }
  } finally {
    await rm(waiting, { recursive: true, force: true })
  }
  return { ...sum, skipped: found.position, checkpoint }
}
