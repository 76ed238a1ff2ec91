import type { NetworkNode, OrganisationDocument } from '@spoor/model'

/** A node of the tree of networks, in a list of all of them: each before those below it. */
export interface FlatNode {
  readonly node: NetworkNode
  /** Labels from the first level on. */
  readonly labels: readonly string[]
  /** The same with `/` between them. */
  readonly path: string
  /** Index of the node above; -1 on the first level. */
  readonly parent: number
  /** Index of the last node below, or its own. */
  end: number
  /** Its own site or one from above; empty if none. */
  readonly site: string
}

/** The nodes of a tree that was checked. */
export function flatNodes({ networks }: Pick<OrganisationDocument, 'networks'>): FlatNode[] {
  const all: FlatNode[] = []
  const add = (node: NetworkNode, above: FlatNode | undefined, parent: number): void => {
    const labels = [...(above?.labels ?? []), node.label]
    const site = node.site ?? above?.site ?? ''
    const flat = { node, labels, path: labels.join('/'), parent, end: 0, site }
    const index = all.push(flat) - 1
    for (const child of node.children) add(child, flat, index)
    flat.end = all.length - 1
  }
  for (const root of networks) add(root, undefined, -1)
  return all
}
