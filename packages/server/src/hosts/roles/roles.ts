import { REFUSED, type SignName } from './signs.js'

/** One role of hosts: which signs are evidence of it, and when these are enough. */
export interface Role {
  readonly role: string
  /** Shown as evidence where a host has them. */
  readonly signs: readonly (SignName | typeof REFUSED)[]
  /** SQL that is true where the host has the role: `n['ftp']` is how many values a sign has. */
  readonly when: string
}

const has = (...signs: (SignName | typeof REFUSED)[]) =>
  `(${signs.map((sign) => `n['${sign}'] > 0`).join(' OR ')})`

/** Asked by so many, a name server is one even if no sensor saw its answers. */
const MANY_ASKED = 3
/** A host that asked for so many sites is used by people, as far as that alone can say. */
const MANY_SITES = 15

const PRINTER = `(${has('printing')} OR (${has('ipp')} AND NOT ${has('people', 'browser')}))`

/** Roles of hosts that offer something. */
const OFFERING: readonly Role[] = [
  {
    role: 'ftp server',
    signs: ['ftp', 'ftpPort', 'ftpUsed', 'ftpSoftware', 'transferClients'],
    when: has('ftp', 'ftpPort', 'ftpUsed', 'ftpSoftware'),
  },
  {
    role: 'ssh server',
    signs: ['ssh', 'sshUsed', 'sshSoftware', 'transferClients'],
    when: has('ssh', 'sshUsed', 'sshSoftware'),
  },
  { role: 'file server', signs: ['nfs', 'smb', 'shares'], when: has('nfs', 'shares') },
  { role: 'mail server', signs: ['mail', 'mailPort'], when: has('mail', 'mailPort') },
  {
    role: 'web server',
    signs: ['web', 'secureWeb'],
    // Printers have pages about themselves.
    when: `${has('web', 'secureWeb')} AND NOT ${PRINTER}`,
  },
  {
    role: 'dns server',
    signs: ['dns', 'dnsClients'],
    when: `(${has('dns')} OR n['dnsClients'] >= ${MANY_ASKED})`,
  },
  { role: 'dhcp server', signs: ['dhcp', 'dhcpClients'], when: has('dhcp', 'dhcpClients') },
  {
    role: 'domain controller',
    signs: ['kerberos', 'kerberosPort', 'directory', 'directoryPort', 'smb'],
    // Kerberos alone is any KDC, a directory alone any LDAP server.
    when: `${has('kerberos', 'kerberosPort')} AND ${has('directory', 'directoryPort')}`,
  },
  {
    role: 'proxy',
    signs: ['proxyMethod', 'proxyPort'],
    when: has('proxyMethod', 'proxyPort'),
  },
  {
    role: 'database',
    signs: ['database', 'databasePort'],
    when: has('database', 'databasePort'),
  },
]

const offering = OFFERING.map(({ when }) => `toUInt8(${when})`).join(' + ')
const MOBILE = has('mobileAgent', 'mobileName')

/** What speaks for people at the machine, one for each; offices of either kind lack some. */
const PEOPLE = `(toUInt8(${has('browser')}) + toUInt8(${has('people')})
  + toUInt8(${has('dhcpClient')}) + toUInt8(n['sites'] >= ${MANY_SITES}))`
/** A machine of people that offers one thing, such as SSH, is still theirs. */
const IS_WORKSTATION = `(${PEOPLE} >= 2 AND (${offering}) <= 1)`

export const ROLES: readonly Role[] = [
  ...OFFERING,
  { role: 'printer', signs: ['printing', 'ipp'], when: PRINTER },
  { role: 'scanner', signs: [REFUSED], when: has(REFUSED) },
  {
    role: 'backup client',
    signs: ['backupSoftware', 'backupPort'],
    when: has('backupSoftware', 'backupPort'),
  },
  { role: 'mobile', signs: ['mobileAgent', 'mobileName'], when: MOBILE },
  {
    role: 'server',
    signs: [...new Set(OFFERING.flatMap(({ signs }) => signs))],
    when: `(${offering}) >= 1 AND NOT ${IS_WORKSTATION} AND NOT ${PRINTER} AND NOT ${MOBILE}`,
  },
  {
    role: 'workstation',
    signs: ['browser', 'people', 'dhcpClient', 'sites'],
    when: `${IS_WORKSTATION} AND NOT ${PRINTER} AND NOT ${MOBILE}`,
  },
]

/** Names of all roles that are inferred. */
export const ROLE_NAMES: readonly string[] = ROLES.map(({ role }) => role)
