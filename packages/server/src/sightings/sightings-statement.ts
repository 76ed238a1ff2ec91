import type { SightingScope, SightingsSort } from '@spoor/model'
import type { Range } from '../questions/moment.js'
import { Params } from '../query/params.js'
import type { Source } from '../questions/question.js'
import { FactRows, GROUPS_OF_PLACES, momentSql, VALUE_HASH } from './fact-rows.js'
import type { KnownNetwork } from './known-network.js'
import type { Narrowed, SightingsAsking } from './request.js'

/** Sightings that are asked for. */
export interface Wanted {
  readonly scope: SightingScope
  readonly narrowed: Narrowed
  readonly maxHosts?: number
  /** The whole network, where that is the scope. */
  readonly network?: KnownNetwork
}

/** A place in the list: after the sighting with these sort keys. */
export interface Keys {
  readonly first: number
  readonly second: number
  readonly id: string
}

export interface PageWanted extends Wanted {
  readonly sort: SightingsSort
  readonly limit: number
  readonly after?: Keys
}

/** One sighting as the engine answers it: in the order of its columns. */
export type FoundSighting = readonly [
  first: string | number,
  second: string | number,
  id: string,
  attribute: string,
  value: string,
  inKind: string,
  inName: string,
  by: string,
  since: string,
  start: string,
  hash: string,
]

const NOBODY = `toIPv6('::')`

/** Sightings of one page of an export: what is bound to look up their hosts must fit into a statement. */
export const MOST_IN_PAGE = 2_000

/**
 * The statement of a page: one row with the number of all sightings that are meant, and those of the
 * page. An array of the least is kept while reading, so that a long list needs no more memory than its
 * values.
 */
export function pageStatement(asking: SightingsAsking, wanted: PageWanted, range: Range): Source {
  const params = new Params()
  const { sort, limit, after } = wanted
  const micros = 'toUnixTimestamp64Micro(since)'
  const keys = {
    newest: `-${micros}, toInt64(0)`,
    oldest: `${micros}, toInt64(0)`,
    rarest: `toInt64(hosts), -${micros}`,
  }[sort]
  const found = sightings(asking, { ...wanted, isCounted: sort === 'rarest' }, range, params)
  const rows = `SELECT *, (${keys}, id, toString(attribute), value, in_kind, in_name, toString(by),
    toString(since), toString(start), toString(${VALUE_HASH})) AS row FROM (${found})`
  const place = after
    ? `(row.1, row.2, row.3) > (${params.bind('Int64', after.first)}, ${params.bind('Int64', after.second)}, ${params.bind('String', after.id)})`
    : '1'
  return {
    sql: `SELECT count() AS total, groupArraySortedIf(${limit + 1})(row, ${place}) AS page FROM (${rows})`,
    params: params.values,
  }
}

/** The statement of the number of sightings of each kind. */
export function countStatement(asking: SightingsAsking, wanted: Wanted, range: Range): Source {
  const params = new Params()
  const found = sightings(asking, { ...wanted, isCounted: false }, range, params)
  const { kinds } = wanted.narrowed
  const learning = `since < ${new FactRows(asking, wanted.narrowed, params).learntUntil(kinds)}`
  return {
    sql: `SELECT toString(attribute) AS attribute, count() AS total, countIf(${learning}) AS in_learning
      FROM (${found}) GROUP BY attribute`,
    params: params.values,
  }
}

type Counted = Wanted & { readonly isCounted: boolean }

/**
 * All sightings that are meant: `id`, `attribute`, `value`, `in_kind` and `in_name` of the group, the
 * first host `by` (where the scope needs it), `since`, `start` of the network, group or host, and
 * `hosts` where they are counted.
 */
function sightings(asking: SightingsAsking, wanted: Counted, range: Range, params: Params): string {
  const { narrowed, maxHosts } = wanted
  const rows = new FactRows(asking, narrowed, params)
  const isCounted = wanted.isCounted || maxHosts !== undefined
  const scoped = { network: inWholeNetwork, group: inGroups, host: onHosts }[wanted.scope]
  const found = scoped(rows, { ...wanted, isCounted }, range)
  const conditions = [
    ...(narrowed.isLearningExcluded ? [`since >= ${rows.learntUntil(narrowed.kinds)}`] : []),
    ...(maxHosts === undefined ? [] : [`hosts <= ${params.bind('UInt64', maxHosts)}`]),
  ]
  return `SELECT *, lower(hex(sipHash128('${wanted.scope}', toString(attribute), value, in_kind, in_name,
      ${wanted.scope === 'host' ? 'by' : NOBODY}))) AS id
    FROM (${found}) ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}`
}

