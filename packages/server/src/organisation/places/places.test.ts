import { parseAddress, type OrganisationDocument } from '@spoor/model'
import fc from 'fast-check'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  startClickHouse,
  whyNoServer,
  type TestServer,
} from '../../store/clickhouse-server.testing.js'
import { openEventStore, type EventStore } from '../../store/event-store.js'
import { migrateEvents } from '../../store/migrations.js'
import { defaultDocument } from '../document/default-document.js'
import { flatNodes } from '../document/tree.js'
import { readPrefix } from '../prefix.js'
import { someAddress, someDocument } from '../random-organisation.testing.js'
import { homeOf } from './home.js'
import { keepPlaces } from './keep-places.js'
import type { Place } from './places.js'

function isIn(text: string, address: bigint): boolean {
  const { first, last } = readPrefix(text)
  return first <= address && address <= last
}

/** What holds of an address, by looking at every network of a document. */
function slowPlace(document: OrganisationDocument, text: string): Place {
  const address = parseAddress(text) ?? -1n
  let longest = -1
  let network = { path: ['Internet'] as readonly string[], site: document.networks[1]?.site ?? '' }
  for (const { node, labels, site } of flatNodes(document)) {
    for (const own of node.networks) {
      const { length } = readPrefix(own)
      // The rest of IPv4 is on the Internet, whatever is said of all IPv6.
      if (!isIn(own, address) || length <= longest) continue
      if (length < 96 && text.includes('.')) continue
      longest = length
      network = { path: labels, site }
    }
  }
  const around = (networks: readonly string[]): boolean =>
    networks.some((own) => isIn(own, address))
  return {
    ...network,
    groups: document.host_groups
      .filter(({ networks }) => around(networks))
      .map(({ name }) => name)
      .toSorted(),
    roles: document.roles
      .filter(({ networks }) => around(networks))
      .map(({ role }) => role)
      .toSorted(),
  }
}

describe('home', () => {
  test('is what is most specifically at or below Home, in as few networks as can be', () => {
    const home = ['10.0.0.0/9', '10.128.0.0/9', '192.168.0.0/16']
    const document = defaultDocument({ home })
    expect(homeOf(document)).toEqual(['10.0.0.0/8', '192.168.0.0/16'])
    document.networks[1]?.children.push({
      label: 'partner',
      networks: ['10.64.0.0/10'],
      children: [],
    })
    expect(homeOf(document)).toEqual(['10.0.0.0/10', '10.128.0.0/9', '192.168.0.0/16'])
    expect(homeOf(defaultDocument({ home: [] }))).toEqual([])
    expect(homeOf(defaultDocument({ home: ['::/0'] }))).toEqual(['::/0'])
  })

  test('is the same as looking at every network', () => {
    fc.assert(
      fc.property(someDocument, fc.array(someAddress, { minLength: 20 }), (document, addresses) => {
        const home = homeOf(document)
        for (const text of addresses) {
          const address = parseAddress(text) ?? -1n
          const networks = flatNodes(document).flatMap(({ node, labels }) =>
            node.networks.map((own) => ({ own, root: labels[0], length: readPrefix(own).length })),
          )
          const most = networks
            .filter(({ own }) => isIn(own, address))
            .toSorted((a, b) => b.length - a.length)[0]
          expect(home.some((own) => isIn(own, address))).toBe(most?.root === 'Home')
        }
      }),
      { numRuns: 200 },
    )
  })
})

const noServer = whyNoServer()
if (noServer && process.env['CI'] === 'true') throw new Error(`ClickHouse server: ${noServer}`)
if (noServer) console.warn(`Skipped: tests against a ClickHouse server: ${noServer}`)
const engines = noServer ? (['embedded'] as const) : (['embedded', 'server'] as const)

