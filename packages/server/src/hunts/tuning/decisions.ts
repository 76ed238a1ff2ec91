import type { Hunt } from '../hunt.js'
import { reviewed, reviewsOf, type Days, type SavedReview } from './reviews.js'
import { siteHunts, type HuntingSite } from './site-hunts.js'
import { activeSuppressions, type SavedSuppression } from './suppressions.js'

/** What people decided, as far as it concerns how findings are shown. */
export interface Decisions {
  /** By id. */
  readonly hunts: ReadonlyMap<string, Hunt>
  /** In force. */
  readonly suppressions: readonly SavedSuppression[]
  reviewsOf(findings: readonly string[]): Promise<ReadonlyMap<string, SavedReview>>
  reviewed(
    days: Days,
    hunt?: string,
  ): Promise<Readonly<Record<'confirmed' | 'dismissed', readonly string[]>>>
}

/** Reads what was decided until now. */
export async function decisionsOf(site: HuntingSite): Promise<Decisions> {
  const { state } = site
  const [{ hunts }, suppressions] = await Promise.all([siteHunts(site), activeSuppressions(state)])
  return {
    hunts: new Map(hunts.map(({ hunt }) => [hunt.id, hunt])),
    suppressions,
    reviewsOf: (findings) => reviewsOf(state, findings),
    reviewed: (days, hunt) => reviewed(state, days, hunt),
  }
}
