import { isIPv4, isIPv6 } from 'node:net'

/**
 * The 4 or 16 bytes of an IP address.
 * Throws RangeError when the text is not an address.
 */
export function addressBytes(address: string): Buffer {
  if (isIPv4(address)) return Buffer.from(address.split('.').map(Number))
  if (!isIPv6(address)) throw new RangeError(`not an IP address: ${JSON.stringify(address)}`)
  let text = address.split('%', 1)[0] ?? address
  const dotted = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(text)
  if (dotted !== null) {
    const [a = 0, b = 0, c = 0, d = 0] = dotted.slice(1).map(Number)
    text = `${text.slice(0, dotted.index)}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`
  }
  const [head = '', tail] = text.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const groups = [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right]
  const bytes = Buffer.alloc(16)
  groups.forEach((group, index) => bytes.writeUInt16BE(Number.parseInt(group, 16), index * 2))
  return bytes
}

/** An IPv6 address with all its digits, as Suricata writes it. IPv4 stays as it is. */
export function expandAddress(address: string): string {
  if (isIPv4(address)) return address
  const hex = addressBytes(address).toString('hex')
  return (hex.match(/.{4}/g) ?? []).join(':')
}

/** The shortest way to write an address (RFC 5952); text that is none comes back unchanged. */
export function canonicalAddress(address: string): string {
  if (!isIPv6(address)) return address
  const bytes = addressBytes(address)
  const groups = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(index * 2))
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return bytes.subarray(12).join('.')
  }
  let best = { start: -1, length: 1 }
  for (let start = 0; start < 8; start++) {
    let length = 0
    while (start + length < 8 && groups[start + length] === 0) length++
    if (length > best.length) best = { start, length }
  }
  if (best.start < 0) return colons(groups)
  return `${colons(groups.slice(0, best.start))}::${colons(groups.slice(best.start + best.length))}`
}

function colons(groups: readonly number[]): string {
  return groups.map((group) => group.toString(16)).join(':')
}
