import { parseTime, type FindingsRequest, type FindingsSort } from '@spoor/model'
import { LEVELS } from './levels.js'

/** A request for findings that cannot be answered; the message says what is wrong with it. */
export class FindingsRequestError extends Error {
  override readonly name = 'FindingsRequestError'
}

/**
 * What findings are listed by, for each order: from the greatest down. The id tells those apart that
 * are alike in all else, so that a cursor has one place. A level that is not known is the mildest.
 */
export const SORT_KEYS: Readonly<Record<FindingsSort, string>> = {
  gravest: 'indexOf({ranks:Array(String)}, level), findings.last_seen, id',
  newest: 'findings.last_seen, id',
}
/** The place of a cursor in that order. */
export const SORT_PLACES: Readonly<Record<FindingsSort, string>> = {
  gravest: 'indexOf({ranks:Array(String)}, {level:String}), {last:DateTime64(6)}, {after:String}',
  newest: '{last:DateTime64(6)}, {after:String}',
}

/** What a cursor is made of. */
interface CursorRow {
  readonly level: string
  readonly last_seen: string
  readonly id: string
}

/** Conditions on a row of `findings` that a request means. @throws FindingsRequestError */
export function filterOf(
  { from, to, hunt, level, entity, network, group }: FindingsRequest,
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
  if (network !== undefined) {
    conditions.push(eitherIn(IN_NETWORK))
    params.network = network
  }
  if (group !== undefined) {
    conditions.push(`(${eitherIn(IN_GROUP)} OR lowerUTF8(user) IN (
      SELECT lowerUTF8(user) FROM user_groups WHERE ${isSame('group', 'group')}))`)
    params.group = group
  }
  return { conditions, params }
}

/** Names are found however they are written. */
function isSame(expression: string, parameter: string): string {
  return `lowerUTF8(${expression}) = lowerUTF8({${parameter}:String})`
}

const IN_NETWORK = `arrayExists(label -> ${isSame('label', 'network')}, path)
  OR startsWith(concat(lowerUTF8(network), '/'), concat(lowerUTF8({network:String}), '/'))`
const IN_GROUP = `arrayExists(name -> ${isSame('name', 'group')}, groups)`

/** Whether client or server, where the finding has one, is in a place that meets a condition. */
function eitherIn(condition: string): string {
  const places = `(SELECT place FROM places WHERE ${condition})`
  const sides = ['client', 'server'].map(
    (side) =>
      `(${side} != '' AND dictGet('place_of', 'place', toIPv6OrDefault(${side})) IN ${places})`,
  )
  return `(${sides.join(' OR ')})`
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
export function writeCursor({ level, last_seen, id }: CursorRow, sort: FindingsSort): string {
  return Buffer.from(JSON.stringify([sort, level, last_seen, id])).toString('base64url')
}

const CURSOR_TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?$/

/** @throws FindingsRequestError */
export function readCursor(
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
