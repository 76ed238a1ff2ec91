import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  CLIENT,
  SERVER,
  flowLine,
  ftpControl,
  openTestStore,
  type Line,
  type TestStore,
} from './fold-store.testing.js'

let store: TestStore
beforeAll(async () => {
  store = await openTestStore()
})
beforeEach(() => store.clear())
afterAll(() => store.close())

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

test('listings are no transfers, and do not take the data connection of one', async () => {
  const ftp = ftpControl()
  const lines: Line[] = [ftp.greet(), ...ftp.login()]
  for (const [command, flow_id] of [
    ['LIST', 1],
    ['STOR', 2],
    ['NLST', 3],
  ] as const) {
    lines.push(ftp.pasv(50001))
    const data = ftp.data(command, '', 50001, {
      flow_id,
      parent: false,
      protocol: 'failed',
      bytes: flow_id * 1000,
    })
    lines.push(ftp.say(command, command === 'STOR' ? 'a.bin' : '', ['150', '226']), data.flow)
    ftp.wait(1)
  }
  await store.ingest(lines)
  expect(await store.transfers()).toMatchObject([
    { file_name: 'a.bin', data_flow_id: 2, transfer_evidence: 'port' },
  ])
})

test('without ftp_data, the agreed port finds the flow, and headers are taken off its counters', async () => {
  const ftp = ftpControl()
  const lines = [ftp.greet(), ...ftp.login(), ftp.pasv(50001)]
  const data = ftp.data('STOR', 'x', 50001, { parent: false, protocol: 'failed', size: 44 })
  lines.push(ftp.say('STOR', 'x', ['150', '226']), data.flow)
  // Of another host, too early, too late, and to another port.
  const other = { flow_id: 9, src_ip: CLIENT, src_port: 45000, dest_ip: SERVER, dest_port: 50001 }
  lines.push(
    flowLine({ ...other, src_ip: '192.168.1.11' }, { start: 0.4, end: 0.5 }),
    flowLine({ ...other, flow_id: 10 }, { start: -60, end: -59 }),
    flowLine({ ...other, flow_id: 11 }, { start: 60, end: 61 }),
    flowLine({ ...other, flow_id: 12, dest_port: 50002 }, { start: 0.4, end: 0.5 }),
  )
  await store.ingest(lines)
  expect(await store.transfers()).toMatchObject([
    {
      transfer_bytes: 44,
      transfer_bytes_quality: 'estimated',
      transfer_bytes_source: 'flow',
      transfer_evidence: 'port',
      data_flow_id: 55001,
    },
  ])
})

test('nothing but the command is still a transfer', async () => {
  const ftp = ftpControl()
  await store.ingest([
    ftp.greet(),
    ...ftp.login(),
    ftp.pasv(50001),
    ftp.say('STOR', 'x', ['150', '226']),
  ])
  expect(await store.transfers()).toMatchObject([
    {
      transfer_bytes: null,
      transfer_bytes_quality: 'unknown',
      transfer_bytes_source: 'none',
      transfer_evidence: 'none',
      data_flow_id: null,
    },
  ])
})

test.each([
  ['TRUNCATED', false, true, 2_000_000, 'estimated', 'flow'],
  ['CLOSED', true, true, 2_000_000, 'estimated', 'flow'],
  ['TRUNCATED', false, false, 714_240, 'truncated', 'file'],
])('file %s, gaps %s, flow record %s', async (state, gaps, withFlow, bytes, quality, source) => {
  const ftp = ftpControl()
  const lines = [ftp.greet(), ...ftp.login(), ftp.pasv(50001)]
  const data = ftp.data('STOR', 'big', 50001, {
    state,
    gaps,
    size: 714_240,
    bytes: 2_000_000 + 5 * 66 + 8,
  })
  lines.push(data.announced, data.file, ftp.say('STOR', 'big', ['150', '226']))
  if (withFlow) lines.push(data.flow)
  await store.ingest(lines)
  expect(await store.transfers()).toMatchObject([
    {
      transfer_bytes: bytes,
      transfer_bytes_quality: quality,
      transfer_bytes_source: source,
      file_state: state,
    },
  ])
})

test.each([
  ['Opening BINARY mode data connection for x (39424 bytes).', 'RETR', false, 39424, 'reply'],
  ['10.0 kbytes to download', 'RETR', false, 10188, 'reply'],
  // After REST less than that moves; of an upload the server knows no size: the name imitates one.
  ['Opening BINARY mode data connection for x (39424 bytes).', 'RETR', true, null, 'none'],
  ['Opening BINARY mode data connection for x (39424 bytes)', 'STOR', false, null, 'none'],
  ['Opening BINARY mode data connection for (5 bytes) x', 'RETR', false, null, 'none'],
])('server says "%s" to %s, resumed %s', async (reply, command, resumed, bytes, source) => {
  const ftp = ftpControl()
  const lines = [ftp.greet(), ...ftp.login(), ftp.pasv(50001)]
  if (resumed) lines.push(ftp.say('REST', '100', ['350']))
  lines.push(ftp.say(command, 'x', ['150', '226'], [reply, 'Transfer complete.']))
  await store.ingest(lines)
  expect(await store.transfers()).toMatchObject([
    { transfer_bytes: bytes, transfer_bytes_source: source },
  ])
})

