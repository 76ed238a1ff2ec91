/**
 * SQL that is true for an address that a host can have. Subnet broadcast addresses cannot be told
 * from others; they never send.
 */
export function isHostAddress(address: string): string {
  const outOf = (first: string, last: string) =>
    `NOT ${address} BETWEEN toIPv6('${first}') AND toIPv6('${last}')`
  return [
    `${address} NOT IN (toIPv6('::'), toIPv6('::ffff:0.0.0.0'), toIPv6('::ffff:255.255.255.255'))`,
    outOf('::ffff:224.0.0.0', '::ffff:239.255.255.255'),
    outOf('ff00::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'),
  ].join(' AND ')
}

/** SQL of an address as people write it: IPv4 without what maps it into IPv6. */
export function addressText(address: string): string {
  return `replaceOne(toString(${address}), '::ffff:', '')`
}
