import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { formatAddress, parseAddress } from '@spoor/model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DEFAULT_HOME } from '../../organisation/organisation.js'
import { openEventStore } from '../../store/event-store.js'
import type { EventStore } from '../../store/event-store.js'
import { migrateEvents } from '../../store/migrations.js'
import { insertFacts, insertHostDays } from '../../testing/facts.testing.js'
import { keepHosts } from '../keep-hosts.js'
import { DEFAULT_RISK } from '../risk/index.js'
import { ROLE_NAMES } from './roles.js'

/** Values of attributes of one host. */
type Facts = Readonly<Record<string, readonly string[]>>

interface Case {
  readonly what: string
  readonly facts: Facts
  /** Facts of other hosts that name this one: attribute, and how many hosts. */
  readonly named?: readonly (readonly [attribute: string, hosts: number])[]
  readonly roles: readonly string[]
  /** Lines of evidence of the first role. */
  readonly evidence?: readonly string[]
}

const BROWSER = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/131.0'
const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148'
const sites = (count: number) => Array.from({ length: count }, (_, n) => `site-${n}.example`)

const CASES: readonly Case[] = [
  {
    what: 'offers FTP',
    facts: {
      service_on_port: ['ftp tcp/21', 'ftp tcp/2121'],
      ftp_server_software: ['vsftpd 3.0.3'],
      transfer_client: ['10.0.0.1', '10.0.0.2'],
    },
    roles: ['ftp server', 'server'],
    evidence: [
      'offers ftp on tcp/21, ftp on tcp/2121',
      'runs vsftpd 3.0.3',
      'transfer clients: 2 hosts',
    ],
  },
  {
    what: 'offers FTP that becomes TLS before it is recognised',
    facts: { service_port: ['tcp/21'] },
    roles: ['ftp server', 'server'],
    evidence: ['answers on tcp/21'],
  },
  { what: 'uses FTP', facts: { client_service: ['ftp'], client_port: ['tcp/21'] }, roles: [] },
  {
    what: 'offers SSH on an odd port',
    facts: { service_on_port: ['ssh tcp/2222'] },
    roles: ['server', 'ssh server'],
    evidence: ['offers ssh on tcp/2222'],
  },
  { what: 'uses SSH', facts: { ssh_client_software: ['OpenSSH_9.6'] }, roles: [] },
  {
    what: 'serves shares',
    facts: { service_on_port: ['smb tcp/445'], smb_share_served: ['\\\\FS1\\Finance'] },
    roles: ['file server', 'server'],
    evidence: ['offers smb on tcp/445', 'serves the shares \\\\FS1\\Finance'],
  },
  {
    what: 'serves administrative shares only',
    facts: { service_on_port: ['smb tcp/445'], smb_share_served: ['\\\\PC\\IPC$', '\\\\PC\\C$'] },
    roles: [],
  },
  {
    what: 'exports over NFS',
    facts: { service_on_port: ['nfs tcp/2049'] },
    roles: ['file server', 'server'],
  },
  {
    what: 'takes mail',
    facts: { service_on_port: ['smtp tcp/25'] },
    roles: ['mail server', 'server'],
  },
  {
    what: 'offers IMAP in TLS',
    facts: { service_port: ['tcp/993'] },
    roles: ['mail server', 'server'],
  },
  { what: 'sends mail', facts: { client_service: ['smtp'], client_port: ['tcp/25'] }, roles: [] },
  {
    what: 'has pages',
    facts: { service_on_port: ['tls tcp/443', 'http tcp/80'] },
    roles: ['server', 'web server'],
  },
  { what: 'is managed over HTTP', facts: { service_on_port: ['http tcp/5985'] }, roles: [] },
  {
    what: 'offers TLS that may be anything',
    facts: { service_on_port: ['tls tcp/6514'] },
    roles: [],
  },
  {
    what: 'answers for names',
    facts: { service_on_port: ['dns udp/53'] },
    roles: ['dns server', 'server'],
  },
  {
    what: 'is asked for names by many',
    facts: {},
    named: [['dns_server', 3]],
    roles: ['dns server', 'server'],
    evidence: ['asked for names by 3 hosts'],
  },
  { what: 'is asked for names by two', facts: {}, named: [['dns_server', 2]], roles: [] },
  { what: 'speaks multicast DNS', facts: { service_on_port: ['dns udp/5353'] }, roles: [] },
  {
    what: 'gives addresses',
    facts: {},
    named: [['dhcp_server', 1]],
    roles: ['dhcp server', 'server'],
    evidence: ['gave addresses to 1 host'],
  },
  {
    what: 'gets its address',
    facts: { dhcp_server: ['10.99.0.1'], dhcp_name: ['PC1'] },
    roles: [],
  },
  {
    what: 'controls a domain',
    facts: {
      service_on_port: ['krb5 tcp/88', 'smb tcp/445'],
      service_port: ['tcp/389'],
      smb_share_served: ['\\\\dc1\\SYSVOL'],
    },
    roles: ['domain controller', 'server'],
  },
  { what: 'is a KDC alone', facts: { service_on_port: ['krb5 tcp/88'] }, roles: [] },
  { what: 'is a directory alone', facts: { service_port: ['tcp/389'] }, roles: [] },
  {
    what: 'tunnels for clients',
    facts: { service_on_port: ['http tcp/8080'], http_method_served: ['CONNECT', 'GET'] },
    roles: ['proxy', 'server', 'web server'],
    evidence: ['tunnels for clients (CONNECT)'],
  },
  {
    what: 'is a proxy by its port',
    facts: { service_on_port: ['http tcp/3128'] },
    roles: ['proxy', 'server'],
  },
  {
    what: 'uses a proxy',
    facts: { http_method: ['CONNECT'], client_port: ['tcp/3128'] },
    roles: [],
  },
  {
    what: 'prints, and has a page',
    facts: { service_port: ['tcp/9100', 'tcp/80'], service_on_port: ['http tcp/80'] },
    roles: ['printer'],
    evidence: ['answers on tcp/9100'],
  },
  {
    what: 'shares a printer by IPP',
    facts: { service_port: ['tcp/631'], username: ['anna'], user_agent: [BROWSER] },
    roles: ['workstation'],
  },
  { what: 'prints', facts: { client_port: ['tcp/9100'] }, roles: [] },
  {
    what: 'keeps data',
    facts: { service_on_port: ['pgsql tcp/5432'] },
    roles: ['database', 'server'],
  },
  { what: 'asks for data', facts: { client_service: ['pgsql'] }, roles: [] },
  {
    what: 'backs up',
    facts: { user_agent: ['restic/0.17.1'] },
    roles: ['backup client'],
    evidence: ['its software is restic/0.17.1'],
  },
  { what: 'copies with rclone', facts: { user_agent: ['rclone/v1.68'] }, roles: [] },
  {
    what: 'is a phone',
    facts: { user_agent: [PHONE], dhcp_name: ['Annas-iPhone'], tls_sni: sites(40) },
    roles: ['mobile'],
  },
  { what: 'has a phone in its name', facts: { dhcp_name: ['pixelworks'] }, roles: [] },
  {
    what: 'is used by people',
    facts: { user_agent: [BROWSER], username: ['anna'] },
    roles: ['workstation'],
    evidence: [`browses with ${BROWSER}`.slice(0, 94), 'is used by anna'],
  },
  {
    what: 'gets its address and asks for many sites',
    facts: { dhcp_name: ['PC7'], tls_sni: sites(15) },
    roles: ['workstation'],
  },
  { what: 'asks for few sites', facts: { dhcp_name: ['PC7'], tls_sni: sites(14) }, roles: [] },
  {
    what: 'is logged in to by its own account',
    facts: { krb_name: ['PC7$'], dhcp_name: ['PC7'] },
    roles: [],
  },
  {
    what: 'is used by people and offers SSH',
    facts: { user_agent: [BROWSER], username: ['anna'], service_on_port: ['ssh tcp/22'] },
    roles: ['ssh server', 'workstation'],
  },
  {
    what: 'offers much, and somebody once browsed on it',
    facts: {
      user_agent: [BROWSER],
      username: ['admin'],
      service_on_port: ['ssh tcp/22', 'http tcp/80'],
    },
    roles: ['server', 'ssh server', 'web server'],
  },
  {
    what: 'shows many values',
    facts: { service_on_port: [1, 2, 3, 4, 5, 6, 7].map((n) => `ftp tcp/210${n}`) },
    roles: ['ftp server', 'server'],
    evidence: [
      'offers ftp on tcp/2101, ftp on tcp/2102, ftp on tcp/2103, ftp on tcp/2104, ftp on tcp/2105 and 2 more',
    ],
  },
]

