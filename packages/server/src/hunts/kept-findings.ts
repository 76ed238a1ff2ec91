import type { TimeSpan } from '../query/time-span.js'
import type { EventStore } from '../store/event-store.js'
import type { StoredFinding } from './matches.js'

const ROWS_PER_INSERT = 5000

const COLUMNS = `id, hunt, toString(day) AS day, level, entity, client, server, user, why,
  toString(first_seen) AS first_seen, toString(last_seen) AS last_seen, count, bytes, files,
  subject, q, toString(evidence_to) AS evidence_to, ids`

/**
 * Makes the kept findings of some whole UTC days what was found. Findings that are as they were are not
 * written again, so that a run that finds nothing new leaves no trace.
 * @param only the hunts that were run, if it was not all of them: findings of others stay
 */
export async function keepFindings(
  store: EventStore,
  days: TimeSpan,
  found: readonly StoredFinding[],
  only?: readonly string[],
): Promise<void> {
  const params = {
    day_from: days.from.toISOString().slice(0, 10),
    day_to: days.to.toISOString().slice(0, 10),
    ...(only && { only }),
  }
  const ofHunts = only ? ' AND hunt IN {only:Array(String)}' : ''
  const inDays = `findings.day >= {day_from:Date32} AND findings.day < {day_to:Date32}${ofHunts}`
  const kept = await store.rows<StoredFinding>(
    `SELECT ${COLUMNS} FROM findings FINAL WHERE ${inDays}`,
    { params },
  )
  const keptById = new Map(kept.map((row) => [row.id, row]))
  const changed = found.filter((row) => fingerprint(row) !== fingerprint(keptById.get(row.id)))
  const foundIds = new Set(found.map(({ id }) => id))
  const gone = kept.filter(({ id }) => !foundIds.has(id))
  if (changed.length + gone.length === 0) return

  // One more than ever before: a version from the clock could repeat and lose against its equal.
  const [{ newest = 0 } = {}] = await store.rows<{ newest?: number | string }>(
    `SELECT max(version) AS newest FROM findings WHERE ${inDays}`,
    { params },
  )
  const version = Number(newest) + 1
  const rows = [
    ...changed.map((row) => ({ ...row, version, gone: 0 })),
    ...gone.map((row) => ({ ...row, version, gone: 1 })),
  ]
  for (let at = 0; at < rows.length; at += ROWS_PER_INSERT) {
    // A finding may become what it was before; that is no block handed over twice.
    await store.insert('findings', rows.slice(at, at + ROWS_PER_INSERT), { insert_deduplicate: 0 })
  }
}

/** What a person can see of a finding, in one text. */
function fingerprint(row: StoredFinding | undefined): string {
  if (row === undefined) return ''
  const bytes = row.bytes === null ? null : Number(row.bytes)
  return JSON.stringify([
    row.id,
    row.level,
    row.user,
    row.why,
    row.first_seen,
    row.last_seen,
    Number(row.count),
    bytes,
    row.files,
    row.q,
    row.evidence_to,
    row.ids,
  ])
}
