import { expect, test } from 'vitest'
import {
  CLIENT,
  SERVER,
  flowLine,
  ftpControl,
  useTestStore,
  type Line,
} from './fold-store.testing.js'

const store = useTestStore()

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
