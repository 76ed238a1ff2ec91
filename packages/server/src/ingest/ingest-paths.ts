import { eq } from 'drizzle-orm'
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileSource, formatOf, readHead, type ByteSource } from '../sources/byte-source.js'
import { readCapture, SensorError } from '../sources/capture.js'
import { expandPaths, type Input, type NamedPath, type Skipped } from '../sources/expand-paths.js'
import { meta } from '../state/schema.js'
import { StoreError } from '../store/event-store.js'
import { ingestSource, type IngestContext } from './ingest-source.js'

/** What taking in needs of an installation. */
export interface IngestPlace {
  readonly ingest: IngestContext
  /** Folder of the stores: what a sensor makes of a capture waits there until it is taken in. */
  readonly directory: string
}

export interface IngestPathsProgress {
  /** Where the input at hand came from. */
  readonly name: string
  readonly work: 'finding' | 'reading' | 'sensor'
  /** Bytes on disk that were dealt with, of all inputs, and how many there are. */
  readonly bytes: number
  readonly bytesTotal: number
  readonly events: number
  readonly quarantined: number
}

export interface IngestPathsOptions {
  readonly onProgress?: (progress: IngestPathsProgress) => void
  /** Stops after the chunk at hand. */
  readonly signal?: AbortSignal
}

/** An input that could not be taken in, or not to its end; the rest went on. */
export interface Trouble {
  readonly name: string
  readonly message: string
}

export interface IngestPathsResult {
  /** Newly stored; what was in the store before does not count again. */
  readonly events: number
  readonly quarantined: number
  readonly seconds: number
  /** Files and streams. */
  readonly sources: number
  /** Their bytes on disk. */
  readonly bytes: number
  /** Bytes that were in the store before, of the decompressed streams; of captures, their size. */
  readonly skippedBytes: number
  /** Files in named folders that were not taken in. */
  readonly skipped: readonly Skipped[]
  readonly troubles: readonly Trouble[]
  /** Stopped by the signal before the end: the same call goes on where it stopped. */
  readonly interrupted: boolean
}

/**
 * Takes everything in that paths mean (see `expandPaths`): logs as they are, captures through the
 * installed Suricata. What is in the store already stays as it is, so that the same call can be
 * repeated, also after a crash.
 * @throws PathError if a path cannot be read at all; nothing was taken in then
 * @throws StoreError if the engine fails
 */
export async function ingestPaths(
  place: IngestPlace,
  paths: readonly (string | NamedPath)[],
  { onProgress, signal }: IngestPathsOptions = {},
): Promise<IngestPathsResult> {
  const began = performance.now()
  const run = new Run(place, signal, onProgress)
  const spoolDirectory = place.ingest.spoolDirectory
  let skipped: readonly Skipped[] = []
  let inputs: readonly Input[] = []
  try {
    run.report('', 'finding', 0)
    ;({ inputs, skipped } = await expandPaths(paths, { spoolDirectory, signal }))
    run.bytesTotal = inputs.reduce((sum, { size }) => sum + size, 0)
    for (const input of inputs) {
      if (signal?.aborted) break
      await run.take(input)
    }
  } catch (error) {
    if (!signal?.aborted) throw error
  } finally {
    for (const { path } of inputs) {
      if (path.startsWith(spoolDirectory)) await rm(path, { force: true })
    }
  }
  const { events, quarantined, skippedBytes, troubles, bytesTotal } = run
  return {
    events,
    quarantined,
    seconds: Math.round(performance.now() - began) / 1000,
    sources: inputs.length,
    bytes: bytesTotal,
    skippedBytes,
    skipped,
    troubles,
    interrupted: signal?.aborted ?? false,
  }
}

/** Takes inputs in one after the other, and counts. */
class Run {
  events = 0
  quarantined = 0
  skippedBytes = 0
  bytesTotal = 0
  readonly troubles: Trouble[] = []
  /** Bytes on disk of the inputs before the one at hand. */
  private bytesBefore = 0

  constructor(
    private readonly place: IngestPlace,
    private readonly signal: AbortSignal | undefined,
    private readonly onProgress: IngestPathsOptions['onProgress'],
  ) {}

  async take(input: Input): Promise<void> {
    try {
      await (input.kind === 'capture' ? this.takeCapture(input) : this.takeLog(input))
    } catch (error) {
      // The engine's failure ends everything; a bad input only ends itself.
      if (error instanceof StoreError || this.signal?.aborted) throw error
      const message = error instanceof Error ? error.message : String(error)
      this.troubles.push({ name: input.name, message })
    }
    this.bytesBefore += input.size
  }

