import { alert, streamAnomaly } from './alerts.js'
import { word } from './names.js'
import {
  clientPort,
  closeFlow,
  head,
  MILLISECOND,
  openFlow,
  SECOND,
  tcpVolume,
  type Flow,
} from './record.js'
import { certificate, habit, type Site, type World } from './world.js'

/** Share of conversations over IPv6. */
const IPV6 = 0.06

function visit(
  world: World,
  start: number,
  proto: 'TCP' | 'UDP',
  port: number,
): { flow: Flow; site: Site } {
  const site = world.sites.next()
  const six = world.rng.chance(IPV6)
  const client = six ? world.clients6.next() : world.clients.next()
  const server = six ? site.host6 : site.host
  return {
    site,
    flow: openFlow(world, start, proto, [client, clientPort(world)], [server, port]),
  }
}

/** A DNS lookup: a query and an answer, and for some clients the AAAA pair on the same socket; then the flow. */
export function dns(world: World, start: number): void {
  const { rng } = world
  const client = world.clients.next()
  const flow = openFlow(
    world,
    start,
    'UDP',
    [client, clientPort(world)],
    [rng.pick(world.resolvers), 53],
  )
  const site = world.sites.next()
  const types = rng.chance(0.03) ? ['A', 'AAAA'] : [rng.chance(0.7) ? 'A' : rng.pick(OTHER_TYPES)]
  let time = start
  let sent = 0
  let received = 0
  types.forEach((type, index) => {
    const id = rng.below(65536)
    const name =
      type === 'PTR' ? `${site.host.ip.split('.').toReversed().join('.')}.in-addr.arpa` : site.name
    const common = `"rrname":"${name}","rrtype":"${type}"`
    world.emit(
      time,
      `${head(flow, time, 'dns')}"dns":{"version":2,"type":"query","id":${id},${common},"tx_id":${index * 2},"opcode":0}}`,
    )
    time += rng.heavy(12 * MILLISECOND, 1, 2000 * MILLISECOND)
    const missing = rng.chance(0.12)
    const answers = missing ? '' : dnsAnswers(world, type, name, site)
    world.emit(
      time,
      `${head(flow, time, 'dns')}"dns":{"version":2,"type":"answer","id":${id},"flags":"${missing ? '8183' : '8180'}",` +
        `"qr":true,"rd":true,"ra":true,"opcode":0,${common},"rcode":"${missing ? 'NXDOMAIN' : 'NOERROR'}"${answers}}}`,
    )
    sent += 60 + name.length
    received += 60 + name.length + (missing ? 60 : rng.between(16, 90))
  })
  const volume = {
    packetsToServer: types.length,
    packetsToClient: types.length,
    bytesToServer: sent,
    bytesToClient: received,
  }
  closeFlow(world, flow, time, volume, 'twoWay', 'dns')
}

const OTHER_TYPES = ['PTR', 'PTR', 'HTTPS', 'HTTPS', 'HTTPS', 'AAAA', 'SRV', 'TXT']

function dnsAnswers(world: World, type: string, name: string, site: Site): string {
  const { rng } = world
  const record = (kind: string, data: string): string =>
    `{"rrname":"${name}","rrtype":"${kind}","ttl":${rng.between(20, 3600)},"rdata":"${data}"}`
  if (type === 'HTTPS' || type === 'SRV' || type === 'TXT') return ''
  if (type === 'PTR')
    return `,"answers":[${record('PTR', site.name)}],"grouped":{"PTR":["${site.name}"]}`
  const address = type === 'A' ? site.host.ip : site.host6.ip
  if (rng.chance(0.75))
    return `,"answers":[${record(type, address)}],"grouped":{"${type}":["${address}"]}`
  const alias = `${word(rng)}.edge.example`
  return (
    `,"answers":[${record('CNAME', alias)},${record(type, address)}],` +
    `"grouped":{"CNAME":["${alias}"],"${type}":["${address}"]}`
  )
}

/** A TLS connection: most are TLS 1.3 (no certificate seen), the rest carry one. */
export function tls(world: World, start: number): void {
  const { rng } = world
  const { flow, site } = visit(
    world,
    start,
    'TCP',
    rng.chance(0.97) ? 443 : rng.pick([993, 8443, 465]),
  )
  const prints = `"ja3":${habit(world, flow.a, world.ja3)},"ja3s":${habit(world, site.host, world.ja3s)}`
  const seen = start + rng.heavy(45 * MILLISECOND, 0.8, 900 * MILLISECOND)
  const body = rng.chance(0.85) ? `"sni":"${site.name}","version":"TLS 1.3"` : certificate(site)
  const object = `"tls":{${body},${prints}}`
  if (rng.chance(0.004)) alert(world, flow, seen, 'tls', `${object},"app_proto":"tls",`, true, 0)
  if (rng.chance(0.05)) streamAnomaly(world, flow, seen + MILLISECOND)
  world.emit(seen, `${head(flow, seen, 'tls')}${object}}`)
  const end = seen + rng.heavy(2_000 * MILLISECOND, 1.8, 3_600_000 * MILLISECOND)
  const volume = tcpVolume(rng.heavy(1_250, 0.9, 5e7), rng.heavy(5_200, 1.5, 2e9))
  closeFlow(world, flow, end, volume, rng.chance(0.9) ? 'closed' : 'reset', 'tls')
}

