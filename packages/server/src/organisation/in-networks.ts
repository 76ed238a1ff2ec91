import { parseNetwork, type Network } from './networks.js'

/** What binds a value and answers the placeholder that stands for it in SQL. */
export interface Binder {
  bind(type: string, value: unknown): string
}

/** Up to so many networks, comparing with each is cheaper than planning a search. */
const FEW = 32

/**
 * SQL that is true where an address (a column of type `IPv6` or `Nullable(IPv6)`) lies in one of
 * the networks; never NULL. The address should be a plain column: it is written several times.
 */
export function inNetworks(address: string, networks: readonly string[], binder: Binder): string {
  if (networks.length === 0) return 'false'
  const known = `ifNull(${address}, toIPv6('::'))`
  const parsed = networks.map(parseNetwork)
  const test = networks.length <= FEW ? inFew(known, parsed, binder) : inMany(known, parsed, binder)
  return `(isNotNull(${address}) AND ${test})`
}

/** One comparison per network. */
function inFew(address: string, networks: readonly Network[], binder: Binder): string {
  const firsts = binder.bind(
    'Array(IPv6)',
    networks.map(({ first }) => first),
  )
  const lasts = binder.bind(
    'Array(IPv6)',
    networks.map(({ last }) => last),
  )
  return `arrayExists((first, last) -> ${address} BETWEEN first AND last, ${firsts}, ${lasts})`
}

/**
 * One look-up in a hash set per distinct prefix length: the address is cut to that length and
 * looked for among the networks of the length. So the cost follows the few lengths, and not the
 * thousands of networks.
 */
function inMany(address: string, networks: readonly Network[], binder: Binder): string {
  const byLength = new Map<number, Set<string>>()
  for (const { first, length } of networks) {
    byLength.set(length, (byLength.get(length) ?? new Set()).add(first))
  }
  const tests = [...byLength].map(
    ([length, firsts]) =>
      `tupleElement(IPv6CIDRToRange(${address}, ${length}), 1) IN ${binder.bind('Array(IPv6)', [...firsts])}`,
  )
  return `(${tests.join(' OR ')})`
}
