import { createHash } from 'node:crypto'

/** Whole lines of a stream, or a line so long that it cannot be handed over. */
export type Chunk = LinesChunk | OversizedLine

export interface LinesChunk {
  readonly kind: 'lines'
  /** Byte at which it begins in the decompressed stream. */
  readonly offset: number
  /** Byte after its last. */
  readonly end: number
  /** Its bytes as they were read: to join them would hold them twice. No other chunk shares them. */
  readonly pieces: readonly Buffer[]
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
 * Holds at most about `target` and a piece in memory, however long a line is.
 */
export async function* cutChunks(
  stream: AsyncIterable<Buffer>,
  { offset, target, firstLengths = [], lastLineComplete }: CutOptions,
): AsyncGenerator<Chunk> {
  const held = new Pieces()
  let start = offset
  let skipping: { offset: number; head: Buffer; length: number } | undefined
  const wanted = [...firstLengths]

  function take(length: number): LinesChunk {
    const pieces = held.take(length)
    const begin = start
    start += length
    return { kind: 'lines', offset: begin, end: start, pieces, lines: countLines(pieces) }
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
    held.add(data)
    while (held.length >= (wanted[0] ?? target)) {
      const begun = wanted.shift()
      if (begun !== undefined) {
        yield take(begun)
        continue
      }
      const whole = held.lastLineEnd()
      if (whole > 0) {
        yield take(whole)
      } else {
        const length = held.length
        skipping = { offset: start, head: held.head(HEAD_BYTES), length }
        held.take(length)
        start += length
      }
      break
    }
  }
  if (skipping) {
    if (lastLineComplete) yield oversized(skipping, 0)
    return
  }
  const rest = lastLineComplete ? held.length : held.lastLineEnd()
  if (rest > 0) yield take(rest)
}

/** Bytes in the pieces in which they were read. */
class Pieces {
  length = 0
  private pieces: Buffer[] = []

  add(piece: Buffer): void {
    this.pieces.push(piece)
    this.length += piece.length
  }

  /** Takes the first `length` bytes out. */
  take(length: number): Buffer[] {
    const taken: Buffer[] = []
    let wanted = length
    while (wanted > 0) {
      const piece = this.pieces.shift()
      if (!piece) throw new RangeError(`${length} bytes of ${this.length}`)
      taken.push(piece.subarray(0, wanted))
      // A copy, so that whoever has a chunk has its memory to himself.
      if (piece.length > wanted) this.pieces.unshift(Buffer.from(piece.subarray(wanted)))
      wanted -= Math.min(wanted, piece.length)
    }
    this.length -= length
    return taken
  }

  /** Number of bytes up to the last line feed; 0 if there is none. */
  lastLineEnd(): number {
    let before = this.length
    for (const piece of this.pieces.toReversed()) {
      before -= piece.length
      const at = piece.lastIndexOf(LINE_FEED)
      if (at >= 0) return before + at + 1
    }
    return 0
  }

  /** A copy of the first bytes, at most `length`. */
  head(length: number): Buffer {
    return Buffer.concat(this.pieces, Math.min(length, this.length))
  }
}

function oversized(
  line: { offset: number; head: Buffer; length: number },
  lineFeed: 0 | 1,
): OversizedLine {
  return { kind: 'oversized', ...line, end: line.offset + line.length + lineFeed }
}

/** Lines, counting what follows the last line feed as one. */
export function countLines(pieces: readonly Buffer[]): number {
  let lines = 0
  for (const piece of pieces) {
    for (let at = piece.indexOf(LINE_FEED); at >= 0; at = piece.indexOf(LINE_FEED, at + 1)) {
      lines += 1
    }
  }
  const last = pieces.findLast(({ length }) => length > 0)
  return last && last.at(-1) !== LINE_FEED ? lines + 1 : lines
}

/** SHA-256 in hexadecimal. */
export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
