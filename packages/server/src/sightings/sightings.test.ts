import type { Sighting, SightingsRequest } from '@spoor/model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEveBench, type EveBench } from '../sources/eve/eve.testing.js'
import { insertFacts, insertHostDays } from '../testing/facts.testing.js'
import { listKinds, listSightings } from './index.js'
import { insertPlaces, sightingsAsking } from './sightings.testing.js'

/** Three hosts in Berlin and Paris, known since 1 June; one that came on the 20th; one outside. */
const HOSTS = ['10.1.0.1', '10.1.0.2', '10.2.0.3']
const LATE = '10.2.0.4'
const OUTSIDE = '203.0.113.9'

const putty = 'PuTTY_Release_0.78'

let bench: EveBench
beforeAll(async () => {
  bench = await openEveBench()
  const { store } = bench
  await insertHostDays(store, [
    ...HOSTS.map((host) => ({ host, day: '2026-06-01' })),
    { host: LATE, day: '2026-06-20' },
    { host: OUTSIDE, day: '2026-06-01' },
  ])
  await insertPlaces(store, [
    { prefix: '10.1.0.0/16', path: ['Home', 'Berlin'], groups: ['clients'] },
    { prefix: '10.2.0.0/16', path: ['Home', 'Paris'], groups: ['clients', 'lab'] },
  ])
  const clientSoftware = (value: string, host: string, first: string) => ({
    attribute: 'ssh_client_software',
    value,
    host,
    first,
  })
  await insertFacts(store, [
    clientSoftware('OpenSSH_9.2', '10.1.0.1', '2026-06-02T08:00:00Z'),
    clientSoftware('OpenSSH_9.2', '10.1.0.2', '2026-06-18T08:00:00Z'),
    clientSoftware('OpenSSH_9.2', LATE, '2026-06-20T13:00:00Z'),
    clientSoftware(putty, '10.2.0.3', '2026-06-21T09:00:00Z'),
    // The same fact in two parts of the day.
    { ...clientSoftware(putty, '10.2.0.3', '2026-06-22T22:00:00Z'), part: 3 },
    clientSoftware(putty, '10.1.0.1', '2026-06-22T10:00:00Z'),
    { attribute: 'ftp_user', value: 'bob', host: '10.1.0.1', first: '2026-06-21T09:00:00Z' },
    { attribute: 'ftp_user', value: 'bob', host: OUTSIDE, first: '2026-06-03T09:00:00Z' },
    { attribute: 'ssh_server_software', value: 'dropbear', host: OUTSIDE },
    // More values than are kept.
    { attribute: 'ftp_user', value: '', host: '10.1.0.1', first: '2026-06-21T10:00:00Z' },
    { attribute: 'ftp_user', value: '', host: '10.1.0.2', first: '2026-06-22T10:00:00Z' },
  ])
})
afterAll(() => bench.close())

const ask = (request: SightingsRequest) => listSightings(sightingsAsking(bench.store), request)
/** Kind, value, who had it first (and where), on which day, of how many hosts. */
const told = (row: Sighting) =>
  [
    row.kind,
    row.value,
    row.host,
    ...(row.group ? [`in ${row.group.name}`] : []),
    row.first_seen.slice(5, 10),
    `${row.hosts}/${row.hosts_total}`,
    ...(row.learning ? ['learning'] : []),
  ].join(' ')
const known = HOSTS.map((host) => `host ${host} ${host} 06-01 1/4 learning`)
const software = 'ssh-client-software'
const [bob, openSsh, newPutty] = [
  'ftp-user bob 10.1.0.1 06-21 1/4',
  `${software} OpenSSH_9.2 10.1.0.1 06-02 3/4 learning`,
  `${software} ${putty} 10.2.0.3 06-21 2/4`,
]
const late = `host ${LATE} ${LATE} 06-20 1/4`

