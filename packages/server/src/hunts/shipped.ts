import { readGuidedLibrary } from './guided/guided-library.js'
import type { Hunt } from './hunt.js'
import { hunts as coded } from './library/index.js'

let read: readonly Hunt[] | undefined

/**
 * The hunts that ship with Spoor, in the order in which people read them. They are read when they
 * are first asked for: most commands need none.
 */
export function shippedHunts(): readonly Hunt[] {
  read ??= [...coded, ...readGuidedLibrary().hunts]
  return read
}
