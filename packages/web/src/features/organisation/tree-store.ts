import type { NetworksAnswer, NetworksRequest } from '@spoor/model'
import { savedParent } from './tree-draft.js'
import type { Branch } from './tree-rows.js'

const PAGE = 200
/** A node that is not among so many pages is asked for by its name. */
const PAGES_BEFORE_NAME = 2
/** Nodes on the way to one that cannot be had by its name. */
const LARGE_PAGE = 1_000

type GetNetworks = (request: NetworksRequest) => Promise<NetworksAnswer>

/** What was loaded of the tree of one version, branch by branch. */
export class TreeStore {
  private branches: ReadonlyMap<string, Branch> = new Map()
  private readonly listeners = new Set<() => void>()
  private readonly running = new Map<string, Promise<void>>()
  /** Paths of nodes that stand before those of their branch. */
  private readonly onTop = new Set<string>()

  constructor(private readonly get: GetNetworks) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  readonly snapshot = (): ReadonlyMap<string, Branch> => this.branches

  /** Loads the next nodes of a branch; the first level is ''. What failed is tried again. */
  readonly load = (id: string, limit = PAGE): Promise<void> => {
    const running = this.running.get(id)
    if (running !== undefined) return running
    const started = this.loadPage(id, limit).finally(() => this.running.delete(id))
    this.running.set(id, started)
    return started
  }

  /** Loads what is above a node of the saved tree, so that it can be shown in its place. */
  readonly loadLine = async (id: string): Promise<void> => {
    const parent = savedParent(id)
    if (parent !== undefined) await this.loadLine(parent)
    const above = parent ?? ''
    for (let pages = 0; ; pages += 1) {
      const branch = this.branches.get(above)
      if (branch?.nodes.some(({ path }) => path === id)) return
      if (branch?.state === 'failed' && pages > 0) return
      if (branch?.state === 'ready' && branch.next === undefined) return
      // One page after the other: each says where the next begins.
      if (pages === PAGES_BEFORE_NAME && (await this.loadByName(id, above))) return
      await this.load(above, pages < PAGES_BEFORE_NAME ? PAGE : LARGE_PAGE)
    }
  }

  /** Puts a node that is far down on top of its branch. False if it cannot be found so. */
  private async loadByName(id: string, above: string): Promise<boolean> {
    try {
      const find = id.slice(above.length + 1)
      const { networks } = await this.get({ under: above, find, limit: LARGE_PAGE })
      const node = networks.find(({ path }) => path === id)
      const branch = this.branches.get(above)
      if (node === undefined || branch === undefined) return false
      if (!branch.nodes.some(({ path }) => path === id)) {
        this.onTop.add(id)
        this.put(above, { ...branch, nodes: [node, ...branch.nodes] })
      }
      return true
    } catch {
      return false
    }
  }

  private async loadPage(id: string, limit: number): Promise<void> {
    const before = this.branches.get(id)
    if (before?.state === 'ready' && before.next === undefined) return
    const { next } = before ?? {}
    this.put(id, { nodes: [], total: 0, ...before, state: 'loading' })
    try {
      const page = await this.get({
        limit,
        ...(id !== '' && { under: id }),
        ...(next !== undefined && { cursor: next }),
      })
      const nodes = this.branches.get(id)?.nodes ?? []
      this.put(id, {
        nodes: [...nodes, ...page.networks.filter(({ path }) => !this.onTop.has(path))],
        total: page.total,
        ...(page.next !== undefined && { next: page.next }),
        state: 'ready',
      })
    } catch {
      this.put(id, { nodes: [], total: 0, ...this.branches.get(id), state: 'failed' })
    }
  }

  private put(id: string, branch: Branch): void {
    this.branches = new Map(this.branches).set(id, branch)
    for (const listener of this.listeners) listener()
  }
}
