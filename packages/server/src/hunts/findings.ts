import {
  parseTime,
  type Finding,
  type FindingsAnswer,
  type FindingsRequest,
  type FindingsSort,
} from '@spoor/model'
import type { EventStore } from '../store/event-store.js'
import { shippedHunts } from './shipped.js'
import { LEVELS } from './levels.js'

/** A request for findings that cannot be answered; the message says what is wrong with it. */
export class FindingsRequestError extends Error {
  override readonly name = 'FindingsRequestError'
}

interface FindingRow {
  id: string
  hunt: string
  level: Finding['level']
  entity: string
  client: string
  server: string
  user: string
  why: string
  first_seen: string
  last_seen: string
  count: number | string
  bytes: number | string | null
  files: string[]
  subject: Finding['evidence']['subject']
  q: string
  evidence_to: string
  ids: string[]
}

const DEFAULT_LIMIT = 200
const READ_SECONDS = 20

/** Times leave the engine as text that it takes back to the microsecond. */
const COLUMNS = `id, hunt, level, entity, client, server, user, why,
  toString(first_seen) AS first_seen, toString(last_seen) AS last_seen, count, bytes, files,
  subject, q, toString(evidence_to) AS evidence_to, ids`

/**
 * What findings are listed by, for each order: from the greatest down. The id tells those apart that
 * are alike in all else, so that a cursor has one place. A level that is not known is the mildest.
 */
const SORT_KEYS: Readonly<Record<FindingsSort, string>> = {
  gravest: 'indexOf({ranks:Array(String)}, level), findings.last_seen, id',
  newest: 'findings.last_seen, id',
}
const SORT_PLACES: Readonly<Record<FindingsSort, string>> = {
  gravest: 'indexOf({ranks:Array(String)}, {level:String}), {last:DateTime64(6)}, {after:String}',
  newest: '{last:DateTime64(6)}, {after:String}',
}

/**
 * Findings that overlap the time range, the gravest first and of these the newest; or the newest first.
 * @throws FindingsRequestError for a wrong time, level or cursor; StoreError
 */
export async function listFindings(
  store: EventStore,
  request: FindingsRequest,
  now = new Date(),
): Promise<FindingsAnswer> {
  const begun = performance.now()
  const limit = request.limit ?? DEFAULT_LIMIT
  const { conditions, params } = filterOf(request, now)
  const sort = request.sort ?? 'gravest'
  const keys = SORT_KEYS[sort]
  const after = request.cursor === undefined ? undefined : readCursor(request.cursor, sort)
  const page = after ? [...conditions, `(${keys}) < (${SORT_PLACES[sort]})`] : conditions
  const settings = { max_execution_time: READ_SECONDS }
  const [rows, [counted]] = await Promise.all([
    store.rows<FindingRow>(
      `SELECT ${COLUMNS} FROM findings FINAL WHERE ${page.join(' AND ')}
       ORDER BY (${keys}) DESC LIMIT {limit:UInt32}`,
      { params: { ...params, ...after, ranks: LEVELS, limit: limit + 1 }, settings },
    ),
    store.rows<{ total: number | string }>(
      `SELECT count() AS total FROM findings FINAL WHERE ${conditions.join(' AND ')}`,
      { params, settings },
    ),
  ])
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    findings: shown.map(toFinding),
    total: Number(counted?.total ?? 0),
    ...(rows.length > limit && last && { next: writeCursor(last, sort) }),
    completeness: { partial: false, elapsed_ms: Math.round(performance.now() - begun) },
  }
}

/** One finding, or undefined if there is none with this id, or if it is gone. @throws StoreError */
export async function getFinding(store: EventStore, id: string): Promise<Finding | undefined> {
  const [row] = await store.rows<FindingRow>(
    `SELECT ${COLUMNS} FROM findings FINAL WHERE id = {id:String} LIMIT 1`,
    { params: { id }, settings: { max_execution_time: READ_SECONDS } },
  )
  return row && toFinding(row)
}

