import type { NetworkNode, OrganisationDocument } from '@spoor/model'
import {
  isNew,
  own,
  PARTS,
  type Draft,
  type ItemChanges,
  type NodeChanges,
  type Part,
  type Parts,
} from './draft.js'
import { nameOf } from './items.js'
import { labelOf, parentOf, pathOf } from './tree-draft.js'

/** A document with a draft put on it: only the parts that it changes. */
export interface Applied {
  readonly document: Partial<OrganisationDocument>
  /** Names of what was changed and is no longer there. */
  readonly lost: readonly string[]
  /** Ids of the nodes of the new tree. */
  readonly idOf: ReadonlyMap<NetworkNode, string>
  /** Keys of the things of changed parts, in their order. */
  readonly keys: Readonly<Partial<Record<Part, readonly string[]>>>
}

interface Branching {
  readonly id: string
  node: NetworkNode
  below: Branching[]
}

function branchesOf(roots: readonly NetworkNode[]): Map<string, Branching> {
  const all = new Map<string, Branching>()
  const add = (node: NetworkNode, above: string): Branching => {
    const id = above === '' ? node.label : `${above}/${node.label}`
    const branching: Branching = { id, node, below: [] }
    all.set(id, branching)
    branching.below = node.children.map((child) => add(child, id))
    return branching
  }
  for (const root of roots) add(root, '')
  return all
}

/** The tree with a draft's changes. Nothing is changed in place. */
export function applyNodes(
  roots: readonly NetworkNode[],
  nodes: NodeChanges,
): Pick<Applied, 'lost' | 'idOf'> & { readonly networks: NetworkNode[] } {
  const all = branchesOf(roots)
  const lost = new Set<string>()
  for (const id of Object.keys(nodes)) {
    if (isNew(id)) {
      all.set(id, { id, node: { label: '', networks: [], children: [] }, below: [] })
    } else if (!all.has(id) && !own(nodes, id)?.removed) {
      lost.add(pathOf(nodes, id))
    }
  }
  for (const [id, { parent }] of Object.entries(nodes)) {
    const branching = all.get(id)
    if (branching === undefined || parent === undefined) continue
    const before = isNew(id) ? undefined : parentOf({}, id)
    const old = before === undefined ? undefined : all.get(before)
    const now = all.get(parent)
    if (now === undefined) {
      lost.add(pathOf(nodes, id))
      continue
    }
    if (old !== undefined) old.below = old.below.filter((one) => one !== branching)
    now.below.push(branching)
  }
  const idOf = new Map<NetworkNode, string>()
  const build = ({ id, node, below }: Branching): NetworkNode => {
    const { networks, site = node.site, note = node.note } = own(nodes, id) ?? {}
    const built: NetworkNode = {
      label: own(nodes, id) === undefined ? node.label : labelOf(nodes, id),
      networks: networks === undefined ? node.networks : [...networks],
      ...(site !== null && site !== undefined && site !== '' && { site }),
      ...(note !== undefined && note !== '' && { note }),
      children: below.flatMap((one) => (nodes[one.id]?.removed ? [] : [build(one)])),
    }
    idOf.set(built, id)
    return built
  }
  const networks = roots.flatMap(({ label }) => {
    const root = all.get(label)
    return root === undefined ? [] : [build(root)]
  })
  return { networks, lost: [...lost], idOf }
}

/** The things of a part with a draft's changes. */
export function applyItems<P extends Part>(
  saved: readonly Parts[P][],
  changes: ItemChanges<P>,
): { readonly items: Parts[P][]; readonly keys: string[]; readonly lost: string[] } {
  const known = new Set<string>()
  const kept: [key: string, item: Parts[P]][] = []
  for (const item of saved) {
    const key = nameOf(item)
    known.add(key)
    const change = own(changes, key)
    if (change !== null) kept.push([key, change ?? item])
  }
  const lost: string[] = []
  for (const [key, item] of Object.entries(changes) as [string, Parts[P] | null][]) {
    if (known.has(key) || item === null) continue
    if (isNew(key)) kept.push([key, item])
    else lost.push(nameOf(item))
  }
  return { items: kept.map(([, item]) => item), keys: kept.map(([key]) => key), lost }
}

/** Puts a draft on a document. */
export function applyDraft(draft: Draft, document: OrganisationDocument): Applied {
  const saved: { readonly [P in Part]: readonly Parts[P][] } = document
  const parts: Partial<Record<string, unknown>> = {}
  const keys: Partial<Record<Part, readonly string[]>> = {}
  const lost: string[] = []
  const one = <P extends Part>(part: P) => {
    const changes: ItemChanges<P> = draft.items[part]
    if (Object.keys(changes).length === 0) return
    const applied = applyItems<P>(saved[part], changes)
    parts[part] = applied.items
    keys[part] = applied.keys
    lost.push(...applied.lost)
  }
  PARTS.forEach(one)
  if (Object.keys(draft.nodes).length === 0) {
    return { document: parts, lost, keys, idOf: new Map() }
  }
  const tree = applyNodes(document.networks, draft.nodes)
  parts['networks'] = tree.networks
  return { document: parts, lost: [...lost, ...tree.lost], keys, idOf: tree.idOf }
}
