import type { Level } from '@spoor/model'
import { eq } from 'drizzle-orm'
import { huntTunings } from '../../state/schema.js'
import type { StateStore } from '../../state/state-store.js'
import { LEVELS } from '../levels.js'
import { noteChange, type Author } from './changes.js'
import { TuningError } from './tuning-error.js'

/** How a site wants a hunt: what is absent is as the hunt itself says. */
export interface Proposal {
  readonly isOn?: boolean
  readonly level?: Level
  readonly parameters?: Readonly<Record<string, number>>
}

/** A proposal that was accepted. */
export interface Tuning extends Proposal {
  readonly hunt: string
  readonly updated: Date
  readonly updatedBy: string
}

/** @throws DrizzleQueryError if the state store fails */
export async function readTunings({ db }: StateStore): Promise<Tuning[]> {
  const rows = await db.select().from(huntTunings).orderBy(huntTunings.hunt)
  return rows.map(tuningOf)
}

function tuningOf({ level, isOn, parameters, ...row }: typeof huntTunings.$inferSelect): Tuning {
  const known = LEVELS.find((one) => one === level)
  return {
    ...row,
    ...(isOn !== null && { isOn }),
    ...(known !== undefined && { level: known }),
    ...(Object.keys(parameters).length > 0 && { parameters }),
  }
}

/** A tuning as somebody read it before changing it: when it was written, or that there was none. */
export type ReadTuning = Date | null

/**
 * Makes a proposal the tuning of a hunt, or takes its tuning away. Whether the proposal suits the
 * hunt is the caller's to check.
 * @param read if given, the tuning must still be as it was read
 * @throws TuningError CHANGED_MEANWHILE
 */
export async function writeTuning(
  { db }: StateStore,
  hunt: string,
  proposal: Proposal | undefined,
  author: Author,
  read?: ReadTuning,
): Promise<void> {
  await db.transaction(async (tx) => {
    const [before] = await tx
      .select()
      .from(huntTunings)
      .where(eq(huntTunings.hunt, hunt))
      .for('update')
    if (read !== undefined && (before?.updated.getTime() ?? null) !== (read?.getTime() ?? null)) {
      throw changedMeanwhile()
    }
    if (proposal === undefined && before === undefined) return
    if (proposal === undefined) {
      await tx.delete(huntTunings).where(eq(huntTunings.hunt, hunt))
    } else {
      const values = {
        isOn: proposal.isOn ?? null,
        level: proposal.level ?? null,
        parameters: { ...proposal.parameters },
        updated: author.now,
        updatedBy: author.name,
      }
      const insert = tx.insert(huntTunings).values({ hunt, ...values })
      const written = await (
        read === null
          ? insert.onConflictDoNothing()
          : insert.onConflictDoUpdate({ target: huntTunings.hunt, set: values })
      ).returning({ hunt: huntTunings.hunt })
      if (written.length === 0) throw changedMeanwhile()
    }
    await noteChange(tx, author, proposal === undefined ? 'reset' : 'tune', hunt, {
      before: before === undefined ? null : proposalOf(tuningOf(before)),
      after: proposal ?? null,
    })
  })
}

function changedMeanwhile(): TuningError {
  return new TuningError(
    'CHANGED_MEANWHILE',
    'Somebody has tuned this hunt meanwhile. Look at it again.',
  )
}

function proposalOf({ isOn, level, parameters }: Proposal): Proposal {
  return { isOn, level, parameters }
}
