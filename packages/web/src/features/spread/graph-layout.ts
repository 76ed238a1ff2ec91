import type { SpreadEdge, SpreadHost } from '@spoor/model'

/** Hosts that are drawn at most. */
export const MOST_DRAWN = 150

/** Hosts below each other in a column at most. */
const ROWS = 12

/** Columns over which hosts without a contact spread at least. */
const LEAST_COLUMNS = 6

/** A host in its place. */
export interface GraphNode {
  readonly host: SpreadHost
  /** From 1: its place in the order in which hosts met the value. */
  readonly order: number
  readonly x: number
  readonly y: number
  readonly linked: boolean
}

export interface SpreadGraph {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly SpreadEdge[]
  readonly columns: number
  readonly rows: number
  /** Hosts without a contact: they stand below the others, in the order of time. */
  readonly lonely: number
}

/**
 * Places hosts so that the way of a value goes from left to right: one column for each step from a host
 * that had it without a known contact, and those without any contact in rows below, in time order.
 * @param hosts in the order in which they met the value
 */
export function spreadGraph(
  hosts: readonly SpreadHost[],
  edges: readonly SpreadEdge[],
  most = MOST_DRAWN,
): SpreadGraph {
  const drawn = hosts.slice(0, most)
  const names = new Set(drawn.map(({ host }) => host))
  const between = edges.filter(({ from, to }) => names.has(from) && names.has(to))
  const linked = new Set(between.flatMap(({ from, to }) => [from, to]))
  const columns = columnsOf(
    stepsOf(
      drawn.filter(({ host }) => linked.has(host)),
      between,
    ),
  )
  const order = new Map(drawn.map(({ host }, index) => [host, index + 1]))
  const orderOf = (host: SpreadHost) => order.get(host.host) ?? 0
  const above = columns.flatMap((members, x) =>
    members.map((host, y) => ({ host, order: orderOf(host), x, y, linked: true })),
  )
  const height = Math.max(0, ...columns.map((members) => members.length))
  const width = Math.max(columns.length, LEAST_COLUMNS)
  const start = height === 0 ? 0 : height + 1
  const alone = drawn.filter(({ host }) => !linked.has(host))
  const below = alone.map((host, index) => ({
    host,
    order: orderOf(host),
    x: index % width,
    y: start + Math.floor(index / width),
    linked: false,
  }))
  return {
    nodes: [...above, ...below],
    edges: between,
    columns: width,
    rows: alone.length === 0 ? height : start + Math.ceil(alone.length / width),
    lonely: alone.length,
  }
}

/** Hosts by how many contacts they are away from one that nobody came before. */
function stepsOf(hosts: readonly SpreadHost[], edges: readonly SpreadEdge[]): SpreadHost[][] {
  const steps = new Map<string, number>()
  const members: SpreadHost[][] = []
  for (const host of hosts) {
    const before = edges.flatMap(({ from, to }) => (to === host.host ? [steps.get(from) ?? 0] : []))
    const step = before.length === 0 ? 0 : Math.min(...before) + 1
    steps.set(host.host, step)
    ;(members[step] ??= []).push(host)
  }
  return members
}

/** Splits what is too high for one column. */
function columnsOf(steps: readonly SpreadHost[][]): SpreadHost[][] {
  return steps.flatMap((members) =>
    Array.from({ length: Math.ceil(members.length / ROWS) }, (_, at) =>
      members.slice(at * ROWS, (at + 1) * ROWS),
    ),
  )
}
