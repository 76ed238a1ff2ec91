import { alert, scanKind, streamAnomaly } from './alerts.js'
import { eveTime } from './clock.js'
import { clientPort, closeFlow, head, MILLISECOND, openFlow, SECOND, tcpVolume } from './record.js'
import { host4, publicHost } from './network.js'
import type { World } from './world.js'

const SCANNED = [23, 22, 80, 443, 445, 3389, 8080, 21, 5060, 1433, 3306, 6379, 2222, 8443, 25, 5900]

function datagrams(world: World, sent: number, received: number, size: number) {
  const each = world.rng.between(Math.floor(size * 0.7), size)
  return {
    packetsToServer: sent,
    packetsToClient: received,
    bytesToServer: sent * each,
    bytesToClient: received * each,
  }
}

/** A SYN that nobody answers: internet background noise, the greater part of the flows of an exposed link. */
export function scan(world: World, start: number): void {
  const { rng } = world
  const from = rng.chance(0.6) ? world.scanners.next() : publicHost(rng)
  const to = rng.chance(0.3) ? world.servers.next() : world.clients.next()
  const flow = openFlow(world, start, 'TCP', [from, clientPort(world)], [to, rng.pick(SCANNED)])
  const packets = rng.between(1, 3)
  closeFlow(
    world,
    flow,
    start + (packets - 1) * SECOND,
    {
      packetsToServer: packets,
      packetsToClient: 0,
      bytesToServer: packets * rng.pick([60, 74]),
      bytesToClient: 0,
    },
    'unanswered',
  )
}

/** A SYN answered with RST; now and then a scan rule fires. */
export function refused(world: World, start: number): void {
  const { rng } = world
  const inbound = rng.chance(0.7)
  const from = inbound ? world.scanners.next() : world.clients.next()
  const to = inbound ? world.servers.next() : world.outside.next()
  const flow = openFlow(world, start, 'TCP', [from, clientPort(world)], [to, rng.pick(SCANNED)])
  if (rng.chance(0.25)) alert(world, flow, start, scanKind(flow.bPort))
  const volume = { packetsToServer: 1, packetsToClient: 1, bytesToServer: 74, bytesToClient: 60 }
  closeFlow(world, flow, start + rng.between(100, 90_000), volume, 'refused')
}

/** UDP that no parser knows: SSDP, mDNS, NetBIOS, games, tunnels. */
export function unknownUdp(world: World, start: number): void {
  const { rng } = world
  const client = world.clients.next()
  if (rng.chance(0.45)) {
    const [group, port] = rng.pick([
      [0xeffffffa, 1900],
      [0xe00000fb, 5353],
      [0x0a14ffff, 137],
      [0xe00000fc, 5355],
    ] as const)
    const flow = openFlow(world, start, 'UDP', [client, port], [host4(group, 0), port])
    const sent = rng.between(1, 12)
    const end = start + sent * rng.between(1 * MILLISECOND, 900 * MILLISECOND)
    closeFlow(world, flow, end, datagrams(world, sent, 0, 338), 'oneWay', 'failed')
    return
  }
  const flow = openFlow(
    world,
    start,
    'UDP',
    [client, clientPort(world)],
    [world.outside.next(), rng.between(1025, 65_000)],
  )
  const sent = rng.heavy(4, 1.4, 40_000)
  const received = rng.chance(0.6) ? rng.heavy(4, 1.4, 60_000) : 0
  const end = start + rng.heavy(3_000 * MILLISECOND, 1.6, 3_600_000 * MILLISECOND)
  const ending = received > 0 ? 'twoWay' : 'oneWay'
  closeFlow(world, flow, end, datagrams(world, sent, received, 400), ending, 'failed')
}