const addressOf = (n: number) => `10.99.${Math.floor(n / 200) + 1}.${(n % 200) + 1}`
const engine = (ip: string) => formatAddress(parseAddress(ip) ?? 0n)

let directory: string
let store: EventStore

async function rolesOf(ip: string): Promise<Record<string, string[]>> {
  const rows = await store.rows<{ role: string; evidence: string[] }>(
    `SELECT role, evidence FROM host_roles WHERE host = {host:IPv6} ORDER BY role`,
    { params: { host: engine(ip) } },
  )
  return Object.fromEntries(rows.map(({ role, evidence }) => [role, evidence]))
}

/** Flows to distinct addresses, so many answered and so many not. */
async function insertFlows(source: string, refused: number, answered: number): Promise<void> {
  await store.run(
    `INSERT INTO events (event_id, event_type, network_transport, ts, source_ip, destination_ip, destination_port,
      destination_packets, network_protocol)
    SELECT toString(number), 'flow', 'TCP', toDateTime64('2026-06-22 12:00:00', 6, 'UTC'), {source:IPv6},
      toIPv6(concat('10.50.', toString(intDiv(number, 250)), '.', toString(number % 250 + 1))), 22,
      if(number < {refused:UInt32}, 1, 9), if(number < {refused:UInt32}, '', 'ssh')
    FROM numbers({all:UInt32})`,
    { params: { source: engine(source), refused, all: refused + answered } },
  )
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'spoor-roles-'))
  store = await openEventStore({ directory })
  await migrateEvents(store)
  const facts = CASES.flatMap(({ facts: own, named = [] }, n) => [
    ...Object.entries(own).flatMap(([attribute, values]) =>
      values.map((value) => ({ attribute, value, host: addressOf(n) })),
    ),
    ...named.flatMap(([attribute, hosts]) =>
      Array.from({ length: hosts }, (_, client) => ({
        attribute,
        value: addressOf(n),
        host: `10.98.0.${client + 1}`,
      })),
    ),
  ])
  await insertFacts(store, facts)
  await insertFacts(store, [
    { attribute: 'dns_server', value: 'not an address', host: '10.98.0.1' },
  ])
  await insertFacts(
    store,
    [1, 2, 3, 4].map((n) => ({
      attribute: 'dns_server',
      value: '224.0.0.251',
      host: `10.98.0.${n}`,
    })),
  )
  await insertHostDays(
    store,
    CASES.map((_, n) => ({ host: addressOf(n), events: 10 })),
  )
  await insertFlows('10.97.0.1', 60, 20)
  await insertFlows('10.97.0.2', 60, 70)
  await insertFlows('10.97.0.3', 49, 0)
  await keepHosts({
    store,
    now: new Date('2026-06-23T00:00:00Z'),
    home: DEFAULT_HOME,
    learningDays: new Map(),
    risk: DEFAULT_RISK,
  })
}, 120_000)

