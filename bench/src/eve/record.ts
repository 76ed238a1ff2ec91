import { eveTime } from './clock.js'
import { communityId, type Host, type Protocol } from './network.js'
import type { World } from './world.js'

export const MILLISECOND = 1_000
export const SECOND = 1_000_000
const INTERFACE = 'eth1'

/** One flow of the sensor, from which the events of both directions take their common keys. */
export interface Flow {
  id: number
  start: number
  proto: Protocol
  /** `"parent_id":…,` of an FTP data flow, else empty. */
  parent: string
  a: Host
  aPort: number
  b: Host
  bPort: number
  community: string
  /** `"metadata":{…},` of a flow that carries flowints, else empty. */
  metadata: string
  alerted: boolean
}

/** Packets and bytes each way, headers included, as Suricata counts them. */
interface Volume {
  packetsToServer: number
  packetsToClient: number
  bytesToServer: number
  bytesToClient: number
}

/** Begins a flow. Its id is 51 bits long, as `FlowGetId` of Suricata makes it. */
export function openFlow(
  world: World,
  start: number,
  proto: Protocol,
  [a, aPort]: readonly [Host, number],
  [b, bPort]: readonly [Host, number],
  parentId?: number,
): Flow {
  return {
    id: (world.rng.u32() & 0x7ffff) * 4294967296 + world.rng.u32(),
    start,
    proto,
    parent: parentId === undefined ? '' : `"parent_id":${parentId},`,
    a,
    aPort,
    b,
    bPort,
    community: communityId(proto, a, aPort, b, bPort),
    metadata: '',
    alerted: false,
  }
}

function addresses(flow: Flow, toServer: boolean): string {
  const { a, aPort, b, bPort } = flow
  if (flow.proto === 'ICMP') {
    return `"src_ip":"${a.ip}","dest_ip":"${b.ip}","proto":"ICMP","icmp_type":8,"icmp_code":0,`
  }
  return toServer
    ? `"src_ip":"${a.ip}","src_port":${aPort},"dest_ip":"${b.ip}","dest_port":${bPort},"proto":"${flow.proto}",`
    : `"src_ip":"${b.ip}","src_port":${bPort},"dest_ip":"${a.ip}","dest_port":${aPort},"proto":"${flow.proto}",`
}

/** The keys before an event's own object, as Suricata's `CreateEveHeader` orders them on a live interface. */
export function head(flow: Flow, time: number, type: string, toServer = true): string {
  return (
    `{"timestamp":"${eveTime(time)}","flow_id":${flow.id},${flow.parent}"in_iface":"${INTERFACE}",` +
    `"event_type":"${type}",${addresses(flow, toServer)}"pkt_src":"wire/pcap",${flow.metadata}"community_id":"${flow.community}",`
  )
}

/** How a flow ended: Suricata's state, the time it then stays in the flow table, and its TCP flags. */
interface Ending {
  state: 'new' | 'established' | 'closed'
  keptSeconds: number
  tcp: string
}

function tcp(
  all: string,
  toServer: string,
  toClient: string,
  names: string,
  state: string,
): string {
  const flags = names.split(' ').map((name) => `"${name}":true,`)
  return (
    `,"tcp":{"tcp_flags":"${all}","tcp_flags_ts":"${toServer}","tcp_flags_tc":"${toClient}",` +
    `${flags.join('')}"state":"${state}","ts_max_regions":1,"tc_max_regions":1}`
  )
}

const ALL = 'syn fin psh ack'
/** The endings, with the default flow timeouts of Suricata 7. */
const ENDINGS = {
  closed: { state: 'closed', keptSeconds: 60, tcp: tcp('1b', '1b', '1b', ALL, 'closed') },
  reset: {
    state: 'closed',
    keptSeconds: 60,
    tcp: tcp('1f', '1f', '1b', 'syn fin rst psh ack', 'closed'),
  },
  refused: {
    state: 'closed',
    keptSeconds: 60,
    tcp: tcp('16', '02', '14', 'syn rst ack', 'closed'),
  },
  unanswered: { state: 'new', keptSeconds: 60, tcp: tcp('02', '02', '00', 'syn', 'syn_sent') },
  open: {
    state: 'established',
    keptSeconds: 600,
    tcp: tcp('1a', '1a', '1a', 'syn psh ack', 'established'),
  },
  oneWay: { state: 'new', keptSeconds: 30, tcp: '' },
  twoWay: { state: 'established', keptSeconds: 300, tcp: '' },
} as const satisfies Record<string, Ending>

/** Volume of a TCP connection that carried this payload: 66 bytes of headers a packet, full segments. */
export function tcpVolume(sent: number, received: number): Volume {
  const up = Math.ceil(sent / 1448)
  const down = Math.ceil(received / 1448)
  const packetsToServer = 4 + up + Math.ceil(down / 2)
  const packetsToClient = 3 + down + Math.ceil(up / 2)
  return {
    packetsToServer,
    packetsToClient,
    bytesToServer: sent + packetsToServer * 66 + 16,
    bytesToClient: received + packetsToClient * 66 + 8,
  }
}

/**
 * Writes the flow record: when the flow leaves the flow table, which is some time after its last packet.
 * @param app the value of app_proto, or empty when nothing was detected
 * @param appMore further `,"app_proto_…":"…"` keys
 */
export function closeFlow(
  world: World,
  flow: Flow,
  end: number,
  volume: Volume,
  ending: keyof typeof ENDINGS,
  app = '',
  appMore = '',
): void {
  const { state, keptSeconds, tcp: flags } = ENDINGS[ending]
  const logged = end + keptSeconds * SECOND + world.rng.below(10 * SECOND)
  const age = Math.floor(end / SECOND) - Math.floor(flow.start / SECOND)
  const appProto = app === '' ? '' : `"app_proto":"${app}"${appMore},`
  // Written only when its moment comes: a flow waits for minutes, and waiting text would fill the heap.
  world.emit(
    logged,
    () =>
      `{"timestamp":"${eveTime(logged)}","flow_id":${flow.id},${flow.parent}"in_iface":"${INTERFACE}",` +
      `"event_type":"flow",${addresses(flow, true)}${appProto}` +
      `"flow":{"pkts_toserver":${volume.packetsToServer},"pkts_toclient":${volume.packetsToClient},` +
      `"bytes_toserver":${volume.bytesToServer},"bytes_toclient":${volume.bytesToClient},` +
      `"start":"${eveTime(flow.start)}","end":"${eveTime(end)}","age":${age},"state":"${state}",` +
      `"reason":"timeout","alerted":${flow.alerted}},${flow.metadata}"community_id":"${flow.community}"${flags}}`,
  )
}

/** The start of the flow, as an alert repeats it, after the first packets of the connection. */
export function alertFlow(flow: Flow, volume: Volume): string {
  return (
    `"flow":{"pkts_toserver":${volume.packetsToServer},"pkts_toclient":${volume.packetsToClient},` +
    `"bytes_toserver":${volume.bytesToServer},"bytes_toclient":${volume.bytesToClient},` +
    `"start":"${eveTime(flow.start)}","src_ip":"${flow.a.ip}","dest_ip":"${flow.b.ip}",` +
    `"src_port":${flow.aPort},"dest_port":${flow.bPort}}`
  )
}

/** A client port of the range that Windows and Linux share. */
export function clientPort(world: World): number {
  return world.rng.between(32_768, 65_000)
}
