import type { OrganisationDocument } from '@spoor/model'
import { flatNodes, type FlatNode } from '../document/tree.js'

/** The tree of a document as lists ask for it. */
export interface Nodes {
  readonly all: readonly FlatNode[]
  readonly byPath: ReadonlyMap<string, number>
  /** Networks of each node and of those below it. */
  readonly networksBelow: readonly number[]
}

const known = new WeakMap<OrganisationDocument, Nodes>()

/** Made once for each document. */
export function nodesOf(document: OrganisationDocument): Nodes {
  const before = known.get(document)
  if (before) return before
  const all = flatNodes(document)
  const networksBelow = all.map(({ node }) => node.networks.length)
  // From the last on, so that a node has all that is below it when it is added to the one above.
  for (let index = all.length - 1; index > 0; index -= 1) {
    const above = all[index]?.parent ?? -1
    if (above >= 0) networksBelow[above] = (networksBelow[above] ?? 0) + (networksBelow[index] ?? 0)
  }
  const nodes = {
    all,
    byPath: new Map(all.map(({ path }, index) => [path, index])),
    networksBelow,
  }
  known.set(document, nodes)
  return nodes
}
