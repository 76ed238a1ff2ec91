import { parseQuery, TrailAnswer, type TrailHunt } from '@spoor/model'
import { Value } from '@sinclair/typebox/value'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DEFAULT_ORGANISATION } from '../organisation/organisation.js'
import { savedLists } from '../organisation/saved-lists.js'
import { DEFAULT_LIMITS } from '../questions/budget.js'
import { eve, storeOf } from '../questions/test-store.testing.js'
import { openStateStore, type StateStore } from '../state/state-store.js'
import { StoreError, type EventStore } from '../store/event-store.js'
import { buildApi } from './build-api.js'
import { platformOn } from './test-platform.testing.js'

const CLIENT = '10.0.0.5'
const SHA256 = 'ab'.repeat(32)
const HOSTILE = 'a" or "b*.zip'

function upload(at: string, flow: number, user: string, file: string): string[] {
  const control = { flow_id: flow, src_ip: CLIENT }
  const said = (seconds: string, command: string, data: string, code: string) =>
    eve({
      at: `${at}:${seconds}`,
      type: 'ftp',
      ...control,
      ftp: { command, command_data: data, completion_code: [code], reply: ['-'] },
    })
  return [
    said('00', 'USER', user, '331'),
    said('01', 'PASS', 'x', '230'),
    said('02', 'STOR', file, '226'),
    eve({
      at: `${at}:03`,
      type: 'fileinfo',
      flow_id: flow + 1,
      parent_id: flow,
      src_port: 40_001,
      dest_port: 30_000,
      app_proto: 'ftp-data',
      fileinfo: { filename: file, size: 5_000, state: 'CLOSED', sha256: SHA256 },
    }),
  ]
}

const LINES = [
  ...upload('2026-06-18T10:00', 100, 'bob', 'notes.txt'),
  ...upload('2026-06-22T10:00', 200, 'bob', 'payroll.zip'),
  ...upload('2026-06-22T11:00', 300, 'bob', HOSTILE),
]

let store: EventStore
let state: StateStore
let app: FastifyInstance
let close: () => Promise<void>

const onStore = (events: EventStore, seconds: number) =>
  buildApi(
    { ...platformOn(events, state), lists: savedLists(new Map(), DEFAULT_ORGANISATION) },
    { limits: { ...DEFAULT_LIMITS, seconds } },
  )

beforeAll(async () => {
  const opened = await storeOf(LINES)
  store = opened.store
  close = opened.close
  state = await openStateStore({ memory: true })
  app = await onStore(store, 200)
})
afterAll(async () => {
  await app.close()
  await state.close()
  await close()
})

async function trail(of: FastifyInstance, query: Record<string, string>): Promise<TrailAnswer> {
  const response = await of.inject({ url: '/api/v1/trail', query })
  const body: unknown = response.json()
  expect(body).not.toHaveProperty('error')
  expect([...Value.Errors(TrailAnswer, body)]).toEqual([])
  return body as TrailAnswer
}

const DAY = { from: '2026-06-22', to: '2026-06-23' }
const WEEK = { from: '2026-06-20', to: '2026-06-24' }

const oneOf = ({ hunts }: TrailAnswer, id: string): TrailHunt | undefined =>
  hunts.find(({ hunt }) => hunt === id)

describe('the trail', () => {
  it.each([
    [CLIENT, 'host', CLIENT],
    ['10.0.0.0/24', 'network', '10.0.0.0/24'],
    ['user:bob', 'user', 'bob'],
    ['file:payroll.zip', 'file', 'payroll.zip'],
    [` ${SHA256.toUpperCase()} `, 'hash', SHA256],
  ])('knows what %s is, and counts its uploads to the outside', async (entity, kind, value) => {
    const answer = await trail(app, { entity, ...DAY })
    expect(answer.entity).toEqual({ kind, value })
    expect(answer.completeness.partial).toBe(false)
    const hunt = oneOf(answer, 'external-ftp-upload')
    expect(hunt).toMatchObject({ subject: 'transfers', records: kind === 'file' ? 1 : 2 })
  })

  it('counts the range of the same length before, and says how much of it is kept', async () => {
    const answer = await trail(app, { entity: CLIENT, ...WEEK })
    expect(answer.from).toBe('2026-06-20T00:00:00.000000Z')
    expect(answer.before).toEqual({ from: '2026-06-16T00:00:00.000000Z', kept: 'part' })
    expect(oneOf(answer, 'external-ftp-upload')).toMatchObject({ records: 2, before: 1 })
    expect((await trail(app, { entity: CLIENT, ...DAY })).before.kept).toBe('all')
    const everything = await trail(app, { entity: CLIENT })
    expect(everything.before.kept).toBe('none')
    expect(oneOf(everything, 'external-ftp-upload')).toMatchObject({ records: 3, before: 0 })
  })

  it('has questions that show just the records', async () => {
    const answer = await trail(app, { entity: `file:${HOSTILE}`, ...DAY })
    const met = answer.hunts.filter(({ records }) => records > 0)
    expect(met.length).toBeGreaterThan(0)
    for (const { hunt, q, subject, records } of met) {
      expect(parseQuery(q, subject), hunt).toMatchObject({ ok: true })
      const list = await app.inject({ url: `/api/v1/${subject}`, query: { q, ...DAY } })
      expect([hunt, list.json().rows.length]).toEqual([hunt, records])
    }
  })

  it('asks the hunts of the site, as they are tuned', async () => {
    const put = await app.inject({
      method: 'PUT',
      url: '/api/v1/hunts/external-ftp-upload/tuning',
      payload: { level: 'critical' },
    })
    expect(put.statusCode).toBe(200)
    const answer = await trail(app, { entity: CLIENT, ...DAY })
    expect(oneOf(answer, 'external-ftp-upload')?.level).toBe('critical')
  })

  it.each(['', '   ', 'user:', 'file: '])('refuses %j', async (entity) => {
    const response = await app.inject({ url: '/api/v1/trail', query: { entity } })
    expect(response.statusCode).toBe(400)
    expect(response.json()).toMatchObject({ error: expect.stringMatching(/_INVALID$/) })
  })

  it('answers of the newest part, and says so, where there is not enough time', async () => {
    let refused = 0
    const slow: EventStore = {
      ...store,
      rows: (sql, options) => {
        if (refused > 0 || !sql.includes('sumForEach')) return store.rows(sql, options)
        refused += 1
        throw new StoreError('Timeout exceeded', 'TIMEOUT_EXCEEDED')
      },
    }
    const slowApp = await onStore(slow, 200)
    const answer = await trail(slowApp, { entity: CLIENT, ...DAY })
    expect(answer.completeness).toMatchObject({ partial: true })
    expect(answer.completeness.reason).toContain('2026-06-22T22:30:00')
    expect(answer.from).toBe('2026-06-22T22:30:00.000000Z')
    await slowApp.close()
  })
})
