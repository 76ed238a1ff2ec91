import { huntChanges } from '../../state/schema.js'
import type { StateStore } from '../../state/state-store.js'

/** Who changes something, and when. */
export interface Author {
  readonly name: string
  readonly now: Date
}

/** Either the store itself or a transaction on it. */
export type Writing = Pick<StateStore['db'], 'select' | 'insert' | 'update' | 'delete'>

/** Writes down who changed what; in the same transaction as the change. */
export async function noteChange(
  db: Writing,
  author: Author,
  what: string,
  subject: string,
  details: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await db
    .insert(huntChanges)
    .values({ at: author.now, by: author.name, what, subject, details: { ...details } })
}
