import { expect, test } from 'vitest'
import { at, flow, line, useFactsGround, type Line } from './facts-ground.testing.js'
import { keepEventFacts } from './keep-event-facts.js'

const store = useFactsGround()

/** What is known after some lines, as `host attribute=value`. */
async function known(lines: readonly Line[]): Promise<string[]> {
  await store.ingest(lines)
  await keepEventFacts(store.ground())
  return (await store.facts()).map((fact) => fact.replace(/ \w+\/\d+ \d+ \d{4}-.*$/, ''))
}

test('a flow tells of both sides, if the server answered', async () => {
  expect(await known([flow({ in_iface: 'eth1', vlan: [7], dest_port: 8443, app_proto: 'ssh' })]))
    .toMatchInlineSnapshot(`
      [
        "10.0.0.1 client_odd_port=ssh tcp/8443",
        "10.0.0.1 client_port=tcp/8443",
        "10.0.0.1 client_service=ssh",
        "10.0.0.1 interface=eth1",
        "10.0.0.1 peer_inside=10.0.0.2",
        "10.0.0.1 sensor=sensor-1",
        "10.0.0.1 vlan=7",
        "10.0.0.2 interface=eth1",
        "10.0.0.2 odd_port_service=ssh tcp/8443",
        "10.0.0.2 peer_inside=10.0.0.1",
        "10.0.0.2 sensor=sensor-1",
        "10.0.0.2 service=ssh",
        "10.0.0.2 service_on_port=ssh tcp/8443",
        "10.0.0.2 service_port=tcp/8443",
        "10.0.0.2 vlan=7",
      ]
    `)
})

test.each<[what: string, lines: Line[], expected: string[]]>([
  [
    'an address that never answered is no host',
    [flow({ app_proto: 'failed' }, { pkts_toclient: 0, bytes_toclient: 0 })],
    ['10.0.0.1 sensor=sensor-1'],
  ],
  [
    'one packet is an answer, but no service',
    [flow({ app_proto: 'failed' }, { pkts_toclient: 1, bytes_toclient: 54 })],
    [
      '10.0.0.1 peer_inside=10.0.0.2',
      '10.0.0.1 sensor=sensor-1',
      '10.0.0.2 peer_inside=10.0.0.1',
      '10.0.0.2 sensor=sensor-1',
    ],
  ],
  [
    'broadcast, multicast and unknown addresses are no hosts',
    ['0.0.0.0', '255.255.255.255', '224.0.0.251', 'ff02::fb', '::'].map((address) =>
      line('dhcp', {
        src_ip: address,
        dest_ip: address,
        dhcp: { dhcp_type: 'inform', hostname: 'x' },
      }),
    ),
    [],
  ],
  [
    'an address of a link, with its interface',
    [
      line('http', {
        src_ip: 'fe80::1%eth0',
        dest_port: 80,
        http: { http_user_agent: 'curl' },
        proto: 'UDP',
      }),
    ],
    ['fe80::1 client_port=udp/80', 'fe80::1 client_service=http', 'fe80::1 user_agent=curl'],
  ],
  [
    'HTTP, with and without an answer',
    [
      line('http', {
        http: { hostname: 'Files.Example', http_method: 'PUT', status: 201, server: 'nginx' },
        dest_port: 80,
      }),
      line('http', { http: { hostname: '10.0.0.9', http_method: 'GET' }, dest_ip: '10.0.0.9' }),
    ],
    [
      '10.0.0.1 client_odd_port=http tcp/443',
      '10.0.0.1 client_port=tcp/443',
      '10.0.0.1 client_port=tcp/80',
      '10.0.0.1 client_service=http',
      '10.0.0.1 http_host=10.0.0.9',
      '10.0.0.1 http_host=files.example',
      '10.0.0.1 http_method=GET',
      '10.0.0.1 http_method=PUT',
      '10.0.0.2 hostname=files.example',
      '10.0.0.2 http_host_served=files.example',
      '10.0.0.2 http_method_served=PUT',
      '10.0.0.2 http_server=nginx',
      '10.0.0.2 service=http',
      '10.0.0.2 service_on_port=http tcp/80',
      '10.0.0.2 service_port=tcp/80',
    ],
  ],
  [
    'DNS, with an answer written from the server to the client',
    [
      line('dns', {
        proto: 'UDP',
        dest_port: 53,
        dns: { type: 'query', rrname: 'A.Example', rrtype: 'A' },
      }),
      line('dns', {
        proto: 'UDP',
        src_ip: '10.0.0.2',
        src_port: 53,
        dest_ip: '10.0.0.1',
        dest_port: 50_000,
        dns: {
          type: 'answer',
          rrname: 'A.Example',
          rrtype: 'A',
          answers: [{ rdata: 'b.example' }, { rdata: '10.9.9.9' }],
        },
      }),
      line('dns', {
        proto: 'UDP',
        dest_port: 53,
        dns: {
          type: 'answer',
          rrname: '8.9.9.10.in-addr.arpa',
          rrtype: 'PTR',
          answers: [{ rdata: 'C.Example' }],
        },
      }),
    ],
    [
      '10.0.0.1 dns_query=a.example',
      '10.0.0.1 dns_server=10.0.0.2',
      '10.0.0.1 dns_type=A',
      '10.0.0.2 service=dns',
      '10.9.9.8 hostname=c.example',
      '10.9.9.9 hostname=a.example',
    ],
  ],
  [
    'DHCP: the name of the asking, the lease of the answer',
    [
      line('dhcp', {
        proto: 'UDP',
        src_ip: '0.0.0.0',
        dest_ip: '255.255.255.255',
        dhcp: {
          dhcp_type: 'request',
          hostname: 'PC-7',
          client_mac: '02:00:00:00:00:07',
          requested_ip: '10.0.0.7',
        },
      }),
      line('dhcp', {
        proto: 'UDP',
        src_ip: '10.0.0.2',
        src_port: 67,
        dest_ip: '255.255.255.255',
        dest_port: 68,
        dhcp: { dhcp_type: 'ack', client_mac: '02:00:00:00:00:07', assigned_ip: '10.0.0.7' },
      }),
    ],
    [
      '10.0.0.2 service=dhcp',
      '10.0.0.7 dhcp_name=PC-7',
      '10.0.0.7 dhcp_server=10.0.0.2',
      '10.0.0.7 hostname=pc-7',
      '10.0.0.7 mac=02:00:00:00:00:07',
    ],
  ],
  [
    'a file over HTTP is sent by its source',
    [
      line('fileinfo', {
        src_ip: '203.0.113.5',
        dest_ip: '10.0.0.1',
        app_proto: 'http',
        fileinfo: {
          filename: '/a.zip',
          magic: 'Zip archive data, at least v2.0',
          state: 'CLOSED',
          size: 1,
        },
      }),
    ],
    [
      '10.0.0.1 file_type_received=http: Zip archive data',
      '203.0.113.5 file_type_sent=http: Zip archive data',
    ],
  ],
  [
    'an alert on an answer is caused by the server and received by the client',
    [
      line('alert', {
        src_ip: '203.0.113.5',
        dest_ip: '10.0.0.1',
        alert: { signature: 'S', signature_id: 1, category: 'C' },
        flow: { src_ip: '10.0.0.1', dest_ip: '203.0.113.5', pkts_toserver: 3, pkts_toclient: 3 },
      }),
    ],
    [
      '10.0.0.1 alert_received=S',
      '203.0.113.5 alert_caused=S',
      '203.0.113.5 alert_category=C',
      '203.0.113.5 sensor=sensor-1',
    ],
  ],
  [
    'names of 64 KB and with control characters are cut and kept',
    [
      line('http', {
        proto: 'UDP',
        dest_port: 80,
        http: { http_user_agent: `\u0000${'x'.repeat(65_536)}` },
      }),
    ],
    [
      '10.0.0.1 client_port=udp/80',
      '10.0.0.1 client_service=http',
      `10.0.0.1 user_agent=\u0000${'x'.repeat(999)}`,
    ],
  ],
])('%s', async (_what, lines, expected) => {
  expect(await known(lines)).toEqual(expected.toSorted())
})

