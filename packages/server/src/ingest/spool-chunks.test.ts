import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileSource } from '../sources/byte-source.js'
import { PIECE_BYTES, PiecePool } from '../sources/piece-pool.js'
import { cutChunks } from './cut-chunks.js'
import { spoolChunks } from './spool-chunks.js'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'spoor-spool-'))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

/** Counts the buffers that were made. */
class CountingPool extends PiecePool {
  readonly buffers = new Set<ArrayBufferLike>()
  override take(): Buffer {
    const piece = super.take()
    this.buffers.add(piece.buffer)
    return piece
  }
}

test('chunks that are read into the same memory, one after the other, hold what the file holds', async () => {
  const path = join(directory, 'lines')
  const lines = Array.from({ length: 90_000 }, (_, n) => `${n} ${'x'.repeat(n % 197)}\n`)
  await writeFile(path, lines.join(''))
  const source = await fileSource(path)
  const pool = new CountingPool()
  const chunks = cutChunks(source.open(0, undefined, pool), {
    offset: 0,
    target: 1.7 * PIECE_BYTES,
    lastLineComplete: true,
  })
  let spooled = ''
  let count = 0
  for await (const chunk of spoolChunks(chunks, directory, pool)) {
    if (chunk.kind !== 'lines') throw new Error('no line is too long')
    spooled += await readFile(chunk.spoolFile, 'utf8')
    count += 1
  }
  expect(spooled === lines.join('')).toBe(true)
  expect(count).toBeGreaterThan(4)
  // Two are full when a chunk is cut; one more may be being read.
  expect(pool.buffers.size).toBeLessThan(5)
})
