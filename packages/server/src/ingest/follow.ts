import { open, readdir, stat, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileSource, openFileSource } from '../sources/byte-source.js'
import type { SourceRow } from '../state/schema.js'
import { beginsAs, knownCheckpoint, lastRead } from './checkpoints.js'
import { ingestSource, type IngestContext, type IngestProgress } from './ingest-source.js'

export interface FollowOptions {
  readonly signal: AbortSignal
  /** Pause between looks, in milliseconds. */
  readonly interval: number
  readonly onProgress?: (path: string, progress: IngestProgress) => void
  readonly onState?: (path: string, state: FollowState) => void
  /** Called when all files were read as far as they went, also if nothing was new. */
  readonly onCaughtUp?: () => void
}

export interface FollowState {
  readonly state: 'following' | 'waiting' | 'error'
  readonly bytesRead: number
  readonly bytesTotal: number | null
  readonly error?: string
}

/**
 * Follows every file that a pattern matches, until the signal: `*` and `?` in the file's name.
 * Files may be rotated, renamed, truncated, or appear later. Trouble with one file is reported and
 * tried again; it never ends the following.
 */
export async function follow(
  context: IngestContext,
  pattern: string,
  options: FollowOptions,
): Promise<void> {
  const followed = new Map<string, FollowedFile>()
  try {
    while (!options.signal.aborted) {
      const paths = await matchingPaths(pattern)
      for (const path of new Set([...paths, ...followed.keys()])) {
        const file = followed.get(path) ?? new FollowedFile(context, path, options)
        followed.set(path, file)
        await file.look()
      }
      options.onCaughtUp?.()
      await pause(options.interval, undefined, { signal: options.signal }).catch(() => undefined)
    }
  } finally {
    for (const file of followed.values()) await file.close()
  }
}

/** One followed path, and the file that it meant when last looked at. */
class FollowedFile {
  private file: FileHandle | undefined
  private checkpoint: SourceRow | undefined
  private caughtUp = false

  constructor(
    private readonly context: IngestContext,
    private readonly path: string,
    private readonly options: FollowOptions,
  ) {}

  /** Takes what is new. Never throws. */
  async look(): Promise<void> {
    try {
      if (!this.caughtUp) {
        await this.catchUpRotated()
        this.caughtUp = true
      }
      const there = await stat(this.path).catch(() => undefined)
      if (this.file && (!there || !(await this.isOpen(there)))) {
        // Renamed or removed: what is open is read to its end before it is let go.
        await this.take(this.file, true)
        await this.close()
      }
      if (!there) return this.report({ state: 'waiting', bytesTotal: null })
      this.file ??= await open(this.path)
      await this.take(this.file, false)
      this.report({ state: 'following', bytesTotal: there.size })
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      this.report({ state: 'error', bytesTotal: null, error: message })
    }
  }

  async close(): Promise<void> {
    await this.file?.close()
    this.file = undefined
    this.checkpoint = undefined
  }

  private async isOpen(there: { dev: number; ino: number }): Promise<boolean> {
    const mine = await this.file?.stat()
    return mine?.dev === there.dev && mine.ino === there.ino
  }

  private async take(file: FileHandle, lastLineComplete: boolean): Promise<void> {
    const source = await openFileSource(this.path, file)
    if (this.checkpoint && source.size === this.checkpoint.position) return
    const replaced =
      this.checkpoint &&
      (source.size < this.checkpoint.position || !(await beginsAs(source, this.checkpoint)))
    const { checkpoint } = await ingestSource(this.context, source, {
      lastLineComplete,
      signal: this.options.signal,
      checkpoint: replaced ? undefined : this.checkpoint,
      onProgress: (progress) => {
        this.options.onProgress?.(this.path, progress)
        const bytesRead = progress.position
        if (bytesRead === undefined) return
        this.report({ state: 'following', bytesRead, bytesTotal: source.size })
      },
    })
    this.checkpoint = checkpoint
  }

  /**
   * Takes what files with this name and a suffix (`eve.json.1`, `eve.json-20260101.gz`) still hold
   * from before: the file was rotated while nobody followed.
   */
  private async catchUpRotated(): Promise<void> {
    const since = await lastRead(this.context.state, this.path)
    if (!since) return
    const directory = dirname(this.path)
    const rotated = []
    for (const name of await readdir(directory).catch(() => [])) {
      if (!/^[.\-_]/.test(name.slice(basename(this.path).length))) continue
      if (!name.startsWith(basename(this.path))) continue
      const path = join(directory, name)
      const { mtimeMs } = await stat(path)
      rotated.push({ path, mtimeMs })
    }
    for (const { path, mtimeMs } of rotated.toSorted((a, b) => a.mtimeMs - b.mtimeMs)) {
      const source = await fileSource(path, this.path)
      const known = await knownCheckpoint(this.context.state, source)
      if (!known && mtimeMs < since.getTime()) continue
      await ingestSource(this.context, source, {
        lastLineComplete: true,
        signal: this.options.signal,
        onProgress: (progress) => this.options.onProgress?.(this.path, progress),
      })
    }
  }

  /** Says how the file is; if not said otherwise, read up to its checkpoint. */
  private report(state: Omit<FollowState, 'bytesRead'> & Partial<FollowState>): void {
    const bytesRead = this.checkpoint?.position ?? 0
    this.options.onState?.(this.path, { bytesRead, ...state })
  }
}

/** Paths that a pattern means now; one without wildcards means itself, whether it exists or not. */
async function matchingPaths(pattern: string): Promise<string[]> {
  const name = basename(pattern)
  if (!/[*?]/.test(name)) return [pattern]
  const names = await readdir(dirname(pattern)).catch(() => [])
  return names
    .filter((candidate) => matchesWildcards(candidate, name))
    .toSorted()
    .map((candidate) => join(dirname(pattern), candidate))
}

/** `*` any run of characters, `?` one; linear in both lengths but for stars, which are few. */
function matchesWildcards(name: string, pattern: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${source}$`, 's').test(name)
}
