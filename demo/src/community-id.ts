import { createHash } from 'node:crypto'
import { addressBytes } from './address.js'

const PROTOCOLS: Record<string, number> = {
  ICMP: 1,
  TCP: 6,
  UDP: 17,
  'IPV6-ICMP': 58,
  ICMPV6: 58,
  SCTP: 132,
}
const ICMP_REPLIES: Record<number, number> = {
  8: 0,
  0: 8,
  13: 14,
  14: 13,
  15: 16,
  16: 15,
  17: 18,
  18: 17,
  10: 9,
  9: 10,
}
const ICMP6_REPLIES: Record<number, number> = {
  128: 129,
  129: 128,
  133: 134,
  134: 133,
  135: 136,
  136: 135,
  130: 131,
  131: 130,
  144: 145,
  145: 144,
  139: 140,
  140: 139,
}

/** What a Community ID is made of. Ports are ICMP type and code for ICMP; absent where there are none. */
export interface FlowTuple {
  protocol: string | number
  source: string
  sourcePort?: number
  destination: string
  destinationPort?: number
}

/**
 * Community ID version 1 with seed 0, as in the specification of corelight/community-id-spec:
 * `1:` and the base64 of a SHA-1 over seed, addresses, protocol, a zero byte and ports, the
 * smaller endpoint first. Throws RangeError for an unknown protocol name or a bad address.
 */
export function communityId(tuple: FlowTuple): string {
  const protocol =
    typeof tuple.protocol === 'number' ? tuple.protocol : PROTOCOLS[tuple.protocol.toUpperCase()]
  if (protocol === undefined) throw new RangeError(`unknown protocol: ${tuple.protocol}`)
  let source = addressBytes(tuple.source)
  let destination = addressBytes(tuple.destination)
  let sourcePort = tuple.sourcePort
  let destinationPort = tuple.destinationPort
  let oneWay = false
  const replies = protocol === 1 ? ICMP_REPLIES : protocol === 58 ? ICMP6_REPLIES : undefined
  if (replies !== undefined && sourcePort !== undefined) {
    const reply = replies[sourcePort]
    if (reply === undefined) oneWay = true
    else destinationPort = reply
  }
  const order = Buffer.compare(source, destination)
  const swap = order > 0 || (order === 0 && (sourcePort ?? 0) > (destinationPort ?? 0))
  if (swap && !oneWay) {
    ;[source, destination] = [destination, source]
    ;[sourcePort, destinationPort] = [destinationPort, sourcePort]
  }
  const hash = createHash('sha1')
  hash.update(Buffer.from([0, 0]))
  hash.update(source)
  hash.update(destination)
  hash.update(Buffer.from([protocol, 0]))
  if (sourcePort !== undefined && destinationPort !== undefined) {
    const ports = Buffer.alloc(4)
    ports.writeUInt16BE(sourcePort, 0)
    ports.writeUInt16BE(destinationPort, 2)
    hash.update(ports)
  }
  return `1:${hash.digest('base64')}`
}
