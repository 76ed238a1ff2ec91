import { readGuidedLibrary } from './guided/guided-library.js'
import type { Hunt } from './hunt.js'
import { hunts as coded } from './library/index.js'

/** The hunts that ship with Spoor, in the order in which people read them. */
export const hunts: readonly Hunt[] = [...coded, ...readGuidedLibrary().hunts]
