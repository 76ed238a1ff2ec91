import { and, count, eq } from 'drizzle-orm'
import { randomUUID } from 'node:crypto'
import { huntDocuments } from '../../state/schema.js'
import type { StateStore } from '../../state/state-store.js'
import { noteChange, type Author } from './changes.js'
import { TuningError } from './tuning-error.js'

/** A hunt or filter that was saved here. */
export interface SavedDocument {
  readonly id: string
  readonly kind: 'hunt' | 'filter'
  /** Of a hunt, its id; of a filter, its title. */
  readonly name: string
  /** YAML. */
  readonly text: string
  readonly from: string | null
  readonly to: string | null
  readonly created: Date
  readonly updated: Date
  readonly updatedBy: string
}

/** So many of a kind: each is read at every start, and tried on every day. */
const MOST_DOCUMENTS = { hunt: 500, filter: 200 } as const

/** All of them, the first saved first. */
export function readDocuments({ db }: StateStore): Promise<SavedDocument[]> {
  return db.select().from(huntDocuments).orderBy(huntDocuments.created, huntDocuments.id)
}

type New = Pick<SavedDocument, 'kind' | 'name' | 'text'> & {
  readonly from?: string
  readonly to?: string
}

/** @throws TuningError NAME_TAKEN, TOO_MANY */
export async function addDocument(
  { db }: StateStore,
  { from, to, ...document }: New,
  author: Author,
): Promise<SavedDocument> {
  return db.transaction(async (tx) => {
    const [counted] = await tx
      .select({ n: count() })
      .from(huntDocuments)
      .where(eq(huntDocuments.kind, document.kind))
    if ((counted?.n ?? 0) >= MOST_DOCUMENTS[document.kind]) {
      throw new TuningError(
        'TOO_MANY',
        `There are ${MOST_DOCUMENTS[document.kind]} own ${document.kind}s already. Remove some.`,
      )
    }
    const [added] = await tx
      .insert(huntDocuments)
      .values({
        ...document,
        id: randomUUID(),
        from: from ?? null,
        to: to ?? null,
        created: author.now,
        updated: author.now,
        updatedBy: author.name,
      })
      .onConflictDoNothing()
      .returning()
    if (added === undefined) throw nameTaken(document.name)
    await noteChange(tx, author, `add ${document.kind}`, document.name, { text: document.text })
    return added
  })
}

export function nameTaken(name: string): TuningError {
  const shown = JSON.stringify(name.slice(0, 80))
  return new TuningError('NAME_TAKEN', `${shown} is there already. Choose another name.`)
}

/**
 * Replaces the text and time range of a document.
 * @param read if given, the document must still be as it was written then
 * @throws TuningError NOT_FOUND, CHANGED_MEANWHILE
 */
export async function changeDocument(
  { db }: StateStore,
  { kind, name, text, from, to }: New,
  author: Author,
  read?: Date,
): Promise<void> {
  await db.transaction(async (tx) => {
    const named = and(eq(huntDocuments.kind, kind), eq(huntDocuments.name, name))
    const [before] = await tx.select().from(huntDocuments).where(named).for('update')
    if (before === undefined) throw gone(kind)
    if (read !== undefined && before.updated.getTime() !== read.getTime()) {
      throw new TuningError(
        'CHANGED_MEANWHILE',
        `Somebody has changed this ${kind} meanwhile. Look at it again.`,
      )
    }
    const { now: updated, name: updatedBy } = author
    await tx
      .update(huntDocuments)
      .set({ text, from: from ?? null, to: to ?? null, updated, updatedBy })
      .where(named)
    await noteChange(tx, author, `change ${kind}`, name, { before: before.text, text })
  })
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** @throws TuningError NOT_FOUND */
export async function removeDocument(
  { db }: StateStore,
  kind: SavedDocument['kind'],
  id: string,
  author: Author,
): Promise<SavedDocument> {
  if (!UUID.test(id)) throw gone(kind)
  return db.transaction(async (tx) => {
    const [removed] = await tx
      .delete(huntDocuments)
      .where(and(eq(huntDocuments.kind, kind), eq(huntDocuments.id, id)))
      .returning()
    if (removed === undefined) throw gone(kind)
    await noteChange(tx, author, `remove ${kind}`, removed.name, { text: removed.text })
    return removed
  })
}

function gone(kind: SavedDocument['kind']): TuningError {
  return new TuningError('NOT_FOUND', `There is no such ${kind}; it may have been removed.`)
}
