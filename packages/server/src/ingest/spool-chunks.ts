import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PiecePool } from '../sources/piece-pool.js'
import { sha256, type Chunk, type LinesChunk, type OversizedLine } from './cut-chunks.js'

/** How much of the end of a chunk proves later that a stream still holds it, in bytes. */
const PROOF_BYTES = 1024 * 1024

/** Whole lines that wait in a file to be handed over. */
export interface SpooledChunk extends Omit<LinesChunk, 'pieces'> {
  readonly spoolFile: string
  /** The last of its bytes, by which the stream is known again. */
  readonly proof: { readonly offset: number; readonly length: number; readonly hash: string }
}

export type WaitingChunk = SpooledChunk | OversizedLine

/**
 * Puts chunks into files of `directory` as they are cut, so that they do not wait in memory, and
 * gives their memory back to the pool.
 */
export async function* spoolChunks(
  chunks: AsyncIterable<Chunk>,
  directory: string,
  pool: PiecePool,
): AsyncGenerator<WaitingChunk> {
  for await (const chunk of chunks) {
    if (chunk.kind === 'oversized') {
      yield chunk
      continue
    }
    const spooled = await spoolChunk(chunk, directory)
    pool.giveBack(chunk.pieces)
    yield spooled
  }
}

export async function spoolChunk(
  { pieces, ...place }: LinesChunk,
  directory: string,
): Promise<SpooledChunk> {
  const spoolFile = join(directory, `${place.offset}.lines`)
  await writeFile(spoolFile, pieces, { mode: 0o600 })
  const last = lastBytes(pieces, PROOF_BYTES)
  const proof = { offset: place.end - last.length, length: last.length, hash: sha256(last) }
  return { ...place, spoolFile, proof }
}

/** The last bytes of pieces that follow each other, at most `length`. */
function lastBytes(pieces: readonly Buffer[], length: number): Buffer {
  let from = pieces.length
  for (let held = 0; from > 0 && held < length; held += pieces[from]?.length ?? 0) from -= 1
  return Buffer.concat(pieces.slice(from)).subarray(-length)
}
