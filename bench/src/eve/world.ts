import { hash } from 'node:crypto'
import { host4, host6, officeHosts, publicHost, type Host } from './network.js'
import {
  domainNames,
  ja3Objects,
  transferFiles,
  userAgents,
  word,
  type NamedFile,
} from './names.js'
import { Ranked, Random } from './random.js'
import type { Line } from './schedule.js'

/** How many different values the log draws from; bench/README.md says why these. */
const CARDINALITY = {
  clients: 2_000,
  servers: 150,
  outside: 40_000,
  scanners: 6_000,
  domains: 20_000,
  userAgents: 150,
  ja3: 60,
  ja3s: 80,
  files: 20_000,
  ftpUsers: 60,
} as const

/** A name on the internet and the machine behind it. */
export interface Site {
  name: string
  host: Host
  host6: Host
}

/** Everything that conversations draw from, and where they put their lines. */
export interface World {
  rng: Random
  clients: Ranked<Host>
  clients6: Ranked<Host>
  servers: Ranked<Host>
  resolvers: readonly Host[]
  outside: Ranked<Host>
  scanners: Ranked<Host>
  sites: Ranked<Site>
  userAgents: readonly string[]
  ja3: readonly string[]
  ja3s: readonly string[]
  files: Ranked<NamedFile>
  ftpInside: Ranked<Host>
  ftpOutside: Ranked<Host>
  users: Ranked<string>
  sshOutside: Ranked<Host>
  emit: (time: number, line: Line) => void
}

const ISSUERS = [
  "C=US, O=Let's Encrypt, CN=R11",
  'C=US, O=DigiCert Inc, CN=DigiCert Global G2 TLS RSA SHA256 2020 CA1',
  'C=US, O=Google Trust Services, CN=WR2',
  'C=GB, O=Sectigo Limited, CN=Sectigo RSA Domain Validation Secure Server CA',
  'C=US, O=Microsoft Corporation, CN=Microsoft Azure RSA TLS Issuing CA 07',
]

/** The JSON keys of a site's certificate and version; they follow from the name, so a site keeps them. */
export function certificate({ name }: Site): string {
  const bytes = hash('sha512', name).match(/../g) ?? []
  const number = Number.parseInt(bytes.slice(0, 2).join(''), 16)
  const month = 1 + (number % 6)
  const two = (value: number): string => String(value).padStart(2, '0')
  return (
    `"subject":"CN=${name}","issuerdn":"${ISSUERS[number % ISSUERS.length]}",` +
    `"serial":"${bytes.slice(2, 18).join(':').toUpperCase()}","fingerprint":"${bytes.slice(18, 38).join(':')}",` +
    `"sni":"${name}","version":"TLS 1.2","notbefore":"2026-${two(month)}-11T00:00:00",` +
    `"notafter":"2026-${two(month + 6)}-11T23:59:59"`
  )
}

/**
 * Builds the population of one log. The same seed builds the same population.
 * @param emit receives each line with the moment (microseconds since 1970) at which the sensor writes it
 */
export function createWorld(seed: number, emit: World['emit']): World {
  const rng = new Random(seed)
  const clients = officeHosts(rng, CARDINALITY.clients, 0x1000)
  const servers = officeHosts(rng, CARDINALITY.servers, 0x0100)
  const outside = Array.from({ length: CARDINALITY.outside }, () => publicHost(rng))
  const outside6 = (): Host =>
    host6([0x2a00, rng.below(0x10000), rng.below(0x10000), 0, 0, 0, 0, rng.between(1, 255)], 0)
  const sites = domainNames(rng, CARDINALITY.domains).map((name): Site => ({
    name,
    host: rng.pick(outside),
    host6: outside6(),
  }))
  const clients6 = clients.map((host, index) =>
    host6([0x2001, 0x0db8, 0x20, 1, 0, 0, index >> 8, index & 0xff], host.profile),
  )
  const users = new Set([
    'backup',
    'anonymous',
    'ftpuser',
    'edi',
    'web',
    'admin',
    'root',
    'scanner',
  ])
  while (users.size < CARDINALITY.ftpUsers) users.add(word(rng))
  const ranked = <T>(items: readonly T[], exponent: number): Ranked<T> =>
    new Ranked(rng, items, exponent)
  return {
    rng,
    clients: ranked(clients, 0.5),
    clients6: ranked(clients6, 0.5),
    servers: ranked(servers, 0.9),
    resolvers: [host4(0x0a140035, 0), host4(0x0a140036, 0), host4(0x0a140037, 0)],
    outside: ranked(outside, 0.9),
    scanners: ranked(
      Array.from({ length: CARDINALITY.scanners }, () => publicHost(rng)),
      0.8,
    ),
    sites: ranked(sites, 1),
    userAgents: userAgents(rng, CARDINALITY.userAgents),
    ja3: ja3Objects(rng, CARDINALITY.ja3, 'client'),
    ja3s: ja3Objects(rng, CARDINALITY.ja3s, 'server'),
    files: ranked(transferFiles(rng, CARDINALITY.files), 0.7),
    ftpInside: ranked(servers.slice(10, 18), 0.8),
    ftpOutside: ranked(outside.slice(100, 140), 0.8),
    users: ranked([...users], 0.8),
    sshOutside: ranked(outside.slice(200, 400), 0.9),
    emit,
  }
}

/** The item that a machine always uses: its browser, its TLS library. One in ten uses is of another. */
export function habit<T>(world: World, host: Host, items: readonly T[]): T {
  // The square skews the choice towards the first items, as a few products dominate an office.
  if (world.rng.chance(0.1)) return world.rng.pick(items)
  const share = (host.profile / 4294967296) ** 2
  return items[Math.floor(share * items.length)] as T
}
