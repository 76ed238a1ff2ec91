import type { NetworkNode } from '@spoor/model'
import { prefixText, readPrefix } from '../prefix.js'
import { ORGANISATION_LIMITS as LIMITS } from './limits.js'
import { Spot } from './problems.js'
import { numberText, type Reading } from './read-values.js'

/** The first level of every tree: what is the organisation's, and all else. */
export const ROOTS = ['Home', 'Internet'] as const

const KEYS = ['label', 'networks', 'site', 'note', 'children'] as const

/**
 * Reads the tree of networks. `Home` and `Internet` are added where they are left out.
 * @param home networks of `Home` where it says none
 * @throws TooLargeError
 */
export function readTree(reading: Reading, input: unknown, home: readonly string[]): NetworkNode[] {
  const spot = Spot.of('networks')
  const reader = new TreeReader(reading)
  const read = reader.nodes(spot, input, '', 1)
  const [own, all] = ROOTS.map(
    (label) => read.find((node) => node.label === label) ?? { label, networks: [], children: [] },
  ) as [NetworkNode, NetworkNode]
  const networks = reader.saysHome ? own.networks : unclaimed(home, [own, all])
  const filled = { ...own, networks }
  reading.remember(filled, spot.at(Math.max(0, read.indexOf(own)), `networks.${own.label}`))
  return [filled, all]
}

/** Networks that no node has for itself. */
function unclaimed(networks: readonly string[], nodes: readonly NetworkNode[]): string[] {
  const claimed = new Set<string>()
  const claim = (node: NetworkNode): void => {
    for (const text of node.networks) claimed.add(text)
    node.children.forEach(claim)
  }
  nodes.forEach(claim)
  return networks
    .map((text) => prefixText(readPrefix(text.trim())))
    .filter((text) => !claimed.has(text))
}

class TreeReader {
  /** Whether `Home` says which networks it has, if none. */
  saysHome = false
  private count = 0

  constructor(private readonly reading: Reading) {}

  /** @param above path of the node above; empty on the first level */
  nodes(spot: Spot, input: unknown, above: string, depth: number): NetworkNode[] {
    const { reading } = this
    const inputs = reading.list(spot, input, LIMITS.networks, 'nodes')
    if (inputs.length > 0 && depth > LIMITS.depth) {
      reading.problems.add(spot, `is deeper than ${LIMITS.depth} levels`)
      return []
    }
    const labels = new Set<string>()
    return inputs.map((one, index) => {
      const node = this.node(spot, index, one, above, depth)
      const folded = node.label.toLowerCase()
      if (labels.has(folded)) {
        const place = above === '' ? 'on the first level' : `in ${above}`
        reading.problems.add(spot.at(index), `there are two nodes ${node.label} ${place}`)
      }
      labels.add(folded)
      return node
    })
  }

  private node(
    list: Spot,
    index: number,
    input: unknown,
    above: string,
    depth: number,
  ): NetworkNode {
    const { reading } = this
    if (++this.count > LIMITS.networks) {
      reading.tooLarge(
        list.at(index),
        `is one too many: the tree has at most ${numberText(LIMITS.networks)} nodes`,
      )
    }
    const found = reading.map(list.at(index), input, KEYS)
    const label = this.label(list.at(index).at('label'), found['label'], depth)
    const path = above === '' ? label : `${above}/${label}`
    const spot = list.at(index, `networks.${path}`)
    if (path.length > LIMITS.path) {
      reading.problems.add(list.at(index), `its path is longer than ${LIMITS.path} characters`)
    }
    const site = found['site'] === undefined || found['site'] === '' ? undefined : found['site']
    if (path === ROOTS[0] && found['networks'] !== undefined) this.saysHome = true
    const node: NetworkNode = {
      label,
      networks: reading.prefixes(spot.at('networks'), found['networks']),
      ...(site !== undefined && { site: reading.name(spot.at('site'), site, '') }),
      ...reading.note(spot.at('note'), found['note']),
      children: this.nodes(spot.at('children'), found['children'], path, depth + 1),
    }
    reading.remember(node, spot)
    return node
  }

  private label(spot: Spot, input: unknown, depth: number): string {
    const { reading } = this
    if (depth === 1 && !ROOTS.some((root) => root === input)) {
      reading.problems.add(
        spot,
        'the first level is Home and Internet; put all else into the children of these',
      )
      return '?'
    }
    const label = reading.name(spot, input, '?')
    if (!label.includes('/')) return label
    reading.problems.add(spot, 'has a /, which stands between the labels of a path')
    return '?'
  }
}
