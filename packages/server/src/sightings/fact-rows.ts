import { inNetworks } from '../organisation/in-networks.js'
import { parseNetwork } from '../organisation/networks.js'
import type { Micros, Range } from '../questions/moment.js'
import type { Params } from '../query/params.js'
import { PARTS } from './day-parts.js'
import { attributeOf, HOST_ITSELF, type Kind } from './kinds.js'
import { daysOf } from './learning.js'
import type { Narrowed, SightingsAsking } from './request.js'

/** SQL of the facts that lists here are made of, with bound values. */

/** A bound moment. */
export function momentSql(params: Params, micros: Micros): string {
  return `fromUnixTimestamp64Micro(${params.bind('Int64', micros)}, 'UTC')`
}

/** An address as people write it; `host` is a column. */
const ADDRESS_TEXT = `replaceOne(toString(host), '::ffff:', if(position(toString(host), '.') > 0, '', '::ffff:'))`

/** One number for an attribute and a value: narrows down which are meant before texts are compared. */
export const VALUE_HASH = 'cityHash64(toString(attribute), value)'

/** Up to so many networks are compared one by one. */
const FEW_NETWORKS = 16

/** A row without a value stands for values that are not kept: the host has too many of the attribute. */
const KEPT = `value != ''`

/** One builder for the statements of a request: what holds for all facts in them. */
export class FactRows {
  constructor(
    private readonly asking: SightingsAsking,
    private readonly narrowed: Pick<Narrowed, 'asOf' | 'isAnywhere'>,
    readonly params: Params,
  ) {}

  /** `host`, `start`: every host that was known, and since when. */
  get starts(): string {
    return this.startsWhere([])
  }

  /** The same of hosts where the conditions on `host` hold. */
  startsWhere(wanted: readonly string[]): string {
    const { asOf, isAnywhere } = this.narrowed
    const conditions = [
      ...(asOf === undefined ? [] : [`first <= ${momentSql(this.params, asOf)}`]),
      ...wanted,
    ]
    const all = `SELECT host, min(first) AS start FROM host_days
      ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''} GROUP BY host`
    return isAnywhere ? all : `SELECT host, start FROM (${all}) WHERE ${this.home('host')}`
  }

  /**
   * `attribute`, `value`, `host`, `first` of what was known of kinds, where the conditions hold. They speak
   * of just these columns. A value of a host may stand in several rows.
   */
  of(kinds: readonly Kind[], conditions: readonly string[] = []): string {
    return this.facts('attribute, value, host, first', kinds, [KEPT, ...conditions])
  }

  /** The same of the addresses of hosts, as values that just one host has. */
  ofHosts(conditions: readonly string[]): string {
    const hosts = `SELECT toLowCardinality('${HOST_ITSELF}') AS attribute, ${ADDRESS_TEXT} AS value,
      host, start AS first FROM (${this.starts})`
    return `SELECT * FROM (${hosts}) ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}`
  }

  /** The same with the `part` of day and week, of values whose parts are kept. */
  withParts(kinds: readonly Kind[], conditions: readonly string[] = []): string {
    const all = [KEPT, `part < ${PARTS}`, ...conditions]
    return this.facts('attribute, value, host, part, first', kinds, all)
  }

  /** `attribute`, `host` where a host has more values than are kept of it. */
  full(kinds: readonly Kind[]): string {
    return this.facts('attribute, host', kinds, [`value = ''`])
  }

  private facts(columns: string, kinds: readonly Kind[], conditions: readonly string[]): string {
    const { asOf, isAnywhere } = this.narrowed
    const attributes = kinds.map(attributeOf)
    const all = [
      `attribute IN ${this.params.bind('Array(String)', attributes)}`,
      ...(asOf === undefined ? [] : [`first <= ${momentSql(this.params, asOf)}`]),
      ...conditions,
      ...(isAnywhere ? [] : [this.home('host')]),
    ]
    return `SELECT ${columns} FROM facts WHERE ${all.join(' AND ')}`
  }

  /** The end of the learning window of an attribute, which began at the column `start`. */
  learntUntil(kinds: readonly Kind[]): string {
    const attributes = this.params.bind('Array(String)', kinds.map(attributeOf))
    const days = this.params.bind(
      'Array(UInt64)',
      kinds.map((kind) => daysOf(kind, this.asking.learningDays)),
    )
    return `addDays(start, transform(toString(attribute), ${attributes}, ${days}, toUInt64(0)))`
  }

  /** Conditions that a column lies within a time range. */
  inRange(column: string, { from, to }: Range): string[] {
    return [
      ...(from === undefined ? [] : [`${column} >= ${momentSql(this.params, from)}`]),
      ...(to === undefined ? [] : [`${column} < ${momentSql(this.params, to)}`]),
    ]
  }

  /** Conditions on the address of a host that somebody asks for. */
  onHost(column: string, { host, network }: Pick<Narrowed, 'host' | 'network'>): string[] {
    return [
      ...(host ? [`${column} = ${this.params.bind('IPv6', host.key)}`] : []),
      ...(network ? [this.inNetwork(column, network)] : []),
    ]
  }

  /** Conditions on a value. */
  onValue({ find }: Pick<Narrowed, 'find'>): string[] {
    return find === undefined
      ? []
      : [`positionCaseInsensitiveUTF8(value, ${this.params.bind('String', find)}) > 0`]
  }

  /** The condition that a host is at home. Of a few networks, plain comparisons are the fastest test. */
  private home(column: string): string {
    const { home } = this.asking
    if (home.length === 0 || home.length > FEW_NETWORKS) {
      return inNetworks(column, home, this.params)
    }
    const edges = home.map(parseNetwork).map(({ first, last }) => {
      const [from, to] = [this.params.bind('IPv6', first), this.params.bind('IPv6', last)]
      return `${column} BETWEEN ${from} AND ${to}`
    })
    return `(${edges.join(' OR ')})`
  }

  /** The condition that an address lies in a network of the organisation, or below it. */
  private inNetwork(column: string, network: string): string {
    const label = this.params.bind('String', network)
    const whole = `arrayStringConcat(path, '/')`
    return `dictGet('place_of', 'place', ${column}) IN (SELECT place FROM places
      WHERE has(path, ${label}) OR ${whole} = ${label} OR startsWith(${whole}, concat(${label}, '/')))`
  }
}

/**
 * `place`, `in_kind`, `in_name`: the groups of a place, and its most specific network as a path. A place
 * may be in several.
 */
export const GROUPS_OF_PLACES = `SELECT place, belongs.1 AS in_kind, belongs.2 AS in_name FROM (
  SELECT place, arrayJoin(arrayConcat(
    arrayMap(name -> ('group', name), groups),
    if(notEmpty(path), [('network', arrayStringConcat(path, '/'))], [])
  )) AS belongs FROM places)`
