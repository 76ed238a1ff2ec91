import type { HostNetwork } from '@spoor/model'

/** What the areas of the picture stand for. */
export type Measure = 'hosts' | 'services' | 'users' | 'at_risk'

/** A rectangle of the treemap. */
export interface TreeNode {
  readonly name: string
  readonly value: number
  /** Labels of the network that a press narrows to; empty for hosts in no network. */
  readonly path: readonly string[]
  readonly children?: readonly TreeNode[]
}

const NO_NETWORK = 'in no network'

const keyOf = (path: readonly string[]) => path.join('\u0000')

/**
 * Networks as the treemap draws them: nested by their paths. What a network has beside the networks
 * below it that are listed is a rectangle of its own, so that areas add up.
 */
export function networkTree(networks: readonly HostNetwork[], measure: Measure): TreeNode[] {
  const listed = new Set(networks.map(({ path }) => keyOf(path)))
  const below = new Map<string, HostNetwork[]>()
  for (const network of networks) {
    const parent = parentOf(network.path, listed)
    const siblings = below.get(parent)
    if (siblings === undefined) below.set(parent, [network])
    else siblings.push(network)
  }
  const draw = (network: HostNetwork): TreeNode => {
    const { path } = network
    const value = network[measure]
    const name = path.at(-1) ?? NO_NETWORK
    const children = path.length === 0 ? [] : (below.get(keyOf(path)) ?? []).map(draw)
    if (children.length === 0) return { name, value, path }
    const rest = value - children.reduce((sum, child) => sum + child.value, 0)
    const own = rest > 0 ? [{ name: `${name}, the rest`, value: rest, path }] : []
    return { name, value, path, children: [...children, ...own].filter(hasArea) }
  }
  return (below.get(TOP) ?? []).map(draw).filter(hasArea)
}

const TOP = '\u0001'

/** The nearest network around a path that is listed. */
function parentOf(path: readonly string[], listed: ReadonlySet<string>): string {
  for (let length = path.length - 1; length > 0; length -= 1) {
    const key = keyOf(path.slice(0, length))
    if (listed.has(key)) return key
  }
  return TOP
}

function hasArea({ value }: TreeNode): boolean {
  return value > 0
}

/** Networks in the order of a tree: each below its parent, siblings with most hosts first. */
export function inTreeOrder(networks: readonly HostNetwork[]): HostNetwork[] {
  const hosts = new Map(networks.map(({ path, hosts }) => [keyOf(path), hosts]))
  return networks.toSorted((a, b) => {
    if (a.path.length === 0 || b.path.length === 0) return b.path.length - a.path.length
    const depth = Math.min(a.path.length, b.path.length)
    for (let at = 0; at < depth; at += 1) {
      if (a.path[at] === b.path[at]) continue
      const [one, other] = [a, b].map(({ path }) => hosts.get(keyOf(path.slice(0, at + 1))) ?? 0)
      const order = (other ?? 0) - (one ?? 0)
      return order === 0 ? (a.path[at] ?? '').localeCompare(b.path[at] ?? '') : order
    }
    return a.path.length - b.path.length
  })
}
