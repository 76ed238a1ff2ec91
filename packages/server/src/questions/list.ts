import type { ClickHouseSettings } from '@clickhouse/client'
import type { ListAnswer, ListRequest, Row, Subject } from '@spoor/model'
import { withinBudget, type Keep } from './budget.js'
import { completeness, stopwatch } from './completeness.js'
import { decodeCursor, encodeCursor, type Place } from './cursor.js'
import { microsOfSqlTime, parseRange, sqlTimeOfMicros, type Range } from './moment.js'
import { Condition, type Asking, type Source } from './question.js'
import { selectFields, withKeys, type Selection } from './selection.js'
import { columnAlias, rowOf } from './value.js'

const DEFAULT_LIMIT = 100

/** One page of records, and where the next begins. */
export interface Page {
  readonly rows: readonly Row[]
  readonly next?: Place
}

/** Which records a page shows, and of them what. */
export interface PageRequest {
  readonly condition: Condition
  readonly selections: readonly Selection[]
  readonly order: Keep
  readonly limit: number
  readonly after?: Place
}

/**
 * One page of the records that a question means. Each row has the time and the id of its record,
 * whatever else is asked for.
 * @throws QuestionError
 */
export async function listRecords(
  asking: Asking,
  subject: Subject,
  request: ListRequest,
): Promise<ListAnswer> {
  const elapsed = stopwatch()
  const order = request.order ?? 'newest'
  const key = [subject, request.q ?? '', request.from ?? '', request.to ?? '', order]
  const position = request.cursor ? decodeCursor(key, request.cursor) : undefined
  const range = position?.range ?? parseRange(request, asking.now)
  const page: PageRequest = {
    condition: Condition.of(subject, request.q, asking),
    selections: withKeys(subject, selectFields(subject, request.fields)),
    order,
    limit: request.limit ?? DEFAULT_LIMIT,
    after: position?.place,
  }
  const { value, covered, reason } = await withinBudget(
    asking.store,
    untilPlace(range, order, page.after),
    order,
    asking.limits,
    (part, settings) => readPage(asking, page, part, settings),
  )
  // A full page from the end of the range that counts is whole: nothing lies before it.
  const next = value.next ?? (covered && placeAtEdge(covered, order))
  return {
    rows: [...value.rows],
    ...(next && { next: encodeCursor(key, { place: next, range }) }),
    completeness: completeness(elapsed, value.next ? undefined : reason),
  }
}

/** Reads one page within a time range. @throws StoreError */
export async function readPage(
  { store, signal }: Asking,
  page: PageRequest,
  range: Range,
  settings: ClickHouseSettings,
): Promise<Page> {
  const { selections, limit } = page
  const columns = selections.map(({ sql }, index) => `${sql} AS ${columnAlias(index)}`)
  const { time, id } = page.condition
  const { sql, params } = pageStatement(
    `toString(${time}) AS x_time, ${id} AS x_id, ${columns.join(', ')}`,
    page,
    range,
  )
  const found = await store.rows<Record<string, unknown>>(sql, {
    params: { ...Object.assign({}, ...selections.map((selection) => selection.params)), ...params },
    settings,
    signal,
  })
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: shown.map((row) => rowOf(selections, row)),
    ...(found.length > limit && last && { next: placeAfter(shown, last, page.after) }),
  }
}

/**
 * The time range that holds one page and no more: found by reading times alone. For large pages
 * that is several times faster than to sort with all columns at hand.
 * @throws StoreError
 */
export async function rangeOfPage(
  { store, signal }: Asking,
  page: PageRequest,
  range: Range,
  settings: ClickHouseSettings,
): Promise<Range> {
  const { time } = page.condition
  const { sql, params } = pageStatement(`${time} AS x_at`, page, range)
  const [row] = await store.rows<{ first: string; last: string; n: string }>(
    `SELECT min(x_at) AS first, max(x_at) AS last, count() AS n FROM (${sql})`,
    { params, settings, signal },
  )
  if (!row || Number(row.n) <= page.limit) return range
  return page.order === 'newest'
    ? { ...range, from: microsOfSqlTime(row.first) }
    : { ...range, to: microsOfSqlTime(row.last) + 1 }
}

function pageStatement(columns: string, page: PageRequest, range: Range): Source {
  const { condition, order, limit, after } = page
  const { time, id } = condition
  const source = condition.from(range)
  const direction = order === 'newest' ? 'DESC' : 'ASC'
  const keyset = after ? ` AND ${afterPlace(time, id, order)}` : ''
  return {
    sql: `SELECT ${columns}
${source.sql}${keyset}
ORDER BY ${time} ${direction}, ${id} ${direction}
LIMIT {x_limit:UInt32} OFFSET {x_passed:UInt32}`,
    params: {
      ...source.params,
      ...(after && { x_time: after.time, x_id: after.id }),
      x_limit: limit + 1,
      x_passed: after?.passed ?? 0,
    },
  }
}

/** Holds for the place's own records too: those that were shown are passed over by number. */
function afterPlace(time: string, id: string, order: Keep): string {
  const beyond = order === 'newest' ? '<' : '>'
  const place = `{x_time:DateTime64(6, 'UTC')}`
  return `(${time} ${beyond}= ${place} AND (${time} != ${place} OR ${id} ${beyond}= {x_id:String}))`
}

function placeAfter(
  shown: readonly Record<string, unknown>[],
  last: Record<string, unknown>,
  before: Place | undefined,
): Place {
  const time = String(last['x_time'])
  const id = String(last['x_id'])
  const same = shown.filter((row) => row['x_time'] === time && row['x_id'] === id).length
  const continues = same === shown.length && before?.time === time && before.id === id
  return { time, id, passed: same + (continues ? before.passed : 0) }
}

/** Ids are not empty, so that the empty one stands before all of a moment. */
function placeAtEdge(covered: Required<Range>, order: Keep): Place {
  const edge = order === 'newest' ? covered.from : covered.to
  return { time: sqlTimeOfMicros(edge), id: '', passed: 0 }
}

/** The part of the range that is still to be listed. */
export function untilPlace(range: Range, order: Keep, place: Place | undefined): Range {
  if (!place) return range
  const moment = microsOfSqlTime(place.time)
  return order === 'newest'
    ? { ...range, to: Math.min(range.to ?? Infinity, moment + 1) }
    : { ...range, from: Math.max(range.from ?? -Infinity, moment) }
}
