/**
 * Content in a TCP flow, estimated from what a flow record counts.
 *
 * Suricata counts whole packets: link, network and transport headers included. Taken off per
 * packet: Ethernet 14, IPv4 20 or IPv6 40, TCP 20 or, with the timestamps option that everything
 * but older Windows uses, 32 bytes. In an FTP data connection the receiving side sends nothing
 * but headers, and its mean packet tells which of the two it is.
 */
const ETHERNET = 14
const IPV4 = 20
const IPV6 = 40
const TCP = 20
const TCP_TIMESTAMPS = 12

/** Options that only the first packet of a side has: MSS, SACK permitted, window scale. */
const SYN_OPTIONS = 12
/** The same with timestamps, less the timestamps themselves, which every packet has. */
const SYN_OPTIONS_BESIDE_TIMESTAMPS = 8

const isV4 = (address: string) =>
  `(ifNull(${address}, toIPv6('::')) BETWEEN toIPv6('::ffff:0.0.0.0') AND toIPv6('::ffff:255.255.255.255'))`

/** Headers of a packet without TCP timestamps, as SQL. */
const bareHeaders = (address: string) =>
  `if(${isV4(address)}, ${ETHERNET + IPV4 + TCP}, ${ETHERNET + IPV6 + TCP})`

/**
 * SQL of the bytes of content that one side of a flow sent where both sides talk (SSH, a control
 * connection): timestamps are assumed.
 */
export function contentBytes(bytes: string, packets: string, address: string): string {
  const headers = `(${bareHeaders(address)} + ${TCP_TIMESTAMPS})`
  return `toUInt64(greatest(0, toInt64(ifNull(${bytes}, 0)) - ${headers} * toInt64(ifNull(${packets}, 0))))`
}

export interface OneWayFlow {
  readonly senderBytes: string
  readonly senderPackets: string
  readonly receiverBytes: string
  readonly receiverPackets: string
  /** Address of either side. */
  readonly address: string
  /** True if the first packet of the flow was seen. */
  readonly synSeen: string
}

/** SQL of the bytes of content of a flow whose other side only acknowledges: an FTP data connection. */
export function oneWayContentBytes(flow: OneWayFlow): string {
  const bare = bareHeaders(flow.address)
  // Halfway between the mean packet of a receiver with timestamps and of one without.
  const timestamps = `(${flow.receiverPackets} = 0 OR ${flow.receiverBytes} / ${flow.receiverPackets} >= ${bare} + 8)`
  const headers = `if(${timestamps}, ${bare} + ${TCP_TIMESTAMPS}, ${bare})`
  const syn = `if(${flow.synSeen}, if(${timestamps}, ${SYN_OPTIONS_BESIDE_TIMESTAMPS}, ${SYN_OPTIONS}), 0)`
  return `toUInt64(greatest(0, toInt64(${flow.senderBytes}) - toInt64(${flow.senderPackets}) * (${headers}) - ${syn}))`
}
