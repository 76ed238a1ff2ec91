import { anomaly } from './alerts.js'
import { clientPort, closeFlow, head, MILLISECOND, openFlow, SECOND, tcpVolume } from './record.js'
import { host4 } from './network.js'
import { word } from './names.js'
import type { World } from './world.js'

/** File sharing: negotiate, session setup, tree connect, then files. */
export function smb(world: World, start: number): void {
  const { rng } = world
  const flow = openFlow(
    world,
    start,
    'TCP',
    [world.clients.next(), clientPort(world)],
    [world.servers.next(), 445],
  )
  const session = rng.u32()
  let time = start + 2 * MILLISECOND
  let id = 0
  const line = (command: string, more: string): void => {
    id++
    world.emit(
      time,
      `${head(flow, time, 'smb')}"smb":{"id":${id},"dialect":"3.11","command":"SMB2_COMMAND_${command}",` +
        `"status":"STATUS_SUCCESS","status_code":"0x0","session_id":${session},"tree_id":${id < 4 ? 0 : 5}${more}}}`,
    )
    time += rng.heavy(3 * MILLISECOND, 1, 900 * MILLISECOND)
  }
  line(
    'NEGOTIATE_PROTOCOL',
    ',"client_dialects":["2.02","2.10","3.00","3.02","3.11"],"server_guid":"' + rng.hex(16) + '"',
  )
  line(
    'SESSION_SETUP',
    `,"ntlmssp":{"domain":"OFFICE","user":"${world.users.next()}","host":"WS${rng.below(2000)}"}`,
  )
  line('TREE_CONNECT', `,"share":"\\\\\\\\FS${rng.between(1, 9)}\\\\share","share_type":"FILE"`)
  for (let files = rng.between(1, 3); files > 0; files--) {
    const { name, size } = world.files.next()
    line(
      'CREATE',
      `,"filename":"${word(rng)}\\\\${name}","disposition":"FILE_OPEN","access":"normal","size":${size}`,
    )
  }
  const end = time + rng.heavy(20_000 * MILLISECOND, 1.4, 3_600_000 * MILLISECOND)
  closeFlow(
    world,
    flow,
    end,
    tcpVolume(rng.heavy(5_000, 1.8, 1e9), rng.heavy(9_000, 2, 2e9)),
    'closed',
    'smb',
  )
}

/** A Kerberos ticket request. */
export function krb5(world: World, start: number): void {
  const { rng } = world
  const flow = openFlow(
    world,
    start,
    'TCP',
    [world.clients.next(), clientPort(world)],
    [rng.pick(world.resolvers), 88],
  )
  const time = start + rng.between(1 * MILLISECOND, 9 * MILLISECOND)
  const service = rng.chance(0.4)
    ? 'krbtgt/OFFICE.EXAMPLE'
    : `cifs/fs${rng.between(1, 9)}.office.example`
  const type = service.startsWith('krbtgt') ? 'KRB_AS_REP' : 'KRB_TGS_REP'
  world.emit(
    time,
    `${head(flow, time, 'krb5')}"krb5":{"msg_type":"${type}","cname":"${world.users.next()}","realm":"OFFICE.EXAMPLE",` +
      `"sname":"${service}","encryption":"aes256-cts-hmac-sha1-96","weak_encryption":false}}`,
  )
  closeFlow(world, flow, time + 2 * MILLISECOND, tcpVolume(1_480, 1_560), 'closed', 'krb5')
}

/** A DHCP renewal: request and acknowledgement. */
export function dhcp(world: World, start: number): void {
  const { rng } = world
  const client = world.clients.next()
  const server = rng.pick(world.resolvers)
  const flow = openFlow(world, start, 'UDP', [client, 68], [server, 67])
  const id = rng.u32()
  const mac = `02:42:${(client.bytes.toString('hex').match(/../g) ?? []).join(':')}`
  world.emit(
    start,
    `${head(flow, start, 'dhcp')}"dhcp":{"type":"request","id":${id},"client_mac":"${mac}","assigned_ip":"0.0.0.0",` +
      `"client_ip":"${client.ip}","dhcp_type":"request","client_id":"${mac}","hostname":"WS${client.profile % 2000}",` +
      `"vendor_class_identifier":"MSFT 5.0","params":["subnet_mask","router","dns_server","domain"]}}`,
  )
  const reply = start + rng.between(1 * MILLISECOND, 30 * MILLISECOND)
  world.emit(
    reply,
    `${head(flow, reply, 'dhcp', false)}"dhcp":{"type":"reply","id":${id},"client_mac":"${mac}","assigned_ip":"${client.ip}",` +
      `"client_ip":"${client.ip}","relay_ip":"0.0.0.0","next_server_ip":"${server.ip}","dhcp_type":"ack","lease_time":86400,` +
      `"subnet_mask":"255.255.0.0","routers":["10.20.0.1"],"dns_servers":["${server.ip}"]}}`,
  )
  const volume = { packetsToServer: 1, packetsToClient: 1, bytesToServer: 348, bytesToClient: 342 }
  closeFlow(world, flow, reply, volume, 'twoWay', 'dhcp')
}

