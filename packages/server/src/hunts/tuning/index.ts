/**
 * What a site makes of hunts without editing them: which are on, their levels, parameters and
 * filters, hunts of its own; and what people decide about findings.
 */
export type { Author } from './changes.js'
export {
  addFilter,
  addOwnHunt,
  changeOwnHunt,
  proposedHunt,
  removeFilter,
  removeOwnHunt,
  resetHunt,
  siteHunt,
  tunedOwnHunt,
  tuneHunt,
} from './change-hunts.js'
export { decisionsOf, type Decisions } from './decisions.js'
export { notesOn, readOwnHunt } from './own-hunts.js'
export { previewHunt } from './preview.js'
export { review, unreview, type SavedReview } from './reviews.js'
export { dueHunts, readRuns, rememberRuns, removedHunts, unmarkRemoved } from './runs.js'
export {
  effectiveHunts,
  isTuned,
  siteHunts,
  type HuntingSite,
  type SiteFilter,
  type SiteHunt,
  type SiteHunts,
} from './site-hunts.js'
export { huntStatistics } from './statistics.js'
export {
  activeSuppressions,
  allSuppressions,
  endSuppression,
  suppress,
  suppressing,
  type NewSuppression,
  type SavedSuppression,
} from './suppressions.js'
export { TuningError, type TuningErrorCode } from './tuning-error.js'
export type { Proposal } from './tunings.js'
