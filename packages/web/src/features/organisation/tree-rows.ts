import type { ListedNetwork } from '@spoor/model'
import { isGone, savedParent } from './tree-draft.js'
import { own, type NodeChange, type NodeChanges } from './draft.js'

/** What was loaded of the nodes below one node. */
export interface Branch {
  readonly nodes: readonly ListedNetwork[]
  readonly total: number
  readonly next?: string
  readonly state: 'loading' | 'ready' | 'failed'
}

export interface NodeRow {
  readonly kind: 'node'
  readonly id: string
  /** From 0. */
  readonly depth: number
  /** As it is saved; undefined if it is new. */
  readonly of?: ListedNetwork
  readonly change?: NodeChange
  /** Nodes right below it, as the draft has them. */
  readonly children: number
  readonly isOpen: boolean
  /** Whether it, or one above it, is removed. */
  readonly isGone: boolean
}

/** Stands where more nodes of a branch are, or will be. */
export interface MoreRow {
  readonly kind: 'more'
  readonly id: string
  readonly depth: number
  readonly parent: string
  readonly state: Branch['state']
  readonly left: number
}

export type TreeRow = NodeRow | MoreRow

export interface Tree {
  /** By the id of the node above; the first level by ''. */
  readonly branches: ReadonlyMap<string, Branch>
  readonly open: ReadonlySet<string>
  readonly nodes: NodeChanges
}

interface Shifts {
  /** Ids of nodes that came below a node, by its id. */
  readonly arrived: ReadonlyMap<string, readonly string[]>
  /** How many went away from below a node. */
  readonly left: ReadonlyMap<string, number>
}

function shiftsOf(nodes: NodeChanges): Shifts {
  const arrived = new Map<string, string[]>()
  const left = new Map<string, number>()
  for (const [id, { parent }] of Object.entries(nodes)) {
    if (parent === undefined) continue
    const here = arrived.get(parent)
    if (here === undefined) arrived.set(parent, [id])
    else here.push(id)
    const before = savedParent(id)
    if (before !== undefined) left.set(before, (left.get(before) ?? 0) + 1)
  }
  return { arrived, left }
}

/** The rows of a tree of which parts are loaded and open, with what the draft changes. */
export function treeRows(tree: Tree): TreeRow[] {
  const shifts = shiftsOf(tree.nodes)
  const rows: TreeRow[] = []
  const addNode = (id: string, of: ListedNetwork | undefined, depth: number, gone: boolean) => {
    const change = own(tree.nodes, id)
    const children =
      (of?.children ?? 0) - (shifts.left.get(id) ?? 0) + (shifts.arrived.get(id)?.length ?? 0)
    const isOpen = children > 0 && tree.open.has(id)
    const isNodeGone = gone || change?.removed === true
    rows.push({
      kind: 'node',
      id,
      depth,
      children,
      isOpen,
      isGone: isNodeGone,
      ...(of !== undefined && { of }),
      ...(change !== undefined && { change }),
    })
    if (isOpen) addBranch(id, (of?.children ?? 0) > 0, depth + 1, isNodeGone)
  }
  const addBranch = (id: string, isSaved: boolean, depth: number, gone: boolean) => {
    const branch = tree.branches.get(id)
    for (const of of branch?.nodes ?? []) {
      if (own(tree.nodes, of.path)?.parent === undefined) addNode(of.path, of, depth, gone)
    }
    const missing = (branch?.total ?? 0) - (branch?.nodes.length ?? 0)
    if (isSaved && (branch?.state !== 'ready' || branch.next !== undefined)) {
      const state = branch?.state ?? 'loading'
      rows.push({ kind: 'more', id: `${id}\u0000more`, parent: id, depth, state, left: missing })
    }
    for (const one of shifts.arrived.get(id) ?? [])
      addNode(one, own(tree.nodes, one)?.of, depth, gone)
  }
  addBranch('', true, 0, false)
  return rows
}

/** Rows of a search: what the server found, as the draft has it, and new nodes of that label. */
export function foundRows(
  found: readonly ListedNetwork[],
  nodes: NodeChanges,
  find: string,
): NodeRow[] {
  const text = find.toLowerCase()
  const fresh = Object.entries(nodes).filter(
    ([, change]) => change.of === undefined && change.label?.toLowerCase().includes(text),
  )
  const row = (id: string, of: ListedNetwork | undefined): NodeRow => ({
    kind: 'node',
    id,
    depth: 0,
    children: of?.children ?? 0,
    isOpen: false,
    isGone: isGone(nodes, id),
    ...(of !== undefined && { of }),
    ...(own(nodes, id) !== undefined && { change: own(nodes, id) }),
  })
  return [...fresh.map(([id]) => row(id, undefined)), ...found.map((of) => row(of.path, of))]
}
