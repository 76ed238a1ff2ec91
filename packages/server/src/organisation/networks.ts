import ipaddr from 'ipaddr.js'

/** A network as the events table keeps addresses: IPv6, with IPv4 mapped into `::ffff:0:0/96`. */
export interface Network {
  /** First address, in IPv6 notation. */
  readonly first: string
  /** Last address, in IPv6 notation. */
  readonly last: string
  /** Length of the prefix in IPv6 terms: 96 more than the IPv4 length. */
  readonly length: number
}

/**
 * Reads a network in CIDR notation, or a single address.
 * Bits behind the prefix are cleared: `10.1.2.3/8` is `10.0.0.0/8`.
 * @throws Error that names the text if it is neither
 */
export function parseNetwork(text: string): Network {
  const [address = '', bits, ...more] = text.trim().split('/')
  const wrong = new Error(`"${text}" is not a network such as 10.0.0.0/8 or 2001:db8::/32`)
  // IPv4.isValid also takes 10.1 and 0x0a000001: those are more likely mistakes than networks.
  const isV4 = ipaddr.IPv4.isValidFourPartDecimal(address)
  const isV6 = ipaddr.IPv6.isValid(address) && !address.includes('%')
  if (more.length > 0 || (!isV4 && !isV6)) throw wrong
  const width = isV4 ? 32 : 128
  const length = bits === undefined ? width : /^\d{1,3}$/.test(bits) ? Number(bits) : NaN
  if (!(length >= 0 && length <= width)) throw wrong
  const parsed = isV4
    ? ipaddr.IPv4.parse(address).toIPv4MappedAddress()
    : ipaddr.IPv6.parse(address)
  const prefix = isV4 ? length + 96 : length
  const firstBytes = parsed.toByteArray().map((byte, index) => byte & maskOfByte(prefix, index))
  const lastBytes = firstBytes.map((byte, index) => byte | (~maskOfByte(prefix, index) & 0xff))
  return { first: textOf(firstBytes), last: textOf(lastBytes), length: prefix }
}

function textOf(bytes: readonly number[]): string {
  return new ipaddr.IPv6([...bytes]).toRFC5952String()
}

function maskOfByte(prefix: number, index: number): number {
  const kept = Math.min(8, Math.max(0, prefix - index * 8))
  return (0xff << (8 - kept)) & 0xff
}
