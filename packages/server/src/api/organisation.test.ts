import type {
  NetworksAnswer,
  OrganisationAnswer,
  OrganisationCheckAnswer,
  OrganisationDocument,
  OrganisationSaved,
} from '@spoor/model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { apiOn, type ApiBench } from './test-platform.testing.js'

let bench: ApiBench
beforeAll(async () => {
  bench = await apiOn([])
})
afterAll(() => bench.close())

const PATH = '/api/v1/organisation'

async function ask<T>(
  method: 'GET' | 'PUT' | 'POST',
  path: string,
  payload?: object,
): Promise<{ status: number; answer: T }> {
  const response = await bench.app.inject({ method, url: `${PATH}${path}`, payload })
  return { status: response.statusCode, answer: response.json() }
}

async function documentNow(): Promise<OrganisationDocument> {
  const { answer } = await ask<OrganisationAnswer>('GET', '')
  return answer.document
}

const TREE = {
  networks: [
    {
      label: 'Home',
      networks: ['10.0.0.0/8'],
      children: [
        {
          label: 'Berlin',
          networks: ['10.1.0.0/16'],
          site: 'Main',
          children: [
            { label: 'Office', networks: ['10.1.1.0/24'], note: 'third floor' },
            { label: 'Lab', networks: ['10.1.2.0/24'] },
          ],
        },
        { label: 'Rome', networks: ['10.2.0.0/16'] },
      ],
    },
    { label: 'Internet', children: [{ label: 'Partner', networks: ['203.0.113.0/24'] }] },
  ],
  host_groups: [{ name: 'printers', networks: ['10.1.1.9'] }],
  user_groups: [{ name: 'it', users: ['root'] }],
  roles: [{ role: 'scanner', networks: ['10.1.2.7'] }],
}

