import type { OrganisationDocument } from '@spoor/model'
import { flatNodes } from '../document/tree.js'
import { byAddress, prefixesOfRange, prefixText, readPrefix, type Prefix } from '../prefix.js'

interface Owned extends Prefix {
  readonly isHome: boolean
}

/**
 * The fewest networks that hold exactly the addresses whose most specific network is `Home` or below
 * it. A network below `Internet` within one of `Home` is no part of them.
 */
export function homeOf(document: Pick<OrganisationDocument, 'networks'>): string[] {
  const prefixes = flatNodes(document).flatMap(({ node, labels }): Owned[] =>
    node.networks.map((text) => ({ ...readPrefix(text), isHome: labels[0] === 'Home' })),
  )
  return mergedRanges(prefixes.toSorted(byAddress)).flatMap(({ first, last }) =>
    prefixesOfRange(first, last).map(prefixText),
  )
}

type Range = Pick<Prefix, 'first' | 'last'>

function mergedRanges(sorted: readonly Owned[]): Range[] {
  const ranges: { first: bigint; last: bigint }[] = []
  const open: Owned[] = []
  let at = 0n
  /** Takes what the innermost open network has up to an address. */
  const takeTo = (last: bigint): void => {
    if (last < at) return
    const before = ranges.at(-1)
    if (open.at(-1)?.isHome && before?.last === at - 1n) before.last = last
    else if (open.at(-1)?.isHome) ranges.push({ first: at, last })
    at = last + 1n
  }
  const closeBefore = (first: bigint): void => {
    for (let inner = open.at(-1); inner && inner.last < first; inner = open.at(-1)) {
      takeTo(inner.last)
      open.pop()
    }
  }
  for (const prefix of sorted) {
    closeBefore(prefix.first)
    takeTo(prefix.first - 1n)
    open.push(prefix)
  }
  closeBefore(1n << 128n)
  return ranges
}