/** TCP payload that no parser knows: databases, printers, agents, custom services. */
export function unknownTcp(world: World, start: number): void {
  const { rng } = world
  const port = rng.pick([5432, 9100, 8009, 1521, 10_050, 10_051, 9200, 3268, 27_017])
  const from = rng.chance(0.7) ? world.clients.next() : world.servers.next()
  const flow = openFlow(
    world,
    start,
    'TCP',
    [from, clientPort(world)],
    [world.servers.next(), port],
  )
  if (rng.chance(0.15)) streamAnomaly(world, flow, start + 20 * MILLISECOND)
  const end = start + rng.heavy(1_500 * MILLISECOND, 1.8, 7_200_000 * MILLISECOND)
  const volume = tcpVolume(rng.heavy(900, 1.5, 1e8), rng.heavy(2_200, 1.8, 5e8))
  const kind = rng.float()
  closeFlow(
    world,
    flow,
    end,
    volume,
    kind < 0.8 ? 'closed' : kind < 0.9 ? 'reset' : 'open',
    'failed',
  )
}

/** Echo requests and their replies. */
export function icmp(world: World, start: number): void {
  const { rng } = world
  const target = rng.chance(0.5) ? world.servers.next() : world.outside.next()
  const flow = openFlow(world, start, 'ICMP', [world.clients.next(), 8], [target, 0])
  const count = rng.between(1, 5)
  const answered = rng.chance(0.8)
  const end = start + count * SECOND
  closeFlow(
    world,
    flow,
    end,
    {
      packetsToServer: count,
      packetsToClient: answered ? count : 0,
      bytesToServer: count * 98,
      bytesToClient: answered ? count * 98 : 0,
    },
    answered ? 'twoWay' : 'oneWay',
  )
}

/** NTP, of which Suricata logs only the flow. */
export function ntp(world: World, start: number): void {
  const server = world.rng.chance(0.6) ? world.servers.next() : world.outside.next()
  const flow = openFlow(world, start, 'UDP', [world.clients.next(), 123], [server, 123])
  const end = start + world.rng.heavy(20 * MILLISECOND, 0.8, 900 * MILLISECOND)
  closeFlow(world, flow, end, datagrams(world, 1, 1, 90), 'twoWay', 'ntp')
}

/** SNMP polling. */
export function snmp(world: World, start: number): void {
  const { rng } = world
  const flow = openFlow(
    world,
    start,
    'UDP',
    [world.servers.next(), clientPort(world)],
    [world.servers.next(), 161],
  )
  const vars = `"1.3.6.1.2.1.2.2.1.${rng.between(1, 22)}.${rng.between(1, 48)}"`
  world.emit(
    start,
    `${head(flow, start, 'snmp')}"snmp":{"version":2,"pdu_type":"get_request","vars":[${vars}],"community":"public"}}`,
  )
  closeFlow(world, flow, start + 4 * MILLISECOND, datagrams(world, 1, 1, 96), 'twoWay', 'snmp')
}

/** One record of the sensor's own counters. */
export function stats(world: World, start: number): void {
  const { rng } = world
  const counters = (names: string): string =>
    names
      .split(' ')
      .map((name) => `"${name}":${rng.heavy(200_000, 3, 4e12)}`)
      .join(',')
  const time = `{"timestamp":"${eveTime(start)}","event_type":"stats","stats":{"uptime":${Math.floor(start / SECOND) % 864_000},`
  world.emit(
    start,
    `${time}"capture":{"kernel_packets":${rng.u32()},"kernel_drops":${rng.below(5000)},"errors":0},` +
      `"decoder":{${counters('pkts bytes invalid ipv4 ipv6 ethernet tcp udp icmpv4 icmpv6 vlan avg_pkt_size max_pkt_size')}},` +
      `"tcp":{${counters('syn synack rst active_sessions sessions ssn_memcap_drop pseudo invalid_checksum overlap memuse reassembly_memuse')}},` +
      `"flow":{${counters('memcap total active tcp udp icmpv4 icmpv6 tcp_reuse get_used memuse')}},` +
      `"app_layer":{"flow":{${counters('http ftp smtp tls ssh smb dcerpc_tcp dns_udp dns_tcp ntp ftp-data krb5_tcp quic snmp failed_tcp failed_udp')}},` +
      `"tx":{${counters('http ftp smtp tls ssh smb dns_udp dns_tcp ntp ftp-data krb5_tcp quic snmp')}}},"detect":{${counters('alert alert_queue_overflow alerts_suppressed')}}}}`,
  )
}
