import type { OrganisationDocument } from '@spoor/model'
import { ORGANISATION_LIMITS as LIMITS } from '../document/limits.js'
import { flatNodes } from '../document/tree.js'
import { byAddress, cidrText, enclosing, readPrefix, type Prefix } from '../prefix.js'

/** What holds of all addresses of some prefixes. */
export interface Place {
  /** Labels of the most specific network, from the first level on. */
  readonly path: readonly string[]
  readonly groups: readonly string[]
  readonly roles: readonly string[]
  /** Empty if none. */
  readonly site: string
}

export interface Places {
  readonly places: readonly Place[]
  /** Every prefix that an address can most specifically be in, with the index of its place. */
  readonly prefixes: readonly { readonly prefix: string; readonly place: number }[]
  /** A prefix in more groups than one may be; the places are not whole then. */
  readonly crowded?: string
}

/** All addresses: what nobody says anything of is on the Internet. */
const EVERYWHERE = ['::/0', '0.0.0.0/0']

/** What is said of one prefix, and then of all that lies around it too. */
interface Said extends Prefix {
  readonly groups: Set<string>
  readonly roles: Set<string>
  /** Index of its node; -1 if it is no network of the tree. */
  node: number
  place?: number
}

/**
 * What holds of which addresses: a prefix has the most specific network around it, with the site that
 * this has from above, and the groups and roles of all prefixes around it. Prefixes without any are of
 * `Internet`.
 */
export function placesOf(document: OrganisationDocument): Places {
  const nodes = flatNodes(document)
  const said = new Map<string, Said>()
  const at = (text: string): Said => {
    const prefix = readPrefix(text)
    const key = cidrText(prefix)
    const known = said.get(key)
    if (known) return known
    const { first, last, length } = prefix
    const added: Said = { first, last, length, groups: new Set(), roles: new Set(), node: -1 }
    said.set(key, added)
    return added
  }
  nodes.forEach(({ node }, index) => {
    for (const text of node.networks) at(text).node = index
  })
  for (const { name, networks } of document.host_groups) {
    for (const text of networks) at(text).groups.add(name)
  }
  for (const { role, networks } of document.roles) {
    for (const text of networks) at(text).roles.add(role)
  }
  const internet = nodes.findIndex(({ path }) => path === 'Internet')
  for (const text of EVERYWHERE) {
    const everywhere = at(text)
    if (everywhere.node === -1) everywhere.node = internet
  }
  return placed([...said.values()].toSorted(byAddress), (index) => {
    const node = nodes[index]
    return { path: node?.labels ?? [], site: node?.site ?? '' }
  })
}

/** @param networkOf what a place says of a node */
function placed(
  sorted: readonly Said[],
  networkOf: (node: number) => Pick<Place, 'path' | 'site'>,
): Places {
  const places: Place[] = []
  const known = new Map<string, number>()
  const prefixes: { prefix: string; place: number }[] = []
  for (const [index, around] of enclosing(sorted).entries()) {
    const own = sorted[index] as Said
    if (own.node === -1) own.node = around?.node ?? -1
    const hasOwn = own.groups.size + own.roles.size > 0
    for (const group of around?.groups ?? []) own.groups.add(group)
    for (const role of around?.roles ?? []) own.roles.add(role)
    if (own.groups.size + own.roles.size > LIMITS.groupsOfAddress) {
      return { places, prefixes, crowded: cidrText(own) }
    }
    if (around && !hasOwn && around.node === own.node) own.place = around.place
    if (own.place === undefined) {
      const [groups, roles] = [[...own.groups].toSorted(), [...own.roles].toSorted()]
      const key = JSON.stringify([own.node, groups, roles])
      own.place = known.get(key) ?? places.length
      if (!known.has(key)) {
        known.set(key, own.place)
        places.push({ ...networkOf(own.node), groups, roles })
      }
    }
    prefixes.push({ prefix: cidrText(own), place: own.place })
  }
  return { places, prefixes }
}
