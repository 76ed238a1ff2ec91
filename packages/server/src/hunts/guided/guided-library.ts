import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { GuidedHunt } from './guided-hunt.js'
import { readGuidedHunt } from './read-guided.js'

/** The guided library lies beside the packages: it is content and not code. */
const FOLDER = fileURLToPath(new URL('../../../../../hunts', import.meta.url))

/**
 * Reads the guided library: a folder for each category, a file for each hunt.
 * @throws SigmaError for a hunt that is wrong, Error for two of one name
 */
export function readGuidedLibrary(): GuidedHunt[] {
  return readGuidedFiles([FOLDER])
}

/**
 * Reads hunts from files, and from folders with everything below them.
 * @throws as `readGuidedLibrary`; also if a path cannot be read
 */
export function readGuidedFiles(paths: readonly string[]): GuidedHunt[] {
  const hunts = paths.flatMap(filesOf).map((path) => {
    const category = basename(dirname(resolve(path)))
    const hunt = readGuidedHunt(readFileSync(path, 'utf8'), path, category)
    if (basename(path) !== `${hunt.id}.yml`) throw new Error(`${path} holds the hunt ${hunt.id}.`)
    return hunt
  })
  const ids = hunts.map(({ id }) => id)
  const twice = ids.find((id, i) => ids.indexOf(id) < i)
  if (twice !== undefined) throw new Error(`Two hunts are called ${twice}.`)
  return hunts
}

function filesOf(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (entry.isDirectory()) return filesOf(join(path, entry.name))
      return entry.name.endsWith('.yml') ? [join(path, entry.name)] : []
    })
}
