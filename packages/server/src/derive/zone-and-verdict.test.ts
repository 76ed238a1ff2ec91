import { describe, expect, test } from 'vitest'
import { DEFAULT_ORGANISATION, parseOrganisation } from '../organisation/organisation.js'
import { ftpControl, useTestStore, type Row } from './fold-store.testing.js'

const store = useTestStore()

async function ingest(client: string, server: string, command: string, user = 'alice', n = 0) {
  const ftp = ftpControl({ src_ip: client, dest_ip: server, flow_id: 100 + n, at: n * 60 })
  await store.ingest([ftp.greet(), ...ftp.login(user), ftp.say(command, 'x', ['150', '226'])])
}

const IN = '10.1.2.3'
const OUT = '203.0.113.5'

test('zone of a transfer is where its data goes; of a session, where its connection goes', async () => {
  const cases = [
    [IN, OUT, 'STOR', 'egress', 'egress'],
    [IN, OUT, 'RETR', 'ingress', 'egress'],
    [OUT, IN, 'STOR', 'ingress', 'ingress'],
    [OUT, IN, 'RETR', 'egress', 'ingress'],
    [IN, '192.168.7.7', 'STOR', 'lateral', 'lateral'],
    [OUT, '198.51.100.1', 'RETR', 'external', 'external'],
    ['fd12::1', '2001:db8::1', 'STOR', 'egress', 'egress'],
    ['fe80::1', '::1', 'STOR', 'lateral', 'lateral'],
    ['172.31.255.255', '172.32.0.0', 'STOR', 'egress', 'egress'],
  ] as const
  for (const [n, [client, server, command]] of cases.entries()) {
    await ingest(client, server, command, 'alice', n)
  }
  expect((await store.transfers()).map((row) => row.zone)).toEqual(cases.map((one) => one[3]))
  expect((await store.sessions()).map((row) => row.zone)).toEqual(cases.map((one) => one[4]))
})

test('home may be thousands of networks, of both families', async () => {
  await ingest('10.200.7.9', '2001:db8:ff::1', 'STOR')
  const some = Array.from({ length: 5000 }, (_, n) => `10.${n >> 8}.${n & 255}.0/24`)
  const zones = async (home: string[]) => {
    const organisation = { home, policy: [] }
    const [transfer] = await store.transfers({}, organisation)
    const [session] = await store.sessions({}, organisation)
    expect(session?.zone).toBe(transfer?.zone)
    return transfer?.zone
  }
  expect(await zones(some)).toBe('external')
  expect(await zones([...some, '10.200.0.0/16'])).toBe('egress')
  expect(await zones([...some, '2001:db8::/32', '10.200.7.9/32'])).toBe('lateral')
})

describe('verdict', () => {
  const organisation = parseOrganisation({
    policy: [
      {
        name: 'backup',
        effect: 'allow',
        clients: ['10.1.0.0/16'],
        servers: ['203.0.113.0/24'],
        users: ['Backup'],
        services: ['ftp'],
      },
      { name: `no "root"; it's \\ risky`, effect: 'deny', users: ['root'] },
      { name: 'partner', effect: 'allow', servers: ['198.51.100.1', '2001:db8::/32'] },
      {
        name: 'no clear text outside',
        effect: 'deny',
        servers: ['203.0.113.0/24'],
        services: ['ftp'],
      },
    ],
  })

  test('the first rule that matches decides, and is named', async () => {
    const cases = [
      [IN, OUT, 'backup', 'authorised', 'backup'],
      ['10.2.0.1', OUT, 'backup', 'violation', 'no clear text outside'],
      [IN, '198.51.100.1', 'root', 'violation', `no "root"; it's \\ risky`],
      [IN, '198.51.100.1', 'bob', 'authorised', 'partner'],
      ['fd00::1', '2001:db8::9', 'bob', 'authorised', 'partner'],
      [IN, '192.0.2.1', 'bob', 'unknown', ''],
    ] as const
    for (const [n, [client, server, user]] of cases.entries()) {
      await ingest(client, server, 'STOR', user, n)
    }
    const expected = cases.map((one) => [one[3], one[4]])
    const found = (rows: Row[]) => rows.map((row) => [row.verdict, row.verdict_rule])
    expect(found(await store.sessions({}, organisation))).toEqual(expected)
    expect(found(await store.transfers({}, organisation))).toEqual(expected)
    const without = await store.transfers({}, DEFAULT_ORGANISATION)
    expect(found(without)).toEqual(cases.map(() => ['unknown', '']))
  })
})
