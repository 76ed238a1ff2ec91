import { createHash } from 'node:crypto'

/** Whole lines of a stream, or a line so long that it cannot be handed over. */
export type Chunk = LinesChunk | OversizedLine

export interface LinesChunk {
  readonly kind: 'lines'
  /** Byte at which it begins in the decompressed stream. */
  readonly offset: number
  /** Byte after its last. */
  readonly end: number
  readonly bytes: Buffer
  readonly lines: number
}

export interface OversizedLine {
  readonly kind: 'oversized'
  readonly offset: number
  /** Byte after its line feed. */
  readonly end: number
  readonly length: number
  /** The beginning of the line. */
  readonly head: Buffer
}

export interface CutOptions {
  /** Offset of the first byte of `stream`. */
  readonly offset: number
  /** Size to aim at, in bytes; a line longer than this is oversized. */
  readonly target: number
  /** Lengths of the first chunks, where they were already begun before a crash. */
  readonly firstLengths?: readonly number[]
  /** Whether what is left at the end without a line feed is a line. */
  readonly lastLineComplete: boolean
}

const LINE_FEED = 10
const HEAD_BYTES = 64 * 1024

/**
 * Cuts a stream of bytes into chunks of whole lines.
 * Holds at most about twice `target` in memory, however long a line is.
 */
export async function* cutChunks(
  stream: AsyncIterable<Buffer>,
  { offset, target, firstLengths = [], lastLineComplete }: CutOptions,
): AsyncGenerator<Chunk> {
  let parts: Buffer[] = []
  let held = 0
  let start = offset
  let skipping: { offset: number; head: Buffer; length: number } | undefined
  const wanted = [...firstLengths]

  function take(length: number): Buffer {
    const all = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)
    const rest = all.subarray(length)
    parts = rest.length > 0 ? [rest] : []
    held = rest.length
    start += length
    return all.subarray(0, length)
  }

  for await (const piece of stream) {
    let data = piece
    if (skipping) {
      const end = data.indexOf(LINE_FEED)
      skipping.length += end < 0 ? data.length : end
      if (end < 0) {
        start += data.length
        continue
      }
      yield oversized(skipping, 1)
      skipping = undefined
      data = data.subarray(end + 1)
      start += end + 1
    }
    if (data.length === 0) continue
    parts.push(data)
    held += data.length
    while (held >= (wanted[0] ?? target)) {
      const begin = start
      const begun = wanted.shift()
      if (begun !== undefined) {
        yield linesChunk(begin, take(begun))
        continue
      }
      const all = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)
      parts = [all]
      const cut = all.lastIndexOf(LINE_FEED)
      if (cut >= 0) {
        yield linesChunk(begin, take(cut + 1))
      } else {
        skipping = { offset: begin, head: all.subarray(0, HEAD_BYTES), length: all.length }
        take(all.length)
      }
      break
    }
  }
  if (skipping) {
    if (lastLineComplete) yield oversized(skipping, 0)
    return
  }
  if (held === 0) return
  const rest = Buffer.concat(parts)
  const end = lastLineComplete ? rest.length : rest.lastIndexOf(LINE_FEED) + 1
  if (end > 0) yield linesChunk(start, rest.subarray(0, end))
}

function linesChunk(offset: number, bytes: Buffer): LinesChunk {
  return { kind: 'lines', offset, end: offset + bytes.length, bytes, lines: countLines(bytes) }
}

function oversized(
  line: { offset: number; head: Buffer; length: number },
  lineFeed: 0 | 1,
): OversizedLine {
  return { kind: 'oversized', ...line, end: line.offset + line.length + lineFeed }
}

/** Lines in a buffer, counting what follows the last line feed as one. */
export function countLines(bytes: Buffer): number {
  let lines = 0
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) lines += 1
  return bytes.length > 0 && bytes[bytes.length - 1] !== LINE_FEED ? lines + 1 : lines
}

/** SHA-256 in hexadecimal. */
export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
