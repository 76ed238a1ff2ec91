import type { Finding, FindingsAnswer, FindingsRequest } from '@spoor/model'
import type { EventStore } from '../store/event-store.js'
import {
  filterOf,
  moment,
  readCursor,
  SORT_KEYS,
  SORT_PLACES,
  writeCursor,
} from './findings-request.js'
import type { Hunt } from './hunt.js'
import { LEVELS } from './levels.js'
import { shippedHunts } from './shipped.js'
import { suppressing, type Decisions, type SavedReview } from './tuning/index.js'

interface ListedFinding {
  id: string
  hunt: string
  level: Finding['level']
  entity: string
  entity_kind: string
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
  /** Which suppression hides it, from 1; 0 if none does. */
  suppressed: number
}

const DEFAULT_LIMIT = 200
const READ_SECONDS = 20
const DAY_US = 86_400_000_000
/** Sessions that go on for longer are rare. */
const MONTH_US = 31 * DAY_US

/** Times leave the engine as text that it takes back to the microsecond. */
const COLUMNS = `id, hunt, level, entity, entity_kind, client, server, user, why,
  toString(first_seen) AS first_seen, toString(last_seen) AS last_seen, count, bytes, files,
  subject, q, toString(evidence_to) AS evidence_to, ids`

const NOBODY: Omit<Decisions, 'hunts'> = {
  suppressions: [],
  reviewsOf: () => Promise.resolve(new Map()),
  reviewed: () => Promise.resolve({ confirmed: [], dismissed: [] }),
}

/** Where people decide nothing: a throwaway store, or the findings as the hunts made them. */
function undecided(): Decisions {
  return { ...NOBODY, hunts: new Map(shippedHunts().map((hunt) => [hunt.id, hunt])) }
}

/**
 * Findings that overlap the time range, the gravest first and of these the newest; or the newest first.
 * @param decisions what people suppressed and reviewed; suppressed findings are left out unless the
 *   request asks for them
 * @throws FindingsRequestError for a wrong time, level or cursor; StoreError
 */
export async function listFindings(
  store: EventStore,
  request: FindingsRequest,
  now = new Date(),
  decisions: Decisions = undecided(),
): Promise<FindingsAnswer> {
  const begun = performance.now()
  const limit = request.limit ?? DEFAULT_LIMIT
  const suppressor = suppressing(decisions.suppressions)
  const filter = filterOf(request, now)
  const judged = await judgedAs(request, decisions, now)
  const params = { ...filter.params, ...judged.params, ...suppressor.params }
  const asked = [...filter.conditions, ...judged.conditions]
  const listed = listedIf(request.suppressed ?? 'hide', suppressor.sql)
  const conditions = [...asked, listed]
  const sort = request.sort ?? 'gravest'
  const keys = SORT_KEYS[sort]
  const after = request.cursor === undefined ? undefined : readCursor(request.cursor, sort)
  const page = after ? [...conditions, `(${keys}) < (${SORT_PLACES[sort]})`] : conditions
  const settings = { max_execution_time: READ_SECONDS }
  const [rows, [counted]] = await Promise.all([
    store.rows<ListedFinding>(
      `SELECT ${COLUMNS}, ${suppressor.sql} AS suppressed FROM findings FINAL
       WHERE ${page.join(' AND ')}
       ORDER BY (${keys}) DESC LIMIT {limit:UInt32}`,
      { params: { ...params, ...after, ranks: LEVELS, limit: limit + 1 }, settings },
    ),
    store.rows<{ total: number | string; hidden: number | string }>(
      `SELECT countIf(${listed}) AS total, countIf(${suppressor.sql} > 0) AS hidden
       FROM findings FINAL WHERE ${asked.join(' AND ')}`,
      { params, settings },
    ),
  ])
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const reviews = await decisions.reviewsOf(shown.map(({ id }) => id))
  return {
    findings: shown.map((row) => toFinding(row, decisions, reviews.get(row.id))),
    total: Number(counted?.total ?? 0),
    suppressed: Number(counted?.hidden ?? 0),
    ...(rows.length > limit && last && { next: writeCursor(last, sort) }),
    completeness: { partial: false, elapsed_ms: Math.round(performance.now() - begun) },
  }
}

/** One finding, or undefined if there is none with this id, or if it is gone. @throws StoreError */
export async function getFinding(
  store: EventStore,
  id: string,
  decisions: Decisions = undecided(),
): Promise<Finding | undefined> {
  const suppressor = suppressing(decisions.suppressions)
  const [row] = await store.rows<ListedFinding>(
    `SELECT ${COLUMNS}, ${suppressor.sql} AS suppressed FROM findings FINAL
     WHERE id = {id:String} LIMIT 1`,
    {
      params: { id, ...suppressor.params },
      settings: { max_execution_time: READ_SECONDS },
    },
  )
  if (row === undefined) return undefined
  const reviews = await decisions.reviewsOf([row.id])
  return toFinding(row, decisions, reviews.get(row.id))
}

function listedIf(suppressed: 'hide' | 'show' | 'only', suppressor: string): string {
  if (suppressed === 'show') return '1'
  return suppressed === 'only' ? `${suppressor} > 0` : `${suppressor} = 0`
}

/** Only findings that analysts judged so, or none of those that they judged. */
async function judgedAs(
  { review, from, to }: FindingsRequest,
  decisions: Decisions,
  now: Date,
): Promise<{ conditions: string[]; params: Record<string, unknown> }> {
  if (review === undefined) return { conditions: [], params: {} }
  const { confirmed, dismissed } = await decisions.reviewed({
    // A finding may begin on the day before its own, and its records may end long after it.
    ...(from !== undefined && { first: dayOf(moment('from', from, now) - MONTH_US) }),
    ...(to !== undefined && { last: dayOf(moment('to', to, now) + DAY_US) }),
  })
  if (review !== 'open') {
    const reviewed = review === 'confirmed' ? confirmed : dismissed
    return { conditions: ['id IN {reviewed:Array(String)}'], params: { reviewed } }
  }
  const reviewed = [...confirmed, ...dismissed]
  return { conditions: ['id NOT IN {reviewed:Array(String)}'], params: { reviewed } }
}

function dayOf(micros: number): string {
  return new Date(micros / 1000).toISOString().slice(0, 10)
}

function toFinding(
  row: ListedFinding,
  { hunts, suppressions }: Decisions,
  review: SavedReview | undefined,
): Finding {
  const hunt: Hunt | undefined = hunts.get(row.hunt)
  const suppressor = suppressions[Number(row.suppressed) - 1]
  return {
    id: row.id,
    hunt: row.hunt,
    // A finding outlives its hunt if a newer program no longer has it.
    title: hunt?.title ?? row.hunt,
    level: row.level,
    entity: row.entity,
    entity_kind: row.entity_kind,
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
    ...(review && { review: reviewAnswer(review) }),
    ...(suppressor && {
      suppressed_by: {
        id: suppressor.id,
        reason: suppressor.reason,
        until: suppressor.until?.toISOString() ?? null,
      },
    }),
  }
}

function reviewAnswer({ verdict, reason, at, by }: SavedReview): NonNullable<Finding['review']> {
  return { verdict, reason, at: at.toISOString(), by }
}

/** The engine's text of a moment as ISO 8601. */
function iso(text: string): string {
  return `${text.replace(' ', 'T')}Z`
}

/** `…46.668728Z` → `…46.668000Z`: the time of the evidence goes by whole milliseconds. */
function startOfMillisecond(time: string): string {
  return time.replace(/\d{3}Z$/, '000Z')
}
