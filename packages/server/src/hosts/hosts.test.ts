import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { HostsRequest } from '@spoor/model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DEFAULT_HOME } from '../organisation/organisation.js'
import { askingOf } from '../questions/test-store.testing.js'
import { openEventStore } from '../store/event-store.js'
import type { EventStore } from '../store/event-store.js'
import { migrateEvents } from '../store/migrations.js'
import { insertFacts, insertHostDays } from '../testing/facts.testing.js'
import { exportHosts } from './export-hosts.js'
import type { HostAsking } from './host-asking.js'
import { hostFacets } from './host-facets.js'
import { hostNetworks } from './host-networks.js'
import { keepHosts } from './keep-hosts.js'
import { listHosts } from './list-hosts.js'
import { DEFAULT_RISK } from './risk/index.js'

/** The list of hosts, its facets and networks, from facts and days alone. */

let directory: string
let store: EventStore
let asking: HostAsking

const ANNA = '10.1.0.1'
const FILES = '10.1.2.9'
const PRINTER = '10.1.2.20'
const OUTSIDE = '203.0.113.9'
const FORMULA = '=cmd()'

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'spoor-hosts-'))
  store = await openEventStore({ directory })
  await migrateEvents(store)
  const place = { groups: ['Staff'], roles: [], site: 'BER' }
  await store.insert('places', [
    { place: 1, path: ['Home', 'Berlin'], network: '10.1.0.0/16', ...place },
    {
      place: 2,
      path: ['Home', 'Berlin', 'Servers'],
      network: '10.1.2.0/24',
      ...place,
      roles: ['jump host'],
    },
  ])
  await store.insert('place_prefixes', [
    { prefix: '10.1.0.0/16', place: 1 },
    { prefix: '10.1.2.0/24', place: 2 },
  ])
  await store.run('SYSTEM RELOAD DICTIONARY place_of')
  const facts = (host: string, known: Readonly<Record<string, readonly string[]>>) =>
    Object.entries(known).flatMap(([attribute, values]) =>
      values.map((value, n) => ({ attribute, value, host, last: `2026-06-22T0${n}:00:00Z` })),
    )
  await insertFacts(store, [
    ...facts(ANNA, {
      user_agent: ['Mozilla/5.0 (X11)'],
      username: ['anna'],
      client_service: ['ftp', 'tls'],
      hostname: ['old.example', 'new.example'],
    }),
    ...facts(FILES, {
      service: ['ftp', 'ssh'],
      service_on_port: ['ftp tcp/21', 'ssh tcp/22'],
      service_port: ['tcp/21', 'tcp/22'],
      username: ['anna', 'backup'],
      transfer_service_served: ['ftp'],
      hostname: [FORMULA],
    }),
    ...facts(PRINTER, { service_port: ['tcp/9100'] }),
    ...facts(OUTSIDE, {
      service: ['ssh'],
      service_on_port: ['ssh tcp/22'],
      service_port: ['tcp/22'],
    }),
  ])
  await insertHostDays(store, [
    { host: ANNA, day: '2026-06-20', events: 10, bytes_out: 100, off_hours_events: 5 },
    { host: ANNA, day: '2026-06-22', events: 10, bytes_out: 50 },
    { host: FILES, day: '2026-06-21', events: 99, bytes_out: 5_000, alerts: 2 },
    { host: PRINTER, day: '2026-06-21', events: 99 },
    { host: OUTSIDE, day: '2026-06-22', events: 1 },
    { host: '224.0.0.251', day: '2026-06-22', events: 5_000 },
    { host: '255.255.255.255', day: '2026-06-22', events: 5_000 },
  ])
  await store.run(`INSERT INTO sessions (session_id, start_time, end_time, client_ip, server_ip, service) VALUES
    ('s1', '2026-06-22 10:00:00', '2026-06-22 10:01:00', toIPv6('${ANNA}'), toIPv6('${FILES}'), 'ftp'),
    ('s2', '2026-06-20 10:00:00', '2026-06-20 10:01:00', toIPv6('${ANNA}'), toIPv6('${OUTSIDE}'), 'ssh'),
    ('s3', '2026-06-22 10:00:00', '2026-06-22 10:01:00', NULL, NULL, 'ftp')`)
  asking = {
    ...askingOf(store),
    home: DEFAULT_HOME,
    timeZone: 'UTC',
    learningDays: new Map(),
    risk: DEFAULT_RISK,
  }
  await keepHosts(asking)
}, 120_000)

afterAll(async () => {
  await store.close()
  await rm(directory, { recursive: true, force: true })
})

const ips = async (request: HostsRequest) =>
  (await listHosts(asking, request)).rows.map(({ ip }) => ip)

