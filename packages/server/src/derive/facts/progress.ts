import { eq, sql } from 'drizzle-orm'
import { meta } from '../../state/schema.js'
import type { StateStore } from '../../state/state-store.js'

/** How far events were taken for facts: kept in the state store, so that a crash loses nothing. */
export interface FactsProgress {
  /** Number of the last block whose events are in the facts. */
  readonly taken: number
  /** Counts how often blocks were numbered anew; part of the names of steps. */
  readonly epoch: number
  /** The last block of the step that is being taken; it must be repeated just so. */
  readonly pending?: number
  /** Rows of the event facts when the bounds of all were looked over last. */
  readonly lookedOver: number
}

const KEY = 'facts'
const NONE: FactsProgress = { taken: 0, epoch: 0, lookedOver: 0 }

/** @throws Error if the state store does not answer */
export async function readProgress({ db }: StateStore): Promise<FactsProgress> {
  const [row] = await db.select().from(meta).where(eq(meta.key, KEY))
  return row ? (JSON.parse(row.value) as FactsProgress) : NONE
}

/** @throws Error if the state store does not answer */
export async function writeProgress({ db }: StateStore, progress: FactsProgress): Promise<void> {
  await db
    .insert(meta)
    .values({ key: KEY, value: JSON.stringify(progress) })
    .onConflictDoUpdate({ target: meta.key, set: { value: sql`excluded.value` } })
}
