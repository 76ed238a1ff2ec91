import { Decompress } from 'fzstd'
import { createReadStream } from 'node:fs'
import { open, stat, type FileHandle } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { PIECE_BYTES, type PiecePool } from './piece-pool.js'

/** What a file's first bytes say it is. */
export type ByteFormat = 'plain' | 'gzip' | 'zstd' | 'capture'

/** A stream of records that can be read again from any byte of its decompressed form. */
export interface ByteSource {
  /** Where it is, for people and for `event.source`. */
  readonly path: string
  readonly format: Exclude<ByteFormat, 'capture'>
  /** Bytes on disk. */
  readonly size: number
  /**
   * Opens it at `offset` of the decompressed stream.
   * `onRead` is told how many bytes on disk were consumed, for progress. Pieces may be buffers of
   * `pool`, to be given back to it.
   */
  open(offset: number, onRead?: (bytes: number) => void, pool?: PiecePool): AsyncIterable<Buffer>
}

const MAGIC: readonly (readonly [string, ByteFormat])[] = [
  ['1f8b', 'gzip'],
  ['28b52ffd', 'zstd'],
  ['d4c3b2a1', 'capture'],
  ['a1b2c3d4', 'capture'],
  ['4d3cb2a1', 'capture'],
  ['a1b23c4d', 'capture'],
  ['0a0d0d0a', 'capture'],
]

/** Tells the format from the first four bytes: names lie, and rotation renames. */
export function formatOf(head: Buffer): ByteFormat {
  const hex = head.subarray(0, 4).toString('hex')
  return MAGIC.find(([magic]) => hex.startsWith(magic))?.[1] ?? 'plain'
}

/** Reads the first bytes of a file. @throws if it cannot be read. */
export async function readHead(path: string, bytes = 4): Promise<Buffer> {
  const file = await open(path)
  try {
    const buffer = Buffer.alloc(bytes)
    const { bytesRead } = await file.read(buffer, 0, bytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** A file that holds lines, plain or compressed. @throws if it cannot be read. */
export async function fileSource(path: string, name = path): Promise<ByteSource> {
  const format = formatOf(await readHead(path))
  if (format === 'capture') throw new Error(`${path} is a capture, not a log`)
  const { size } = await stat(path)
  return {
    path: name,
    format,
    size,
    open: (offset, onRead, pool) =>
      format === 'plain'
        ? counted(readFrom(path, offset, pool), onRead)
        : skipped(decompressed(path, format, onRead), offset),
  }
}

/**
 * An open plain file, up to its present size. What is open can be read to its end even after it was
 * renamed or removed.
 */
export async function openFileSource(path: string, file: FileHandle): Promise<ByteSource> {
  const { size } = await file.stat()
  return {
    path,
    format: 'plain',
    size,
    open: (offset, onRead, pool) => counted(readRange(file, offset, size, pool), onRead),
  }
}

async function* readFrom(path: string, from: number, pool?: PiecePool): AsyncGenerator<Buffer> {
  const file = await open(path)
  try {
    yield* readRange(file, from, Infinity, pool)
  } finally {
    await file.close()
  }
}

/** Reads by position: a stream on a file handle would close it, or leave it unusable. */
async function* readRange(
  file: FileHandle,
  from: number,
  to: number,
  pool?: PiecePool,
): AsyncGenerator<Buffer> {
  for (let at = from; at < to;) {
    const length = Math.min(PIECE_BYTES, to - at)
    const isWhole = length === PIECE_BYTES
    const buffer = (isWhole && pool?.take()) || Buffer.allocUnsafe(length)
    const { bytesRead } = await file.read(buffer, 0, length, at)
    // Its end, or it was truncated meanwhile: what is gone cannot be read.
    if (bytesRead === 0) return
    at += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}

async function* counted(
  stream: AsyncIterable<Buffer>,
  onRead?: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  for await (const piece of stream) {
    onRead?.(piece.length)
    yield piece
  }
}

function decompressed(
  path: string,
  format: 'gzip' | 'zstd',
  onRead?: (bytes: number) => void,
): AsyncIterable<Buffer> {
  const file = createReadStream(path, { highWaterMark: PIECE_BYTES })
  if (format === 'zstd') return unzstd(counted(file, onRead))
  file.on('data', (piece) => onRead?.(piece.length))
  const gunzip = createGunzip({ chunkSize: PIECE_BYTES })
  file.on('error', (error) => gunzip.destroy(error))
  // Who reads only the beginning lets go of the decompressor; the file must follow.
  gunzip.on('close', () => file.destroy())
  return file.pipe(gunzip)
}

async function* unzstd(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let out: Buffer[] = []
  const decoder = new Decompress((piece) => {
    out.push(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength))
  })
  for await (const piece of stream) {
    decoder.push(piece)
    const ready = out
    out = []
    yield* ready
  }
  decoder.push(new Uint8Array(0), true)
  yield* out
}

async function* skipped(stream: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Buffer> {
  let left = bytes
  for await (const piece of stream) {
    if (left >= piece.length) left -= piece.length
    else {
      yield left > 0 ? piece.subarray(left) : piece
      left = 0
    }
  }
}
