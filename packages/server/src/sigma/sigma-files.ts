import { open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { MAX_FILE_BYTES } from './read/read-yaml.js'
import type { SigmaFile } from './rule-set.js'

/** A path that is not there or cannot be read. */
export class SigmaPathError extends Error {
  override readonly name = 'SigmaPathError'
}

const MAX_FILES = 50_000
const MAX_DEPTH = 32
const YAML = /\.ya?ml$/i

/**
 * The Sigma files that paths name: files as they are, folders with everything in them that ends in
 * `.yml` or `.yaml`, in the order of their names. Links to folders are not followed.
 * @throws SigmaPathError
 */
export async function readSigmaFiles(paths: readonly string[]): Promise<SigmaFile[]> {
  const names: string[] = []
  for (const path of paths) {
    const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
      throw new SigmaPathError(`${path} cannot be read: ${reasonOf(error)}.`)
    })
    if (found.isDirectory()) await collect(path, names, 0)
    else names.push(path)
  }
  if (names.length === 0) throw new SigmaPathError('There are no files ending in .yml or .yaml.')
  const files: SigmaFile[] = []
  for (const name of names) files.push({ name, text: await textOf(name) })
  return files
}

async function collect(folder: string, names: string[], depth: number): Promise<void> {
  if (depth > MAX_DEPTH) throw new SigmaPathError(`${folder} lies too deep.`)
  const entries = await readdir(folder, { withFileTypes: true })
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await collect(path, names, depth + 1)
    else if (YAML.test(entry.name)) names.push(path)
    if (names.length > MAX_FILES) {
      throw new SigmaPathError(`There are more than ${MAX_FILES.toLocaleString('en')} files.`)
    }
  }
}

/** Of a file that is too large just enough is read for it to be refused with that reason. */
async function textOf(name: string): Promise<string> {
  try {
    const file = await open(name)
    try {
      const buffer = Buffer.alloc(MAX_FILE_BYTES + 1)
      let length = 0
      for (;;) {
        const { bytesRead } = await file.read(buffer, length, buffer.length - length, length)
        if (bytesRead === 0) return buffer.toString('utf8', 0, length)
        length += bytesRead
      }
    } finally {
      await file.close()
    }
  } catch (error) {
    throw new SigmaPathError(`${name} cannot be read: ${reasonOf(error as NodeJS.ErrnoException)}.`)
  }
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return 'it does not exist'
  return code === 'EACCES' ? 'this user may not read it' : message
}
