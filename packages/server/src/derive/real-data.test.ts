import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { useTestStore, type Row } from './fold-store.testing.js'

/**
 * Public captures, and what other programs made of them: Zeek, nDPI, Arkime, and the expectations
 * of Suricata's own tests. The folder lies beside the repository, if at all.
 */
const DATA = fileURLToPath(new URL('../../../../../shared/data/', import.meta.url))
const present = existsSync(`${DATA}eve-from-pcap`)

/** Rows of a Zeek log in TSV, by field name. */
function zeekLog(path: string): Record<string, string>[] {
  const lines = readFileSync(`${DATA}${path}`, 'utf8').split('\n')
  const fields =
    lines
      .find((line) => line.startsWith('#fields'))
      ?.split('\t')
      .slice(1) ?? []
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => Object.fromEntries(line.split('\t').map((value, n) => [fields[n], value])))
}

const ends = (row: Row) =>
  `${String(row.client_ip).replace('::ffff:', '')}:${String(row.client_port)} ${String(row.server_ip).replace('::ffff:', '')}:${String(row.server_port)}`
const zeekEnds = (row: Record<string, string>) =>
  `${row['id.orig_h']}:${row['id.orig_p']} ${row['id.resp_h']}:${row['id.resp_p']}`

/** Zeek keeps the whole banner, Suricata the software. */
const software = (banner: string | undefined) => banner?.replace(/^SSH-[0-9.]+-/, '')

