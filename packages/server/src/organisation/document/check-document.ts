import type { OrganisationDocument } from '@spoor/model'
import { placesOf } from '../places/places.js'
import { byAddress, enclosing, readPrefix, type Prefix } from '../prefix.js'
import { ORGANISATION_LIMITS as LIMITS } from './limits.js'
import { Spot, TooLargeError, type Problems } from './problems.js'
import { readHostGroups, readLists, readRoles, readSites, readUserGroups } from './read-parts.js'
import { readTree } from './read-tree.js'
import { Reading } from './read-values.js'
import { flatNodes, type FlatNode } from './tree.js'

export interface CheckedDocument {
  /** As it can be saved; absent if there are problems. */
  readonly document?: OrganisationDocument
  readonly problems: Problems
  /** Overlaps and the like, which keep nobody from saving it. */
  readonly warnings: Problems
}

/** What a document is read against. */
export interface DocumentBase {
  /** What holds now: parts that a document leaves out stay so. */
  readonly document: OrganisationDocument
  /** Networks of `Home` where a document leaves them out. */
  readonly home: readonly string[]
}

const PARTS = ['networks', 'host_groups', 'user_groups', 'roles', 'sites', 'lists'] as const

/**
 * Reads a document of an organisation from plain objects, and says all that is wrong with it.
 * Time and memory follow its size, which is limited.
 */
export function checkDocument(input: unknown, base: DocumentBase): CheckedDocument {
  const reading = new Reading()
  const { problems, warnings } = reading
  try {
    const document = readDocument(reading, input, base)
    checkSites(reading, document)
    checkNetworks(reading, document)
    if (problems.total > 0) return { problems, warnings }
    checkGroupsOfAddresses(reading, document)
    return { ...(problems.total === 0 && { document }), problems, warnings }
  } catch (error) {
    if (error instanceof TooLargeError) return { problems, warnings }
    throw error
  }
}

function readDocument(
  reading: Reading,
  input: unknown,
  { document: base, home }: DocumentBase,
): OrganisationDocument {
  const found = reading.map(Spot.of('organisation'), input, PARTS)
  const part = <T>(name: (typeof PARTS)[number], read: (value: unknown) => T, kept: T): T =>
    found[name] === undefined ? kept : read(found[name])
  return {
    networks: part('networks', (value) => readTree(reading, value, home), base.networks),
    host_groups: part('host_groups', (value) => readHostGroups(reading, value), base.host_groups),
    user_groups: part('user_groups', (value) => readUserGroups(reading, value), base.user_groups),
    roles: part('roles', (value) => readRoles(reading, value), base.roles),
    sites: part('sites', (value) => readSites(reading, value), base.sites),
    lists: part('lists', (value) => readLists(reading, value), base.lists),
  }
}

/** Sites that nodes name must be there. */
function checkSites(reading: Reading, document: OrganisationDocument): void {
  const sites = new Set(document.sites.map(({ name }) => name))
  for (const { node, path } of flatNodes(document)) {
    if (!node.site || sites.has(node.site)) continue
    reading.problems.add(spotOf(reading, node, path).at('site'), `there is no site ${node.site}`)
  }
}

interface OwnedPrefix extends Prefix {
  readonly text: string
  readonly node: number
  readonly index: number
}

/** A network belongs to one node; one within another should be below that one's node. */
function checkNetworks(reading: Reading, document: OrganisationDocument): void {
  const nodes = flatNodes(document)
  const prefixes = nodes.flatMap(({ node: { networks } }, node) =>
    networks.map((text, index): OwnedPrefix => ({ ...readPrefix(text), node, index })),
  )
  prefixes.sort(byAddress)
  const spot = ({ node, index }: OwnedPrefix): Spot => {
    const { node: own, path } = nodes[node] as FlatNode
    return spotOf(reading, own, path).at('networks').at(index)
  }
  const distinct = prefixes.filter((prefix, at) => {
    const before = prefixes[at - 1]
    if (!before || byAddress(before, prefix) !== 0) return true
    const owner = nodes[before.node]?.path
    reading.problems.add(spot(prefix), `${prefix.text} is a network of ${owner} already`)
    return false
  })
  enclosing(distinct).forEach((around, at) => {
    const prefix = distinct[at]
    if (!around || !prefix || isAtOrBelow(nodes, prefix.node, around.node)) return
    reading.warnings.add(
      spot(prefix),
      `${prefix.text} lies in ${around.text} of ${nodes[around.node]?.path}, which is not above it: ` +
        `its addresses are of ${nodes[prefix.node]?.path}`,
    )
  })
}

function isAtOrBelow(nodes: readonly FlatNode[], node: number, above: number): boolean {
  return above <= node && node <= (nodes[above]?.end ?? -1)
}

function spotOf(reading: Reading, node: object, path: string): Spot {
  return reading.spotOf(node) ?? Spot.of('networks').at(path)
}

/** Everybody pays for the groups of an address with each question. */
function checkGroupsOfAddresses(reading: Reading, document: OrganisationDocument): void {
  const { crowded } = placesOf(document)
  if (crowded === undefined) return
  reading.problems.add(
    Spot.of('host_groups'),
    `${crowded} is in more than ${LIMITS.groupsOfAddress} groups and roles`,
  )
}
