import type { GivenRole, HostGroup, ListedNetwork, NamedList, Site, UserGroup } from '@spoor/model'

/** What each part of the organisation besides the tree holds. */
export interface Parts {
  readonly host_groups: HostGroup
  readonly user_groups: UserGroup
  readonly roles: GivenRole
  readonly sites: Site
  readonly lists: NamedList
}
export type Part = keyof Parts

export const PARTS: readonly Part[] = ['host_groups', 'user_groups', 'roles', 'sites', 'lists']

/**
 * What is different in a node of the tree. Its id is the path that it has in the saved version, or
 * ` new ` and a number if it is new: an id stays while the node is renamed and moved.
 */
export interface NodeChange {
  /** As it is saved; absent if it is new. */
  readonly of?: ListedNetwork
  /** Id of the node above, where it is new or moved. */
  readonly parent?: string
  readonly label?: string
  readonly networks?: readonly string[]
  /** Null: the one from above. */
  readonly site?: string | null
  readonly note?: string
  readonly removed?: true
}

export type NodeChanges = Readonly<Record<string, NodeChange>>

/** Changed things of a part by their key; null is removed. New ones have ` new ` and a number. */
export type ItemChanges<P extends Part> = Readonly<Record<string, Parts[P] | null>>

/** What a person changed and has not saved: small, however large the organisation is. */
export interface Draft {
  /** Number of the version that it began with; 0 if none was saved. */
  readonly base: number
  readonly nodes: NodeChanges
  readonly items: { readonly [P in Part]: ItemChanges<P> }
  /** Number of the next new thing. */
  readonly next: number
}

export function emptyDraft(base: number): Draft {
  return {
    base,
    nodes: {},
    items: { host_groups: {}, user_groups: {}, roles: {}, sites: {}, lists: {} },
    next: 1,
  }
}

/** How many nodes and named things a draft changes. */
export function countChanges({ nodes, items }: Draft): number {
  return PARTS.reduce(
    (sum, part) => sum + Object.keys(items[part]).length,
    Object.keys(nodes).length,
  )
}

/** No saved name or path begins with a space. */
const NEW = ' new '

export function isNew(id: string): boolean {
  return id.startsWith(NEW)
}

/** The id or key of the next new thing of a draft. */
export function nextKey({ next }: Draft): string {
  return `${NEW}${next}`
}

/** What a record has of its own under a key: names such as `constructor` are names as any other. */
export function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}

/** The same record without one key. */
export function without<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  const { [key]: _, ...rest } = record
  return rest
}

export function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index])
}