describe.skipIf(!present)('public captures (../shared/data; skipped if it is not there)', () => {
  const store = useTestStore({ keep: true })
  let sessions: Row[]
  let transfers: Row[]
  const of = (rows: Row[], where: Row) =>
    rows.filter((row) => Object.entries(where).every(([key, value]) => row[key] === value))

  beforeAll(async () => {
    const captures = readdirSync(`${DATA}eve-from-pcap`).map((name) => `eve-from-pcap/${name}`)
    const logs = readdirSync(`${DATA}eve`, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(json|log)$/.test(name))
      .map((name) => `eve/${name}`)
    for (const name of [...captures, ...logs]) await store.ingestFile(`${DATA}${name}`, name)
    sessions = await store.sessions()
    transfers = await store.transfers()
  }, 300_000)

  test('every row has an id of its own, and every transfer a session or a reason', () => {
    expect(new Set(sessions.map((row) => row.session_id)).size).toBe(sessions.length)
    expect(new Set(transfers.map((row) => row.transfer_id)).size).toBe(transfers.length)
    const known = new Set(sessions.map((row) => row.session_id))
    for (const row of transfers) {
      if (row.service !== 'tftp') expect(known).toContain(row.session_id)
    }
    expect(sessions.length).toBeGreaterThan(800)
    expect(transfers.length).toBeGreaterThan(40)
  })

  test("Zeek's ftp.log: users, files, sizes, modes and ports", () => {
    const path =
      'expected/zeek-bro/testing/btest/Baseline/scripts.base.protocols.ftp.ftp-ipv4/ftp.log'
    let agreed: Record<string, string> = {}
    const expected = []
    for (const row of zeekLog(path)) {
      if (/^(PASV|PORT|EPSV|EPRT)$/.test(row.command ?? '')) agreed = row
      if (!/^(RETR|STOR|APPE|STOU)$/.test(row.command ?? '')) continue
      expected.push({
        ends: zeekEnds(row),
        user: row.user,
        command: row.command,
        file: row.arg?.split('/').at(-1),
        bytes: Number(row.file_size),
        completed: row.reply_code === '226',
        mode: agreed['data_channel.passive'] === 'T' ? 'passive' : 'active',
        port: Number(agreed['data_channel.resp_p']),
      })
    }
    expect(expected).toHaveLength(2)
    const found = of(transfers, { client_ip: '::ffff:141.142.220.235' }).map((row) => ({
      ends: ends(row),
      user: row.user_name,
      command: row.transfer_command,
      file: row.file_name,
      bytes: row.transfer_bytes,
      completed: row.transfer_outcome === 'completed',
      mode: row.transfer_mode,
      port: row.data_port,
    }))
    expect(found).toEqual(expected)
  })

  test.each([
    'expected/zeek-bro/testing/btest/Baseline/scripts.base.protocols.ssh.curve25519_kex/ssh.log',
    'expected/zeek-bro/testing/btest/Baseline/scripts.base.protocols.ssh.ssh_version_199/ssh.log',
    'zeek/tenzir-vast/vast/integration/data/pcap/zeek/ssh.log',
  ])("Zeek's %s: ends and software", (path) => {
    const expected = zeekLog(path)
    expect(expected.length).toBeGreaterThan(0)
    for (const row of expected) {
      const found = sessions.filter((session) => ends(session) === zeekEnds(row))
      expect(found.length).toBeGreaterThan(0)
      for (const session of found) {
        expect(session).toMatchObject({
          service: 'ssh',
          client_software: software(row.client),
          server_software: software(row.server),
        })
      }
    }
  })

  test.each(['ftp', 'ftp_failed', 'ftp-start-tls'])(
    'nDPI on %s.pcap: ends, bytes, user',
    (name) => {
      const out = readFileSync(
        `${DATA}expected/nDPI/tests/cfgs/default/result/${name}.pcap.out`,
        'utf8',
      )
      const flow =
        /TCP (\S+?) <-> (\S+?) \[proto: \S*FTP(?:S|_CONTROL).*?\[\d+ pkts\/(\d+) bytes <-> \d+ pkts\/(\d+) bytes\](.*)/.exec(
          out,
        )
      const [, client = '', server = '', sent, received, rest = ''] = flow ?? []
      const user = /\[User: ([^\]]*)\]/.exec(rest)?.[1]
      const address = (text: string) => text.replaceAll(/[[\]]/g, '')
      const found = sessions.filter((row) => ends(row) === `${address(client)} ${address(server)}`)
      expect(found).toMatchObject([
        {
          client_bytes: Number(sent),
          server_bytes: Number(received),
          ...(user !== undefined && { user_name: user }),
        },
      ])
    },
  )

  test('Arkime on ftp.pcap: commands, greeting and community id', () => {
    const { sessions3 } = JSON.parse(
      readFileSync(`${DATA}expected/arkime/tests/pcap/ftp.test`, 'utf8'),
    ) as {
      sessions3: {
        body: {
          source: { port: number }
          ftp: { command: string[] }
          network: { community_id: string }
        }
      }[]
    }
    const { source, ftp, network } = sessions3[0]?.body ?? {
      source: { port: 0 },
      ftp: { command: [] },
      network: { community_id: '' },
    }
    expect(
      of(sessions, { client_port: source.port, network_community_id: network.community_id }),
    ).toMatchObject([{ ftp_commands: ftp.command, session_outcome: 'anonymous' }])
  })

  test("Suricata's own expectations: HASSH, downloads and uploads in both modes", () => {
    const yaml = readFileSync(`${DATA}expected/suricata-verify/tests/ssh-hassh/test.yaml`, 'utf8')
    const [, client] = /ssh\.client\.hassh\.hash: "(\w+)"/.exec(yaml) ?? []
    const [, server] = /ssh\.server\.hassh\.hash: "(\w+)"/.exec(yaml) ?? []
    expect(client).toMatch(/^[0-9a-f]{32}$/)
    expect(of(sessions, { ssh_client_hassh: client, ssh_server_hassh: server })).not.toHaveLength(0)

    const sandbox = of(transfers, {
      client_ip: '::ffff:172.23.0.3',
      server_ip: '::ffff:172.23.0.2',
    })
    const brief = (row: Row) =>
      [
        row.user_name,
        row.transfer_command,
        row.transfer_mode,
        row.file_name,
        row.transfer_bytes,
        row.transfer_evidence,
      ].join(' ')
    expect(sandbox.map(brief)).toEqual([
      'bob RETR passive index.html 39 parent',
      'alice STOR active index.html 39 parent',
      'alice STOR passive all-data-ipv4-passive-stor-appe.txt 83 parent',
      'alice APPE passive all-data-ipv4-passive-stor-appe.txt 44 port',
      'alice STOU passive all-data-ipv4-passive-stou.txt.rp7eaz59 44 port',
      'alice RETR passive index.html 39 parent',
      'alice STOR active all-data-ipv4-active-stor-appe.txt 83 parent',
      'alice APPE active all-data-ipv4-active-stor-appe.txt 44 port',
      'alice STOU active all-data-ipv4-active-stou.txt.g2hj_c1i 44 port',
      'alice RETR active index.html 39 parent',
    ])
    // Ten control connections at once, the same file, the same port.
    const leak = transfers.filter(
      (row) =>
        row.file_name === 'temp.txt' &&
        row.data_port === 59926 &&
        row.transfer_evidence === 'parent',
    )
    expect(leak).toHaveLength(10)
    expect(new Set(leak.map((row) => row.data_flow_id)).size).toBe(10)
    expect(new Set(leak.map((row) => row.session_id)).size).toBe(10)
  })

  test('labels of attacks: dictionary attacks on SSH are logins and nothing more', () => {
    for (const name of [
      'SSH-Hydra/hydra-1_tasks',
      'SSH-Ncrack/ncrack-polite',
      'SSH-Medusa/medusa-1_tasks',
    ]) {
      const { source, destination } = JSON.parse(
        readFileSync(`${DATA}expected/Trace-Share-Dataset/${name}.txt`, 'utf8'),
      ) as { source: string[]; destination: string[] }
      const found = of(sessions, {
        client_ip: `::ffff:${source[0]}`,
        server_ip: `::ffff:${destination[0]}`,
      })
      expect(found.length).toBeGreaterThan(50)
      expect(found.filter((row) => row.ssh_activity === 'auth_only').length).toBeGreaterThan(
        0.95 * found.length,
      )
    }
  })

  test('thirty refused logins, a stolen password file, POP3, and a connection nobody recognised', () => {
    const refused = of(sessions, {
      client_ip: '::ffff:192.168.56.1',
      server_ip: '::ffff:192.168.56.101',
      user_name: 'bro',
    })
    expect(refused).toHaveLength(30)
    for (const row of refused)
      expect(row).toMatchObject({ session_outcome: 'failure', session_login_failures: 1 })

    expect(of(transfers, { server_ip: '::ffff:143.95.79.226' })).toMatchObject([
      {
        file_name: 'PW_admin-USER-PC_2024_03_07_19_00_36.html',
        user_name: 'husband@elquijotebanquetes.com',
        transfer_direction: 'upload',
        transfer_bytes: 533,
        transfer_bytes_quality: 'exact',
        zone: 'egress',
        server_software: 'Pure-FTPd',
      },
    ])
    expect(sessions.filter((row) => row.server_port === 110)).toEqual([])
    expect(of(sessions, { server_ip: '::ffff:10.220.50.76' })[0]?.session_notes).toMatch(
      /did not recognise/,
    )
  })

  test('a file of which the capture lacks most is not called exact', () => {
    expect(of(transfers, { file_name: 'rand.txt' })).toMatchObject([
      {
        transfer_bytes_source: 'reply',
        transfer_bytes_quality: 'estimated',
        transfer_outcome: 'completed',
      },
    ])
    // SIZE said 5416666670; the 150 line said 5289713.5 kbytes.
    const bytes = Number(of(transfers, { file_name: 'rand.txt' })[0]?.transfer_bytes)
    expect(Math.abs(bytes - 5_416_666_670)).toBeLessThan(200)
    expect(of(transfers, { file_name: '1MB.zip' })).toMatchObject([{ transfer_bytes: 1_048_576 }])
  })

  test('a capture that begins in the middle: SSH whose server looks like the client', () => {
    expect(of(sessions, { server_ip: '::ffff:172.16.238.168', service: 'ssh' })).toMatchObject([
      {
        server_port: 22,
        client_ip: '::ffff:172.16.238.1',
        server_software: 'OpenSSH_5.3',
        client_software: '',
      },
    ])
  })
})
