import type { ClickHouseSettings } from '@clickhouse/client'
import { Params } from '../query/params.js'
import { FactRows } from './fact-rows.js'
import type { Kind } from './kinds.js'
import type { Narrowed, SightingsAsking } from './request.js'

/**
 * The set of values that are kept of a host and attribute is bounded. What a host has beyond that is
 * not known to be its, and no sighting: lists say where that is so.
 */

export function pairKey(attribute: string, host: string): string {
  return `${attribute} ${host}`
}

/** Which of these hosts have more values of the attribute than are kept. Keys as `pairKey` makes them. */
export async function fullPairs(
  asking: SightingsAsking,
  { asOf }: Pick<Narrowed, 'asOf'>,
  pairs: readonly { readonly kind: Kind; readonly attribute: string; readonly host: string }[],
  settings: ClickHouseSettings,
): Promise<ReadonlySet<string>> {
  const kinds = [...new Set(pairs.map(({ kind }) => kind))]
  if (kinds.length === 0) return new Set()
  const params = new Params()
  const rows = new FactRows(asking, { asOf, isAnywhere: true }, params)
  const hosts = params.bind('Array(IPv6)', [...new Set(pairs.map(({ host }) => host))])
  const full = await asking.store.rows<{ attribute: string; host: string }>(
    `SELECT DISTINCT toString(attribute) AS attribute, toString(beyond.host) AS host
     FROM (${rows.full(kinds)}) AS beyond WHERE beyond.host IN ${hosts}`,
    { params: params.values, settings, signal: asking.signal },
  )
  return new Set(full.map(({ attribute, host }) => pairKey(attribute, host)))
}

/** How many hosts have more values of an attribute than are kept. */
export async function fullHosts(
  asking: SightingsAsking,
  { asOf, isAnywhere, kinds }: Pick<Narrowed, 'asOf' | 'isAnywhere' | 'kinds'>,
  settings: ClickHouseSettings,
): Promise<ReadonlyMap<string, number>> {
  const params = new Params()
  const rows = new FactRows(asking, { asOf, isAnywhere }, params)
  const full = await asking.store.rows<{ attribute: string; n: string }>(
    `SELECT toString(attribute) AS attribute, uniqExact(host) AS n
     FROM (${rows.full(kinds)}) GROUP BY attribute`,
    { params: params.values, settings, signal: asking.signal },
  )
  return new Map(full.map(({ attribute, n }) => [attribute, Number(n)]))
}
