import type { Installation } from '@spoor/server'

/**
 * A store with many hosts, made by the engine itself from numbers: what the benchmark asks the list of
 * hosts and the page of one host of. The same numbers make the same store.
 */

export interface ManyHosts {
  readonly hosts: number
  /** Days that end on the last. */
  readonly days: number
  readonly events: number
  readonly sessions: number
  readonly transfers: number
}

export const MANY_HOSTS: ManyHosts = {
  hosts: 100_000,
  days: 30,
  events: 2_000_000,
  sessions: 60_000,
  transfers: 80_000,
}

type EventStore = Installation['events']

/** The end of the last day. */
export const MANY_HOSTS_END = new Date('2026-06-30T00:00:00Z')

/** One host in 50 is a server; the first of all is the busiest. */
const SERVERS = 50
const OUTSIDE_SERVERS = 3_000

/** Address of the n-th host: 10.0.0.0 and on. Hosts that are servers come first. */
export function hostAt(number: number): string {
  const value = number + 256
  return `10.${(value >> 16) & 255}.${(value >> 8) & 255}.${value & 255}`
}

const host = (n: string) => `toIPv6(IPv4NumToString(toUInt32(167772416 + ${n})))`
const outside = (n: string) =>
  `concat('203.', toString(${n} % 200), '.', toString(intDiv(${n}, 200) % 200), '.9')`
const END = `toDateTime64('${MANY_HOSTS_END.toISOString().slice(0, 10)} 00:00:00', 6, 'UTC')`

/** A number from 0 up to `below` that follows from others: the same ones give the same. */
const drawn = (below: number | string, ...of: string[]) =>
  `(cityHash64(${of.join(', ')}) % (${below}))`

/**
 * The attributes of a host, thirty values: [attribute, value, source, per mille of hosts]. Common
 * ones that all hosts share are in it as well as those of one host alone.
 */
const FACTS: readonly (readonly [string, string, string, number])[] = [
  ['sensor', `concat('sensor-', toString(${drawn(4, 'n', '1')}))`, 'flow', 1000],
  ['vlan', `toString(10 + ${drawn(60, 'n', '2')})`, 'flow', 1000],
  ['interface', `concat('eth', toString(${drawn(3, 'n', '3')}))`, 'flow', 1000],
  ['transport', `'TCP'`, 'flow', 1000],
  ['transport', `'UDP'`, 'flow', 1000],
  ['client_service', `'tls'`, 'flow', 1000],
  ['client_service', `'dns'`, 'flow', 1000],
  ['client_service', `'http'`, 'flow', 600],
  ['client_service', `'smb'`, 'flow', 400],
  ['client_service', `'ftp'`, 'flow', 60],
  ['client_service', `'ssh'`, 'flow', 80],
  ['client_port', `'tcp/443'`, 'flow', 1000],
  ['client_port', `'udp/53'`, 'flow', 1000],
  ['mac', `hex(cityHash64(n, 5))`, 'flow', 1000],
  ['hostname', `concat('pc-', toString(n), '.corp.example')`, 'dhcp', 1000],
  ['dhcp_name', `concat('PC-', toString(n))`, 'dhcp', 1000],
  ['username', `concat('user', toString(${drawn(60_000, 'n', '6')}))`, 'smb', 700],
  ['krb_name', `concat('user', toString(${drawn(60_000, 'n', '6')}))`, 'krb5', 700],
  ['krb_realm', `'CORP.EXAMPLE'`, 'krb5', 700],
  ['dns_query', `concat('a', toString(${drawn(40_000, 'n', '7')}), '.example')`, 'dns', 1000],
  ['dns_query', `concat('b', toString(${drawn(40_000, 'n', '8')}), '.example')`, 'dns', 1000],
  ['dns_query', `concat('c', toString(${drawn(400, 'n', '9')}), '.example')`, 'dns', 1000],
  ['dns_type', `'A'`, 'dns', 1000],
  ['dns_type', `'AAAA'`, 'dns', 800],
  ['user_agent', `concat('Browser/', toString(${drawn(300, 'n', '10')}))`, 'http', 900],
  ['user_agent', `concat('tool-', toString(${drawn(5_000, 'n', '11')}))`, 'http', 200],
  ['http_host', `concat('h', toString(${drawn(20_000, 'n', '12')}), '.example')`, 'http', 900],
  ['tls_sni', `concat('s', toString(${drawn(20_000, 'n', '13')}), '.example')`, 'tls', 1000],
  ['tls_sni', `concat('s', toString(${drawn(500, 'n', '14')}), '.example')`, 'tls', 1000],
  ['tls_version', `'TLS 1.3'`, 'tls', 1000],
  ['tls_version', `'TLSv1'`, 'tls', 20],
  ['ja3', `lower(hex(MD5(toString(${drawn(400, 'n', '15')}))))`, 'tls', 1000],
  ['ja4', `concat('t13d', toString(${drawn(400, 'n', '16')}))`, 'tls', 1000],
  ['peer_inside', `concat('10.0.1.', toString(${drawn(200, 'n', '17')}))`, 'flow', 1000],
  ['peer_outside', outside(drawn(OUTSIDE_SERVERS, 'n', '18')), 'flow', 1000],
  ['smb_share', `concat('share', toString(${drawn(300, 'n', '19')}))`, 'smb', 400],
  ['alert_caused', `concat('ET INFO ', toString(${drawn(200, 'n', '20')}))`, 'alert', 100],
]

