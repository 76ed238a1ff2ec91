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

test('what the server says counts for a whole download only, and where the name cannot say it', async () => {
  const cases = [
    ['Opening BINARY mode data connection for x (39424 bytes).', 'RETR', false, 39424],
    ['10.0 kbytes to download', 'RETR', false, 10188],
    // After REST less than that moves; of an upload the server knows no size: the name imitates one.
    ['Opening BINARY mode data connection for x (39424 bytes).', 'RETR', true, null],
    ['Opening BINARY mode data connection for x (39424 bytes)', 'STOR', false, null],
    ['Opening BINARY mode data connection for (5 bytes) x', 'RETR', false, null],
  ] as const
  for (const [n, [reply, command, resumed]] of cases.entries()) {
    const ftp = ftpControl({ flow_id: 100 + n, at: n * 60 })
    const lines = [ftp.greet(), ...ftp.login(), ftp.pasv(50001)]
    if (resumed) lines.push(ftp.say('REST', '100', ['350']))
    lines.push(ftp.say(command, 'x', ['150', '226'], [reply, 'Transfer complete.']))
    await store.ingest(lines)
  }
  const transfers = await store.transfers()
  expect(transfers.map((row) => row.transfer_bytes)).toEqual(cases.map((one) => one[3]))
  expect(transfers.map((row) => row.transfer_bytes_source)).toEqual(
    cases.map((one) => (one[3] === null ? 'none' : 'reply')),
  )
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
