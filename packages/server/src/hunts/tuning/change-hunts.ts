import { idOf } from '../guided/own-hunt.js'
import type { StateStore } from '../../state/state-store.js'
import type { Hunt } from '../hunt.js'
import { shippedHunts } from '../shipped.js'
import type { Author } from './changes.js'
import {
  addDocument,
  changeDocument,
  nameTaken,
  readDocuments,
  removeDocument,
} from './documents.js'
import { checkNames, narrows, readFilter, type SigmaNarrowing } from './filters.js'
import { checkQuestions, nameIn, readOwnHunt } from './own-hunts.js'
import { markRemoved, unmarkRemoved } from './runs.js'
import {
  siteHunts,
  tunedHunt,
  type HuntingSite,
  type SiteFilter,
  type SiteHunt,
} from './site-hunts.js'
import { suitable, tuned } from './tuned.js'
import { noHunt, TuningError } from './tuning-error.js'
import { writeTuning, type Proposal, type ReadTuning } from './tunings.js'

/** Of one hunt: each makes its question longer. */
const MOST_FILTERS = 50

/**
 * Changes that people make to the hunts of a site. Each is checked, written down with who made it,
 * and holds from the next time that hunts are read. Findings are made anew by whoever runs hunts.
 */

/** @throws TuningError NOT_FOUND */
export async function siteHunt(site: HuntingSite, id: string): Promise<SiteHunt> {
  const found = (await siteHunts(site)).byId.get(id)
  if (found === undefined) throw noHunt(id)
  return found
}

/**
 * Tunes a hunt: what the proposal leaves out is as the hunt says.
 * @param read the tuning as it was read, if it must not have been changed since
 * @throws TuningError NOT_FOUND, TUNING_INVALID, CHANGED_MEANWHILE
 */
export async function tuneHunt(
  site: HuntingSite,
  id: string,
  proposal: Proposal,
  author: Author,
  read?: ReadTuning,
): Promise<void> {
  const { untuned, filters } = await siteHunt(site, id)
  proposedHunt(untuned, proposal, filters)
  await writeTuning(site.state, id, proposal, author, read)
}

/**
 * A hunt as it would be with a proposal.
 * @throws TuningError TUNING_INVALID
 */
export function proposedHunt(
  untuned: Hunt,
  proposal: Proposal,
  filters: SiteHunt['filters'],
): Hunt {
  checkWholeNumbers(untuned, proposal)
  try {
    return tunedHunt(untuned, proposal, filters)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new TuningError('TUNING_INVALID', message)
  }
}

/** A hunt that is not saved, with a proposal and the filters that would narrow it. */
export function tunedOwnHunt(
  hunt: Hunt,
  proposal: Proposal = {},
  filters: readonly SiteFilter[],
): Hunt {
  const own = filters.filter(({ narrowing }) => narrowing && narrows(narrowing, hunt))
  return proposedHunt(hunt, proposal, own)
}

/** Hunts written in code count in whole seconds, bytes and records. */
function checkWholeNumbers(hunt: Hunt, { parameters = {} }: Proposal): void {
  if ('text' in hunt) return
  const fraction = Object.entries(parameters).find(([, value]) => !Number.isSafeInteger(value))
  if (fraction === undefined) return
  throw new TuningError('TUNING_INVALID', `${fraction[0]} is a whole number.`)
}

/** Makes a hunt be as it says itself. @throws TuningError NOT_FOUND */
export async function resetHunt(site: HuntingSite, id: string, author: Author): Promise<void> {
  await siteHunt(site, id)
  await writeTuning(site.state, id, undefined, author)
}

/** A hunt as a person saves it. */
export interface HuntToSave {
  readonly text: string
  readonly from?: string
  readonly to?: string
  /** Absent: as its status says. */
  readonly isOn?: boolean
}

/**
 * Saves a new hunt. Answers its id, which is made from its name or title.
 * @throws TuningError HUNT_INVALID, NAME_TAKEN, TOO_MANY
 */
