import { formatAddress, parseAddress, parseNetwork, wildcardParts } from '@spoor/model'
import type { AddressRange, Bound, ValueTest } from '@spoor/model'
import type { Params } from './params.js'
import { queryError } from './query-error.js'
import { textCondition, valuesOfList } from './text-tests.js'
import type { Lists } from './text-tests.js'

/** So many networks are compared one by one; more go through a list. */
const COMPARED_NETWORKS = 16

const FIRST = 0n
const LAST = (1n << 128n) - 1n

/** An address column as people write it: IPv4 without the prefix that it is stored with. */
export function printedAddress(column: string): string {
  return `replaceRegexpOne(ifNull(toString(${column}), ''), '^::ffff:([0-9]+[.][0-9.]+)$', '\\\\1')`
}

/** The condition that an address column, NULL when absent, meets a test. Never NULL itself. */
export function addressCondition(
  column: string,
  test: ValueTest,
  params: Params,
  lists?: Lists,
): string {
  switch (test.op) {
    case 'exists':
      return `isNotNull(${column})`
    case 'equals':
      return inRange(column, single(test.value), params)
    case 'cidr':
      return inRange(column, parseNetwork(test.network) ?? fail(test.network), params)
    case 'range':
      return inRange(column, boundsOf(test.from, test.to), params)
    case 'list':
      return inAny(column, valuesOfList(lists, test.name), params)
    case 'wildcard': {
      const network = networkOfPattern(test.pattern)
      if (network !== undefined) return inRange(column, network, params)
      return `(isNotNull(${column}) and ${textCondition(printedAddress(column), test, params)})`
    }
    case 'regex':
      return `(isNotNull(${column}) and ${textCondition(printedAddress(column), test, params)})`
  }
}

function fail(text: string): never {
  throw queryError(`${text} is no address.`)
}

function single(text: string): AddressRange {
  const address = parseAddress(text) ?? fail(text)
  return { first: address, last: address }
}

function boundsOf(from: Bound | undefined, to: Bound | undefined): AddressRange {
  const low = from === undefined ? FIRST : single(from.value).first + (from.inclusive ? 0n : 1n)
  const high = to === undefined ? LAST : single(to.value).last - (to.inclusive ? 0n : 1n)
  return { first: low, last: high }
}

function bindAddress(address: bigint, params: Params): string {
  return params.bind('IPv6', formatAddress(address))
}

/** A condition on the column itself, so that the engine can use its index. */
function inRange(column: string, { first, last }: AddressRange, params: Params): string {
  if (first > last || first > LAST || last < FIRST) return '0'
  if (first === last) return `(isNotNull(${column}) and ${column} = ${bindAddress(first, params)})`
  const low = bindAddress(first, params)
  const high = bindAddress(last, params)
  return `(isNotNull(${column}) and ${column} >= ${low} and ${column} <= ${high})`
}

/**
 * The condition that an address is one of several addresses or in one of several networks. Other
 * values of a list, such as names, cannot match.
 */
export function inAny(column: string, values: readonly string[], params: Params): string {
  const addresses = values.flatMap((value) => parseAddress(value) ?? [])
  const networks = values.flatMap((value) => parseNetwork(value) ?? [])
  const conditions: string[] = []
  if (addresses.length > 0) {
    conditions.push(`${column} in (${params.bind('Array(IPv6)', addresses.map(formatAddress))})`)
  }
  // Compared as numbers: the engine does that with whole columns, and with addresses one by one.
  const known = `toUInt128(assumeNotNull(${column}))`
  if (networks.length <= COMPARED_NETWORKS) {
    for (const { first, last } of networks) {
      const [from, to] = [bindAddress(first, params), bindAddress(last, params)]
      conditions.push(`(${known} >= toUInt128(${from}) and ${known} <= toUInt128(${to}))`)
    }
  } else {
    const first = params.bind(
      'Array(IPv6)',
      networks.map((network) => formatAddress(network.first)),
    )
    const last = params.bind(
      'Array(IPv6)',
      networks.map((network) => formatAddress(network.last)),
    )
    const from = `arrayMap(a -> toUInt128(a), ${first})`
    const to = `arrayMap(b -> toUInt128(b), ${last})`
    conditions.push(`arrayExists((a, b) -> ${known} >= a and ${known} <= b, ${from}, ${to})`)
  }
  if (conditions.length === 0) return '0'
  return `(isNotNull(${column}) and (${conditions.join(' or ')}))`
}

/** `10.1.*` is 10.1.0.0/16, which is faster than its printed form. */
function networkOfPattern(pattern: string): AddressRange | undefined {
  const parts = wildcardParts(pattern)
  const [head, tail] = parts
  if (parts.length !== 2 || typeof head !== 'object' || tail !== 'any') return undefined
  if (!/^(?:\d{1,3}\.){1,3}$/.test(head.literal)) return undefined
  const octets = head.literal.split('.').slice(0, -1)
  const padded = [...octets, ...Array<string>(4 - octets.length).fill('0')].join('.')
  return parseNetwork(`${padded}/${octets.length * 8}`)
}
