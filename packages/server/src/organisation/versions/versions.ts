import type { OrganisationDocument, OrganisationVersion } from '@spoor/model'
import { and, count, desc, eq, lt } from 'drizzle-orm'
import { organisationVersions } from '../../state/schema.js'
import type { StateStore } from '../../state/state-store.js'
import { flatNodes } from '../document/tree.js'
import { OrganisationRefusal } from './refused.js'

/** Who changes something, and when. */
export interface Author {
  readonly name: string
  readonly now: Date
}

/** An organisation as it was saved. */
export interface SavedOrganisation {
  readonly version: OrganisationVersion
  readonly document: OrganisationDocument
}

/** All but the document, which can be large. */
const COLUMNS = {
  number: organisationVersions.number,
  at: organisationVersions.at,
  by: organisationVersions.by,
  note: organisationVersions.note,
  networks: organisationVersions.networks,
}

type Row = Omit<typeof organisationVersions.$inferSelect, 'document'>

function versionOf({ number, at, by, note, networks }: Row): OrganisationVersion {
  return { number, at: at.toISOString(), by, note, networks }
}

/** The version that holds; undefined if none was saved. @throws DrizzleQueryError */
export async function newestVersion({ db }: StateStore): Promise<SavedOrganisation | undefined> {
  const [row] = await db
    .select()
    .from(organisationVersions)
    .orderBy(desc(organisationVersions.number))
    .limit(1)
  return row && { version: versionOf(row), document: row.document }
}

/** Its number alone; 0 if none was saved. */
export async function newestNumber({ db }: Pick<StateStore, 'db'>): Promise<number> {
  const [row] = await db
    .select({ number: organisationVersions.number })
    .from(organisationVersions)
    .orderBy(desc(organisationVersions.number))
    .limit(1)
  return row?.number ?? 0
}

/** @throws OrganisationRefusal NOT_FOUND */
export async function readVersion({ db }: StateStore, number: number): Promise<SavedOrganisation> {
  const [row] = await db
    .select()
    .from(organisationVersions)
    .where(eq(organisationVersions.number, number))
  if (row) return { version: versionOf(row), document: row.document }
  throw new OrganisationRefusal('NOT_FOUND', `There is no version ${number} of the organisation.`)
}

/** Versions without their documents, the newest first. */
export async function listVersions(
  { db }: StateStore,
  { limit = 100, before }: { readonly limit?: number; readonly before?: number } = {},
): Promise<{ versions: OrganisationVersion[]; total: number }> {
  const rows = await db
    .select(COLUMNS)
    .from(organisationVersions)
    .where(and(...(before === undefined ? [] : [lt(organisationVersions.number, before)])))
    .orderBy(desc(organisationVersions.number))
    .limit(limit)
  const [counted] = await db.select({ n: count() }).from(organisationVersions)
  return { versions: rows.map(versionOf), total: counted?.n ?? 0 }
}

/**
 * Saves a document that was checked as the next version. Of several writers who saw the same version,
 * one wins.
 * @param base number of the version that the change was made to; 0 if none was saved
 * @throws OrganisationRefusal CHANGED_MEANWHILE
 */
export async function addVersion(
  { db }: StateStore,
  { document, base, note }: { document: OrganisationDocument; base: number; note: string },
  author: Author,
): Promise<OrganisationVersion> {
  const networks = flatNodes(document).reduce((sum, { node }) => sum + node.networks.length, 0)
  const row = { number: base + 1, at: author.now, by: author.name, note, networks }
  const added = await db.transaction(async (tx) => {
    if ((await newestNumber({ db: tx })) !== base) return []
    return tx
      .insert(organisationVersions)
      .values({ ...row, document })
      .onConflictDoNothing()
      .returning({ number: organisationVersions.number })
  })
  if (added.length > 0) return versionOf(row)
  throw new OrganisationRefusal(
    'CHANGED_MEANWHILE',
    'Somebody has saved the organisation meanwhile. Look at it again.',
  )
}
