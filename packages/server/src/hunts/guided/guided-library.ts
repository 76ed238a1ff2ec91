import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SigmaError, type SigmaProblem } from '../../sigma/document.js'
import type { GuidedHunt } from './guided-hunt.js'
import { readGuidedHunt } from './read-guided.js'

/** The guided library lies beside the packages: it is content and not code. */
const FOLDER = fileURLToPath(new URL('../../../../../hunts', import.meta.url))

/** Hunts, and what was wrong with files that hold none. */
export interface ReadHunts {
  readonly hunts: readonly GuidedHunt[]
  readonly problems: readonly SigmaProblem[]
}

/** Reads the guided library: a folder for each category, a file for each hunt. */
export function readGuidedLibrary(): ReadHunts {
  return readGuidedFiles([FOLDER])
}

/**
 * Reads hunts from files, and from folders with everything below them. A file that is wrong is a
 * problem; the others are read all the same.
 * @throws if a path cannot be read
 */
export function readGuidedFiles(paths: readonly string[]): ReadHunts {
  const hunts: GuidedHunt[] = []
  const problems: SigmaProblem[] = []
  for (const path of paths.flatMap(filesOf)) {
    try {
      const hunt = readFile(path)
      if (hunts.some(({ id }) => id === hunt.id)) {
        throw new SigmaError({ file: path, line: 1 }, `Another hunt is called ${hunt.id} too.`)
      }
      hunts.push(hunt)
    } catch (error) {
      if (!(error instanceof SigmaError)) throw error
      problems.push(error.problem)
    }
  }
  return { hunts, problems }
}

function readFile(path: string): GuidedHunt {
  const hunt = readGuidedHunt(readFileSync(path, 'utf8'), path, basename(dirname(resolve(path))))
  if (basename(path) === `${hunt.id}.yml`) return hunt
  throw new SigmaError({ file: path, line: 1 }, `The file must be called ${hunt.id}.yml.`)
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
