/** SQL about where the organisation has an address. */

/** The number of the place of an address column, which may be absent; 0 is nowhere. */
export function placeOf(address: string): string {
  return `dictGet('place_of', 'place', ifNull(${address}, toIPv6('::')))`
}

/** Of a place, the paths of all networks around it, from the root on: `Home`, `Home/Berlin`. */
export const NETWORK_PATHS = `arrayMap(d -> arrayStringConcat(arraySlice(path, 1, d), '/'), arrayEnumerate(path))`