/** A QUIC connection: the Initial's server name, then the flow. */
export function quic(world: World, start: number): void {
  const { rng } = world
  const { flow, site } = visit(world, start, 'UDP', 443)
  const seen = start + rng.heavy(20 * MILLISECOND, 0.7, 400 * MILLISECOND)
  const object = `"quic":{"version":"1","sni":"${site.name}","ja3":${habit(world, flow.a, world.ja3)}}`
  world.emit(seen, `${head(flow, seen, 'quic')}${object}}`)
  const end = seen + rng.heavy(8_000 * MILLISECOND, 1.4, 1_800_000 * MILLISECOND)
  const { bytesToServer, bytesToClient, ...packets } = tcpVolume(
    rng.heavy(4_000, 1.2, 5e7),
    rng.heavy(18_000, 1.6, 1e9),
  )
  closeFlow(world, flow, end, { bytesToServer, bytesToClient, ...packets }, 'twoWay', 'quic')
}

const TYPES: readonly [content: string, magic: string, extension: string][] = [
  ['text/html', 'HTML document, ASCII text', ''],
  ['application/octet-stream', 'data', '.bin'],
  ['application/json', 'JSON text data', ''],
  ['text/plain', 'ASCII text', '.txt'],
  ['application/vnd.ms-cab-compressed', 'Microsoft Cabinet archive data', '.cab'],
  ['image/png', 'PNG image data, 64 x 64, 8-bit/color RGBA, non-interlaced', '.png'],
  ['application/pkix-crl', 'data', '.crl'],
  ['application/x-dosexec', 'PE32 executable (GUI) Intel 80386, for MS Windows', '.exe'],
]

/** An HTTP connection of one to five requests, most with a body that Suricata logs as a file. */
export function http(world: World, start: number): void {
  const { rng } = world
  const { flow, site } = visit(
    world,
    start,
    'TCP',
    rng.chance(0.9) ? 80 : rng.pick([8080, 8000, 3128]),
  )
  const agent = habit(world, flow.a, world.userAgents)
  const requests = rng.chance(0.65) ? 1 : rng.between(2, 5)
  let time = start + rng.heavy(30 * MILLISECOND, 0.8, 900 * MILLISECOND)
  let sent = 0
  let received = 0
  for (let tx = 0; tx < requests; tx++) {
    const [content, magic, extension] = rng.pick(TYPES)
    const path = `/${word(rng)}/${word(rng)}${extension}`
    const url = rng.chance(0.35)
      ? `${path}?id=${rng.hex(rng.between(2, 24))}&v=${rng.below(90)}`
      : path
    const failed = rng.chance(0.08)
    const size = rng.heavy(failed ? 300 : 900, 1.6, 4e8)
    const object =
      `"http":{"hostname":"${site.name}",${flow.bPort === 80 ? '' : `"http_port":${flow.bPort},`}"url":"${url}",` +
      `"http_user_agent":"${agent}","http_content_type":"${content}",` +
      `${rng.chance(0.2) ? `"http_refer":"http://${site.name}/",` : ''}"http_method":"${rng.chance(0.82) ? 'GET' : 'POST'}",` +
      `"protocol":"HTTP/1.1","status":${failed ? rng.pick([404, 403, 302, 500]) : 200},"length":${size}}`
    if (rng.chance(0.09)) {
      alert(world, flow, time, 'http', `${object},"app_proto":"http",`, true, tx)
    }
    world.emit(time, `${head(flow, time, 'http')}"tx_id":${tx},${object}}`)
    if (rng.chance(0.82)) {
      const seen = time + rng.between(1, 40)
      // The sensor follows a body to its limit of 1 MiB and then closes the file as truncated.
      const cut = size > 1_048_576
      const hashes = cut
        ? ''
        : `"md5":"${rng.hex(16)}","sha1":"${rng.hex(20)}","sha256":"${rng.hex(32)}",`
      world.emit(
        seen,
        `${head(flow, seen, 'fileinfo', false)}${object},"app_proto":"http","fileinfo":{"filename":"${path}",` +
          `"magic":"${magic}","gaps":false,"state":"${cut ? 'TRUNCATED' : 'CLOSED'}",${hashes}` +
          `"stored":false,"size":${Math.min(size, 1_048_576)},"tx_id":${tx}}}`,
      )
    }
    sent += 380 + url.length
    received += 300 + size
    time += rng.heavy(150 * MILLISECOND, 1.2, 20_000 * MILLISECOND)
  }
  if (rng.chance(0.06)) streamAnomaly(world, flow, time)
  const end = time + rng.between(1, 15) * SECOND
  closeFlow(world, flow, end, tcpVolume(sent, received), 'closed', 'http')
}