describe('the list of hosts', () => {
  it('says what is known of a host', async () => {
    const { rows, total } = await listHosts(asking, { q: `host.ip:${ANNA}` })
    expect(total).toBe(1)
    expect(rows[0]).toMatchObject({
      ip: ANNA,
      is_home: true,
      names: ['new.example', 'old.example'],
      roles: ['workstation'],
      networks: ['Home', 'Berlin'],
      groups: ['Staff'],
      site: 'BER',
      users: ['anna'],
      services: [],
      client_services: ['tls', 'ftp'],
      first_seen: '2026-06-20T12:00:00.000000Z',
      last_seen: '2026-06-22T12:00:00.000000Z',
      days: 2,
      events: 20,
      off_hours_share: 0.25,
      bytes_out: 150,
    })
  })

  it('has roles by hand beside those inferred', async () => {
    const { rows } = await listHosts(asking, { q: `host.ip:${FILES}` })
    expect(rows[0]?.roles).toEqual(['jump host', 'ftp server', 'server', 'ssh server'])
  })

  it('gives reasons for every risk, and none for none', async () => {
    const { rows } = await listHosts(asking, {})
    for (const { risk, risk_reasons } of rows) expect(risk_reasons.length > 0).toBe(risk > 0)
    expect(rows[0]).toMatchObject({ ip: FILES, risk_reasons: ['The host offers FTP'] })
  })

  it.each<[HostsRequest, string[]]>([
    [{ sort: 'ip', order: 'ascending' }, [ANNA, FILES, PRINTER, OUTSIDE]],
    [{ sort: 'ip' }, [OUTSIDE, PRINTER, FILES, ANNA]],
    [{ sort: 'events' }, [FILES, PRINTER, ANNA, OUTSIDE]],
    [{ sort: 'first_seen', order: 'ascending' }, [ANNA, FILES, PRINTER, OUTSIDE]],
    [{ sort: 'bytes_out', q: 'host.role:*' }, [FILES, ANNA, PRINTER, OUTSIDE]],
    [
      { sort: 'ip', order: 'ascending', q: 'host.role:workstation and host.client_service:ftp' },
      [ANNA],
    ],
    [
      { sort: 'ip', order: 'ascending', q: 'role:(server or printer) not is_home:false' },
      [FILES, PRINTER],
    ],
    [{ sort: 'ip', order: 'ascending', network: 'Home/Berlin' }, [ANNA, FILES, PRINTER]],
    [{ sort: 'ip', order: 'ascending', network: 'servers' }, [FILES, PRINTER]],
    [{ sort: 'ip', order: 'ascending', from: '2026-06-22' }, [ANNA, OUTSIDE]],
    [{ sort: 'ip', order: 'ascending', from: '2026-06-21', to: '2026-06-22' }, [FILES, PRINTER]],
    [{ sort: 'ip', order: 'ascending', of: 'sessions' }, [ANNA, FILES, OUTSIDE]],
    [{ sort: 'ip', order: 'ascending', of: 'sessions', side: 'server' }, [FILES, OUTSIDE]],
    [
      { sort: 'ip', order: 'ascending', of: 'sessions', of_q: 'service:ssh', side: 'any' },
      [ANNA, OUTSIDE],
    ],
    [
      { sort: 'ip', order: 'ascending', of: 'sessions', side: 'server', from: '2026-06-22' },
      [FILES],
    ],
    [
      {
        sort: 'ip',
        order: 'ascending',
        of: 'sessions',
        of_q: 'server.role:"ftp server"',
        side: 'client',
        q: 'host.role:workstation',
      },
      [ANNA],
    ],
    [{ sort: 'ip', order: 'ascending', of: 'events', of_q: 'nothing' }, []],
  ])('%j', async (request, expected) => {
    const answer = await listHosts(asking, request)
    expect(answer.rows.map(({ ip }) => ip)).toEqual(expected)
    expect(answer.total).toBe(expected.length)
  })

  it.each<HostsRequest>([
    { sort: 'risk' },
    { sort: 'events' },
    { sort: 'events', order: 'ascending' },
    { sort: 'ip' },
    { sort: 'last_seen', q: 'host.role:*' },
  ])('goes on where the page before ended: %j', async (request) => {
    const whole = await ips(request)
    const paged: string[] = []
    let cursor: string | undefined
    do {
      const { rows, next } = await listHosts(asking, {
        ...request,
        limit: 1,
        ...(cursor && { cursor }),
      })
      paged.push(...rows.map(({ ip }) => ip))
      cursor = next
    } while (cursor)
    expect(paged).toEqual(whole)
  })

  it.each<[HostsRequest, string]>([
    [{ q: 'host.rol:x' }, 'QUERY_INVALID'],
    [{ q: 'host.ip:::ffff:10.0.0' }, 'QUERY_INVALID'],
    [{ q: 'x', of: 'sessions', of_q: 'nofield:1' }, 'QUERY_INVALID'],
    [{ from: 'yesterday' }, 'TIME_INVALID'],
    [{ cursor: 'abc' }, 'CURSOR_INVALID'],
  ])('refuses %j', async (request, code) => {
    await expect(listHosts(asking, request)).rejects.toMatchObject({ code })
  })

  it('refuses the cursor of another question', async () => {
    const { next } = await listHosts(asking, { limit: 1 })
    const other = listHosts(asking, { limit: 1, sort: 'ip', cursor: next ?? '' })
    await expect(other).rejects.toMatchObject({ code: 'CURSOR_INVALID' })
  })
})

