import { expect, test } from 'vitest'
import { at, CLIENT, SERVER, flowLine, useTestStore, type Line } from './fold-store.testing.js'

const store = useTestStore()

const ends = { flow_id: 7, src_ip: CLIENT, src_port: 40000, dest_ip: SERVER, dest_port: 2222 }

const banners = (more: Line = {}): Line => ({
  timestamp: at(0.1),
  event_type: 'ssh',
  proto: 'TCP',
  ...ends,
  tx_id: 0,
  ssh: {
    client: {
      proto_version: '2.0',
      software_version: 'WinSCP_release_5.17.10',
      hassh: { hash: 'c1' },
    },
    server: { proto_version: '2.0', software_version: 'OpenSSH_9.2p1', hassh: { hash: 's1' } },
  },
  ...more,
})

/** A flow by its content: the packets' headers (66 bytes) are added. */
const flow = (seconds: number, client: [number, number], server: [number, number]): Line =>
  flowLine(
    { ...ends, app_proto: 'ssh' },
    {
      start: 0,
      end: seconds,
      sent: [client[1], client[0] + client[1] * 66],
      received: [server[1], server[0] + server[1] * 66],
    },
  )

// Content and packets as measured in a laboratory; receiving sides acknowledge every second packet.
test.each([
  ['sftp put 20 MB', 4, [19_600_000, 13_800], [19_000, 7_000], 'bulk_upload', 'high'],
  ['put 2 MB', 1, [2_000_000, 1_450], [10_000, 760], 'bulk_upload', 'medium'],
  ['sftp get 20 MB', 4, [13_000, 7_000], [19_800_000, 13_900], 'bulk_download', 'high'],
  ['refused login', 2, [3_100, 17], [3_000, 16], 'auth_only', 'medium'],
  ['shell, 20 s', 20, [6_700, 150], [19_000, 130], 'interactive_like', 'medium'],
  ['30 small files', 3, [136_000, 260], [14_000, 150], 'mixed', 'low'],
] as const)('%s', async (_name, seconds, client, server, activity, confidence) => {
  await store.ingest([banners(), flow(seconds, [...client], [...server])])
  expect(await store.sessions()).toMatchObject([
    {
      service: 'ssh',
      server_port: 2222,
      client_software: 'WinSCP_release_5.17.10',
      server_software: 'OpenSSH_9.2p1',
      ssh_client_hassh: 'c1',
      ssh_server_hassh: 's1',
      ssh_activity: activity,
      ssh_activity_confidence: confidence,
      ssh_activity_source: 'flow totals',
      session_outcome: 'unknown',
      session_uploads: activity === 'bulk_upload' ? 1 : 0,
      session_downloads: activity === 'bulk_download' ? 1 : 0,
      session_duration: seconds,
      session_notes: '',
    },
  ])
  const [session] = await store.sessions()
  const transfers = await store.transfers()
  if (!activity.startsWith('bulk')) return expect(transfers).toEqual([])
  const upload = activity === 'bulk_upload'
  expect(transfers).toMatchObject([
    {
      session_id: session?.session_id,
      service: 'ssh',
      transfer_direction: upload ? 'upload' : 'download',
      zone: upload ? 'egress' : 'ingress',
      transfer_bytes: upload ? client[0] : server[0],
      transfer_bytes_quality: 'estimated',
      transfer_bytes_source: 'flow',
      transfer_mode: 'inside session',
      transfer_evidence: 'session',
      transfer_command: '',
      file_name: '',
      data_flow_id: null,
      client_software: 'WinSCP_release_5.17.10',
      ssh_activity: activity,
      ssh_activity_confidence: confidence,
      transfer_duration: seconds,
    },
  ])
})

test('a connection that has not ended has no activity, and no transfer yet', async () => {
  await store.ingest([banners()])
  expect(await store.sessions()).toMatchObject([
    { ssh_activity: '', ssh_activity_confidence: '', ssh_activity_source: '', client_bytes: null },
  ])
  expect(await store.transfers()).toEqual([])
})

test('a flow record without ssh event is a session too', async () => {
  await store.ingest([flow(4, [19_600_000, 13_800], [19_000, 7_000])])
  expect(await store.sessions()).toMatchObject([
    {
      client_software: '',
      ssh_activity: 'bulk_upload',
      session_notes: 'No ssh event: versions are not known',
    },
  ])
  expect(await store.transfers()).toHaveLength(1)
})

test('SSH on a port of mail is not taken for POP3', async () => {
  await store.ingest([banners({ dest_port: 110 })])
  expect(await store.sessions()).toMatchObject([{ service: 'ssh', server_port: 110 }])
})

test('TFTP requests are transfers of unknown volume', async () => {
  const request = (flow_id: number, packet: string, file: string): Line => ({
    timestamp: at(flow_id),
    event_type: 'tftp',
    proto: 'UDP',
    flow_id,
    src_ip: CLIENT,
    src_port: 49152,
    dest_ip: SERVER,
    dest_port: 69,
    tftp: { packet, file, mode: 'octet' },
  })
  await store.ingest([request(1, 'read', 'boot.cfg'), request(2, 'write', 'dump.bin')])
  expect(await store.transfers()).toMatchObject([
    {
      service: 'tftp',
      transfer_direction: 'download',
      file_name: 'boot.cfg',
      zone: 'ingress',
      session_id: '',
    },
    {
      service: 'tftp',
      transfer_direction: 'upload',
      file_name: 'dump.bin',
      zone: 'egress',
      transfer_bytes: null,
    },
  ])
  expect(await store.sessions()).toEqual([])
})