/** Facts of the transfer services: [attribute, value, per mille of hosts, whether servers' only]. */
const RECORD_FACTS: readonly (readonly [string, string, number, boolean])[] = [
  ['ftp_user', `concat('user', toString(${drawn(60_000, 'n', '6')}))`, 60, false],
  ['ftp_command', `'STOR'`, 60, false],
  ['transfer_service', `'ftp'`, 60, false],
  ['transfer_service', `'ssh'`, 80, false],
  ['ssh_client_software', `concat('OpenSSH_9.', toString(${drawn(9, 'n', '21')}))`, 80, false],
  ['ssh_client_hassh', `lower(hex(MD5(toString(${drawn(60, 'n', '22')}))))`, 80, false],
  ['transfer_server_outside', outside(drawn(OUTSIDE_SERVERS, 'n', '23')), 60, false],
  ['file_sent', `concat('report-', toString(n), '.zip')`, 60, false],
  ['file_hash_sent', `lower(hex(MD5(toString(n))))`, 60, false],
  ['transfer_service_served', `'ftp'`, 300, true],
  ['ftp_server_software', `'vsftpd 3.0.3'`, 300, true],
  ['ssh_server_software', `'OpenSSH_9.6'`, 700, true],
]

/** Fills an empty store. */
export async function fillManyHosts(
  store: EventStore,
  many: ManyHosts = MANY_HOSTS,
): Promise<void> {
  await fillFacts(store, many)
  await fillDays(store, many)
  await fillRecords(store, many)
}

const servers = ({ hosts }: ManyHosts) => Math.ceil(hosts / SERVERS)

async function fillFacts(store: EventStore, many: ManyHosts): Promise<void> {
  const { hosts, days } = many
  const first = `${END} - toIntervalSecond(${drawn(days * 86_400, 'n', 'place')})`
  const last = `greatest(first, ${END} - toIntervalSecond(${drawn(86_400, 'n', '2')}))`
  const count = `1 + ${drawn(500, 'n', 'place', '3')}`
  const facts = FACTS.map(
    ([attribute, value, source, share], place) =>
      `('${attribute}', ${value}, '${source}', ${drawn(1000, 'n', '100', String(place))} < ${share})`,
  )
  await store.run(`INSERT INTO event_facts
SELECT fact.1, fact.2, ${host('n')}, fact.3, 255, ${first} AS first, ${last}, ${count}
FROM (${listed(facts, hosts)}) WHERE fact.4`)
  const recordFacts = RECORD_FACTS.map(
    ([attribute, value, share, isServers], place) =>
      `('${attribute}', ${value}, ${drawn(1000, 'n', '200', String(place))} < ${share}
        AND ${isServers ? `n < ${servers(many)}` : '1'})`,
  )
  await store.run(`INSERT INTO record_facts
SELECT toDate32(first), fact.1, fact.2, ${host('n')}, 'sessions', 255, ${first} AS first, ${last}, ${count}
FROM (${listed(recordFacts, hosts)}) WHERE fact.3`)
}

