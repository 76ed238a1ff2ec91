/**
 * The public door of the server: what `demo`, `bench` and programs of your own start from. Whatever
 * is not here is a room of its own and may change.
 */
export { ConfigError, defaultConfig, readConfig, type Config } from './config/config.js'
export { openInstallation, type Installation, type OpenOptions } from './installation.js'
export {
  ingestPaths,
  type IngestPathsOptions,
  type IngestPathsProgress,
  type IngestPathsResult,
} from './ingest/ingest-paths.js'
export { ingestSource, type IngestOptions, type IngestResult } from './ingest/ingest-source.js'
export { fileSource } from './sources/byte-source.js'
export { insertEvents } from './sources/eve/projection.js'
export { readText as readOrganisation } from './organisation/document/read-text.js'
export { huntEverything } from './serving/hunting.js'
export { startServing, type Serving, type ServingOptions } from './serving/serving.js'
export { keepFacts } from './derive/facts/index.js'
export { keepFolds } from './derive/keep-folds.js'
export { evaluateHunts } from './hunts/evaluate-hunts.js'
export { shippedHunts } from './hunts/shipped.js'
export { trailEntity, trailOf } from './hunts/trail.js'
export { HuntScheduler } from './serving/hunt-scheduler.js'
export { listFindings } from './hunts/findings.js'
export { DEFAULT_LIMITS } from './questions/budget.js'
export { exportRecords } from './questions/export.js'
export { histogram } from './questions/histogram.js'
export {
  hostAsking,
  hostHeader,
  hostInsights,
  hostPeers,
  hostVolume,
  readHostIp,
} from './hosts/one-host.js'
export { listHosts } from './hosts/index.js'
export { keepKnownHosts } from './serving/keep-known-hosts.js'
export { listRecords } from './questions/list.js'
export type { Asking } from './questions/question.js'
export { recordsOf } from './questions/records-of.js'
export { topValues } from './questions/top-values.js'
export { closeStandardInput } from './cli/standard-input.js'
export { allFindings } from './cli/all-findings.js'
export { findingsText } from './cli/findings-text.js'
export { summaryOf, summaryText, type Summary } from './cli/summary.js'
export { VERSION } from './version.js'
