import { eventFields, findField } from '@spoor/model'
import { ADDRESSES, NONE, WEB, absent, both, events, halves, names, words } from './source-rows.js'
import type { Names, SourceRow } from './source-rows.js'
import { UNREAD_ROWS } from './unread-log-sources.js'

/** Record types of Suricata EVE. */
const EVE_TYPES = words(`
  alert anomaly arp bittorrent_dht dcerpc dhcp dnp3 dns doh2 drop fileinfo flow ftp ftp_data http
  http2 ike krb5 ldap mdns modbus mqtt netflow nfs pgsql pop3 quic rdp rfb sip smb smtp snmp ssh
  stats tftp tls websocket
`)

/** Paths of EVE, from the dictionary: `dns.queries[].rrname` is `dns.queries.rrname` in a rule. */
const EVE: Names = new Map(
  eventFields.flatMap(({ name, suricata = [] }) =>
    suricata.map((listed): [string, string] => {
      const path = listed.replaceAll('[]', '')
      // Two fields may take their value from one path: the one that is called so is meant.
      return [path, findField('events', path)?.name ?? name]
    }),
  ),
)

/** What every Zeek log of a connection begins with. */
const ZEEK_CONNECTION = names(`
  id.orig_h=source.ip id.orig_p=source.port id.resp_h=destination.ip id.resp_p=destination.port
  proto=network.transport community_id=network.community_id
`)

/** Logs of Zeek: the records of that kind, and the fields for which the dictionary has no row. */
const ZEEK_LOGS: readonly (readonly [log: string, where: string, more?: string])[] = [
  // Zeek counts content; the volume of a sensor's flow includes packet headers.
  ['conn', 'event.type:flow', 'orig_bytes=source.bytes resp_bytes=destination.bytes'],
  ['dce_rpc', 'event.type:dcerpc'],
  [
    'dhcp',
    'event.type:dhcp',
    'host_name=dhcp.host_name mac=dhcp.client_mac assigned_addr=dhcp.assigned_ip msg_types=dhcp.type',
  ],
  ['dns', 'event.type:dns', 'trans_id=dns.id TTLs=dns.answers.ttl'],
  ['files', 'event.type:fileinfo'],
  ['ftp', 'event.type:ftp'],
  ['http', 'event.type:http', 'resp_mime_types=http.response.mime_type version=http.version'],
  [
    'kerberos',
    'event.type:krb5',
    'client=krb5.client service=krb5.service cipher=krb5.encryption error_msg=krb5.error',
  ],
  [
    'notice',
    'event.type:alert',
    'msg=alert.signature src=source.ip dst=destination.ip p=destination.port',
  ],
  ['quic', 'event.type:quic', 'server_name=quic.sni version=quic.version'],
  [
    'rdp',
    'event.type:rdp',
    'cookie=rdp.cookie client_name=rdp.client_name keyboard_layout=rdp.client.keyboard_layout',
  ],
  ['rfb', 'event.type:rfb'],
  ['sip', 'event.type:sip', 'method=sip.method'],
  ['smb_files', 'event.type:smb', 'name=smb.filename path=smb.share'],
  ['smb_mapping', 'event.type:smb smb.share:*', 'path=smb.share share_type=smb.share_type'],
  [
    'smtp',
    'event.type:smtp',
    'helo=smtp.helo mailfrom=email.from from=email.from rcptto=email.to to=email.to subject=email.subject',
  ],
  ['snmp', 'event.type:snmp', 'community=snmp.community version=snmp.version'],
  ['ssh', 'event.type:ssh'],
  [
    'ssl',
    'event.type:tls',
    'subject=tls.server.subject issuer=tls.server.issuer resumed=tls.resumed',
  ],
  ['weird', 'event.type:anomaly', 'name=anomaly.event'],
  [
    'x509',
    'event.type:tls',
    `certificate.serial=tls.server.serial certificate.not_valid_before=tls.server.not_before
     certificate.not_valid_after=tls.server.not_after`,
  ],
]

const ZEEK_LOGS_WITHOUT_RECORDS = words(`
  intel known_certs known_hosts known_services ntlm pe radius signatures socks software syslog
  tunnel
`)

/** Fields of a Zeek log, from the dictionary; of all logs where none is given. */
function zeekNames(log?: string): Names {
  const found = new Map(ZEEK_CONNECTION)
  for (const { name, zeek } of eventFields) {
    if (zeek === undefined) continue
    const [of, field] = halves(zeek, ':')
    if (log === undefined || of === log || of === '*') found.set(field, name)
  }
  return found
}

/** Names of the taxonomy for `network` that differ here. */
const CONNECTION = names('event.duration=flow.age network.state=flow.state')
const LOOKUP = names(`
  dns.answers.name=dns.answers.rrname dns.answers.type=dns.answers.rrtype
  dns.header.flags=dns.flags dns.response.code=dns.response_code
`)

const DNS = names(`
  query=dns.question.name record_type=dns.question.type
  answer=dns.answers.data ttl=dns.answers.ttl
`)

/** Log sources of any product whose records a sensor has too. */
const SENSED: readonly (readonly [SourceRow['source'], where: string, Names])[] = [
  [{ category: 'network' }, '', both(CONNECTION, LOOKUP)],
  [{ category: 'network', service: 'connection' }, 'event.type:flow', CONNECTION],
  [{ category: 'network', service: 'dns' }, 'event.type:dns', LOOKUP],
  [{ category: 'dns' }, 'event.type:dns', both(ADDRESSES, LOOKUP, DNS)],
  [{ category: 'firewall' }, 'event.type:flow', ADDRESSES],
  [{ category: 'proxy' }, 'event.type:http', both(ADDRESSES, WEB)],
  [{ category: 'webserver' }, 'event.type:http', both(ADDRESSES, WEB)],
]

const SENSOR_ROWS: readonly SourceRow[] = [
  events({ product: 'suricata' }, '', EVE),
  ...EVE_TYPES.map((service) =>
    events({ product: 'suricata', service }, `event.type:${service}`, EVE),
  ),
  events({ product: 'zeek' }, '', zeekNames()),
  ...ZEEK_LOGS.map(([service, where, more]) =>
    events(
      { product: 'zeek', service },
      where,
      more === undefined ? zeekNames(service) : both(zeekNames(service), names(more)),
    ),
  ),
  ...ZEEK_LOGS_WITHOUT_RECORDS.map((service) =>
    absent(
      { product: 'zeek', service },
      `Spoor has no records like those of Zeek's ${service}.log`,
      `zeek.log:${service}`,
      ZEEK_CONNECTION,
      `zeek.${service}`,
    ),
  ),
  ...SENSED.flatMap(([source, where, more]) => [
    events(source, where, more),
    events({ product: 'suricata', ...source }, where, both(EVE, more)),
    events({ product: 'zeek', ...source }, where, both(zeekNames(), more)),
  ]),
  events({ service: 'netflow' }, 'event.type:(flow or netflow)', ADDRESSES),
]

/** All log sources that Spoor knows, its own first. */
export const SOURCE_ROWS: readonly SourceRow[] = [
  {
    source: { product: 'spoor', service: 'session' },
    mapping: { subject: 'sessions', where: '', fields: NONE },
  },
  {
    source: { product: 'spoor', service: 'transfer' },
    mapping: { subject: 'transfers', where: '', fields: NONE },
  },
  events({ product: 'spoor', service: 'event' }, '', NONE),
  ...SENSOR_ROWS,
  ...UNREAD_ROWS,
]
