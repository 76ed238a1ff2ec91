import { inNetworks } from '../organisation/in-networks.js'
import type { Micros } from '../questions/moment.js'
import type { Params } from '../query/params.js'
import { momentSql } from './fact-rows.js'
import type { SightingsAsking } from './request.js'

/** What a value is looked for with. */
export interface SpreadWanted {
  readonly attributes: readonly string[]
  readonly value: string
  readonly asOf?: Micros
  readonly isHomeOnly: boolean
}

/** Facts of the value: `host`, `first`, `last`, `count`, `attribute`. */
export function factsOfValue(
  asking: SightingsAsking,
  { attributes, value, asOf, isHomeOnly }: SpreadWanted,
  params: Params,
): string {
  const conditions = [
    `attribute IN ${params.bind('Array(String)', attributes)}`,
    `value IN ${params.bind('Array(String)', [...new Set([value, value.toLowerCase()])])}`,
    ...(asOf === undefined ? [] : [`first <= ${momentSql(params, asOf)}`]),
    ...(isHomeOnly ? [inNetworks('host', asking.home, params)] : []),
  ]
  return `SELECT host, first, last, count, attribute FROM facts WHERE ${conditions.join(' AND ')}`
}
