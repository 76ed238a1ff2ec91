import { readGuidedLibrary } from './guided/guided-library.js'
import type { Hunt } from './hunt.js'
import { hunts as coded } from './library/index.js'

/** The hunts that ship with Spoor, in the order in which people read them. */
export const hunts: readonly Hunt[] = [...coded, ...readGuidedLibrary().hunts]

/** Those of them that make findings without being asked. */
export function huntsThatAreOn(): readonly Hunt[] {
  return hunts.filter(({ isOn }) => isOn)
}
