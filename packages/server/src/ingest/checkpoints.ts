import { and, desc, eq } from 'drizzle-orm'
import type { StateStore } from '../state/state-store.js'
import { sources, type SourceRow } from '../state/schema.js'
import type { ByteSource } from '../sources/byte-source.js'
import { sha256 } from './cut-chunks.js'
import type { WaitingChunk } from './spool-chunks.js'

/** How much of the beginning of a stream tells it from others, in bytes. */
const FINGERPRINT_BYTES = 4096

/**
 * Finds the checkpoint of a stream, or makes one.
 *
 * A stream is known again by its content: its beginning, and the end of what was taken from it.
 * So a file that was rotated, renamed, copied or compressed continues where it stopped, and one
 * that was replaced by another starts anew. Answers nothing while the stream is empty.
 */
export async function findCheckpoint(
  state: StateStore,
  source: ByteSource,
): Promise<SourceRow | undefined> {
  const head = await readUpTo(source, 0, FINGERPRINT_BYTES)
  if (head.length === 0) return undefined
  const known = await lookUp(state, source, head)
  if (known) {
    await state.db.update(sources).set({ path: source.path }).where(eq(sources.id, known.id))
    return { ...known, path: source.path }
  }
  const [created] = await state.db
    .insert(sources)
    .values({ path: source.path, fingerprint: sha256(head), fingerprintLength: head.length })
    .returning()
  return created
}

/** Finds the checkpoint of a stream that was read before; makes none. */
export async function knownCheckpoint(
  state: StateStore,
  source: ByteSource,
): Promise<SourceRow | undefined> {
  return lookUp(state, source, await readUpTo(source, 0, FINGERPRINT_BYTES))
}

async function lookUp(
  { db }: StateStore,
  source: ByteSource,
  head: Buffer,
): Promise<SourceRow | undefined> {
  const lengths = await db.selectDistinct({ length: sources.fingerprintLength }).from(sources)
  for (const { length } of lengths.toSorted((a, b) => b.length - a.length)) {
    if (length > head.length) continue
    const candidates = await db
      .select()
      .from(sources)
      .where(
        and(
          eq(sources.fingerprint, sha256(head.subarray(0, length))),
          eq(sources.fingerprintLength, length),
        ),
      )
      .orderBy(desc(sources.position))
    for (const candidate of candidates) {
      if (await continues(source, candidate)) return candidate
    }
  }
  return undefined
}

/** Whether the stream still begins as it did: a cheap check that it was not replaced. */
export async function beginsAs(source: ByteSource, row: SourceRow): Promise<boolean> {
  const head = await readUpTo(source, 0, row.fingerprintLength)
  return head.length === row.fingerprintLength && sha256(head) === row.fingerprint
}

/** Whether the stream holds the end of what was taken where the checkpoint says. */
async function continues(source: ByteSource, row: SourceRow): Promise<boolean> {
  if (row.lastLength === 0) return true
  const last = await readUpTo(source, row.lastOffset, row.lastLength)
  return last.length === row.lastLength && sha256(last) === row.lastHash
}

async function readUpTo(source: ByteSource, offset: number, length: number): Promise<Buffer> {
  const parts: Buffer[] = []
  let held = 0
  for await (const piece of source.open(offset)) {
    parts.push(piece)
    held += piece.length
    if (held >= length) break
  }
  return Buffer.concat(parts).subarray(0, length)
}

/** Writes down which chunks are about to be handed over, so that a crash replays exactly those. */
export async function beginChunks(
  { db }: StateStore,
  id: number,
  lengths: readonly number[],
): Promise<void> {
  await db
    .update(sources)
    .set({ pendingLengths: [...lengths] })
    .where(eq(sources.id, id))
}

/** Moves the checkpoint past chunks that are in the store. Answers the new checkpoint. */
export async function commitChunks(
  { db }: StateStore,
  row: SourceRow,
  chunks: readonly WaitingChunk[],
  { events, quarantined }: { events: number; quarantined: number },
): Promise<SourceRow> {
  // A line too long to hold is too long to compare: the chunk before it stays the proof.
  const last = chunks.findLast((chunk) => chunk.kind === 'lines')
  const next = {
    position: chunks.at(-1)?.end ?? row.position,
    events: row.events + events,
    quarantined: row.quarantined + quarantined,
    ...(last && {
      lastOffset: last.proof.offset,
      lastLength: last.proof.length,
      lastHash: last.proof.hash,
    }),
    pendingLengths: [],
    updated: new Date(),
  }
  await db.update(sources).set(next).where(eq(sources.id, row.id))
  return { ...row, ...next }
}

/** All checkpoints, the last used first. */
export async function listCheckpoints({ db }: StateStore): Promise<SourceRow[]> {
  return db.select().from(sources).orderBy(desc(sources.updated), sources.id)
}

/** When anything was last taken from a path; nothing if it never was. */
export async function lastRead({ db }: StateStore, path: string): Promise<Date | undefined> {
  const [row] = await db
    .select({ updated: sources.updated })
    .from(sources)
    .where(eq(sources.path, path))
    .orderBy(desc(sources.updated))
    .limit(1)
  return row?.updated
}
