import type { SavedProblem } from '@spoor/model'
import { createHash } from 'node:crypto'
import type { StateStore } from '../../state/state-store.js'
import { SigmaError } from '../../sigma/document.js'
import type { Hunt } from '../hunt.js'
import { shippedHunts } from '../shipped.js'
import { readDocuments, type SavedDocument } from './documents.js'
import { narrows, readFilter, type SigmaNarrowing } from './filters.js'
import { checkQuestions, readOwnHunt } from './own-hunts.js'
import { isChange, suitable, tuned } from './tuned.js'
import { TuningError } from './tuning-error.js'
import { readTunings, type Proposal, type Tuning } from './tunings.js'

/** What the hunts of a site are read from. */
export interface HuntingSite {
  readonly state: StateStore
  /** Saved lists, which own hunts and filters may name. */
  readonly lists: ReadonlyMap<string, unknown>
}

/** A hunt of this site, shipped or own, and what the site made of it. */
export interface SiteHunt {
  /** As it is for this site. */
  readonly hunt: Hunt
  /** As it says itself. */
  readonly untuned: Hunt
  readonly tuning?: Tuning
  readonly filters: readonly SiteFilter[]
  /** If it was saved here. */
  readonly document?: SavedDocument
  /** Differs whenever the hunt asks or says something else. */
  readonly digest: string
}

export interface SiteFilter {
  readonly document: SavedDocument
  /** Absent if the filter cannot be used as it was saved. */
  readonly narrowing?: SigmaNarrowing
  readonly problem?: string
}

export interface SiteHunts {
  readonly hunts: readonly SiteHunt[]
  readonly byId: ReadonlyMap<string, SiteHunt>
  readonly filters: readonly SiteFilter[]
  /** What was saved and cannot be used; all else is as it was meant. */
  readonly problems: readonly SavedProblem[]
}

interface Remembered {
  readonly key: string
  readonly read: SiteHunts
}

/** Documents change seldom, and hunts are asked for all the time. */
const remembered = new WeakMap<StateStore, Remembered>()

/**
 * The hunts of a site: those that ship with Spoor and its own, as it tuned them. What cannot be used
 * is a problem, and does not keep the others from being read.
 */
export async function siteHunts({ state, lists }: HuntingSite): Promise<SiteHunts> {
  const [documents, tunings] = await Promise.all([readDocuments(state), readTunings(state)])
  const names = [...lists.keys()]
  const key = digestOf([documents, tunings, names])
  const known = remembered.get(state)
  if (known?.key === key) return known.read
  const read = readSite(documents, tunings, names)
  remembered.set(state, { key, read })
  return read
}

/** Only the hunts themselves, as the site wants them. */
export async function effectiveHunts(site: HuntingSite): Promise<Hunt[]> {
  return (await siteHunts(site)).hunts.map(({ hunt }) => hunt)
}

interface Found {
  readonly hunt: Hunt
  readonly document?: SavedDocument
}

function readSite(
  documents: readonly SavedDocument[],
  tunings: readonly Tuning[],
  lists: readonly string[],
): SiteHunts {
  const problems: SavedProblem[] = []
  const filters = documents
    .filter(({ kind }) => kind === 'filter')
    .map((document): SiteFilter => {
      try {
        return { document, narrowing: readFilter(document.text, lists) }
      } catch (error) {
        problems.push(problemOf(document.name, error))
        return { document, problem: problemOf(document.name, error).message }
      }
    })
  const byHunt = new Map(tunings.map((tuning) => [tuning.hunt, tuning]))
  const own = documents
    .filter(({ kind }) => kind === 'hunt')
    .flatMap((document): Found[] => {
      try {
        return [{ hunt: readOwn(document, lists), document }]
      } catch (error) {
        problems.push(problemOf(document.name, error))
        return []
      }
    })
  const shipped = shippedHunts().map((hunt): Found => ({ hunt }))
  const hunts = [...shipped, ...own].map(({ hunt, document }): SiteHunt => {
    const made = madeSiteHunt(hunt, byHunt.get(hunt.id), filters)
    problems.push(...made.problems.map((message) => ({ name: hunt.id, message })))
    return { ...made.hunt, ...(document && { document }) }
  })
  return { hunts, byId: new Map(hunts.map((one) => [one.hunt.id, one])), filters, problems }
}

function readOwn({ name, text }: SavedDocument, lists: readonly string[]): Hunt {
  // A newer program may ship a hunt of the same name.
  if (shippedHunts().some(({ id }) => id === name)) {
    throw new TuningError('NAME_TAKEN', 'A hunt of this name ships with Spoor now. Save it anew.')
  }
  return readOwnHunt(text, lists, name)
}

function madeSiteHunt(
  untuned: Hunt,
  tuning: Tuning | undefined,
  all: readonly SiteFilter[],
): { hunt: SiteHunt; problems: readonly string[] } {
  const filters = all.filter(({ narrowing }) => narrowing && narrows(narrowing, untuned))
  const { proposal, problems } = suitable(untuned, tuning ?? {})
  const rest = { untuned, filters, ...(tuning && { tuning }) }
  try {
    const hunt = tunedHunt(untuned, proposal, filters)
    return { hunt: { ...rest, hunt, digest: digestOf(hunt) }, problems }
  } catch (error) {
    // Better a hunt that finds too much than none.
    const { message } = problemOf(untuned.id, error)
    const reason = `It runs as it says itself, because it cannot be tuned so: ${message}`
    const hunt = tuned(untuned, { isOn: proposal.isOn })
    return { hunt: { ...rest, hunt, digest: digestOf(hunt) }, problems: [...problems, reason] }
  }
}

/**
 * A hunt with a proposal and filters.
 * @throws Error if they do not suit it
 */
export function tunedHunt(untuned: Hunt, proposal: Proposal, filters: readonly SiteFilter[]): Hunt {
  const narrowings = filters.flatMap(({ narrowing }) => (narrowing ? [narrowing] : []))
  const hunt = tuned(untuned, proposal, narrowings)
  if (narrowings.length > 0) checkQuestions(hunt)
  return hunt
}

/** Whether a site wants a hunt otherwise than it is. */
export function isTuned({ tuning, filters }: SiteHunt): boolean {
  return filters.length > 0 || (tuning !== undefined && isChange(tuning))
}

function problemOf(name: string, error: unknown): SavedProblem {
  const place =
    error instanceof TuningError
      ? error.problems[0]?.place
      : error instanceof SigmaError
        ? error.place
        : undefined
  const message = error instanceof Error ? error.message : String(error)
  return { name, message, ...(place && { line: place.line }) }
}

/** Functions do not count: what they say follows from the text and the parameters. */
function digestOf(made: unknown): string {
  const text = JSON.stringify(made, (_key, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  )
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}