describe('sightings', () => {
  it.each<[string, SightingsRequest, string[]]>([
    ['of hosts at home', {}, [bob, newPutty, late, openSsh, ...known]],
    ['after learning', { learning: 'exclude' }, [bob, newPutty, late]],
    [
      'of any host',
      { hosts: 'all', kind: 'ftp-user, ssh-server-software,ftp-user' },
      [
        `ssh-server-software dropbear ${OUTSIDE} 06-22 1/5 learning`,
        `ftp-user bob ${OUTSIDE} 06-03 2/5 learning`,
      ],
    ],
    ['from a day on', { from: '2026-06-21' }, [bob, newPutty]],
    ['until a day', { to: '2026-06-20', kind: software }, [openSsh]],
    ['within a range', { from: '2026-06-20', to: '2026-06-21' }, [late]],
    ['with a text in the value', { find: 'PUTTY' }, [newPutty]],
    ['with a text that looks like a pattern', { find: '%' }, []],
    ['whose first host is', { host: '::ffff:10.2.0.3', kind: software }, [newPutty]],
    ['of a host that was not the first', { host: '10.1.0.2', kind: software }, []],
    ['in a network at any level', { network: 'Paris', learning: 'exclude' }, [newPutty, late]],
    ['in a network by its path', { network: 'Home/Berlin', learning: 'exclude' }, [bob]],
    ['below a network', { network: 'Home', learning: 'exclude' }, [bob, newPutty, late]],
    ['in a network that is not there', { network: 'Rome' }, []],
    ['of values that few have', { max_hosts: 1, learning: 'exclude' }, [bob, late]],
    [
      'in groups and network labels',
      { scope: 'group', from: '2026-06-20', learning: 'exclude' },
      [
        `ftp-user bob 10.1.0.1 in clients 06-21 1/4`,
        `ftp-user bob 10.1.0.1 in Home/Berlin 06-21 1/2`,
        `${software} ${putty} 10.2.0.3 in clients 06-21 2/4`,
        `${software} ${putty} 10.2.0.3 in lab 06-21 1/2`,
        `${software} ${putty} 10.2.0.3 in Home/Paris 06-21 1/2`,
        `${software} ${putty} 10.1.0.1 in Home/Berlin 06-22 1/2`,
        `${software} OpenSSH_9.2 ${LATE} in lab 06-20 1/2`,
        `${software} OpenSSH_9.2 ${LATE} in Home/Paris 06-20 1/2`,
      ],
    ],
    [
      'in groups that few have',
      { scope: 'group', from: '2026-06-20', kind: software, max_hosts: 1, network: 'Berlin' },
      [`${software} ${putty} 10.1.0.1 in Home/Berlin 06-22 1/2`],
    ],
    [
      'on hosts',
      { scope: 'host', from: '2026-06-10' },
      [
        bob,
        newPutty,
        `${software} ${putty} 10.1.0.1 06-22 2/4`,
        `${software} OpenSSH_9.2 10.1.0.2 06-18 3/4`,
        `${software} OpenSSH_9.2 ${LATE} 06-20 3/4 learning`,
      ],
    ],
    ['on hosts of values that few have', { scope: 'host', max_hosts: 1 }, [bob]],
    [
      'on one host',
      { scope: 'host', host: '10.1.0.1', learning: 'exclude' },
      [bob, `${software} ${putty} 10.1.0.1 06-22 2/4`],
    ],
    ['of a kind that has no such scope', { scope: 'host', kind: 'host' }, []],
  ])('are listed: %s', async (_, request, expected) => {
    const { rows, total } = await ask(request)
    expect(rows.map(told).toSorted()).toEqual(expected.toSorted())
    expect(total).toBe(expected.length)
  })

  it.each<[SightingsRequest['sort'], string[]]>([
    ['newest', ['06-21', '06-21', '06-20', '06-02', '06-01', '06-01', '06-01']],
    ['oldest', ['06-01', '06-01', '06-01', '06-02', '06-20', '06-21', '06-21']],
    ['rarest', ['06-21', '06-20', '06-01', '06-01', '06-01', '06-21', '06-02']],
  ])('come in order and in pages: %s', async (sort, days) => {
    const found: Sighting[] = []
    for (let cursor: string | undefined, pages = 0; pages === 0 || cursor; pages += 1) {
      const page = await ask({ sort, limit: 2, ...(cursor && { cursor }) })
      expect(page.total).toBe(days.length)
      found.push(...page.rows)
      cursor = page.next
    }
    expect(found.map(({ first_seen: at }) => at.slice(5, 10))).toEqual(days)
    expect(new Set(found.map(({ id }) => id)).size).toBe(days.length)
  })

  it.each([
    ['of another list', { scope: 'host' as const }],
    ['that is none', { cursor: 'e30' }],
  ])('refuse a cursor %s', async (_, request) => {
    const { next = '' } = await ask({ limit: 1 })
    await expect(ask({ cursor: next, ...request })).rejects.toMatchObject({
      code: 'CURSOR_INVALID',
    })
  })

  it.each<[SightingsRequest, string]>([
    [{ kind: 'telnet-user' }, 'KIND_UNKNOWN'],
    [{ host: 'server-1' }, 'ADDRESS_INVALID'],
    [{ as_of: 'yesterday' }, 'TIME_INVALID'],
    [{ from: '2026-06-22', to: '2026-06-21' }, 'RANGE_INVALID'],
  ])('refuse %j', async (request, code) => {
    await expect(ask(request)).rejects.toMatchObject({ code })
  })

  it('say why, how rare, who had it before and after, and where the records are', async () => {
    const { rows } = await ask({ kind: software, from: '2026-06-20' })
    expect(rows).toMatchObject([
      {
        kind_title: 'SSH client software',
        attribute: 'ssh_client_software',
        scope: 'network',
        hosts: 2,
        hosts_total: 4,
        full: false,
        learning_window: {
          since: '2026-06-01T12:00:00.000000Z',
          until: '2026-06-15T12:00:00.000000Z',
          days: 14,
        },
        next: [{ host: '10.1.0.1', first_seen: '2026-06-22T10:00:00.000000Z' }],
        why: 'First of 4 hosts: 10.2.0.3 named it, and 1 other has it since; learning since 2026-06-01, done on 2026-06-15.',
        question: {
          subject: 'sessions',
          q: `client.ip:10.2.0.3 and client.software:${putty}`,
          from: '2026-06-21T09:00:00.000000Z',
        },
      },
    ])
  })

  it('are as they were known at a moment', async () => {
    const { rows, as_of: asOf } = await ask({ kind: software, as_of: '2026-06-21T12:00:00Z' })
    expect(rows.map(told)).toEqual([
      `${software} ${putty} 10.2.0.3 06-21 1/4`,
      `${software} OpenSSH_9.2 10.1.0.1 06-02 3/4 learning`,
    ])
    expect(asOf).toBe('2026-06-21T12:00:00.000000Z')
    const before = await ask({ as_of: '2026-06-10T00:00:00Z' })
    expect(before.rows.map(told).toSorted()).toEqual(
      [
        `${software} OpenSSH_9.2 10.1.0.1 06-02 1/3 learning`,
        ...known.map((one) => one.replace('1/4', '1/3')),
      ].toSorted(),
    )
  })

  it('say where a host has more values than are kept', async () => {
    const isFull = async (as_of?: string) => {
      const { rows } = await ask({ kind: 'ftp-user', ...(as_of && { as_of }) })
      return rows.map(({ full }) => full)
    }
    expect(await isFull()).toEqual([true])
    expect(await isFull('2026-06-21T09:30:00Z')).toEqual([false])
    const { kinds } = await listKinds(sightingsAsking(bench.store), {})
    const full = kinds.filter(({ full_hosts: hosts }) => hosts > 0)
    expect(full.map(({ kind, full_hosts: hosts }) => [kind, hosts])).toEqual([['ftp-user', 2]])
  })

  it('follow the learning window of the site', async () => {
    const learningDays = new Map([[software, 21]])
    const { rows } = await listSightings(sightingsAsking(bench.store, { learningDays }), {
      learning: 'exclude',
    })
    expect(rows.map(told).toSorted()).toEqual([bob, late].toSorted())
  })
})