export async function addOwnHunt(
  site: HuntingSite,
  { isOn, ...saved }: HuntToSave,
  author: Author,
): Promise<string> {
  const { id } = readOwnHunt(saved.text, site.lists.keys())
  if (shippedHunts().some((hunt) => hunt.id === id)) throw nameTaken(id)
  await together(site, async (state) => {
    await addDocument(state, { kind: 'hunt', name: id, ...saved }, author)
    await unmarkRemoved(state, id)
    // A tuning may be left of a hunt that was called so.
    await writeTuning(state, id, isOn === undefined ? undefined : { isOn }, author)
  })
  return id
}

/**
 * Replaces the text of an own hunt. Its id stays: findings go by it.
 * @param read when it was written as it was read, if it must not have been changed since
 * @throws TuningError NOT_FOUND, HUNT_INVALID, CHANGED_MEANWHILE
 */
export async function changeOwnHunt(
  site: HuntingSite,
  id: string,
  { isOn, ...saved }: HuntToSave,
  author: Author,
  read?: Date,
): Promise<void> {
  const name = nameIn(saved.text)
  if (name !== undefined && idOf(name) !== id) {
    const message = `The name must stay "${id}": findings go by it. Save another hunt instead.`
    throw new TuningError('HUNT_INVALID', message, [{ place: { file: 'hunt', line: 1 }, message }])
  }
  readOwnHunt(saved.text, site.lists.keys(), id)
  await ownName(site, id)
  const { byId } = await siteHunts(site)
  await together(site, async (state) => {
    await changeDocument(state, { kind: 'hunt', name: id, ...saved }, author, read)
    if (isOn === undefined) return
    await writeTuning(state, id, { ...byId.get(id)?.tuning, isOn }, author)
  })
}

/** Removes an own hunt; its findings go with the next run. @throws TuningError NOT_FOUND */
export async function removeOwnHunt(site: HuntingSite, id: string, author: Author): Promise<void> {
  const document = await ownName(site, id)
  await together(site, async (state) => {
    await removeDocument(state, 'hunt', document, author)
    await writeTuning(state, id, undefined, author)
    await markRemoved(state, id)
  })
}

/** Several writes, of which all are kept or none. */
function together({ state }: HuntingSite, write: (state: StateStore) => Promise<void>) {
  return state.db.transaction((db) => write({ ...state, db }))
}

/** The id of the document of an own hunt; also of one that cannot be read any more. */
async function ownName({ state }: HuntingSite, id: string): Promise<string> {
  const documents = await readDocuments(state)
  const found = documents.find(({ kind, name }) => kind === 'hunt' && name === id)
  if (found) return found.id
  if (shippedHunts().some((hunt) => hunt.id === id)) {
    throw new TuningError(
      'TUNING_INVALID',
      'This hunt ships with Spoor. Tune it, or save another one of your own.',
    )
  }
  throw noHunt(id)
}

/**
 * Saves a Sigma filter. Answers the id of its document.
 * @throws TuningError HUNT_INVALID, NAME_TAKEN, TOO_MANY
 */
export async function addFilter(site: HuntingSite, text: string, author: Author): Promise<string> {
  const filter = readFilter(text, site.lists.keys())
  const { hunts } = await siteHunts(site)
  const untuned = hunts.map((one) => one.untuned)
  checkNames(filter, untuned)
  for (const one of hunts) checkNarrowed(one, filter)
  const { id } = await addDocument(site.state, { kind: 'filter', name: filter.title, text }, author)
  return id
}

/** Every hunt must still be a question that can be asked. */
function checkNarrowed({ untuned, tuning, filters, hunt }: SiteHunt, filter: SigmaNarrowing): void {
  if (!narrows(filter, untuned)) return
  if (filters.length >= MOST_FILTERS) {
    throw new TuningError('TOO_MANY', `${hunt.id} has ${MOST_FILTERS} filters already.`)
  }
  const narrowings = [...filters.flatMap((one) => one.narrowing ?? []), filter]
  try {
    checkQuestions(tuned(untuned, suitable(untuned, tuning ?? {}).proposal, narrowings))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new TuningError('HUNT_INVALID', `${hunt.id} cannot be narrowed so: ${reason}`)
  }
}

/** @throws TuningError NOT_FOUND */
export async function removeFilter(site: HuntingSite, id: string, author: Author): Promise<void> {
  await removeDocument(site.state, 'filter', id, author)
}
