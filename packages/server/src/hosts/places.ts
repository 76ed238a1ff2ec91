import { plainIp } from './host-address.js'
import { hostRows, type HostAsking } from './host-asking.js'

/** What the organisation says of an address. */
export interface Place {
  /** Labels of the networks around it, from the root on. */
  readonly path: string[]
  /** The most specific of them, as CIDR; empty if there is none. */
  readonly network: string
  readonly groups: string[]
  /** Given by hand. */
  readonly roles: string[]
  readonly site: string
}

const NOWHERE: Place = { path: [], network: '', groups: [], roles: [], site: '' }

/** Places of addresses, which the engine may take in any form; they are found as people write them. */
export async function placesOf(
  asking: HostAsking,
  addresses: readonly string[],
): Promise<(address: string) => Place> {
  const rows = await hostRows<Place & { host: string }>(asking, {
    sql: `SELECT toString(host) AS host, path, network, groups, roles, site
FROM (SELECT host, dictGet('place_of', 'place', host) AS place
  FROM (SELECT arrayJoin({x_addresses:Array(IPv6)}) AS host)) AS located
INNER JOIN places USING (place)`,
    params: { x_addresses: addresses },
  })
  const found = new Map(rows.map((row) => [plainIp(row.host), row]))
  return (address) => found.get(address) ?? NOWHERE
}