  /** @param countsBytes false for what a sensor made: it is not what was named */
  private async takeLog({ path, name }: Input, countsBytes = true): Promise<void> {
    const broken: { error?: Error } = {}
    const source = untilBroken(await fileSource(path, name), broken)
    let read = 0
    const { skipped } = await ingestSource(this.place.ingest, source, {
      lastLineComplete: true,
      signal: this.signal,
      onProgress: ({ bytes = 0, events = 0, quarantined = 0 }) => {
        if (countsBytes) read += bytes
        this.events += events
        this.quarantined += quarantined
        this.report(name, 'reading', read)
      },
    })
    if (countsBytes) this.skippedBytes += skipped
    if (broken.error) {
      const message = `${broken.error.message}; the whole lines before that were taken in`
      this.troubles.push({ name, message })
    }
  }

  /**
   * Suricata numbers flows anew whenever it reads a capture. So a capture that was taken in is known
   * again by its hash, and what Suricata made of one is kept until all of it is in the store.
   */
  private async takeCapture(input: Input): Promise<void> {
    const { ingest, directory } = this.place
    this.report(input.name, 'sensor', 0)
    const key = `capture ${await hashOf(input.path, this.signal)}`
    const made = join(directory, 'captures', key.replace(' ', '-'))
    const [done] = await ingest.state.db.select().from(meta).where(eq(meta.key, key))
    if (done) {
      this.skippedBytes += input.size
      await rm(made, { recursive: true, force: true })
      return
    }
    if (!existsSync(made)) await this.runSensor(input, made)
    this.signal?.throwIfAborted()
    await this.takeLog({ ...input, path: join(made, 'eve.json') }, false)
    if (this.signal?.aborted) return
    const value = JSON.stringify({ name: input.name, done: new Date().toISOString() })
    await ingest.state.db.insert(meta).values({ key, value }).onConflictDoNothing()
    await rm(made, { recursive: true, force: true })
  }

  private async runSensor(input: Input, made: string): Promise<void> {
    const making = `${made}.part`
    await rm(making, { recursive: true, force: true })
    await mkdir(dirname(made), { recursive: true, mode: 0o700 })
    try {
      const capture = await plainCapture(input, `${made}.pcap`, this.signal)
      const ticking = setInterval(() => this.report(input.name, 'sensor', 0), 200)
      try {
        const { complaint } = await readCapture(capture, making, this.signal)
        if (complaint) this.troubles.push({ name: input.name, message: `Suricata: ${complaint}` })
      } finally {
        clearInterval(ticking)
      }
      await rename(making, made)
    } catch (error) {
      if (!(error instanceof SensorError)) throw error
      throw new SensorError(error.message.replaceAll(`${made}.pcap`, input.name))
    } finally {
      await rm(making, { recursive: true, force: true })
      await rm(`${made}.pcap`, { force: true })
    }
  }

  report(name: string, work: IngestPathsProgress['work'], read: number): void {
    const { events, quarantined, bytesTotal } = this
    this.onProgress?.({
      name,
      work,
      bytes: this.bytesBefore + read,
      bytesTotal,
      events,
      quarantined,
    })
  }
}

const LINE_FEED = 10

/**
 * A stream that ends where it breaks, such as a compressed file that is cut off, and tells why in
 * `broken`. It ends after a whole line, so that the rest can be taken in when it is there.
 */
function untilBroken(source: ByteSource, broken: { error?: Error }): ByteSource {
  return {
    ...source,
    async *open(offset, onRead) {
      let held: Buffer | undefined
      try {
        for await (const piece of source.open(offset, onRead)) {
          if (held) yield held
          const end = piece.lastIndexOf(LINE_FEED) + 1
          if (end > 0) yield piece.subarray(0, end)
          held = end < piece.length ? piece.subarray(end) : undefined
        }
        if (held) yield held
      } catch (error) {
        broken.error = error instanceof Error ? error : new Error(String(error))
      }
    },
  }
}

async function hashOf(path: string, signal: AbortSignal | undefined): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash, { signal })
  return hash.digest('hex')
}

/** Path of the capture as Suricata can read it; one that is compressed is unpacked to `unpacked`. */
async function plainCapture(
  { path }: Input,
  unpacked: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  if (formatOf(await readHead(path)) === 'capture') return path
  const source = await fileSource(path)
  await pipeline(source.open(0), createWriteStream(unpacked, { mode: 0o600 }), { signal })
  return unpacked
}
