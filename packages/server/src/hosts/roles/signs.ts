/**
 * What facts say about the purpose of a host, sign by sign. Roles are inferred from signs, and shown
 * with the words of theirs.
 */
export interface Sign {
  /** Attributes whose facts may be the sign. */
  readonly attributes: readonly string[]
  /** Whether the fact is about the host that its value names, and not about the one that it is of. */
  readonly isOfValue?: boolean
  /** SQL on `value` of a fact; absent: every value. */
  readonly where?: string
  /** In words, given SQL of how many values there are and of some of them as a list. */
  readonly words: (count: string, values: string) => string
}

const oneOf = (values: readonly string[]) =>
  `value IN (${values.map((value) => `'${value}'`).join(', ')})`
const tcp = (...ports: number[]) => oneOf(ports.map((port) => `tcp/${port}`))
/** A protocol that was recognised, on any port: values are such as `ftp tcp/21`. */
const speaks = (...protocols: string[]) =>
  `splitByChar(' ', value)[1] IN (${protocols.map((protocol) => `'${protocol}'`).join(', ')})`
const onPort = (...ports: number[]) =>
  `splitByChar('/', value)[-1] IN (${ports.map((port) => `'${port}'`).join(', ')})`

const offers = (_count: string, values: string) => `concat('offers ', ${values})`
const answersOn = (_count: string, values: string) => `concat('answers on ', ${values})`
const runs = (_count: string, values: string) => `concat('runs ', ${values})`
const counted =
  (before: string, one: string, many: string): Sign['words'] =>
  (count) =>
    `concat('${before} ', toString(${count}), if(${count} = 1, ' ${one}', ' ${many}'))`

const offered = (where: string): Sign => ({
  attributes: ['service_on_port'],
  where,
  words: offers,
})
const answering = (where: string): Sign => ({
  attributes: ['service_port'],
  where,
  words: answersOn,
})

/** Ports of HTTP that are not for people to browse: printing, proxies, management of Windows. */
const NO_WEB_PORTS = [631, 1900, 2869, 3128, 5357, 5985, 5986, 8118] as const

const BACKUP_SOFTWARE =
  'restic|borg|duplicati|duplicity|kopia|veeam|bacula|bareos|urbackup|acronis|arq/'
const MOBILE_AGENT = 'iphone|ipad|android|dalvik'
/** Beginnings of names that phones give themselves, or that follow the name of their owner. */
const MOBILE_NAME = '(^|[-_.])(iphone|ipad|android|galaxy|pixel)([-_.0-9]|$)'

export const SIGNS = {
  ftp: offered(`${speaks('ftp')} OR value = 'tls tcp/990'`),
  ftpPort: answering(tcp(21)),
  ftpUsed: {
    attributes: ['transfer_service_served'],
    where: oneOf(['ftp', 'ftps']),
    words: (_count, values) => `concat('clients used its ', ${values})`,
  },
  ftpSoftware: { attributes: ['ftp_server_software'], words: runs },
  ssh: offered(speaks('ssh')),
  sshUsed: {
    attributes: ['transfer_service_served'],
    where: oneOf(['ssh', 'sftp', 'scp']),
    words: (_count, values) => `concat('clients used its ', ${values})`,
  },
  sshSoftware: { attributes: ['ssh_server_software'], words: runs },
  transferClients: {
    attributes: ['transfer_client'],
    words: counted('transfer clients:', 'host', 'hosts'),
  },
  nfs: offered(speaks('nfs')),
  smb: offered(speaks('smb')),
  shares: {
    attributes: ['smb_share_served'],
    // Every Windows machine offers its administrative shares, and domain controllers their policies.
    where: `NOT endsWith(value, '$') AND NOT endsWith(lower(value), 'sysvol')
      AND NOT endsWith(lower(value), 'netlogon')`,
    words: (_count, values) => `concat('serves the shares ', ${values})`,
  },
  mail: offered(speaks('smtp', 'imap', 'pop3')),
  mailPort: answering(tcp(25, 110, 143, 465, 587, 993, 995)),
  web: offered(`${speaks('http', 'http2')} AND NOT ${onPort(...NO_WEB_PORTS)}`),
  secureWeb: offered(`${speaks('tls', 'http2')} AND ${onPort(443, 8443)} OR ${speaks('quic')}`),
  dns: offered(`${speaks('dns')} AND ${onPort(53)}`),
  dnsClients: {
    attributes: ['dns_server'],
    isOfValue: true,
    words: counted('asked for names by', 'host', 'hosts'),
  },
  dhcp: offered(`${speaks('dhcp')} AND ${onPort(67)}`),
  dhcpClients: {
    attributes: ['dhcp_server'],
    isOfValue: true,
    words: counted('gave addresses to', 'host', 'hosts'),
  },
  kerberos: offered(speaks('krb5')),
  kerberosPort: answering(oneOf(['tcp/88', 'udp/88'])),
  directory: offered(speaks('ldap')),
  directoryPort: answering(tcp(389, 636, 3268, 3269)),
  proxyMethod: {
    attributes: ['http_method_served'],
    where: `upper(value) = 'CONNECT'`,
    words: () => `'tunnels for clients (CONNECT)'`,
  },
  proxyPort: offered(`${speaks('http')} AND ${onPort(3128, 8118)} OR ${speaks('socks')}`),
  printing: answering(tcp(515, 9100)),
  ipp: answering(tcp(631)),
  database: offered(speaks('pgsql', 'mysql', 'redis', 'mongodb')),
  databasePort: answering(tcp(1433, 1521, 3306, 5432, 6379, 9042, 27017)),
  backupSoftware: {
    attributes: ['user_agent', 'ssh_client_software'],
    where: `match(lower(value), '${BACKUP_SOFTWARE}')`,
    words: (_count, values) => `concat('its software is ', ${values})`,
  },
  backupPort: {
    attributes: ['client_port'],
    // Bacula and Bareos, NetBackup, Commvault, Spectrum Protect, Proxmox Backup.
    where: tcp(9103, 1556, 13724, 8400, 1500, 8007),
    words: (_count, values) => `concat('uses backup servers on ', ${values})`,
  },
  browser: {
    attributes: ['user_agent'],
    where: `startsWith(value, 'Mozilla/') AND NOT match(lower(value), '${MOBILE_AGENT}')`,
    words: (_count, values) => `concat('browses with ', ${values})`,
  },
  sites: {
    attributes: ['tls_sni', 'http_host'],
    words: counted('asked for', 'site', 'different sites'),
  },
  people: {
    attributes: ['username', 'krb_name'],
    where: `NOT endsWith(value, '$')`,
    words: (_count, values) => `concat('is used by ', ${values})`,
  },
  dhcpClient: {
    attributes: ['dhcp_name', 'dhcp_server'],
    words: () => `'gets its address by DHCP'`,
  },
  mobileAgent: {
    attributes: ['user_agent'],
    where: `match(lower(value), '${MOBILE_AGENT}')`,
    words: (_count, values) => `concat('browses with ', ${values})`,
  },
  mobileName: {
    attributes: ['dhcp_name'],
    where: `match(lower(value), '${MOBILE_NAME}')`,
    words: (_count, values) => `concat('calls itself ', ${values})`,
  },
} as const satisfies Readonly<Record<string, Sign>>

export type SignName = keyof typeof SIGNS

/** The sign of a scan; it is in no facts, which hold only peers that answered. */
export const REFUSED = 'refused'
