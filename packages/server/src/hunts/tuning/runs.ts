import { and, eq, sql } from 'drizzle-orm'
import { huntRuns } from '../../state/schema.js'
import type { StateStore } from '../../state/state-store.js'
import type { SiteHunt } from './site-hunts.js'

/** The last run of a hunt. */
export interface HuntRun {
  readonly hunt: string
  /** Absent if it never ran. */
  readonly ran: Date | null
  readonly ms: number
  /** Hunts that were tried in that time. */
  readonly together: number
  /** Why it could not be run. */
  readonly error: string | null
  /** Of the hunt as it was when it was last tried on all kept days. */
  readonly digest: string
}

/** How long a hunt took, by its id. */
export type Timings = ReadonlyMap<string, { readonly ms: number; readonly together: number }>

const ERROR_CHARACTERS = 500

/** By the hunts' ids. */
export async function readRuns({ db }: StateStore): Promise<ReadonlyMap<string, HuntRun>> {
  const rows = await db.select().from(huntRuns).where(eq(huntRuns.isRemoved, false))
  return new Map(rows.map((row) => [row.hunt, row]))
}

/**
 * Hunts that are on and were changed since they were last tried on all kept days. One that could not
 * be run is not due before it is changed: it would fail again.
 */
export function dueHunts(
  hunts: readonly SiteHunt[],
  runs: ReadonlyMap<string, HuntRun>,
): SiteHunt[] {
  return hunts.filter(({ hunt, digest }) => hunt.isOn && runs.get(hunt.id)?.digest !== digest)
}

/**
 * Writes down that hunts were run.
 * @param days whether they were tried on all kept days, or only on some
 */
export async function rememberRuns(
  { db }: StateStore,
  hunts: readonly SiteHunt[],
  run: {
    readonly at: Date
    readonly days: 'all' | 'some'
    readonly timings: Timings
    readonly failed: readonly { readonly hunt: string; readonly reason: string }[]
  },
): Promise<void> {
  if (hunts.length === 0) return
  const failed = new Map(run.failed.map(({ hunt, reason }) => [hunt, reason]))
  await db
    .insert(huntRuns)
    .values(
      hunts.map(({ hunt: { id }, digest }) => ({
        hunt: id,
        ran: run.at,
        ms: Math.round(run.timings.get(id)?.ms ?? 0),
        together: run.timings.get(id)?.together ?? 1,
        error: errorText(failed.get(id)),
        digest: run.days === 'all' ? digest : '',
      })),
    )
    .onConflictDoUpdate({
      target: huntRuns.hunt,
      set: {
        ran: sql`excluded.ran`,
        ms: sql`excluded.ms`,
        together: sql`excluded.together`,
        error: sql`excluded.error`,
        digest: run.days === 'all' ? sql`excluded.digest` : sql`${huntRuns.digest}`,
      },
    })
}

/** The engine repeats what it was asked, which people need not see, and no text here holds U+0000. */
function errorText(reason: string | undefined): string | null {
  return reason?.replaceAll('\0', '').slice(0, ERROR_CHARACTERS) ?? null
}

/** Says that a hunt is gone and its findings are to go. */
export async function markRemoved({ db }: StateStore, hunt: string): Promise<void> {
  const set = { isRemoved: true, digest: '' }
  await db
    .insert(huntRuns)
    .values({ hunt, ...set })
    .onConflictDoUpdate({ target: huntRuns.hunt, set })
}

/** A hunt of this name is there again, before the findings of the former one were gone. */
export async function unmarkRemoved({ db }: StateStore, hunt: string): Promise<void> {
  await db.delete(huntRuns).where(and(eq(huntRuns.hunt, hunt), eq(huntRuns.isRemoved, true)))
}

/** Ids of hunts that are gone and whose findings are still there. */
export async function removedHunts({ db }: StateStore): Promise<string[]> {
  const rows = await db
    .select({ hunt: huntRuns.hunt })
    .from(huntRuns)
    .where(eq(huntRuns.isRemoved, true))
  return rows.map(({ hunt }) => hunt)
}