/** One row for each host and fact. */
function listed(facts: readonly string[], hosts: number): string {
  return `SELECT number AS n, [${facts.join(',\n')}] AS facts,
  arrayJoin(arrayEnumerate(facts)) AS place, facts[place] AS fact
FROM numbers(${hosts})`
}

async function fillDays(store: EventStore, { hosts, days }: ManyHosts): Promise<void> {
  const number = (below: number, salt: number) => drawn(below, 'n', 'ago', String(salt))
  await store.run(`INSERT INTO host_days
SELECT ${host('n')}, toDate32(${END}) - 1 - ago AS day, toDateTime64(day, 6, 'UTC') + toIntervalHour(7),
  toDateTime64(day, 6, 'UTC') + toIntervalHour(18), 200 + ${number(800, 0)}, ${number(100, 1)},
  50 + ${number(200, 2)}, ${number(50_000_000, 3)}, ${number(500_000_000, 4)},
  ${number(20_000_000, 5)}, ${number(200_000_000, 6)}, ${number(100, 7)} = 0
FROM (SELECT intDiv(number, ${days}) AS n, number % ${days} AS ago FROM numbers(${hosts * days}))
WHERE ${number(7, 8)} > 0`)
}

/** A third of all records is of 200 busy clients; a quarter goes out. */
async function fillRecords(store: EventStore, many: ManyHosts): Promise<void> {
  const { hosts, days, events, sessions, transfers } = many
  const parties = (rows: number) => `SELECT number,
    ${END} - toIntervalSecond(${drawn(days * 86_400, 'number', '34')}) AS started,
    ${host(drawn(`if(number % 3 = 0, 200, ${hosts})`, 'number', '31'))} AS client,
    if(number % 4 = 0, toIPv6(${outside(drawn(OUTSIDE_SERVERS, 'number', '32'))}),
      ${host(drawn(servers(many), 'number', '33'))}) AS server,
    if(number % 2 = 0, 'ftp', 'ssh') AS service, if(number % 4 = 0, 'egress', 'lateral') AS zone,
    concat('user', toString(${drawn(60_000, 'number', '35')})) AS user
  FROM numbers(${rows})`
  await store.run(`INSERT INTO sessions (session_id, session_outcome, start_time, end_time, client_ip,
  server_ip, service, zone, user_name)
SELECT hex(cityHash64(number, 36)), 'success', started, started + toIntervalSecond(40), client, server,
  service, zone, user
FROM (${parties(sessions)})`)
  const file = drawn(50_000, 'number', '38')
  await store.run(`INSERT INTO transfers (transfer_id, transfer_direction, transfer_outcome, file_name,
  file_hash_sha256, transfer_bytes, start_time, end_time, client_ip, server_ip, service, zone, user_name)
SELECT hex(cityHash64(number, 37)), if(number % 3 = 1, 'download', 'upload'), 'completed',
  concat('file-', toString(${file}), '.zip'), lower(hex(SHA256(toString(${file})))),
  ${drawn(50_000_000, 'number', '39')}, started, started + toIntervalSecond(40), client, server,
  service, zone, user
FROM (${parties(transfers)})`)
  await store.run(`INSERT INTO events (event_id, event_type, network_protocol, ts, source_ip, destination_ip)
SELECT hex(cityHash64(number, 41)), if(number % 3 = 0, 'dns', 'flow'), if(number % 3 = 0, 'dns', 'tls'),
  started, client, server
FROM (${parties(events)})`)
}
