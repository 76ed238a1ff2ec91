import { hash } from 'node:crypto'
import type { Random } from './random.js'

export type Protocol = 'TCP' | 'UDP' | 'ICMP'

/** One address, with the profile that makes one machine keep its browser and its TLS library. */
export interface Host {
  ip: string
  bytes: Buffer
  profile: number
}

const NUMBERS: Record<Protocol, number> = { ICMP: 1, TCP: 6, UDP: 17 }
const BUFFER_4 = Buffer.alloc(16)
const BUFFER_6 = Buffer.alloc(40)

/**
 * The community id, version 1 with seed 0, of a connection (https://github.com/corelight/community-id-spec).
 * For ICMP echo the ports are the types of request and reply, 8 and 0.
 */
export function communityId(
  protocol: Protocol,
  a: Host,
  aPort: number,
  b: Host,
  bPort: number,
): string {
  const size = a.bytes.length
  const buffer = size === 4 ? BUFFER_4 : BUFFER_6
  const order = Buffer.compare(a.bytes, b.bytes)
  const straight = order < 0 || (order === 0 && aPort < bPort)
  const [low, lowPort, high, highPort] = straight ? [a, aPort, b, bPort] : [b, bPort, a, aPort]
  buffer.writeUInt16BE(0, 0)
  low.bytes.copy(buffer, 2)
  high.bytes.copy(buffer, 2 + size)
  buffer[2 + 2 * size] = NUMBERS[protocol]
  buffer[3 + 2 * size] = 0
  buffer.writeUInt16BE(lowPort, 4 + 2 * size)
  buffer.writeUInt16BE(highPort, 6 + 2 * size)
  return `1:${hash('sha1', buffer, 'base64')}`
}

/** A host from its IPv4 address as a number. */
export function host4(address: number, profile: number): Host {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(address >>> 0)
  return { ip: bytes.join('.'), bytes, profile }
}

/** A host from eight groups of an IPv6 address, written in full as Suricata 7 writes it. */
export function host6(groups: readonly number[], profile: number): Host {
  const bytes = Buffer.alloc(16)
  groups.forEach((group, index) => bytes.writeUInt16BE(group, index * 2))
  const ip = groups.map((group) => group.toString(16).padStart(4, '0')).join(':')
  return { ip, bytes, profile }
}

/** A random public IPv4 host: unicast, and none of the private, loopback, link-local and test networks. */
export function publicHost(rng: Random): Host {
  for (;;) {
    const address = rng.u32()
    const first = address >>> 24
    const second = (address >>> 16) & 0xff
    if (first === 0 || first === 10 || first === 127 || first >= 224) continue
    if (first === 100 && (second & 0xc0) === 64) continue
    if (first === 169 && second === 254) continue
    if (first === 172 && (second & 0xf0) === 16) continue
    if ((first === 192 && (second === 168 || second === 0)) || (first === 198 && second >= 18))
      continue
    return host4(address, rng.u32())
  }
}

/** `10.20.0.0/16` hosts, from the given offset on. */
export function officeHosts(rng: Random, count: number, offset: number): Host[] {
  return Array.from({ length: count }, (_, index) => host4(0x0a140000 + offset + index, rng.u32()))
}
