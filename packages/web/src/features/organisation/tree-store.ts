import type { NetworksAnswer, NetworksRequest } from '@spoor/model'
import { savedParent } from './tree-draft.js'
import type { Branch } from './tree-rows.js'

const PAGE = 200
/** Pages on the way to one node may be larger: they are many. */
const LARGE_PAGE = 1_000

export type GetNetworks = (request: NetworksRequest, signal: AbortSignal) => Promise<NetworksAnswer>

/** What was loaded of the tree of one version, branch by branch. */
export class TreeStore {
  private branches: ReadonlyMap<string, Branch> = new Map()
  private readonly listeners = new Set<() => void>()
  private readonly running = new Map<string, Promise<void>>()
  private readonly stop = new AbortController()

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
    let branch = this.branches.get(above)
    while (!branch?.nodes.some(({ path }) => path === id)) {
      if (branch?.state === 'ready' && branch.next === undefined) return
      // One page after the other: each says where the next begins.
      // oxlint-disable-next-line no-await-in-loop
      await this.load(above, LARGE_PAGE)
      branch = this.branches.get(above)
      if (branch?.state === 'failed') return
    }
  }

  private async loadPage(id: string, limit: number): Promise<void> {
    const before = this.branches.get(id)
    if (before?.state === 'ready' && before.next === undefined) return
    const { nodes = [], total = 0, next } = before ?? {}
    const kept = { nodes, total, ...(next !== undefined && { next }) }
    this.put(id, { ...kept, state: 'loading' })
    try {
      const page = await this.get(
        { limit, ...(id !== '' && { under: id }), ...(next !== undefined && { cursor: next }) },
        this.stop.signal,
      )
      this.put(id, {
        nodes: [...nodes, ...page.networks],
        total: page.total,
        ...(page.next !== undefined && { next: page.next }),
        state: 'ready',
      })
    } catch {
      this.put(id, { ...kept, state: 'failed' })
    }
  }

  private put(id: string, branch: Branch): void {
    this.branches = new Map(this.branches).set(id, branch)
    for (const listener of this.listeners) listener()
  }
}
