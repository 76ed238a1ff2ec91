import { eq } from 'drizzle-orm'
import { meta } from '../state/schema.js'
import type { StateStore } from '../state/state-store.js'
import { KINDS, type Kind } from './kinds.js'

/** Days in which values of kinds are learnt, where the site wants other than the default. */
export type LearningDays = ReadonlyMap<string, number>

const KEY = 'sighting_learning_days'
const MOST_DAYS = 366

/** What the site says of learning windows. What cannot be read counts as the default. */
export async function learningDaysOf({ db }: StateStore): Promise<LearningDays> {
  const [row] = await db.select().from(meta).where(eq(meta.key, KEY))
  return row ? parse(row.value) : new Map()
}

/** Sets the learning window of a kind; null means the default. */
export async function setLearningDays(
  { db }: StateStore,
  { kind }: Kind,
  days: number | null,
): Promise<LearningDays> {
  return db.transaction(async (tx) => {
    await tx.insert(meta).values({ key: KEY, value: '{}' }).onConflictDoNothing()
    // Two who change different kinds at once must not undo each other.
    const [row] = await tx.select().from(meta).where(eq(meta.key, KEY)).for('update')
    const all = new Map(parse(row?.value ?? '{}'))
    if (days === null) all.delete(kind)
    else all.set(kind, days)
    const value = JSON.stringify(Object.fromEntries(all))
    await tx.update(meta).set({ value }).where(eq(meta.key, KEY))
    return all
  })
}

/** Length of the learning window of a kind, in days. */
export function daysOf({ kind, learningDays }: Kind, site: LearningDays): number {
  return site.get(kind) ?? learningDays
}

function parse(text: string): LearningDays {
  const stored: unknown = JSON.parse(text)
  if (typeof stored !== 'object' || stored === null) return new Map()
  const known = new Set(KINDS.map(({ kind }) => kind))
  return new Map(
    Object.entries(stored).filter(
      (entry): entry is [string, number] =>
        known.has(entry[0]) &&
        Number.isInteger(entry[1]) &&
        Number(entry[1]) >= 0 &&
        Number(entry[1]) <= MOST_DAYS,
    ),
  )
}
