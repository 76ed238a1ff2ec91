import { open } from 'node:fs/promises'
import { loadCurve } from './eve/clock.js'
import { dealt, LARGEST_CONVERSATION, SINGLE_LINE } from './eve/mix.js'
import { Schedule } from './eve/schedule.js'
import { createWorld } from './eve/world.js'

export interface GenerateOptions {
  /** Any integer; one seed names one log for ever. */
  seed: number
  /** Exact number of lines. */
  events: number
  /** First moment of the log. */
  start: Date
  /** Days over which conversations begin; default 2. The last flow records come minutes to hours later. */
  days?: number
}

/**
 * A made-up Suricata 7 EVE log, line by line without line ends, in the order in which a sensor writes it.
 * Deterministic, reads no clock and no file; what it holds in memory is the flows that are open.
 * @throws RangeError when `events` is not a whole number ≥ 0 or `days` is not above 0
 */
export function* generateEve({
  seed,
  events,
  start,
  days = 2,
}: GenerateOptions): Generator<string> {
  if (!Number.isSafeInteger(events) || events < 0) throw new RangeError(`events: ${events}`)
  if (!(days > 0)) throw new RangeError(`days: ${days}`)
  const waiting = new Schedule()
  let written = 0
  const world = createWorld(seed, (time, line) => {
    waiting.push(time, line)
    written++
  })
  const deck = dealt(world.rng)
  const moment = loadCurve(start, days)
  while (written < events) {
    const now = moment((written + world.rng.float()) / events)
    while (waiting.nextTime <= now) yield waiting.pop()
    const room = events - written >= LARGEST_CONVERSATION
    const conversation = room ? deck.next().value : SINGLE_LINE
    conversation(world, now)
  }
  while (waiting.size > 0) yield waiting.pop()
}

const NEWLINE = 10
/** The file is written in pieces of this many bytes. */
const PIECE = 1 << 20

/**
 * Writes the log to a file, waiting whenever the disk is behind.
 * @returns the number of lines and the size of the file in bytes
 * @throws the file system's error when the file cannot be written
 */
export async function writeEve(
  file: string,
  options: GenerateOptions,
): Promise<{ events: number; bytes: number }> {
  const handle = await open(file, 'w')
  try {
    const piece = Buffer.allocUnsafe(PIECE)
    let used = 0
    let events = 0
    let bytes = 0
    const flush = async (): Promise<void> => {
      await handle.writeFile(piece.subarray(0, used))
      bytes += used
      used = 0
    }
    for (const line of generateEve(options)) {
      if (used + line.length >= PIECE) await flush()
      // Every line is ASCII, so that one character is one byte; the generator's test holds it to this.
      used += piece.write(line, used, 'latin1')
      piece[used++] = NEWLINE
      events++
    }
    await flush()
    return { events, bytes }
  } finally {
    await handle.close()
  }
}
