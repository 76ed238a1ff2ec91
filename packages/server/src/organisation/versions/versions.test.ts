import type { OrganisationDocument } from '@spoor/model'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  startPostgres,
  whyNoPostgres,
  type TestPostgres,
} from '../../state/postgres-server.testing.js'
import { openStateStore, type StateStore } from '../../state/state-store.js'
import { defaultDocument } from '../document/default-document.js'
import { someDocument } from '../random-organisation.testing.js'
import { diffOf } from './diff.js'
import { addVersion, listVersions, newestVersion, readVersion } from './versions.js'

const noPostgres = whyNoPostgres()
if (noPostgres && process.env['CI'] === 'true') throw new Error(noPostgres)
if (noPostgres) console.warn(`Skipped: tests against PostgreSQL: ${noPostgres}`)
const engines = noPostgres ? (['PGlite'] as const) : (['PGlite', 'PostgreSQL'] as const)

const author = { name: 'somebody', now: new Date('2026-06-23T11:00:00Z') }

describe.each(engines)('versions, %s', (engine) => {
  let server: TestPostgres | undefined
  let state: StateStore
  beforeAll(async () => {
    if (engine === 'PostgreSQL') server = await startPostgres()
    state = await openStateStore(server ? { url: server.url } : { memory: true })
  })
  afterAll(async () => {
    await state.close()
    await server?.stop()
  })

  test('of writers at once who saw the same, one wins', async () => {
    expect(await newestVersion(state)).toBeUndefined()
    const document = defaultDocument({ home: ['10.0.0.0/8'] })
    for (const base of [0, 1, 2]) {
      const results = await Promise.allSettled(
        Array.from({ length: 4 }, (_, at) =>
          addVersion(state, { document, base, note: `${at}` }, author),
        ),
      )
      const won = results.filter(({ status }) => status === 'fulfilled')
      const codes = results.flatMap((one) =>
        one.status === 'rejected' ? [(one.reason as { code?: string }).code] : [],
      )
      expect([won.length, new Set(codes)]).toEqual([1, new Set(['CHANGED_MEANWHILE'])])
    }
    const { versions, total } = await listVersions(state, { limit: 2 })
    expect([versions.map(({ number }) => number), total]).toEqual([[3, 2], 3])
    expect((await listVersions(state, { before: 2 })).versions).toMatchObject([
      { number: 1, by: 'somebody', at: '2026-06-23T11:00:00.000Z', networks: 1 },
    ])
    await expect(addVersion(state, { document, base: 7, note: '' }, author)).rejects.toMatchObject({
      code: 'CHANGED_MEANWHILE',
    })
    await expect(readVersion(state, 9)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('documents come back as they were', async () => {
    await fc.assert(
      fc.asyncProperty(someDocument, async (document) => {
        const base = (await newestVersion(state))?.version.number ?? 0
        const { number } = await addVersion(state, { document, base, note: 'ü' }, author)
        expect((await readVersion(state, number)).document).toEqual(document)
      }),
      { numRuns: 10 },
    )
  })
})

describe('a diff', () => {
  function organisation(change: (document: OrganisationDocument) => void): OrganisationDocument {
    const document = defaultDocument({ home: ['10.0.0.0/8'] })
    document.networks[0]?.children.push(
      {
        label: 'Berlin',
        networks: ['10.1.0.0/16'],
        children: [{ label: 'Office', networks: ['10.1.1.0/24', '10.1.2.0/24'], children: [] }],
      },
      { label: 'Rome', networks: [], children: [] },
    )
    document.lists.push({ name: 'odd', values: ['a', 'b'] })
    change(document)
    return document
  }
  const before = organisation(() => undefined)

  test.each<[string, (document: OrganisationDocument) => void, object[]]>([
    ['nothing', () => undefined, []],
    [
      'another order',
      ({ networks: [home] }) => {
        if (home) home.children = home.children.toReversed()
      },
      [],
    ],
    [
      'a network in another node',
      ({ networks: [home] }) => {
        home?.children[0]?.children[0]?.networks.pop()
        home?.children[1]?.networks.push('10.1.2.0/24', '10.2.0.0/16')
      },
      [
        {
          part: 'networks',
          kind: 'changed',
          name: 'Home/Berlin/Office',
          details: ['- 10.1.2.0/24 (to Home/Rome)'],
        },
        {
          part: 'networks',
          kind: 'changed',
          name: 'Home/Rome',
          details: ['+ 10.1.2.0/24 (from Home/Berlin/Office)', '+ 10.2.0.0/16'],
        },
      ],
    ],
    [
      'a node that is moved and named anew with what is below it',
      ({ networks: [home] }) => {
        const [berlin] = home?.children.splice(0, 1) ?? []
        if (berlin) home?.children[0]?.children.push({ ...berlin, label: 'Bln', site: 'Main' })
      },
      [
        { kind: 'moved', name: 'Home/Rome/Bln', was: 'Home/Berlin', details: ['site: Main'] },
        { kind: 'moved', name: 'Home/Rome/Bln/Office', was: 'Home/Berlin/Office', details: [] },
      ],
    ],
    [
      'added and removed nodes',
      ({ networks: [home] }) => {
        home?.children.pop()
        home?.children.push({ label: 'Oslo', networks: ['10.3.0.0/16'], children: [] })
      },
      [
        { kind: 'added', name: 'Home/Oslo', details: ['+ 10.3.0.0/16'] },
        { kind: 'removed', name: 'Home/Rome', details: [] },
      ],
    ],
    [
      'groups, sites and lists',
      (document) => {
        document.host_groups.push({ name: 'printers', networks: ['10.1.1.9'] })
        document.user_groups.push({ name: 'it', users: ['root'] })
        document.roles.push({ role: 'scanner', networks: ['10.1.1.8'] })
        Object.assign(document.sites[0] ?? {}, { time_zone: 'Europe/Berlin', holidays: ['12-25'] })
        document.lists = document.lists
          .filter(({ name }) => name !== 'scanners')
          .map((list) => (list.name === 'odd' ? { name: 'odd', values: ['b', 'c'] } : list))
      },
      [
        { part: 'host_groups', kind: 'added', name: 'printers', details: ['+ 10.1.1.9'] },
        { part: 'user_groups', kind: 'added', name: 'it', details: ['+ root'] },
        { part: 'roles', kind: 'added', name: 'scanner', details: ['+ 10.1.1.8'] },
        {
          part: 'sites',
          kind: 'changed',
          name: 'Main',
          details: ['time_zone: UTC → Europe/Berlin', '+ 12-25'],
        },
        { part: 'lists', kind: 'changed', name: 'odd', details: ['+ c', '- a'] },
        { part: 'lists', kind: 'removed', name: 'scanners', details: [] },
      ],
    ],
  ])('%s', (_, change, expected) => {
    const diff = diffOf(before, organisation(change))
    expect(diff.changes).toMatchObject(expected)
    expect(diff.total).toBe(expected.length)
    expect(diff.totals.reduce((sum, { count }) => sum + count, 0)).toBe(expected.length)
  })

  test('is empty exactly where nothing is different', () => {
    fc.assert(
      fc.property(someDocument, (document) => {
        expect(diffOf(document, structuredClone(document)).total).toBe(0)
        const other = structuredClone(document)
        other.networks[0]?.children.push({ label: 'new', networks: [], children: [] })
        expect(diffOf(document, other).total).toBe(1)
      }),
    )
  })

  test('of very many changes tells some, and counts all', () => {
    const after = organisation(({ networks: [home] }) => {
      for (let at = 0; at < 20_000; at += 1) {
        home?.children.push({
          label: `n${at}`,
          networks: [`10.${20 + (at >> 8)}.${at & 255}.0/24`],
          children: [],
        })
      }
      home?.networks.push(...Array.from({ length: 100 }, (_, at) => `172.16.${at}.0/24`))
    })
    const { changes, total, totals } = diffOf(before, after)
    expect([changes.length, total]).toEqual([500, 20_001])
    expect(changes[0]).toMatchObject({ name: 'Home', details_total: 100 })
    expect(changes[0]?.details).toHaveLength(20)
    expect(totals).toContainEqual({ part: 'networks', kind: 'added', count: 20_000 })
  })
})