function inWholeNetwork(
  rows: FactRows,
  { narrowed, isCounted, network }: Counted,
  range: Range,
): string {
  const kinds = narrowed.kinds.filter(({ attribute }) => attribute !== undefined)
  const by = rows.onHost('by', narrowed)
  const ofValues = `SELECT attribute, value, '' AS in_kind, '' AS in_name, since, by ${isCounted ? ', hosts' : ''}
    FROM (
      SELECT attribute, value, min(first) AS since,
        ${by.length > 0 ? 'argMin(host, (first, host))' : NOBODY} AS by
        ${isCounted ? ', uniqExact(host) AS hosts' : ''}
      FROM (${rows.of(kinds, candidateConditions(rows, { ...narrowed, kinds }, range))})
      GROUP BY attribute, value
    ) WHERE ${[...rows.inRange('since', range), ...by].join(' AND ') || '1'}`
  const own = [
    ...rows.inRange('first', range),
    ...rows.onValue(narrowed),
    ...rows.onHost('host', narrowed),
  ]
  const ofHosts = `SELECT attribute, value, '' AS in_kind, '' AS in_name, first AS since, host AS by
    ${isCounted ? ', toUInt64(1) AS hosts' : ''} FROM (${rows.ofHosts(own)})`
  const found = [
    ...(kinds.length > 0 ? [ofValues] : []),
    ...(kinds.length < narrowed.kinds.length ? [ofHosts] : []),
  ]
  return `SELECT *, ${momentSql(rows.params, network?.start ?? 0)} AS start FROM (${found.join(' UNION ALL ')})`
}

function inGroups(rows: FactRows, { narrowed, isCounted }: Counted, range: Range): string {
  const by = rows.onHost('by', narrowed)
  const ofPlaces = `SELECT attribute, value, dictGet('place_of', 'place', host) AS place,
      min(first) AS met, argMin(host, (first, host)) AS met_by
      ${isCounted ? ', uniqExact(host) AS met_hosts' : ''}
    FROM (${rows.of(narrowed.kinds, candidateConditions(rows, narrowed, range))})
    GROUP BY attribute, value, place`
  const ofGroups = `SELECT attribute, value, in_kind, in_name, min(met) AS since,
      argMin(met_by, (met, met_by)) AS by ${isCounted ? ', sum(met_hosts) AS hosts' : ''}
    FROM (${ofPlaces}) AS found INNER JOIN (${GROUPS_OF_PLACES}) AS belonging USING (place)
    GROUP BY attribute, value, in_kind, in_name`
  return `SELECT found.*, known.start AS start FROM (${ofGroups}) AS found
    INNER JOIN (${groupStarts(rows)}) AS known USING (in_kind, in_name)
    WHERE ${[...rows.inRange('since', range), ...by].join(' AND ') || '1'}`
}

/** `in_kind`, `in_name`, `start`, `known`: since when groups have been known, and how many hosts they have. */
export function groupStarts(rows: FactRows): string {
  return `SELECT in_kind, in_name, min(start) AS start, count() AS known
    FROM (SELECT dictGet('place_of', 'place', host) AS place, start FROM (${rows.starts})) AS hosts
    INNER JOIN (${GROUPS_OF_PLACES}) AS belonging USING (place)
    GROUP BY in_kind, in_name`
}

function onHosts(rows: FactRows, { narrowed, isCounted }: Counted, range: Range): string {
  const own = rows.onHost('host', narrowed)
  const edges = rows.inRange('first', range)
  const hash = `cityHash64(toString(attribute), value, host)`
  const candidates =
    range.from === undefined
      ? []
      : [`${hash} IN (SELECT ${hash} FROM (${rows.of(narrowed.kinds, [...edges, ...own])}))`]
  const conditions = [...rows.onValue(narrowed), ...candidates, ...own]
  const found = `SELECT attribute, value, host AS by, min(first) AS since
    FROM (${rows.of(narrowed.kinds, conditions)}) GROUP BY attribute, value, host`
  const known = `SELECT attribute, value, '' AS in_kind, '' AS in_name, by, since,
      if(known.host = by, known.start, since) AS start
    FROM (${found}) AS found LEFT JOIN (${rows.startsWhere(own)}) AS known ON known.host = found.by
    WHERE ${rows.inRange('since', range).join(' AND ') || '1'}`
  if (!isCounted) return known
  const counts = `SELECT attribute, value, uniqExact(host) AS hosts
    FROM (${rows.of(narrowed.kinds, rows.onValue(narrowed))}) GROUP BY attribute, value`
  return `SELECT known.*, counts.hosts AS hosts FROM (${known}) AS known
    INNER JOIN (${counts}) AS counts USING (attribute, value)`
}

/**
 * Narrows facts to those of values that some wanted host had for the first time within the range:
 * others cannot be sightings. Two different values may have the same hash, which only costs time.
 */
function candidateConditions(rows: FactRows, narrowed: Narrowed, range: Range): string[] {
  const find = rows.onValue(narrowed)
  const by = rows.onHost('host', narrowed)
  if (range.from === undefined && by.length === 0) return find
  const some = rows.of(narrowed.kinds, [...rows.inRange('first', range), ...find, ...by])
  return [...find, `${VALUE_HASH} IN (SELECT ${VALUE_HASH} FROM (${some}))`]
}