test('each fact has its first, its last, its count, and the part of day and week', async () => {
  await store.ingest([
    line('tls', { tls: { version: 'TLS 1.3', ja3: { hash: 'aa' } } }),
    line('tls', { timestamp: at(3600), tls: { version: 'TLS 1.3', ja3: { hash: 'aa' } } }),
    line('tls', { timestamp: at(8 * 3600), tls: { version: 'TLS 1.3', ja3: { hash: 'aa' } } }),
    line('tls', { timestamp: at(-2 * 86_400), tls: { version: 'TLS 1.3', ja3: { hash: 'aa' } } }),
  ])
  await keepEventFacts(store.ground())
  expect(await store.facts(`attribute IN ('ja3', 'tls_version')`)).toEqual([
    '10.0.0.1 ja3=aa tls/2 2 2026-06-22 12:00:00.000000 2026-06-22 13:00:00.000000',
    '10.0.0.1 ja3=aa tls/3 1 2026-06-22 20:00:00.000000 2026-06-22 20:00:00.000000',
    '10.0.0.1 ja3=aa tls/6 1 2026-06-20 12:00:00.000000 2026-06-20 12:00:00.000000',
    '10.0.0.1 tls_version=TLS 1.3 tls/255 4 2026-06-20 12:00:00.000000 2026-06-22 20:00:00.000000',
  ])
})

test('days of hosts: volume, outside, off hours, alerts', async () => {
  await store.ingest([
    flow(),
    flow({ dest_ip: '203.0.113.5', timestamp: at(9 * 3600) }),
    flow({ dest_ip: '203.0.113.6' }, { pkts_toclient: 0, bytes_toclient: 0 }),
    line('alert', { alert: { signature: 'S', signature_id: 1 }, flow: { pkts_toclient: 1 } }),
    line('stats'),
  ])
  await keepEventFacts(store.ground())
  const [first, last] = ['2026-06-22 12:00:00.000000', '2026-06-22 21:00:00.000000']
  expect(await store.days()).toEqual([
    `10.0.0.1 2026-06-22 ${first} ${last} 4 1 3 3000 4000 2000 2000 1`,
    `10.0.0.2 2026-06-22 ${first} ${first} 2 0 1 2000 1000 0 0 1`,
    `203.0.113.5 2026-06-22 ${last} ${last} 1 1 1 2000 1000 0 0 0`,
  ])
})