function filterOf(
  { from, to, hunt, level, entity }: FindingsRequest,
  now: Date,
): { conditions: string[]; params: Record<string, unknown> } {
  const conditions = ['1']
  const params: Record<string, unknown> = {}
  if (from !== undefined) {
    conditions.push(`findings.last_seen >= fromUnixTimestamp64Micro({from:Int64}, 'UTC')`)
    params.from = moment('from', from, now)
  }
  if (to !== undefined) {
    conditions.push(`findings.first_seen < fromUnixTimestamp64Micro({to:Int64}, 'UTC')`)
    params.to = moment('to', to, now)
  }
  if (hunt !== undefined) {
    conditions.push('hunt = {hunt:String}')
    params.hunt = hunt
  }
  if (level !== undefined) {
    conditions.push('level IN {levels:Array(String)}')
    params.levels = levelsOf(level)
  }
  if (entity !== undefined) {
    conditions.push('{entity:String} IN (entity, client, server, user)')
    params.entity = entity
  }
  return { conditions, params }
}

/** Microseconds since 1970 that a bound of a range means. @throws FindingsRequestError */
export function moment(name: string, text: string, now: Date): number {
  const span = parseTime(text, now)
  if (span === undefined) {
    throw new FindingsRequestError(`${name}: write an ISO 8601 time, or now-24h.`)
  }
  return span.from
}

function levelsOf(text: string): string[] {
  const names = text.split(',').map((name) => name.trim())
  const unknown = names.find((name) => !LEVELS.some((level) => level === name))
  if (unknown !== undefined) {
    throw new FindingsRequestError(`level: write some of ${LEVELS.join(', ')}.`)
  }
  return names
}

/** The place after a finding; it names its order, as it means nothing in another. */
function writeCursor({ level, last_seen, id }: FindingRow, sort: FindingsSort): string {
  return Buffer.from(JSON.stringify([sort, level, last_seen, id])).toString('base64url')
}

const CURSOR_TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?$/

function readCursor(
  cursor: string,
  sort: FindingsSort,
): { level: string; last: string; after: string } {
  let read: unknown
  try {
    read = JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    read = undefined
  }
  const [of, level, last, after] = Array.isArray(read) ? (read as unknown[]) : []
  if (
    of !== sort ||
    typeof level !== 'string' ||
    typeof last !== 'string' ||
    typeof after !== 'string' ||
    !CURSOR_TIME.test(last)
  ) {
    throw new FindingsRequestError('cursor: use the `next` of the page before, with the same sort.')
  }
  return { level, last, after }
}

function toFinding(row: FindingRow): Finding {
  const hunt = shippedHunts().find(({ id }) => id === row.hunt)
  return {
    id: row.id,
    hunt: row.hunt,
    // A finding outlives its hunt if a newer program no longer has it.
    title: hunt?.title ?? row.hunt,
    level: row.level,
    entity: row.entity,
    entity_kind: 'client and server',
    client: row.client,
    server: row.server,
    user: row.user,
    why: row.why,
    first_seen: iso(row.first_seen),
    last_seen: iso(row.last_seen),
    count: Number(row.count),
    bytes: row.bytes === null ? null : Number(row.bytes),
    files: row.files,
    techniques: [...(hunt?.techniques ?? [])],
    evidence: {
      subject: row.subject,
      q: row.q,
      from: startOfMillisecond(iso(row.first_seen)),
      to: iso(row.evidence_to),
      ids: row.ids,
    },
  }
}

/** The engine's text of a moment as ISO 8601. */
function iso(text: string): string {
  return `${text.replace(' ', 'T')}Z`
}

/** `…46.668728Z` → `…46.668000Z`: the time of the evidence goes by whole milliseconds. */
function startOfMillisecond(time: string): string {
  return time.replace(/\d{3}Z$/, '000Z')
}