describe('the organisation', () => {
  test('is what the configuration says until one is saved', async () => {
    const { answer } = await ask<OrganisationAnswer>('GET', '?networks=false')
    expect(answer).toMatchObject({ version: null, document: { networks: [], roles: [] } })
    const names = answer.document.lists.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['approved-servers', 'it-staff', 'scanners']))
    expect((await documentNow()).networks.map(({ label }) => label)).toEqual(['Home', 'Internet'])
  })

  test('is checked without being saved', async () => {
    const { status, answer } = await ask<OrganisationCheckAnswer>('POST', '/check', {
      text: 'label,parent,cidr,site,note\nBerlin,Home,10.1.0.0/16,,\nRome,Home,10.1.1.0/24,,\n',
      format: 'csv',
    })
    expect(status).toBe(200)
    expect(answer).toMatchObject({
      ok: true,
      problems: [],
      warnings: [{ place: 'networks.Home/Rome.networks[0]', line: 3 }],
      base_version: 0,
      diff: { total: 2, totals: [{ part: 'networks', kind: 'added', count: 2 }] },
    })
    const bad = await ask<OrganisationCheckAnswer>('POST', '/check', {
      text: 'networks:\n  - label: Office\n',
    })
    expect(bad.answer).toMatchObject({ ok: false, document: null, diff: null })
    expect(bad.answer.problems).toMatchObject([{ place: 'networks[0].label', line: 2 }])
    expect((await ask<OrganisationAnswer>('GET', '')).answer.version).toBeNull()
  })

  test.each<[method: 'PUT' | 'POST', path: string, body: object, status: number, error: string]>([
    ['PUT', '', { document: TREE }, 400, 'REQUEST_INVALID'],
    ['PUT', '', { document: TREE, base_version: '0' }, 400, 'REQUEST_INVALID'],
    ['PUT', '', { document: TREE, base_version: 0, who: 'me' }, 400, 'REQUEST_INVALID'],
    ['PUT', '', { document: TREE, base_version: 3 }, 409, 'CHANGED_MEANWHILE'],
    ['PUT', '', { document: [], base_version: 0 }, 400, 'ORGANISATION_INVALID'],
    ['PUT', '', { document: { networks: [{}] }, base_version: 0 }, 400, 'ORGANISATION_INVALID'],
    ['POST', '/check', {}, 400, 'REQUEST_INVALID'],
    ['POST', '/check', { document: {}, text: 'a' }, 400, 'REQUEST_INVALID'],
    ['POST', '/check', { text: 'a: [', format: 'yaml' }, 400, 'ORGANISATION_INVALID'],
    ['POST', '/check', { text: '#'.repeat(2_100_000) }, 413, 'TOO_LARGE'],
    ['POST', '/versions/7/restore', { base_version: 0 }, 404, 'NOT_FOUND'],
    ['POST', '/versions/x/restore', { base_version: 0 }, 400, 'REQUEST_INVALID'],
  ])('%s %s refuses %#', async (method, path, body, status, error) => {
    const refused = await ask<{ error: string }>(method, path, body)
    expect([refused.status, refused.answer.error]).toEqual([status, error])
    expect((await ask<OrganisationAnswer>('GET', '')).answer.version).toBeNull()
  })

  test('is saved, holds at once, and can be restored', async () => {
    const before = bench.noted.hunts
    const first = await ask<OrganisationSaved>('PUT', '', {
      document: TREE,
      base_version: 0,
      note: 'the tree',
    })
    expect(first.answer).toMatchObject({
      version: { number: 1, by: 'local administrator', note: 'the tree', networks: 6 },
      warnings_total: 0,
    })
    expect(bench.noted.hunts).toBe(before + 1)
    const places = await bench.store.rows(
      `SELECT network, groups, roles, site FROM places WHERE place = dictGet('place_of', 'place', toIPv6('10.1.1.9'))`,
    )
    expect(places).toEqual([
      { network: 'Home/Berlin/Office', groups: ['printers'], roles: [], site: 'Main' },
    ])

    const second = await ask<OrganisationSaved>('PUT', '', {
      document: { host_groups: [] },
      base_version: 1,
    })
    expect(second.answer.diff.changes).toMatchObject([{ kind: 'removed', name: 'printers' }])
    expect((await documentNow()).user_groups).toEqual(TREE.user_groups)

    const third = await ask<OrganisationSaved>('POST', '/versions/1/restore', { base_version: 2 })
    expect(third.answer.version).toMatchObject({ number: 3, note: 'Version 1 again.' })
    expect((await documentNow()).host_groups).toEqual(TREE.host_groups)
    const versions = await ask<object>('GET', '/versions?limit=2')
    expect(versions.answer).toMatchObject({ versions: [{ number: 3 }, { number: 2 }], total: 3 })
    const one = await ask<object>('GET', '/versions/2')
    expect(one.answer).toMatchObject({ version: { number: 2 }, diff: { total: 1 } })
    expect((await ask('GET', '/versions/9')).status).toBe(404)
  })

  test('is exported as what can be imported', async () => {
    for (const format of ['yaml', 'csv']) {
      const file = await bench.app.inject(`${PATH}/export?format=${format}`)
      expect(file.headers['content-disposition']).toContain(`spoor-organisation-3.${format}`)
      const check = await ask<OrganisationCheckAnswer>('POST', '/check', {
        text: file.body,
        format,
      })
      expect(check.answer).toMatchObject({ ok: true, diff: { total: 0 } })
    }
  })

  test('its networks are listed with their hosts, a level at a time, or by what is found', async () => {
    await bench.store.run(
      `INSERT INTO hosts (host, first_seen, last_seen) SELECT toIPv6(arrayJoin(
         ['10.1.1.1', '10.1.1.2', '10.1.2.1', '10.9.9.9', '203.0.113.9', '8.8.8.8'])), now64(6), now64(6)`,
    )
    const paths = async (query: string) => {
      const { answer } = await ask<NetworksAnswer>('GET', `/networks${query}`)
      return answer.networks?.map(({ path, hosts }) => [path, hosts]) ?? answer
    }
    expect(await paths('')).toEqual([
      ['Home', 4],
      ['Internet', 2],
    ])
    expect(await paths('?under=Home')).toEqual([
      ['Home/Berlin', 3],
      ['Home/Rome', 0],
    ])
    expect(await paths('?under=Home/Berlin&limit=1')).toEqual([['Home/Berlin/Office', 2]])
    expect(await paths('?find=third')).toEqual([['Home/Berlin/Office', 2]])
    expect(await paths('?under=Home&find=10.1.2.77')).toEqual([
      ['Home/Berlin', 3],
      ['Home/Berlin/Lab', 1],
    ])
    const { answer } = await ask<NetworksAnswer>('GET', '/networks?under=Home/Berlin&limit=1')
    expect(answer).toMatchObject({ total: 2, next: '1' })
    const next = await ask<NetworksAnswer>('GET', '/networks?under=Home/Berlin&limit=1&cursor=1')
    expect(next.answer).toMatchObject({
      networks: [{ label: 'Lab', site: 'Main', networks: ['10.1.2.0/24'], children: 0 }],
    })
    expect(next.answer.next).toBeUndefined()
    expect((await ask('GET', '/networks?under=Home/Oslo')).status).toBe(404)
  })

  test('names are found for completion', async () => {
    const names = async (query: string) =>
      (await ask<{ labels: { name: string }[] }>('GET', `/labels${query}`)).answer.labels.map(
        ({ name }) => name,
      )
    expect(await names('?find=off')).toEqual(['Office'])
    expect(await names('?kind=role')).toEqual(['scanner'])
    expect(await names('?kind=list&find=s&limit=2')).toEqual(['service-accounts', 'scanners'])
    expect(await names('?find=R')).toEqual(expect.arrayContaining(['Rome', 'Berlin', 'printers']))
  })

  test('findings are listed by network and group', async () => {
    const finding = (id: string, client: string, server: string, user: string) => ({
      id,
      hunt: 'x',
      client,
      server,
      user,
      level: 'high',
      entity: id,
      first_seen: '2026-06-22 10:00:00',
      last_seen: '2026-06-22 10:00:00',
    })
    await bench.store.insert('findings', [
      finding('a', '10.1.1.9', '203.0.113.9', ''),
      finding('b', '10.2.0.1', '', 'ROOT'),
      finding('c', '', '', 'eve'),
    ])
    const ids = async (query: string) => {
      const response = await bench.app.inject(`/api/v1/findings?${query}`)
      return response
        .json<{ findings: { id: string }[] }>()
        .findings.map(({ id }) => id)
        .toSorted()
    }
    expect(await ids('network=home')).toEqual(['a', 'b'])
    expect(await ids('network=Home/Berlin')).toEqual(['a'])
    expect(await ids('network=Office')).toEqual(['a'])
    expect(await ids('network=Partner')).toEqual(['a'])
    expect(await ids('network=Internet')).toEqual(['a'])
    expect(await ids('network=Home/Ber')).toEqual([])
    expect(await ids('group=printers')).toEqual(['a'])
    expect(await ids('group=it')).toEqual(['b'])
    expect(await ids('group=nobody')).toEqual([])
  })
})
