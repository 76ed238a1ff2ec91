/** First times of values: sightings, outliers, and how a value spread. */
export { exportOutliers, exportSightings } from './export.js'
export { KINDS } from './kinds.js'
export { learningDaysOf } from './learning.js'
export { changeLearning, listKinds } from './list-kinds.js'
export { listOutliers } from './list-outliers.js'
export { listSightings } from './list-sightings.js'
export { spreadOf } from './spread.js'
export type { SightingsAsking } from './request.js'
