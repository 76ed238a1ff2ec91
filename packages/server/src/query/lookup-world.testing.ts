import { parseAddress, formatAddress } from '@spoor/model'
import type { EventStore } from '../store/event-store.js'
import { insertFacts } from '../testing/facts.testing.js'

/** A small organisation and what is known of its hosts, for tests of what is looked up. */

export interface WorldHost {
  readonly ip: string
  readonly place?: number
  readonly roles?: readonly string[]
  readonly risk?: number
  readonly facts?: Readonly<Record<string, readonly string[]>>
}

export const PLACES = [
  {
    place: 1,
    prefix: '10.1.0.0/16',
    path: ['Home', 'Berlin'],
    groups: ['Staff'],
    roles: [],
    site: 'BER',
  },
  {
    place: 2,
    prefix: '10.1.2.0/24',
    path: ['Home', 'Berlin', 'Server/Room'],
    groups: ['Staff', 'Machines'],
    roles: ['printer'],
    site: 'BER',
  },
  {
    place: 3,
    prefix: '2001:db8::/32',
    path: ['Internet', 'Partner'],
    groups: [],
    roles: [],
    site: '',
  },
] as const

export const HOSTS: readonly WorldHost[] = [
  {
    ip: '10.1.0.1',
    place: 1,
    roles: ['workstation'],
    risk: 0,
    facts: {
      client_service: ['ftp', 'TLS'],
      hostname: ['Anna-PC'],
      peer_outside: ['2001:db8::5', '203.0.113.9'],
    },
  },
  {
    ip: '10.1.2.9',
    place: 2,
    roles: ['ftp server', 'server'],
    risk: 40,
    facts: {
      service: ['ftp', 'ssh'],
      service_port: ['tcp/21', 'tcp/22'],
      hostname: ['files', 'FILES.example'],
    },
  },
  { ip: '2001:db8::5', place: 3, risk: 7, facts: { service: ['ssh'] } },
  {
    ip: '203.0.113.9',
    roles: ['scanner'],
    risk: 100,
    facts: { client_service: ['ssh'], ssh_client_software: ['Zgrab Ünï*x?'] },
  },
  { ip: '10.9.9.9' },
]

export const USER_GROUPS = [
  ['anna', 'Finance'],
  ['ölaf', 'IT'],
  ['anna', 'IT'],
] as const

const engineAddress = (ip: string): string => formatAddress(parseAddress(ip) ?? 0n)

/** Fills the tables of places, hosts, roles and facts with the world. */
export async function insertWorld(store: EventStore): Promise<void> {
  await store.insert(
    'places',
    PLACES.map(({ prefix: _prefix, ...place }) => ({ ...place, network: place.path.at(-1) })),
  )
  await store.insert(
    'place_prefixes',
    PLACES.map(({ prefix, place }) => ({ prefix, place })),
  )
  await store.run('SYSTEM RELOAD DICTIONARY place_of')
  await store.insert(
    'user_groups',
    USER_GROUPS.map(([user, group]) => ({ user, group })),
  )
  const moment = '2026-06-22 00:00:00.000000'
  await store.insert(
    'hosts',
    HOSTS.map(({ ip, risk = 0 }) => ({
      host: engineAddress(ip),
      risk,
      first_seen: moment,
      last_seen: moment,
    })),
  )
  await store.insert(
    'host_roles',
    HOSTS.flatMap(({ ip, roles = [] }) =>
      roles.map((role) => ({ role, host: engineAddress(ip), since: moment, evidence: [] })),
    ),
  )
  const facts = HOSTS.flatMap(({ ip, facts: known = {} }) =>
    Object.entries(known).flatMap(([attribute, values]) =>
      values.map((value) => ({ attribute, value, host: ip })),
    ),
  )
  await insertFacts(store, facts)
  // The same once more, among the facts of sessions: a value may stand in several rows.
  await store.run(
    `INSERT INTO record_facts SELECT toDate32('2026-06-22') AS day, * FROM event_facts WHERE host = toIPv6('10.1.2.9')`,
  )
}
