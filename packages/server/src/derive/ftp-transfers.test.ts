import { expect, test } from 'vitest'
import { CLIENT, SERVER, ftpControl, useTestStore } from './fold-store.testing.js'

const store = useTestStore()

test.each([
  ['STOR', 'upload', 'egress', false],
  ['APPE', 'upload', 'egress', false],
  ['RETR', 'download', 'ingress', false],
  ['STOR', 'upload', 'egress', true],
  ['RETR', 'download', 'ingress', true],
])('%s is an %s, zone %s, active mode %s', async (command, direction, zone, active) => {
  const ftp = ftpControl()
  const lines = [ftp.greet(), ...ftp.login(), active ? ftp.port(50001) : ftp.pasv(50001)]
  const data = ftp.data(command, 'Reports/Q3.Final.XLSX', 50001, { active, size: 1234 })
  lines.push(data.announced, data.file)
  lines.push(ftp.say(command, 'Reports/Q3.Final.XLSX', ['150', '226']), data.flow, ftp.flow())
  await store.ingest(lines)
  const [session] = await store.sessions()
  expect(await store.transfers()).toMatchObject([
    {
      session_id: session?.session_id,
      service: 'ftp',
      client_ip: `::ffff:${CLIENT}`,
      client_port: 40000,
      server_ip: `::ffff:${SERVER}`,
      server_port: 21,
      user_name: 'alice',
      server_software: 'vsFTPd 3.0.3',
      zone,
      transfer_direction: direction,
      transfer_command: command,
      transfer_outcome: 'completed',
      ftp_completion_code: ['150', '226'],
      file_name: 'Q3.Final.XLSX',
      file_path: 'Reports/Q3.Final.XLSX',
      file_extension: 'xlsx',
      file_state: 'CLOSED',
      file_hash_md5: 'ab'.repeat(16),
      transfer_bytes: 1234,
      transfer_bytes_quality: 'exact',
      transfer_bytes_source: 'file',
      transfer_mode: active ? 'active' : 'passive',
      data_port: 50001,
      data_flow_id: 55001,
      transfer_evidence: 'parent',
      flow_id: 1001,
    },
  ])
})

test('the outcome is what the server said, also if it said so in a line of its own', async () => {
  const cases = [
    [['150', '226'], [], 'completed'],
    [['125', '250'], [], 'completed'],
    [['550'], [], 'failed'],
    [['150', '426', '226'], [], 'failed'],
    [['150'], ['226'], 'completed'],
    [['150'], ['451'], 'failed'],
    [['150'], ['500'], 'unknown'],
    [[], [], 'unknown'],
  ]
  for (const [n, [codes = [], late = []]] of (cases as string[][][]).entries()) {
    const ftp = ftpControl({ flow_id: 100 + n, at: n * 60 })
    const lines = [ftp.greet(), ...ftp.login(), ftp.pasv(50001), ftp.say('RETR', 'x', codes)]
    if (late.length > 0) lines.push(ftp.say('', '', late))
    await store.ingest(lines)
  }
  const transfers = await store.transfers()
  expect(transfers.map((row) => row.transfer_outcome)).toEqual(cases.map((one) => one[2]))
})

test('STOU has the name that the server gave', async () => {
  const ftp = ftpControl()
  await store.ingest([
    ftp.greet(),
    ...ftp.login(),
    ftp.pasv(50001),
    ftp.say('STOU', 'wish.txt', ['125', '226'], ['FILE: wish.txt.rp7eaz59', 'Transfer complete.']),
    ftp.say('STOU', 'kept.txt', ['125', '226']),
  ])
  expect(await store.transfers()).toMatchObject([
    { file_name: 'wish.txt.rp7eaz59', transfer_direction: 'upload' },
    { file_name: 'kept.txt' },
  ])
})

test('the user of a transfer is who was logged in then', async () => {
  const ftp = ftpControl()
  await store.ingest([
    ftp.greet(),
    ...ftp.login('alice'),
    ftp.say('STOR', 'a', ['150', '226']),
    ...ftp.login('bob'),
    ftp.say('STOR', 'b', ['150', '226']),
  ])
  expect(await store.transfers()).toMatchObject([
    { file_name: 'a', user_name: 'alice' },
    { file_name: 'b', user_name: 'bob' },
  ])
})

test('names are data: quotes, backslashes, log text and other scripts come through as they are', async () => {
  const names = [
    `a'b"c\\d.txt`,
    '226 Transfer complete.',
    '密码.sql',
    "'); DROP TABLE events; --",
    'x\u202Egpj.exe',
  ]
  const ftp = ftpControl()
  await store.ingest([
    ftp.greet(),
    ...ftp.login(`o'brien\\`),
    ...names.map((name) => ftp.say('STOR', name, ['150', '226'])),
  ])
  const transfers = await store.transfers()
  expect(transfers.map((row) => row.file_path)).toEqual(names)
  expect(transfers[0]).toMatchObject({ user_name: `o'brien\\`, file_name: 'd.txt' })
})

test('a range holds the transfers that begin in it', async () => {
  const ftp = ftpControl()
  const lines = [ftp.greet(), ...ftp.login(), ftp.say('STOR', 'first', ['226'])]
  ftp.wait(3600)
  await store.ingest([...lines, ftp.say('STOR', 'second', ['226'])])
  const noon = new Date(Date.UTC(2026, 4, 4, 10, 30))
  expect((await store.transfers({ to: noon })).map((row) => row.file_name)).toEqual(['first'])
  expect((await store.transfers({ from: noon })).map((row) => row.file_name)).toEqual(['second'])
})
