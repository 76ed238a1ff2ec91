import { open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Another process uses the data directory. */
export class DataInUseError extends Error {
  override readonly name = 'DataInUseError'
}

/**
 * Takes a data directory for this process: the embedded engines allow only one.
 * A lock left behind by a process that is gone is taken over.
 * Answers what gives it back. @throws DataInUseError
 */
export async function lockData(directory: string): Promise<() => Promise<void>> {
  const path = join(directory, 'lock')
  for (;;) {
    try {
      const file = await open(path, 'wx', 0o600)
      await file.writeFile(String(process.pid))
      await file.close()
      return () => rm(path, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const owner = Number(await readFile(path, 'utf8').catch(() => ''))
    if (owner > 0 && owner !== process.pid && isAlive(owner)) {
      throw new DataInUseError(
        `${directory} is in use by process ${owner}. Stop that Spoor first, or ask its page and API.`,
      )
    }
    await rm(path, { force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
