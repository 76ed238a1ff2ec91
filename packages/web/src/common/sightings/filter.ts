import type { SightingsFilter } from '../api/sightings.js'
import type { View } from '../url/search-state.js'

/** What narrows sightings and outliers alike, but for the kind. */
export function narrowingOf(view: View): SightingsFilter {
  const { find, network, host, hosts, learning, as_of } = view
  return { find, network, host, hosts, learning, as_of }
}

/** What narrows sightings, but for the kind. */
export function sightingsFilterOf(view: View): SightingsFilter {
  return { ...narrowingOf(view), scope: view.scope, max_hosts: view.most }
}

/** A view that nothing narrows but the range and the network. */
export const UNNARROWED: View = {
  find: undefined,
  host: undefined,
  hosts: undefined,
  learning: undefined,
  as_of: undefined,
  scope: undefined,
  most: undefined,
  kind: undefined,
  id: undefined,
}

/** Whether anything narrows the list that `UNNARROWED` takes away. */
export function isNarrowed(view: View): boolean {
  const { find, host, learning, most, kind } = view
  return [find, host, learning, most, kind].some((one) => one !== undefined)
}

/** What goes along from sightings to outliers and to the spread, and back. */
export function keptBetween(view: View): View {
  const { q, from, to, tz, network, find, host, learning, as_of, kind } = view
  return { q, from, to, tz, network, find, host, learning, as_of, kind }
}
