import type { ListedNetwork } from '@spoor/model'
import {
  isNew,
  nextKey,
  own,
  sameTexts,
  without,
  type Draft,
  type NodeChange,
  type NodeChanges,
} from './draft.js'

/** More levels than a tree may have: a walk upwards ends, whatever a kept draft says. */
const MOST_LEVELS = 64

/** Id of the node above, in the saved version; undefined on the first level. */
export function savedParent(id: string): string | undefined {
  const at = id.lastIndexOf('/')
  return isNew(id) || at === -1 ? undefined : id.slice(0, at)
}

/** Id of the node above, as the draft has it; undefined on the first level. */
export function parentOf(nodes: NodeChanges, id: string): string | undefined {
  return own(nodes, id)?.parent ?? savedParent(id)
}

export function labelOf(nodes: NodeChanges, id: string): string {
  return own(nodes, id)?.label ?? id.slice(id.lastIndexOf('/') + 1)
}

/** A node and those above it, from the first level on. */
export function lineOf(nodes: NodeChanges, id: string): string[] {
  const line: string[] = []
  for (
    let at: string | undefined = id;
    at !== undefined && line.length < MOST_LEVELS;
    at = parentOf(nodes, at)
  ) {
    line.unshift(at)
  }
  return line
}

/** The path that a node has in the draft. */
export function pathOf(nodes: NodeChanges, id: string): string {
  return lineOf(nodes, id)
    .map((one) => labelOf(nodes, one))
    .join('/')
}

/** Whether a node, or one above it, is removed. */
export function isGone(nodes: NodeChanges, id: string): boolean {
  return lineOf(nodes, id).some((one) => own(nodes, one)?.removed)
}

export function isWithin(nodes: NodeChanges, id: string, above: string): boolean {
  return lineOf(nodes, id).includes(above)
}

/** Whether people may rename, move and remove it: `Home` and `Internet` stay. */
export function isRoot(nodes: NodeChanges, id: string): boolean {
  return parentOf(nodes, id) === undefined
}

type Patch = Pick<NodeChange, 'parent' | 'label' | 'networks' | 'site' | 'note'>

/** What of a change is really different from what is saved; undefined if nothing is. */
function trimmed(id: string, change: NodeChange): NodeChange | undefined {
  const { of } = change
  if (of === undefined) return change
  const { parent, label, networks, site, note, removed } = change
  const isSame =
    networks !== undefined &&
    of.networks_total === of.networks.length &&
    sameTexts(networks, of.networks)
  const rest = {
    ...(parent !== undefined && parent !== savedParent(id) && { parent }),
    ...(label !== undefined && label !== of.label && { label }),
    ...(networks !== undefined && !isSame && { networks }),
    ...(site !== undefined && site !== of.site && { site }),
    ...(note !== undefined && note !== of.note && { note }),
    ...(removed && { removed }),
  }
  return Object.keys(rest).length === 0 ? undefined : { of, ...rest }
}

function put(draft: Draft, id: string, change: NodeChange): Draft {
  const kept = trimmed(id, change)
  return {
    ...draft,
    nodes: kept === undefined ? without(draft.nodes, id) : { ...draft.nodes, [id]: kept },
  }
}

/** @param of the node as it is saved; undefined if it is new */
export function changeNode(
  draft: Draft,
  id: string,
  of: ListedNetwork | undefined,
  patch: Patch,
): Draft {
  return put(draft, id, { ...own(draft.nodes, id), ...(of !== undefined && { of }), ...patch })
}

/** A new node below another; its id comes along. */
export function addNode(draft: Draft, parent: string): readonly [draft: Draft, id: string] {
  const id = nextKey(draft)
  const label = draft.next === 1 ? 'New network' : `New network ${draft.next}`
  const added = { ...draft, next: draft.next + 1 }
  return [put(added, id, { parent, label, networks: [], note: '' }), id]
}

/** Moves a node, unless it would come to lie below itself. */
export function moveNode(
  draft: Draft,
  id: string,
  of: ListedNetwork | undefined,
  to: string,
): Draft {
  return isWithin(draft.nodes, to, id) ? draft : changeNode(draft, id, of, { parent: to })
}

/**
 * Removes a node with all below it. A new one leaves no trace; what had been moved into it goes back
 * to where it was.
 */
export function removeNode(draft: Draft, id: string, of: ListedNetwork | undefined): Draft {
  if (!isNew(id)) {
    return put(draft, id, {
      ...own(draft.nodes, id),
      ...(of !== undefined && { of }),
      removed: true,
    })
  }
  return Object.keys(draft.nodes)
    .filter((one) => isWithin(draft.nodes, one, id))
    .reduce((left, one) => {
      if (isNew(one)) return { ...left, nodes: without(left.nodes, one) }
      const { parent = '', ...change } = own(left.nodes, one) ?? {}
      return isNew(parent) ? put(left, one, change) : left
    }, draft)
}

/** Takes back all that was changed in one node. A new one is removed. */
export function restoreNode(draft: Draft, id: string): Draft {
  if (isNew(id)) return removeNode(draft, id, undefined)
  return { ...draft, nodes: without(draft.nodes, id) }
}