describe.each(engines)('places in the %s engine', (engine) => {
  let directory: string
  let server: TestServer | undefined
  let store: EventStore

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'spoor-places-'))
    if (engine === 'server') {
      server = await startClickHouse()
      store = await openEventStore({ url: server.url, database: 'spoor_places' })
    } else {
      store = await openEventStore({ directory: join(directory, 'events') })
    }
    await migrateEvents(store)
  })
  afterAll(async () => {
    await store.close()
    await server?.stop()
    await rm(directory, { recursive: true, force: true })
  })

  function placesOfAll(addresses: readonly string[]): Promise<Place[]> {
    return store.rows<Place>(
      `SELECT path, groups, roles, site FROM (
         SELECT rowNumberInAllBlocks() AS at, dictGet('place_of', 'place', toIPv6(address)) AS place
         FROM (SELECT arrayJoin({addresses:Array(String)}) AS address)
       ) AS asked LEFT JOIN places USING place ORDER BY at`,
      { params: { addresses } },
    )
  }

  test('are the same as looking at every network, group and role', async () => {
    const addresses = fc.array(someAddress, { minLength: 30, maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(someDocument, addresses, async (document, asked) => {
        await keepPlaces(store, document)
        const rows = await placesOfAll(asked)
        expect(rows).toEqual(asked.map((address) => slowPlace(document, address)))
      }),
      { numRuns: 15, endOnFailure: true },
    )
  })

  test('are those of one of both organisations while these change', async () => {
    const [a, b] = ['a', 'b'].map((label) => {
      const document = defaultDocument({ home: [] })
      const networks = Array.from({ length: 256 }, (_, at) => `10.0.${at}.0/24`)
      document.networks[0]?.children.push({ label, networks, children: [] })
      document.host_groups.push({ name: label, networks: ['10.0.0.0/8'] })
      return document
    }) as [OrganisationDocument, OrganisationDocument]
    await keepPlaces(store, b)
    await keepPlaces(store, a)
    let isDone = false
    const changing = (async () => {
      for (let turn = 0; turn < 6; turn += 1) await keepPlaces(store, turn % 2 === 0 ? b : a)
    })().finally(() => (isDone = true))
    const seen = new Set<string>()
    const counts = new Set<number>()
    let looks = 0
    while (!isDone || looks === 0) {
      const rows = await store.rows<{ seen: string[]; n: number }>(
        `SELECT groupUniqArray(concat(network, ' ', arrayStringConcat(groups))) AS seen, toFloat64(count()) AS n
         FROM (SELECT dictGet('place_of', 'place', IPv4ToIPv6(toIPv4(toUInt32(167772160 + number)))) AS place
           FROM numbers(65536)) AS asked INNER JOIN places USING place`,
      )
      looks += 1
      for (const one of rows[0]?.seen ?? []) seen.add(one)
      counts.add(rows[0]?.n ?? 0)
    }
    await changing
    // None is nowhere, and none in a network of one organisation and a group of the other.
    expect(counts).toEqual(new Set([65_536]))
    for (const one of seen) expect(['Home/a a', 'Home/b b']).toContain(one)
  })

  test('are kept until the organisation is another, and users are in their groups', async () => {
    const document = defaultDocument({ home: ['10.0.0.0/8'] })
    document.user_groups.push({ name: 'it', users: ["o'brien", 'Zoë'] })
    await keepPlaces(store, document)
    const made = await store.rows('SELECT max(place) AS place FROM places')
    await keepPlaces(store, structuredClone(document))
    expect(await store.rows('SELECT max(place) AS place FROM places')).toEqual(made)
    expect(await store.rows('SELECT user, group FROM user_groups ORDER BY user')).toEqual([
      { user: 'Zoë', group: 'it' },
      { user: "o'brien", group: 'it' },
    ])
    await keepPlaces(store, { ...document, user_groups: [] })
    expect(await store.rows('SELECT user FROM user_groups')).toEqual([])
    // Those of the organisation before the last are gone.
    expect(await store.rows('SELECT network FROM places ORDER BY place')).toEqual([
      { network: 'Internet' },
      { network: 'Home' },
    ])
  })

  test('are made anew where an earlier attempt broke off', async () => {
    const document = defaultDocument({ home: ['10.0.0.0/8'] })
    await keepPlaces(store, document)
    const broken: EventStore = {
      ...store,
      run: async (sql, options) => {
        if (sql.startsWith('SYSTEM RELOAD')) throw new Error('broke off')
        await store.run(sql, options)
      },
    }
    const other = defaultDocument({ home: ['192.168.0.0/16'] })
    await expect(keepPlaces(broken, other)).rejects.toThrow('broke off')
    // Until then all is as it was.
    expect(await placesOfAll(['10.0.0.1'])).toMatchObject([{ path: ['Home'] }])
    await keepPlaces(store, document)
    expect(await placesOfAll(['10.0.0.1', '192.168.0.1'])).toMatchObject([
      { path: ['Home'] },
      { path: ['Internet'] },
    ])
  })
})
