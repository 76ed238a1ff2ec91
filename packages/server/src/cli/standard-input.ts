import { closeSync, createWriteStream, openSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { finished, pipeline } from 'node:stream/promises'
import type { NamedPath } from '../sources/expand-paths.js'
import { say } from './output.js'

/** How standard input is named among paths. */
export const STANDARD_INPUT = '-'

/**
 * Puts the null device in the place of standard input. The embedded engine takes whatever waits
 * there for data of its own `INSERT`s; so nothing may be left there when a store is opened.
 */
export function closeStandardInput(): void {
  try {
    closeSync(0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EBADF') throw error
  }
  // The lowest number that is free: that of standard input.
  openSync('/dev/null', 'r')
}

/** Paths of which none is standard input any more, and what removes the file in its place. */
export interface TakenInput {
  readonly paths: readonly (string | NamedPath)[]
  remove(): Promise<void>
}

/**
 * Reads standard input to its end into a file of `folder`, if it is among the paths, and closes it.
 * @throws the signal's reason, if it is aborted meanwhile
 */
export async function takeStandardInput(
  paths: readonly string[],
  folder: string,
  signal: AbortSignal,
): Promise<TakenInput> {
  if (!paths.includes(STANDARD_INPUT)) {
    return { paths, remove: () => Promise.resolve() }
  }
  if (process.stdin.isTTY) say('Reading from the terminal: end with Ctrl-D on an empty line.')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const own = await mkdtemp(join(folder, 'stdin-'))
  const remove = (): Promise<void> => rm(own, { recursive: true, force: true })
  try {
    const path = join(own, 'stream')
    await pipeline(process.stdin, createWriteStream(path, { mode: 0o600 }), { signal })
    process.stdin.destroy()
    await finished(process.stdin, { cleanup: true }).catch(() => undefined)
    closeStandardInput()
    const taken = { path, name: 'standard input' }
    return { paths: paths.map((named) => (named === STANDARD_INPUT ? taken : named)), remove }
  } catch (error) {
    await remove()
    throw error
  }
}
