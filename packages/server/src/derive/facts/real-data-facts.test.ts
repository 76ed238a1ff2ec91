import ipaddr from 'ipaddr.js'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { keepEverything } from '../keep-folds.js'
import { useFactsGround, type Line } from './facts-ground.testing.js'
import { keepFacts } from './index.js'

/**
 * Public captures, and what Zeek and Suricata made of them. The folder lies beside the repository,
 * if at all.
 */
const DATA = fileURLToPath(new URL('../../../../../../shared/data/', import.meta.url))
const present = existsSync(`${DATA}eve-from-pcap`)
const BASELINE = 'expected/zeek-bro/testing/btest/Baseline/'

/** Rows of a Zeek log in TSV, by field name. */
function zeekLog(path: string): Record<string, string>[] {
  const lines = readFileSync(`${DATA}${path}`, 'utf8').split('\n')
  const header = lines.find((text) => text.startsWith('#fields'))
  const fields = header?.split('\t').slice(1) ?? []
  return lines
    .filter((text) => text !== '' && !text.startsWith('#'))
    .map((text) => Object.fromEntries(text.split('\t').map((value, n) => [fields[n], value])))
}

/** Sensors write all digits of an IPv6 address. */
function address(text: unknown): string {
  return ipaddr.parse(String(text)).toString()
}

/** Zeek keeps the whole banner, Suricata the software. */
const software = (banner: string | undefined) => banner?.replace(/^SSH-[0-9.]+-/, '') ?? ''

describe.skipIf(!present)('public captures (../shared/data; skipped if it is not there)', () => {
  const store = useFactsGround({ keep: true })
  /** `host attribute=value` of all facts. */
  let known: Set<string>
  let events: Line[]

  beforeAll(async () => {
    const texts = readdirSync(`${DATA}eve-from-pcap`).map((name) =>
      readFileSync(`${DATA}eve-from-pcap/${name}`, 'utf8').trimEnd(),
    )
    const all = texts.filter((text) => text !== '').join('\n')
    events = all.split('\n').map((text) => JSON.parse(text) as Line)
    await store.ingestFile(Buffer.from(`${all}\n`), 'captures.json')
    const ground = store.ground()
    await keepEverything(ground.events, ground.organisation)
    await keepFacts(ground)
    const rows = await ground.events.rows<{ fact: string }>(
      `SELECT DISTINCT concat(replaceOne(toString(host), '::ffff:', ''), ' ', attribute, '=', value) AS fact FROM facts`,
    )
    known = new Set(rows.map(({ fact }) => fact))
  }, 300_000)

  function has(host: unknown, attribute: string, value: unknown): void {
    const fact = `${address(host)} ${attribute}=${String(value)}`
    expect(known.has(fact), fact).toBe(true)
  }

  test.each([
    `${BASELINE}scripts.base.protocols.ssh.curve25519_kex/ssh.log`,
    `${BASELINE}scripts.base.protocols.ssh.ssh_version_199/ssh.log`,
  ])("Zeek's %s: software of client and server", (path) => {
    const rows = zeekLog(path)
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) {
      const [client, server] = [row['id.orig_h'], row['id.resp_h']]
      has(client, 'ssh_client_software', software(row['client']))
      has(server, 'ssh_server_software', software(row['server']))
      has(client, 'ssh_server_used', software(row['server']))
      has(client, 'transfer_server', address(server))
      has(server, 'transfer_client', address(client))
    }
  })

  test("Zeek's ftp.log: users, servers, commands and files", () => {
    const rows = zeekLog(`${BASELINE}scripts.base.protocols.ftp.ftp-ipv4/ftp.log`)
    const files = rows.filter(({ command }) => command === 'RETR')
    expect(files.length).toBeGreaterThan(0)
    for (const row of files) {
      const [client, server] = [row['id.orig_h'], row['id.resp_h']]
      has(client, 'ftp_user', row['user'])
      has(server, 'ftp_user_served', row['user'])
      has(client, 'transfer_server', address(server))
      has(client, 'ftp_command', 'RETR')
      has(client, 'file_received', row['arg']?.split('/').at(-1))
      has(server, 'file_sent', row['arg']?.split('/').at(-1))
    }
  })

  test('every ssh record with both banners: software and HASSH at the right host', () => {
    const high = (port: unknown) => Number(port) > 1023
    const records = events.filter(
      ({ event_type: type, src_port: source, dest_port: destination }) =>
        type === 'ssh' && (high(source) || !high(destination)),
    )
    expect(records.length).toBeGreaterThan(50)
    for (const { src_ip: client, dest_ip: server, ssh } of records) {
      const sides = ssh as Record<string, { software_version?: string; hassh?: { hash?: string } }>
      const { client: by, server: to } = sides
      if (by?.software_version) has(client, 'ssh_client_software', by.software_version)
      if (to?.software_version) has(server, 'ssh_server_software', to.software_version)
      if (by?.hassh?.hash) has(client, 'ssh_client_hassh', by.hassh.hash)
      if (to?.hassh?.hash) has(server, 'ssh_server_hassh', to.hassh.hash)
    }
  })

  test('every user of ftp records on port 21, at client and server', () => {
    const users = events.filter(
      ({ event_type: type, dest_port: port, ftp }) =>
        type === 'ftp' && port === 21 && (ftp as Line)['command'] === 'USER',
    )
    expect(users.length).toBeGreaterThan(40)
    const missing = users.filter(({ src_ip: client, dest_ip: server, ftp }) => {
      const user = String((ftp as Line)['command_data'])
      return !(
        known.has(`${address(client)} ftp_user=${user}`) &&
        known.has(`${address(server)} ftp_user_served=${user}`) &&
        known.has(`${address(client)} username=${user}`)
      )
    })
    expect(missing).toEqual([])
    for (const { src_ip: client, dest_ip: server } of users)
      has(client, 'transfer_server', address(server))
  })
})
