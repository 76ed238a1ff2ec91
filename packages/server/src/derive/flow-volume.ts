/**
 * Content in a TCP flow, estimated from what a flow record counts.
 *
 * Suricata counts whole packets: link, network and transport headers included. Taken off per
 * packet: Ethernet 14, IPv4 20 or IPv6 40, TCP 20 or, with the timestamps option that everything
 * but older Windows uses, 32 bytes. A VLAN tag (4 bytes) is not known of and stays in.
 */
const ETHERNET = 14
const IPV4 = 20
const IPV6 = 40
const TCP = 20
const TCP_TIMESTAMPS = 12

/**
 * Options that only the first packet of a side has: MSS, SACK permitted, window scale and padding,
 * with and without timestamps beside them.
 */
const SYN_OPTIONS = 12
const SYN_OPTIONS_BESIDE_TIMESTAMPS = 8

/**
 * SQL of the headers of a packet without TCP timestamps, given an address of the flow. IPv4 is kept
 * as `::ffff:a.b.c.d`; what lies below (`::1`) is told apart by nobody.
 */
export function bareHeaders(address: string): string {
  return `if(${address} < toIPv6('::1:0:0:0'), ${ETHERNET + IPV4 + TCP}, ${ETHERNET + IPV6 + TCP})`
}

/**
 * SQL of the bytes of content, an Int64 that may be below 0 by an error of estimation, that one side
 * of a flow sent where both sides talk (SSH, a control connection): timestamps are assumed.
 */
export function contentBytes(bytes: string, packets: string, headers: string): string {
  return `(${bytes} - (${headers} + ${TCP_TIMESTAMPS}) * ${packets})`
}

/**
 * SQL of the bytes of TCP options per packet of a flow in which one side only acknowledges, as in
 * an FTP data connection: the mean packet of that side tells whether there are timestamps.
 */
export function optionBytes(
  receiverBytes: string,
  receiverPackets: string,
  headers: string,
): string {
  // Halfway between a mean packet with timestamps and one without; the SYN makes either a bit larger.
  return `if(${receiverBytes} >= (${headers} + 8) * ${receiverPackets}, ${TCP_TIMESTAMPS}, 0)`
}

/** SQL of the bytes of content, an Int64, that the sending side of such a flow sent. */
export function oneWayContentBytes(flow: {
  readonly bytes: string
  readonly packets: string
  readonly headers: string
  readonly options: string
  readonly synSeen: string
}): string {
  const syn = `if(${flow.options} > 0, ${SYN_OPTIONS_BESIDE_TIMESTAMPS}, ${SYN_OPTIONS})`
  return `greatest(0, ${flow.bytes} - ${flow.packets} * (${flow.headers} + ${flow.options}) - ${flow.synSeen} * ${syn})`
}
