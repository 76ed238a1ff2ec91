import { createReadStream, createWriteStream, type Stats } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileSource, formatOf, readHead } from './byte-source.js'

/** Something to take in: a log as it is, or a capture that a sensor has to read first. */
export interface Input {
  readonly kind: 'log' | 'capture'
  /** File to read. */
  readonly path: string
  /** Where it came from, for people and for `event.source`. */
  readonly name: string
  /** Bytes on disk. */
  readonly size: number
}

/** A file in a named folder that is not taken in, and why. */
export interface Skipped {
  readonly path: string
  readonly reason: string
}

/** A file under the name of what it stands for, such as standard input. */
export interface NamedPath {
  readonly path: string
  readonly name: string
}

export interface Expanded {
  readonly inputs: readonly Input[]
  readonly skipped: readonly Skipped[]
}

export interface ExpandOptions {
  /** Folder for what can be read only once, such as pipes. Whoever made it removes it. */
  readonly spoolDirectory: string
  readonly signal?: AbortSignal
}

/** A path that was named cannot be read; the message says why. */
export class PathError extends Error {
  override readonly name = 'PathError'
}

/** How much of a file tells whether it is EVE, in bytes of the decompressed stream. */
const SAMPLE_BYTES = 256 * 1024

/**
 * The files that paths mean, in order and each once. A folder means all files below it that look
 * like EVE or are captures, sorted by name. A file that was named itself is taken whatever it looks
 * like: its lines are then quarantined, and nothing is lost silently.
 * @throws PathError
 */
export async function expandPaths(
  paths: readonly (string | NamedPath)[],
  options: ExpandOptions,
): Promise<Expanded> {
  const inputs = new Map<string, Input>()
  const skipped: Skipped[] = []
  for (const named of paths) {
    const full = resolve(typeof named === 'string' ? named : named.path)
    const name = typeof named === 'string' ? full : named.name
    const stats = await statNamed(full)
    if (stats.isDirectory()) {
      for await (const file of filesBelow(full, skipped)) {
        const input = await fileInFolder(file, skipped)
        if (input) inputs.set(await realpath(file), input)
      }
    } else if (stats.isFile()) {
      inputs.set(await realpath(full), { ...(await namedFile(full, stats)), name })
    } else if (stats.isFIFO() || stats.isCharacterDevice()) {
      const input = await spooled(createReadStream(full), name, options)
      inputs.set(input.path, input)
    } else throw new PathError(`${full} is neither a file nor a folder.`)
  }
  return { inputs: [...inputs.values()], skipped }
}

async function statNamed(path: string): Promise<Stats> {
  try {
    return await stat(path)
  } catch (error) {
    throw new PathError(unreadable(path, error))
  }
}

async function namedFile(path: string, { size }: Stats): Promise<Input> {
  try {
    return { kind: (await isCapture(path)) ? 'capture' : 'log', path, name: path, size }
  } catch (error) {
    throw new PathError(unreadable(path, error))
  }
}

function unreadable(path: string, error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return `There is no file or folder ${path}.`
    case 'EACCES':
    case 'EPERM':
      return `${path} may not be read: give this user the right to, or run Spoor as one who has it.`
    default:
      return `${path} cannot be read: ${(error as Error).message}`
  }
}

/** Everything below a folder that is no folder, sorted; folders behind links are not entered. */
async function* filesBelow(folder: string, skipped: Skipped[]): AsyncGenerator<string> {
  let entries
  try {
    entries = await readdir(folder, { withFileTypes: true })
  } catch (error) {
    skipped.push({ path: folder, reason: reasonOf(error) })
    return
  }
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* filesBelow(path, skipped)
    else yield path
  }
}

async function fileInFolder(path: string, skipped: Skipped[]): Promise<Input | undefined> {
  try {
    const stats = await stat(path)
    const reason = !stats.isFile() ? 'not a file' : stats.size === 0 ? 'empty' : undefined
    const kind = reason ? undefined : await kindOf(path)
    if (kind) return { kind, path, name: path, size: stats.size }
    skipped.push({ path, reason: reason ?? 'neither EVE nor a capture' })
  } catch (error) {
    skipped.push({ path, reason: reasonOf(error) })
  }
  return undefined
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read'
  return code === 'ENOENT' ? 'a link to nothing' : message
}

async function kindOf(path: string): Promise<Input['kind'] | undefined> {
  if (formatOf(await readHead(path)) === 'capture') return 'capture'
  const sample = await sampleOf(path)
  if (formatOf(sample) === 'capture') return 'capture'
  return looksLikeEve(sample) ? 'log' : undefined
}

/** Whether it is a capture, also a compressed one. */
async function isCapture(path: string): Promise<boolean> {
  const format = formatOf(await readHead(path))
  if (format === 'capture' || format === 'plain') return format === 'capture'
  // A broken archive is no capture; taking it in will say what is wrong with it.
  return formatOf(await sampleOf(path, 4).catch(() => Buffer.alloc(0))) === 'capture'
}

async function sampleOf(path: string, bytes = SAMPLE_BYTES): Promise<Buffer> {
  const parts: Buffer[] = []
  let held = 0
  for await (const piece of (await fileSource(path)).open(0)) {
    parts.push(piece)
    held += piece.length
    if (held >= bytes) break
  }
  return Buffer.concat(parts).subarray(0, bytes)
}

/** Whether a line of the text begins as an EVE record does. One bad line does not hide the rest. */
export function looksLikeEve(sample: Buffer): boolean {
  return sample
    .toString('latin1')
    .split('\n')
    .some((line) => /^\s*\{/.test(line) && /"event_type"\s*:/.test(line))
}

/** Puts what can be read only once into a file: it may have to be read twice, and be a capture. */
async function spooled(
  stream: Readable,
  name: string,
  { spoolDirectory, signal }: ExpandOptions,
): Promise<Input> {
  spools += 1
  const path = join(spoolDirectory, `stream-${spools}`)
  try {
    await pipeline(stream, createWriteStream(path, { mode: 0o600 }), { signal })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new PathError(`${name} cannot be read: ${(error as Error).message}`)
  }
  const { size } = await stat(path)
  return { kind: (await isCapture(path)) ? 'capture' : 'log', path, name, size }
}

let spools = 0