afterAll(async () => {
  await store.close()
  await rm(directory, { recursive: true, force: true })
})

describe('roles', () => {
  it.each(CASES.map((one, n) => ({ ...one, n })))(
    'of a host that $what',
    async ({ n, roles, evidence }) => {
      const found = await rolesOf(addressOf(n))
      expect(Object.keys(found)).toEqual([...roles])
      if (evidence) {
        const shown = roles.map((role) => found[role])
        expect(shown).toContainEqual(evidence)
      }
    },
  )

  it('of a host that tried many others in vain', async () => {
    expect(await rolesOf('10.97.0.1')).toEqual({
      scanner: [
        'tried 60 addresses and 60 ports that refused or never answered, of 80 addresses in 7 days',
      ],
    })
  })

  it.each([
    ['was answered more often than not', '10.97.0.2'],
    ['tried few', '10.97.0.3'],
  ])('not of a scanner where a host %s', async (_what, ip) => {
    expect(await rolesOf(ip)).toEqual({})
  })

  it('are those of the list, and each has a case', async () => {
    const tried = new Set(['scanner', ...CASES.flatMap(({ roles }) => roles)])
    expect(ROLE_NAMES.toSorted()).toEqual([...tried].toSorted())
  })

  it('are not given to addresses that are no hosts', async () => {
    expect(await rolesOf('224.0.0.251')).toEqual({})
  })

  it('have evidence and a beginning', async () => {
    const [row] = await store.rows<{ n: number }>(
      `SELECT toUInt32(countIf(empty(evidence) OR has(evidence, '') OR toYear(since) != 2026)) AS n FROM host_roles`,
    )
    expect(row?.n).toBe(0)
  })
})
