/** Size of the pieces in which files are read, in bytes. */
export const PIECE_BYTES = 1024 * 1024

/**
 * Buffers that are read into again and again. To allocate them anew for every piece would have the
 * garbage collector go over the whole heap for every few dozen.
 */
export class PiecePool {
  private readonly free: Buffer[] = []
  private readonly own = new WeakSet<ArrayBufferLike>()

  /** A buffer of `PIECE_BYTES` with anything in it. */
  take(): Buffer {
    const again = this.free.pop()
    if (again) return again
    const fresh = Buffer.allocUnsafeSlow(PIECE_BYTES)
    this.own.add(fresh.buffer)
    return fresh
  }

  /** Takes back the buffers of pieces that nobody reads any more; other buffers are let go. */
  giveBack(pieces: readonly Buffer[]): void {
    for (const { buffer } of pieces) {
      if (this.own.has(buffer)) this.free.push(Buffer.from(buffer))
    }
  }
}