test.each([
  [['150', '226'], [], 'completed'],
  [['125', '250'], [], 'completed'],
  [['550'], [], 'failed'],
  [['150', '426', '226'], [], 'failed'],
  [['150'], ['226'], 'completed'],
  [['150'], ['451'], 'failed'],
  [['150'], ['500'], 'unknown'],
  [[], [], 'unknown'],
])('replies %j, then alone %j: %s', async (codes, late, outcome) => {
  const ftp = ftpControl()
  const lines = [ftp.greet(), ...ftp.login(), ftp.pasv(50001), ftp.say('RETR', 'x', codes)]
  if (late.length > 0) lines.push(ftp.say('', '', late))
  await store.ingest(lines)
  expect(await store.transfers()).toMatchObject([{ transfer_outcome: outcome }])
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

test('the same name again and again, on one port, resumed: each has its own data connection', async () => {
  const ftp = ftpControl()
  const lines: Line[] = [ftp.greet(), ...ftp.login()]
  for (let n = 1; n <= 6; n++) {
    lines.push(ftp.pasv(50001))
    if (n === 4) lines.push(ftp.say('REST', '10', ['350']))
    const data = ftp.data('RETR', 'same.bin', 50001, {
      flow_id: 100 + n,
      size: n * 10,
      seconds: 0.001,
    })
    lines.push(data.announced, data.file)
    // The third one's command is lost on the way.
    const command = ftp.say('RETR', 'same.bin', ['150', '226'])
    if (n !== 3) lines.push(command)
    // The flow record of the second one is lost too.
    if (n !== 2) lines.push(data.flow)
  }
  await store.ingest(lines)
  const transfers = await store.transfers()
  expect(
    transfers.map((row) => [row.data_flow_id, row.transfer_bytes, row.transfer_outcome]),
  ).toEqual([
    [101, 10, 'completed'],
    [102, 20, 'completed'],
    [103, 30, 'unknown'],
    [104, 40, 'completed'],
    [105, 50, 'completed'],
    [106, 60, 'completed'],
  ])
})

test('ten transfers within a moment on one port keep apart, with and without parent', async () => {
  for (const parent of [true, false]) {
    await store.clear()
    const ftp = ftpControl()
    const lines: Line[] = [ftp.greet(), ...ftp.login()]
    for (let n = 1; n <= 10; n++) {
      lines.push(ftp.pasv(50001))
      const data = ftp.data('STOR', `f${n}`, 50001, {
        flow_id: 100 + n,
        size: n,
        seconds: 0.02,
        parent,
        protocol: parent ? 'ftp-data' : 'failed',
      })
      if (parent) lines.push(data.announced, data.file)
      lines.push(ftp.say('STOR', `f${n}`, ['150', '226']), data.flow)
    }
    await store.ingest(lines)
    const pairs = (await store.transfers()).map((row) => [row.file_name, row.data_flow_id])
    expect(pairs).toEqual(Array.from({ length: 10 }, (_, n) => [`f${n + 1}`, 101 + n]))
  }
})

test('a port that the sensor could not read is made up for by name and order', async () => {
  const ftp = ftpControl()
  const lines: Line[] = [ftp.greet(), ...ftp.login()]
  for (const [name, port] of [
    ['a', 50001],
    ['b', 50002],
    ['a', 50003],
  ] as const) {
    lines.push(ftp.say('PASV', '', ['227'], ['Entering Passive Mode']))
    const data = ftp.data('STOR', name, port)
    lines.push(data.announced, data.file, ftp.say('STOR', name, ['150', '226']), data.flow)
  }
  await store.ingest(lines)
  expect(await store.transfers()).toMatchObject([
    { file_name: 'a', data_flow_id: 55001 },
    { file_name: 'b', data_flow_id: 55002 },
    { file_name: 'a', data_flow_id: 55003 },
  ])
})

test('a data connection whose command is still to come is one transfer before and after', async () => {
  const ftp = ftpControl()
  const before = [ftp.greet(), ...ftp.login(), ftp.pasv(50001)]
  const data = ftp.data('STOR', 'x.zip', 50001, { size: 77 })
  const command = ftp.say('STOR', 'x.zip', ['150', '226'])
  await store.ingest([data.announced, data.file])
  expect(await store.transfers()).toMatchObject([
    {
      file_name: 'x.zip',
      transfer_direction: 'upload',
      transfer_bytes: 77,
      client_ip: null,
      user_name: '',
      service: 'ftp',
      flow_id: 1001,
      transfer_outcome: 'unknown',
    },
  ])
  await store.ingest(before)
  expect(await store.transfers()).toMatchObject([
    {
      file_name: 'x.zip',
      user_name: 'alice',
      client_ip: `::ffff:${CLIENT}`,
      transfer_outcome: 'unknown',
      transfer_bytes: 77,
    },
  ])
  await store.ingest([command, data.flow])
  const [session] = await store.sessions()
  expect(await store.transfers()).toMatchObject([
    {
      file_name: 'x.zip',
      user_name: 'alice',
      transfer_outcome: 'completed',
      session_id: session?.session_id,
      transfer_bytes: 77,
    },
  ])
})

test('fileinfo alone, without ftp_data, belongs to its command by name and sender', async () => {
  const ftp = ftpControl()
  const lines = [ftp.greet(), ...ftp.login(), ftp.pasv(50001)]
  const up = ftp.data('STOR', 'x', 50001, { size: 5 })
  lines.push(up.file, ftp.say('STOR', 'x', ['150', '226']), ftp.pasv(50002))
  const down = ftp.data('RETR', 'x', 50002, { size: 6 })
  lines.push(down.file, ftp.say('RETR', 'x', ['150', '226']))
  await store.ingest(lines)
  expect(await store.transfers()).toMatchObject([
    { transfer_direction: 'upload', transfer_bytes: 5 },
    { transfer_direction: 'download', transfer_bytes: 6 },
  ])
})

test('over IPv6, headers are larger', async () => {
  const v6 = { src_ip: 'fd00::10', dest_ip: '2001:db8::5' }
  const ftp = ftpControl(v6)
  const lines = [ftp.greet(), ...ftp.login()]
  lines.push(
    ftp.say('EPSV', '', ['229'], ['Entering Extended Passive Mode (|||50001|)'], {
      dynamic_port: 50001,
    }),
  )
  const data = ftp.data('STOR', 'x', 50001, {
    parent: false,
    protocol: 'failed',
    bytes: 1000 + 5 * 86 + 8,
  })
  lines.push(ftp.say('STOR', 'x', ['150', '226']), {
    ...data.flow,
    flow: { ...(data.flow.flow as Line), bytes_toclient: 3 * 86 },
  })
  await store.ingest(lines)
  expect(await store.transfers()).toMatchObject([
    { client_ip: 'fd00::10', server_ip: '2001:db8::5', zone: 'egress', transfer_bytes: 1000 },
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

test('after AUTH TLS, flows to high ports during the session are its transfers', async () => {
  const ftp = ftpControl()
  const lines = [ftp.greet(), ftp.say('AUTH TLS', '', ['234'])]
  ftp.wait(60)
  lines.push(ftp.flow({ app_proto: 'tls', app_proto_orig: 'ftp' }))
  const flow = (
    flow_id: number,
    start: number,
    more: Line,
    sent: [number, number],
    received: [number, number],
  ) =>
    flowLine(
      {
        flow_id,
        src_ip: CLIENT,
        src_port: 42000 + flow_id,
        dest_ip: SERVER,
        dest_port: 50000 + flow_id,
        app_proto: 'tls',
        ...more,
      },
      { start, end: start + 5, sent, received },
    )
  lines.push(
    flow(1, 5, {}, [1000, 1_400_000], [500, 33_000]),
    flow(2, 15, {}, [20, 1500], [100, 140_000]),
    flow(3, 25, { src_ip: SERVER, dest_ip: CLIENT, src_port: 20 }, [10, 700], [100, 140_000]),
    // A web page of the same host, a host that is not concerned, and a flow after the session.
    flow(4, 15, { dest_port: 443 }, [10, 1000], [10, 1000]),
    flow(5, 15, { dest_ip: '203.0.113.6' }, [10, 1000], [10, 1000]),
    flow(6, 500, {}, [10, 1000], [10, 1000]),
  )
  await store.ingest(lines)
  const [session] = await store.sessions()
  const common = {
    service: 'ftps',
    session_id: session?.session_id,
    transfer_evidence: 'time',
    file_name: '',
    transfer_command: '',
    transfer_bytes_quality: 'estimated',
    client_ip: `::ffff:${CLIENT}`,
  }
  expect(await store.transfers()).toMatchObject([
    {
      ...common,
      data_flow_id: 1,
      transfer_direction: 'upload',
      transfer_bytes: 1_334_000,
      transfer_mode: 'passive',
    },
    { ...common, data_flow_id: 2, transfer_direction: 'download', transfer_bytes: 133_400 },
    { ...common, data_flow_id: 3, transfer_direction: 'upload', transfer_mode: 'active' },
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
