import type { Verdict } from '@spoor/model'
import { and, eq, gte, inArray, lte } from 'drizzle-orm'
import { findingReviews } from '../../state/schema.js'
import type { StateStore } from '../../state/state-store.js'
import { noteChange, type Author } from './changes.js'
import { TuningError } from './tuning-error.js'

/** What an analyst says of a finding. */
export interface SavedReview {
  readonly finding: string
  readonly hunt: string
  /** UTC day of the finding. */
  readonly day: string
  readonly verdict: Verdict
  readonly reason: string
  readonly at: Date
  readonly by: string
}

/** Ids of so many reviewed findings fit into one question to the engine. */
const MOST_IDS = 20_000

/** Reviews of some findings, by the findings' ids. */
export async function reviewsOf(
  { db }: StateStore,
  findings: readonly string[],
): Promise<ReadonlyMap<string, SavedReview>> {
  if (findings.length === 0) return new Map()
  const rows = await db
    .select()
    .from(findingReviews)
    .where(inArray(findingReviews.finding, [...findings]))
  return new Map(rows.map((row) => [row.finding, row]))
}

/** Days, the first and the last, as `2026-06-22`; an absent one is open. */
export interface Days {
  readonly first?: string
  readonly last?: string
}

/**
 * Findings of some days that were reviewed.
 * @param hunt only of this hunt
 * @throws TuningError TOO_MANY if a question about them would be too large
 */
export async function reviewed(
  { db }: StateStore,
  { first, last }: Days,
  hunt?: string,
): Promise<Readonly<Record<Verdict, readonly string[]>>> {
  const rows = await db
    .select({ finding: findingReviews.finding, verdict: findingReviews.verdict })
    .from(findingReviews)
    .where(
      and(
        ...(first === undefined ? [] : [gte(findingReviews.day, first)]),
        ...(last === undefined ? [] : [lte(findingReviews.day, last)]),
        ...(hunt === undefined ? [] : [eq(findingReviews.hunt, hunt)]),
      ),
    )
    .limit(MOST_IDS + 1)
  if (rows.length > MOST_IDS) {
    throw new TuningError(
      'TOO_MANY',
      'Too many findings of this time were reviewed. Choose a shorter time range.',
    )
  }
  const of = (verdict: Verdict) =>
    rows.flatMap((row) => (row.verdict === verdict ? [row.finding] : []))
  return { confirmed: of('confirmed'), dismissed: of('dismissed') }
}

/** Says of a finding what it is; what was said of it before is replaced. */
export async function review(
  { db }: StateStore,
  { id, hunt, day }: { readonly id: string; readonly hunt: string; readonly day: string },
  { verdict, reason = '' }: { readonly verdict: Verdict; readonly reason?: string },
  { name: by, now: at }: Author,
): Promise<void> {
  await db.transaction(async (tx) => {
    const said = { hunt, day, verdict, reason, at, by }
    await tx
      .insert(findingReviews)
      .values({ finding: id, ...said })
      .onConflictDoUpdate({ target: findingReviews.finding, set: said })
    await noteChange(tx, { name: by, now: at }, 'review', id, { verdict, reason })
  })
}

/** Takes back what was said of a finding. */
export async function unreview({ db }: StateStore, finding: string, author: Author): Promise<void> {
  await db.transaction(async (tx) => {
    const [taken] = await tx
      .delete(findingReviews)
      .where(eq(findingReviews.finding, finding))
      .returning()
    if (taken) await noteChange(tx, author, 'unreview', finding, { verdict: taken.verdict })
  })
}
