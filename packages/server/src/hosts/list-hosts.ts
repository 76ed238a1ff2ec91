import type { HostRow, HostsAnswer, HostsRequest, HostsSort } from '@spoor/model'
import { completeness, stopwatch } from '../questions/completeness.js'
import { parseRange, type Range } from '../questions/moment.js'
import type { HostAsking } from './host-asking.js'
import { hostDetails } from './host-details.js'
import { decodeHostCursor, encodeHostCursor, type HostPlace } from './hosts-cursor.js'
import { askRows, hostsMeant } from './hosts-question.js'

const DEFAULT_LIMIT = 100

/** One page of hosts in the engine's form, and where the next begins. */
export interface HostPage {
  readonly hosts: readonly string[]
  readonly total: number
  readonly next?: HostPlace
}

/** Which page of which hosts. */
export interface HostPageRequest {
  readonly question: HostsRequest
  readonly range: Range
  readonly limit: number
  readonly after?: HostPlace
}

/**
 * One page of the hosts that a question means, and how many there are.
 * @throws QuestionError
 */
export async function listHosts(asking: HostAsking, request: HostsRequest): Promise<HostsAnswer> {
  const elapsed = stopwatch()
  const { q, from, to, network, of, of_q, side, sort = 'risk', order = 'descending' } = request
  const key = [q, from, to, network, of, of_q, side, sort, order].map((part) => part ?? '')
  const position = request.cursor ? decodeHostCursor(key, request.cursor) : undefined
  const range = position?.range ?? parseRange(request, asking.now)
  const limit = request.limit ?? DEFAULT_LIMIT
  const page = await hostPage(asking, {
    question: request,
    range,
    limit,
    ...(position && { after: position.place }),
  })
  return {
    rows: await rowsOfPage(asking, page),
    total: page.total,
    ...(page.next && { next: encodeHostCursor(key, { place: page.next, range }) }),
    completeness: completeness(elapsed, undefined),
  }
}

/** The rows of a page, in its order. @throws QuestionError, StoreError */
export async function rowsOfPage(
  asking: HostAsking,
  { hosts }: Pick<HostPage, 'hosts'>,
): Promise<HostRow[]> {
  const rows = await hostDetails(asking, hosts)
  return hosts.flatMap((host) => rows.get(host) ?? [])
}

/** Hosts of one page: one pass over all hosts, whose addresses alone are sorted. */
export async function hostPage(
  asking: HostAsking,
  { question, range, limit, after }: HostPageRequest,
): Promise<HostPage> {
  const { sql, params } = hostsMeant(asking, question, range)
  const key = orderKey(question.sort ?? 'risk', question.order ?? 'descending')
  const isAfter = after ? `(k, host) > (toInt256({h_key:String}), {h_host:IPv6})` : '1'
  const [row] = await askRows<{ total: string; page: [string, string][] }>(asking, {
    sql: `SELECT count() AS total, groupArraySortedIf(${limit + 1})((k, host), ${isAfter}) AS page
FROM (SELECT ${key} AS k, host ${sql})`,
    params: { ...params, ...(after && { h_key: after.key, h_host: after.host }) },
  })
  const found = (row?.page ?? []).map(([k, host]) => ({ key: String(k), host }))
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  return {
    hosts: shown.map(({ host }) => host),
    total: Number(row?.total ?? 0),
    ...(found.length > limit && last && { next: last }),
  }
}

/** A whole number that is the smaller the earlier a host comes. */
function orderKey(sort: HostsSort, order: 'ascending' | 'descending'): string {
  const sign = order === 'descending' ? '-' : ''
  switch (sort) {
    case 'ip':
      return `${sign}toInt256(toUInt128(host))`
    case 'first_seen':
    case 'last_seen':
      return `${sign}toInt256(toUnixTimestamp64Micro(${sort}))`
    default:
      return `${sign}toInt256(${sort})`
  }
}
