import type { SightingKind, SightingKindsAnswer, SightingsAnswer, SpreadAnswer } from '@spoor/model'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertFacts, insertHostDays } from '../testing/facts.testing.js'
import { apiOn, type ApiBench } from './test-platform.testing.js'

let bench: ApiBench
let app: FastifyInstance
beforeAll(async () => {
  bench = await apiOn([])
  ;({ app } = bench)
  await insertHostDays(bench.store, [{ host: '10.0.0.1', day: '2026-06-01' }])
  await insertFacts(bench.store, [
    { attribute: 'ftp_user', value: 'bob', host: '10.0.0.1', first: '2026-06-20T08:00:00Z' },
    { attribute: 'ftp_user', value: '=cmd()', host: '10.0.0.1', first: '2026-06-21T08:00:00Z' },
    { attribute: 'ja3', value: 'abc', host: '10.0.0.1', part: 1, first: '2026-06-02T08:00:00Z' },
    { attribute: 'ja3', value: 'abc', host: '10.0.0.1', part: 4, first: '2026-06-20T01:00:00Z' },
  ])
})
afterAll(() => bench.close())

const get = (url: string) => app.inject({ method: 'GET', url: `/api/v1${url}` })
const put = (kind: string, body: object) =>
  app.inject({ method: 'PUT', url: `/api/v1/sightings/kinds/${kind}`, payload: body })

describe('/api/v1/sightings', () => {
  it('lists, and goes on where a page ended', async () => {
    const first = (await get('/sightings?kind=ftp-user&limit=1')).json<SightingsAnswer>()
    expect([first.total, first.rows.map(({ value }) => value)]).toEqual([2, ['=cmd()']])
    const url = `/sightings?kind=ftp-user&limit=1&cursor=${first.next}`
    const second = (await get(url)).json<SightingsAnswer>()
    expect([second.total, second.rows.map(({ value }) => value)]).toEqual([2, ['bob']])
    expect(second.next).toBeUndefined()
  })

  it.each([
    ['/sightings?scope=planet', 400, 'REQUEST_INVALID'],
    ['/sightings?kinds=ja3', 400, 'REQUEST_INVALID'],
    ['/sightings?kind=shoes', 400, 'KIND_UNKNOWN'],
    ['/sightings/spread?of=ja3', 400, 'REQUEST_INVALID'],
    ['/outliers?as_of=noon', 400, 'TIME_INVALID'],
  ])('refuses %s', async (url, status, code) => {
    const answer = await get(url)
    expect([answer.statusCode, answer.json<{ error: string }>().error]).toEqual([status, code])
  })

  it('tells how a value spread', async () => {
    const spread = (await get('/sightings/spread?of=user&value=bob')).json<SpreadAnswer>()
    expect(spread).toMatchObject({ total: 1, hosts: [{ host: '10.0.0.1', is_home: true }] })
  })
})

describe('/api/v1/sightings/kinds', () => {
  const kinds = async (query = '') => {
    const { kinds: all } = (await get(`/sightings/kinds${query}`)).json<SightingKindsAnswer>()
    return new Map(all.map((one): [string, SightingKind] => [one.kind, one]))
  }

  it('has each kind with its window and counts', async () => {
    const all = await kinds()
    expect(all.size).toBeGreaterThanOrEqual(25)
    expect(all.get('ftp-user')).toMatchObject({
      title: 'FTP user',
      attribute: 'ftp_user',
      scopes: ['network', 'group', 'host'],
      outliers: true,
      learning: false,
      learning_days: 14,
      learning_window: { until: '2026-06-15T12:00:00.000000Z' },
      total: 2,
      in_learning: 0,
    })
    expect(all.get('ja3')).toMatchObject({ total: 1, in_learning: 1 })
    const then = await kinds('?as_of=2026-06-10T00:00:00Z')
    expect(then.get('ftp-user')).toMatchObject({ learning: true, total: 0 })
  })

  it('changes a window and takes it back', async () => {
    const changed = await put('ftp-user', { learning_days: 19 })
    expect(changed.json()).toEqual({
      kind: 'ftp-user',
      learning_days: 19,
      default_learning_days: 14,
    })
    expect((await kinds()).get('ftp-user')).toMatchObject({ learning_days: 19, in_learning: 1 })
    const back = await put('ftp-user', { learning_days: null })
    expect(back.json()).toMatchObject({ learning_days: 14 })
    expect((await kinds()).get('ftp-user')).toMatchObject({ in_learning: 0 })
  })

  it.each([
    ['shoes', { learning_days: 3 }, 404, 'NOT_FOUND'],
    ['ftp-user', { learning_days: -1 }, 400, 'REQUEST_INVALID'],
    ['ftp-user', { learning_days: '3' }, 400, 'REQUEST_INVALID'],
    ['ftp-user', {}, 400, 'REQUEST_INVALID'],
  ])('refuses of %s %j', async (kind, body, status, code) => {
    const answer = await put(kind, body)
    expect([answer.statusCode, answer.json<{ error: string }>().error]).toEqual([status, code])
  })
})

describe('exports', () => {
  it('are CSV without formulas', async () => {
    const { headers, body } = await get('/sightings/export?format=csv&kind=ftp-user')
    expect([headers['spoor-matching'], headers['spoor-exported']]).toEqual(['2', '2'])
    const [head, first, ...more] = body.trimEnd().split('\r\n')
    expect(head).toMatch(/^first_seen,scope,group,kind,value,host,/)
    expect(first).toMatch(/^2026-06-21T08:00:00.000000Z,network,,ftp-user,'=cmd\(\),10.0.0.1,1,1,/)
    expect(more).toHaveLength(1)
  })

  it('end at their limit', async () => {
    const { headers, body } = await get('/sightings/export?format=ndjson&kind=ftp-user&limit=1')
    expect([headers['spoor-matching'], headers['spoor-exported']]).toEqual(['2', '1'])
    expect(body.trimEnd().split('\n')).toHaveLength(1)
  })

  it('have outliers', async () => {
    const { body } = await get('/outliers/export?format=ndjson')
    expect(
      body
        .trimEnd()
        .split('\n')
        .map((line): unknown => JSON.parse(line)),
    ).toMatchObject([{ kind: 'ja3', value: 'abc', part: { part: 4 } }])
  })
})
