import type { HostFacetsAnswer, HostNetworksAnswer, HostsAnswer } from '@spoor/model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keepHosts } from '../hosts/index.js'
import { DEFAULT_RISK } from '../hosts/risk/index.js'
import { DEFAULT_HOME } from '../organisation/organisation.js'
import { insertFacts, insertHostDays } from '../testing/facts.testing.js'
import { apiOn, type ApiBench } from './test-platform.testing.js'

let bench: ApiBench

beforeAll(async () => {
  bench = await apiOn([])
  const hosts = ['10.1.0.1', '10.1.0.2', 'fd00::5']
  await insertFacts(
    bench.store,
    hosts.map((host) => ({ attribute: 'service_on_port', value: 'ftp tcp/21', host })),
  )
  await insertHostDays(
    bench.store,
    hosts.map((host, n) => ({ host, events: n + 1 })),
  )
  const now = new Date('2026-06-23T00:00:00Z')
  const site = { home: DEFAULT_HOME, learningDays: new Map(), risk: DEFAULT_RISK }
  await keepHosts({ store: bench.store, now, ...site })
}, 120_000)

afterAll(() => bench.close())

async function get<T>(path: string, query: Record<string, string> = {}): Promise<T> {
  const response = await bench.app.inject({ url: `/api/v1/hosts${path}`, query })
  expect(response.statusCode, response.body).toBe(200)
  return response.json<T>()
}

describe('the resource of hosts', () => {
  it('lists pages of hosts', async () => {
    const query = { q: 'host.role:"ftp server"', sort: 'events', limit: '2' }
    const first = await get<HostsAnswer>('', query)
    expect(first.total).toBe(3)
    expect(first.rows.map(({ ip }) => ip)).toEqual(['fd00::5', '10.1.0.2'])
    const second = await get<HostsAnswer>('', { ...query, cursor: first.next ?? '' })
    expect(second.rows.map(({ ip }) => ip)).toEqual(['10.1.0.1'])
    expect(second.next).toBeUndefined()
  })

  it('counts values', async () => {
    const { facets, surface } = await get<HostFacetsAnswer>('/facets', { attributes: 'role' })
    expect(facets[0]?.values).toContainEqual({ value: 'ftp server', hosts: 3 })
    expect(surface.hosts).toBe(3)
  })

  it('counts networks', async () => {
    const { networks } = await get<HostNetworksAnswer>('/networks')
    expect(networks).toMatchObject([{ path: [], hosts: 3 }])
  })

  it('exports a file', async () => {
    const response = await bench.app.inject({ url: '/api/v1/hosts/export', query: { limit: '2' } })
    expect(response.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'spoor-matching': '3',
      'spoor-exported': '2',
    })
    expect(response.body.trimEnd().split('\r\n')).toHaveLength(3)
  })

  it.each([
    ['', { q: 'host.ip:"fe80::1%eth0"' }, 'QUERY_INVALID', 'interface'],
    ['', { q: 'host.ip:::ffff:10.0.0.0/40' }, 'QUERY_INVALID', 'IPv4'],
    ['', { q: 'host.no_such:1' }, 'QUERY_INVALID', 'no field'],
    ['', { sort: 'colour' }, 'REQUEST_INVALID', 'sort'],
    ['', { netwrok: 'Berlin' }, 'REQUEST_INVALID', 'netwrok'],
    ['/facets', { attributes: 'risk' }, 'FIELD_UNFIT', 'figure'],
    ['/networks', { of: 'sessions', of_q: 'x:1' }, 'QUERY_INVALID', 'no field'],
    ['/export', { from: 'soon' }, 'TIME_INVALID', 'soon'],
  ])('refuses %s %j', async (path, query, error, words) => {
    const response = await bench.app.inject({ url: `/api/v1/hosts${path}`, query })
    expect(response.statusCode).toBe(400)
    const answer = response.json<{ error: string; message: string }>()
    expect(answer.error).toBe(error)
    expect(answer.message).toContain(words)
  })

  it('takes IPv4 written as IPv6', async () => {
    const { rows } = await get<HostsAnswer>('', { q: 'host.ip:::ffff:10.1.0.1' })
    expect(rows.map(({ ip }) => ip)).toEqual(['10.1.0.1'])
    const within = await get<HostsAnswer>('', { q: 'host.ip:::ffff:10.1.0.0/126' })
    expect(within.total).toBe(2)
  })
})
