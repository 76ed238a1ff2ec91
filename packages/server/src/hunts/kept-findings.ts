import type { TimeSpan } from '../query/time-span.js'
import type { EventStore } from '../store/event-store.js'
import type { FindingRow } from './finding-row.js'

const ROWS_PER_INSERT = 5000

const COLUMNS = `id, hunt, toString(day) AS day, level, entity, entity_kind, client, server, user, why,
  toString(first_seen) AS first_seen, toString(last_seen) AS last_seen, count, bytes, files,
  subject, q, toString(evidence_to) AS evidence_to, ids`

/**
 * Makes the kept findings of some hunts and whole UTC days what was found. Findings that are as they
 * were are not written again, so that a run that finds nothing new leaves no trace.
 * @param hunts ids of the hunts that were run: findings of others stay
 */
export async function keepFindings(
  store: EventStore,
  days: TimeSpan,
  found: readonly FindingRow[],
  hunts: readonly string[],
): Promise<void> {
  const params = {
    day_from: days.from.toISOString().slice(0, 10),
    day_to: days.to.toISOString().slice(0, 10),
    hunts,
  }
  const inDays = `findings.day >= {day_from:Date32} AND findings.day < {day_to:Date32}
    AND hunt IN {hunts:Array(String)}`
  const kept = await store.rows<FindingRow>(
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
function fingerprint(row: FindingRow | undefined): string {
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

/** Takes away all findings of a hunt, of whatever day. @throws StoreError */
export async function forgetFindings(store: EventStore, hunt: string): Promise<void> {
  const [edges] = await store.rows<{ first: string; last: string; n: number | string }>(
    `SELECT toString(min(day)) AS first, toString(max(day)) AS last, count() AS n
     FROM findings FINAL WHERE hunt = {hunt:String}`,
    { params: { hunt } },
  )
  if (edges === undefined || Number(edges.n) === 0) return
  const to = new Date(Date.parse(`${edges.last}T00:00:00Z`) + 86_400_000)
  await keepFindings(store, { from: new Date(`${edges.first}T00:00:00Z`), to }, [], [hunt])
}
