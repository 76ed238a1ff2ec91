import { formatAddress, parseAddress } from '@spoor/model'
import ipaddr from 'ipaddr.js'

/** A network as numbers: 128 bits, IPv4 mapped into `::ffff:0:0/96`. */
export interface Prefix {
  readonly first: bigint
  readonly last: bigint
  /** Length in IPv6 terms: 96 more than the IPv4 length. */
  readonly length: number
}

/** A network that was read from a text. */
export interface ReadPrefix extends Prefix {
  /** As Spoor writes it: `10.0.0.0/8`, `2001:db8::/32`; of one address, the address. */
  readonly text: string
  /** Whether the text has bits behind the prefix, as `10.1.2.3/8` has. They do not count. */
  readonly hasHostBits: boolean
}

const ADDRESS_BITS = 128
const V4_BITS = 96
const MAPPED = 0xffffn

/**
 * Reads a network in CIDR notation, or a single address.
 * @throws Error that says what is wrong with the text
 */
export function readPrefix(text: string): ReadPrefix {
  const [, addressText = '', lengthText] =
    /^([0-9a-fA-F:.]{2,45})(?:\/(\d{1,3}))?$/.exec(text) ?? []
  const address = parseAddress(addressText)
  if (address === undefined) throw new Error(`${shown(text)} is no network; ${wanted(text)}`)
  const isV4 = !addressText.includes(':')
  const own = lengthText === undefined ? (isV4 ? 32 : ADDRESS_BITS) : Number(lengthText)
  const most = isV4 ? 32 : ADDRESS_BITS
  if (own > most) throw new Error(`${shown(text)} is no network; its length is at most /${most}`)
  const length = isV4 ? own + V4_BITS : own
  if (!isV4 && address >> 32n === MAPPED && length < V4_BITS) {
    throw new Error(
      `${shown(text)} is an IPv4 address written as IPv6: its length is /96 to /128, or write it as IPv4`,
    )
  }
  const hostBits = BigInt(ADDRESS_BITS - length)
  const first = (address >> hostBits) << hostBits
  const prefix = { first, last: first | ((1n << hostBits) - 1n), length }
  return { ...prefix, text: prefixText(prefix), hasHostBits: first !== address }
}

function shown(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)
}

function wanted(text: string): string {
  if (text.includes('%')) return 'write it without the zone behind the %'
  return 'write one such as 10.0.0.0/8 or 2001:db8::/32'
}

/** A network as Spoor writes it; of one address, the address. */
export function prefixText(prefix: Prefix): string {
  const { length } = prefix
  return length === ADDRESS_BITS ? addressText(prefix) : cidrText(prefix)
}

/** A network with its length, also if it is one address. */
export function cidrText(prefix: Prefix): string {
  const bits = isMapped(prefix) ? prefix.length - V4_BITS : prefix.length
  return `${addressText(prefix)}/${bits}`
}

function isMapped({ first, length }: Prefix): boolean {
  return length >= V4_BITS && first >> 32n === MAPPED
}

function addressText(prefix: Prefix): string {
  const { first } = prefix
  if (!isMapped(prefix)) return ipaddr.IPv6.parse(formatAddress(first)).toRFC5952String()
  const low = Number(first & 0xffffffffn)
  return [24, 16, 8, 0].map((shift) => (low >>> shift) & 0xff).join('.')
}

/** From the lowest address up, the wider network before those within it. */
export function byAddress(a: Prefix, b: Prefix): number {
  if (a.first !== b.first) return a.first < b.first ? -1 : 1
  return a.length - b.length
}

/**
 * Finds the network around each of some that are sorted by address and of which no two are the same:
 * the narrowest that holds it, if there is one.
 */
export function enclosing<T extends Prefix>(sorted: readonly T[]): (T | undefined)[] {
  const open: T[] = []
  return sorted.map((prefix) => {
    while ((open.at(-1)?.last ?? prefix.first) < prefix.first) open.pop()
    const around = open.at(-1)
    open.push(prefix)
    return around
  })
}

/** The fewest networks that hold exactly the addresses from one to another. */
export function prefixesOfRange(first: bigint, last: bigint): Prefix[] {
  const prefixes: Prefix[] = []
  for (let at = first; at <= last;) {
    let bits = 0n
    while (bits < 128n && (at & ((2n << bits) - 1n)) === 0n && at + (2n << bits) - 1n <= last)
      bits++
    const end = at + (1n << bits) - 1n
    prefixes.push({ first: at, last: end, length: ADDRESS_BITS - Number(bits) })
    at = end + 1n
  }
  return prefixes
}
