import type { ClickHouseSettings } from '@clickhouse/client'
import { microsOfSqlTime, type Micros } from '../questions/moment.js'
import { Params } from '../query/params.js'
import { FactRows } from './fact-rows.js'
import type { Narrowed, SightingsAsking } from './request.js'

/** The whole network, as far as it was known. */
export interface KnownNetwork {
  readonly hosts: number
  /** Since when it has been known; absent without a host. */
  readonly start?: Micros
}

export async function knownNetwork(
  asking: SightingsAsking,
  narrowed: Pick<Narrowed, 'asOf' | 'isAnywhere'>,
  settings: ClickHouseSettings,
): Promise<KnownNetwork> {
  const params = new Params()
  const { starts } = new FactRows(asking, narrowed, params)
  const [row] = await asking.store.rows<{ start: string; hosts: string }>(
    `SELECT toString(min(start)) AS start, count() AS hosts FROM (${starts})`,
    { params: params.values, settings, signal: asking.signal },
  )
  const hosts = Number(row?.hosts ?? 0)
  return { hosts, ...(row && hosts > 0 && { start: microsOfSqlTime(row.start) }) }
}
