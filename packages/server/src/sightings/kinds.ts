import { findHostAttribute, type SightingScope } from '@spoor/model'

/** A kind of values whose first time is a sighting. */
export interface Kind {
  /** Stable name: `ftp-user`. */
  readonly kind: string
  /** In words, singular: `FTP user`. */
  readonly title: string
  readonly description: string
  readonly group: string
  /** Attribute of hosts that holds the values; absent if the host itself is what is new. */
  readonly attribute?: string
  readonly scopes: readonly SightingScope[]
  /** Days in which values are learnt, unless the site says otherwise. */
  readonly learningDays: number
  /** What the first host did, after "10.1.2.3": `used it`. */
  readonly did: string
}

const ALL: readonly SightingScope[] = ['network', 'group', 'host']

/** Two weeks see each part of day and week twice. */
const USUAL_DAYS = 14

/** Values that come anew all the time: a longer window would only hide more of them. */
const FLEETING_DAYS = 7

/** What is used so seldom that two weeks do not show it: quarterly jobs, certificates. */
const SELDOM_DAYS = 30

type Row = readonly [kind: string, attribute: string, title: string, did: string, days?: number]

function kindsOf(group: string, rows: readonly Row[]): Kind[] {
  return rows.map(([kind, attribute, title, did, learningDays = USUAL_DAYS]) => ({
    kind,
    title,
    description: findHostAttribute(attribute)?.description ?? '',
    group,
    attribute,
    scopes: ALL,
    learningDays,
    did,
  }))
}

/** All kinds of sightings, in the order in which people read them. */
export const KINDS: readonly Kind[] = [
  {
    kind: 'host',
    title: 'host',
    description: 'Addresses that were never seen before.',
    group: 'Hosts',
    scopes: ['network'],
    learningDays: FLEETING_DAYS,
    did: 'appeared',
  },
  ...kindsOf('Transfers', [
    ['transfer-service-used', 'transfer_service', 'transfer service used', 'used it'],
    [
      'transfer-service-offered',
      'transfer_service_served',
      'transfer service offered',
      'offered it',
    ],
    [
      'external-transfer-server',
      'transfer_server_outside',
      'external transfer server',
      'connected to it',
    ],
    ['transfer-pair', 'transfer_peer', 'transfer peer', 'moved files with it'],
    ['transfer-direction', 'transfer_direction', 'transfer direction', 'moved files so'],
  ]),
  ...kindsOf('Services', [
    ['service-used', 'client_service', 'service used', 'used it'],
    ['service-offered', 'service', 'service offered', 'offered it'],
    ['port-offered', 'service_on_port', 'service on a port', 'offered it'],
    ['odd-port-offered', 'odd_port_service', 'service on an odd port, offered', 'offered it'],
    ['odd-port-used', 'client_odd_port', 'service on an odd port, used', 'used it'],
  ]),
  ...kindsOf('FTP', [
    ['ftp-user', 'ftp_user', 'FTP user', 'logged in as it, or tried to'],
    ['ftp-user-served', 'ftp_user_served', 'FTP user at a server', 'was asked to log it in'],
    ['ftp-client-software', 'ftp_client_software', 'FTP client software', 'named it'],
    ['ftp-server-software', 'ftp_server_software', 'FTP server software', 'named it', SELDOM_DAYS],
    ['ftp-command', 'ftp_command', 'FTP command', 'used it'],
  ]),
  ...kindsOf('SSH', [
    ['ssh-client-software', 'ssh_client_software', 'SSH client software', 'named it'],
    ['ssh-server-software', 'ssh_server_software', 'SSH server software', 'named it', SELDOM_DAYS],
    ['ssh-client-hassh', 'ssh_client_hassh', 'HASSH of a client', 'had it'],
    ['ssh-server-hassh', 'ssh_server_hassh', 'HASSH of a server', 'had it', SELDOM_DAYS],
    ['ssh-activity', 'ssh_activity', 'shape of SSH activity', 'was active so'],
  ]),
  ...kindsOf('TLS', [
    ['ja3', 'ja3', 'JA3', 'had it'],
    ['ja3s', 'ja3s', 'JA3S', 'had it'],
    ['ja4', 'ja4', 'JA4', 'had it'],
    ['tls-sni', 'tls_sni', 'TLS server name', 'asked for it', FLEETING_DAYS],
    [
      'certificate-fingerprint',
      'certificate_fingerprint',
      'certificate served',
      'served it',
      SELDOM_DAYS,
    ],
    [
      'certificate-issuer',
      'certificate_issuer_seen',
      'certificate issuer met',
      'was shown a certificate of it',
      SELDOM_DAYS,
    ],
  ]),
  ...kindsOf('HTTP and DNS', [
    ['user-agent', 'user_agent', 'user agent', 'sent it'],
    ['http-host', 'http_host', 'HTTP host', 'asked for it', FLEETING_DAYS],
    ['http-server', 'http_server', 'HTTP server software', 'named it', SELDOM_DAYS],
    ['domain', 'dns_query', 'domain', 'asked for it', FLEETING_DAYS],
    ['dns-server', 'dns_server', 'DNS server', 'asked it'],
  ]),
  ...kindsOf('Files', [
    ['file-type-sent', 'file_type_sent', 'file type sent', 'sent it'],
    ['file-type-received', 'file_type_received', 'file type received', 'received it'],
    ['file-hash-sent', 'file_hash_sent', 'file sent, by hash', 'sent it', FLEETING_DAYS],
    [
      'file-hash-received',
      'file_hash_received',
      'file received, by hash',
      'received it',
      FLEETING_DAYS,
    ],
  ]),
  ...kindsOf('Windows', [
    ['smb-share', 'smb_share', 'SMB share', 'used it'],
    ['kerberos-name', 'krb_name', 'Kerberos name', 'asked for a ticket with it'],
    ['kerberos-service', 'krb_service', 'Kerberos service', 'asked for a ticket to it'],
  ]),
  ...kindsOf('Identity and place', [
    ['user', 'username', 'user', 'was used by it'],
    ['host-name', 'hostname', 'host name', 'had it'],
    ['mac', 'mac', 'MAC address', 'had it', SELDOM_DAYS],
    ['asn', 'asn', 'autonomous system', 'spoke with it'],
    ['country', 'country', 'country', 'spoke with it', SELDOM_DAYS],
  ]),
  ...kindsOf('Alerts', [['alert-signature', 'alert_caused', 'alert signature', 'caused it']]),
]

/** Stands in the place of an attribute for hosts that are new; no attribute has this name. */
export const HOST_ITSELF = 'host itself'

export function attributeOf({ attribute }: Kind): string {
  return attribute ?? HOST_ITSELF
}

const byAttribute = new Map(KINDS.map((kind) => [attributeOf(kind), kind]))
const byName = new Map(KINDS.map((kind) => [kind.kind, kind]))

export function kindOfAttribute(attribute: string): Kind | undefined {
  return byAttribute.get(attribute)
}

export function findKind(name: string): Kind | undefined {
  return byName.get(name.toLowerCase())
}

/** Whether the part of day and week is kept of each observation of its values. */
export function hasParts({ attribute }: Kind): boolean {
  return attribute !== undefined && findHostAttribute(attribute)?.hasParts === true
}