describe('facets of hosts', () => {
  it('count hosts by value, and those without', async () => {
    const { facets } = await hostFacets(asking, {
      attributes: 'role,network,client_service,host.username',
    })
    expect(
      facets.map(({ attribute, distinct, missing, values }) => ({
        attribute,
        distinct,
        missing,
        values: values.slice(0, 3),
      })),
    ).toEqual([
      {
        attribute: 'role',
        distinct: 6,
        missing: 0,
        values: [
          { value: 'jump host', hosts: 2 },
          { value: 'server', hosts: 2 },
          { value: 'ssh server', hosts: 2 },
        ],
      },
      {
        attribute: 'network',
        distinct: 3,
        missing: 1,
        values: [
          { value: 'Home', hosts: 3 },
          { value: 'Home/Berlin', hosts: 3 },
          { value: 'Home/Berlin/Servers', hosts: 2 },
        ],
      },
      {
        attribute: 'client_service',
        distinct: 2,
        missing: 3,
        values: [
          { value: 'ftp', hosts: 1 },
          { value: 'tls', hosts: 1 },
        ],
      },
      {
        attribute: 'username',
        distinct: 2,
        missing: 2,
        values: [
          { value: 'anna', hosts: 2 },
          { value: 'backup', hosts: 1 },
        ],
      },
    ])
  })

  it('find the hosts that they count', async () => {
    const { facets } = await hostFacets(asking, {})
    let asked = 0
    for (const { field, values, missing } of facets) {
      for (const { value, hosts } of values) {
        const { total } = await listHosts(asking, { q: `${field}:${JSON.stringify(value)}` })
        expect(total, `${field}:${value}`).toBe(hosts)
        asked += 1
      }
      expect((await listHosts(asking, { q: `not ${field}:*` })).total, `not ${field}`).toBe(missing)
    }
    expect(asked).toBeGreaterThan(10)
  })

  it('tell the attack surface', async () => {
    const { surface } = await hostFacets(asking, {})
    expect(surface).toMatchObject({
      hosts: 4,
      home: 3,
      with_services: 3,
      services: 3,
      unclassified: 0,
      new: 1,
    })
    expect(surface.roles).toContainEqual({ role: 'printer', hosts: 1 })
  })

  it('are those of the hosts that are meant', async () => {
    const { surface, facets } = await hostFacets(asking, {
      q: 'host.role:printer',
      from: '2026-06-21',
      to: '2026-06-22',
      attributes: 'service_port',
    })
    expect(surface).toMatchObject({ hosts: 1, with_services: 1, services: 1, new: 1 })
    expect(facets[0]?.values).toEqual([{ value: 'tcp/9100', hosts: 1 }])
  })

  it.each([
    ['nothing_such', 'FIELD_UNKNOWN'],
    ['risk', 'FIELD_UNFIT'],
    ['service_count', 'FIELD_UNFIT'],
  ])('are not of %s', async (attributes, code) => {
    await expect(hostFacets(asking, { attributes })).rejects.toMatchObject({ code })
  })
})

describe('networks of hosts', () => {
  it('have their figures with all below them', async () => {
    const { networks, total } = await hostNetworks(asking, {})
    expect(total).toBe(4)
    expect(
      networks.map(({ path, hosts, services, users, roles }) => [
        path.join('/'),
        hosts,
        services,
        users,
        roles,
      ]),
    ).toEqual([
      ['Home', 3, 3, 2, 7],
      ['Home/Berlin', 3, 3, 2, 7],
      ['Home/Berlin/Servers', 2, 3, 2, 6],
      ['', 1, 1, 0, 2],
    ])
  })

  it('are at most as many as asked for, parents first', async () => {
    const { networks, total } = await hostNetworks(asking, { limit: 1, q: 'host.role:printer' })
    expect(networks.map(({ path }) => path)).toEqual([['Home']])
    expect(total).toBe(3)
  })
})

describe('an export of hosts', () => {
  it('is a CSV file in which nothing is a formula', async () => {
    const { matching, text } = await exportHosts(asking, { sort: 'events' })
    let file = ''
    for await (const piece of text) file += piece
    const lines = file.trimEnd().split('\r\n')
    expect(matching).toBe(4)
    expect(lines[0]?.startsWith('ip,is_home,names,roles,networks,')).toBe(true)
    expect(lines).toHaveLength(5)
    expect(lines[1]).toContain(
      `${FILES},true,'${FORMULA},jump host; ftp server; server; ssh server,Home/Berlin/Servers,`,
    )
  })

  it('ends at its limit', async () => {
    const { text } = await exportHosts(asking, { limit: 2 })
    let file = ''
    for await (const piece of text) file += piece
    expect(file.trimEnd().split('\r\n')).toHaveLength(3)
  })
})