/** One mail. */
export function smtp(world: World, start: number): void {
  const { rng } = world
  const mail = host4(0x0a140119, 0)
  const out = rng.chance(0.5)
  const from = out ? mail : world.outside.next()
  const flow = openFlow(
    world,
    start,
    'TCP',
    [from, clientPort(world)],
    [out ? world.outside.next() : mail, 25],
  )
  const time = start + rng.heavy(400 * MILLISECOND, 0.7, 20_000 * MILLISECOND)
  const sender = `${world.users.next()}@${world.sites.next().name}`
  const receiver = `${world.users.next()}@office.example`
  const { name } = world.files.next()
  const attachment = rng.chance(0.4) ? `,"attachment":["${name}"]` : ''
  world.emit(
    time,
    `${head(flow, time, 'smtp')}"tx_id":0,"smtp":{"helo":"mail.${world.sites.next().name}","mail_from":"<${sender}>",` +
      `"rcpt_to":["<${receiver}>"]},"email":{"status":"PARSE_DONE","from":"${sender}","to":["${receiver}"],` +
      `"subject":"${word(rng)} ${word(rng)}"${attachment}}}`,
  )
  closeFlow(
    world,
    flow,
    time + SECOND,
    tcpVolume(rng.heavy(30_000, 1.5, 2e7), 900),
    'closed',
    'smtp',
  )
}

/** A remote desktop login. */
export function rdp(world: World, start: number): void {
  const { rng } = world
  const flow = openFlow(
    world,
    start,
    'TCP',
    [world.clients.next(), clientPort(world)],
    [world.servers.next(), 3389],
  )
  const time = start + 3 * MILLISECOND
  world.emit(
    time,
    `${head(flow, time, 'rdp')}"rdp":{"tx_id":1,"event_type":"initial_request","cookie":"${world.users.next()}"}}`,
  )
  const answer = time + 5 * MILLISECOND
  world.emit(
    answer,
    `${head(flow, answer, 'rdp', false)}"rdp":{"tx_id":2,"event_type":"initial_response","protocol":"hybrid"}}`,
  )
  const end = answer + rng.heavy(600_000 * MILLISECOND, 1.5, 28_800_000 * MILLISECOND)
  closeFlow(
    world,
    flow,
    end,
    tcpVolume(rng.heavy(4e5, 1.5, 1e8), rng.heavy(6e6, 1.6, 4e9)),
    'closed',
    'rdp',
  )
}

/** A DCE/RPC bind to the endpoint mapper. */
export function dcerpc(world: World, start: number): void {
  const { rng } = world
  const flow = openFlow(
    world,
    start,
    'TCP',
    [world.clients.next(), clientPort(world)],
    [rng.pick(world.resolvers), 135],
  )
  const time = start + 4 * MILLISECOND
  const uuid = 'e1af8308-5d1f-11c9-91a4-08002b14a0fa'
  world.emit(
    time,
    `${head(flow, time, 'dcerpc')}"dcerpc":{"request":"BIND","interfaces":[{"uuid":"${uuid}","version":"3.0","ack_result":0}],` +
      `"response":"BINDACK","call_id":${rng.between(1, 40)},"rpc_version":"5.0"}}`,
  )
  if (rng.chance(0.1)) {
    anomaly(
      world,
      flow,
      time,
      '"app_proto":"dcerpc","type":"applayer","event":"APPLAYER_DETECT_PROTOCOL_ONLY_ONE_DIRECTION","layer":"proto_detect"',
    )
  }
  closeFlow(world, flow, time + SECOND, tcpVolume(700, 620), 'closed', 'dcerpc')
}
