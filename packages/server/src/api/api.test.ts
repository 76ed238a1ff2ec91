import {
  ErrorAnswer,
  FieldsAnswer,
  FindingsAnswer,
  HistogramAnswer,
  HuntsAnswer,
  ListAnswer,
  QuarantineAnswer,
  RecordAnswer,
  RelatedAnswer,
  StatusAnswer,
  TopAnswer,
} from '@spoor/model'
import type { TSchema } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ALL_LINES } from '../questions/eve-lines.testing.js'
import type { EventStore } from '../store/event-store.js'
import { apiOn } from './test-platform.testing.js'

let app: FastifyInstance
let store: EventStore
let close: () => Promise<void>

beforeAll(async () => {
  const opened = await apiOn(ALL_LINES)
  app = opened.app
  store = opened.store
  close = opened.close
  await store.insert(
    'quarantine',
    Array.from({ length: 5 }, (_, index) => ({
      id: `q${index}`,
      time: '2026-06-22 10:00:00.000000',
      source: index === 0 ? 'other.json' : 'eve.json',
      offset: index * 10,
      length: 7,
      reason: index < 2 ? 'not JSON' : 'no timestamp',
      line: '{"broken',
    })),
  )
})
afterAll(() => close())

async function get(url: string): Promise<{ status: number; body: unknown }> {
  const response = await app.inject({ url })
  return { status: response.statusCode, body: response.json() as unknown }
}

/** An answer with status 200 that has exactly the shape that the API promises. */
async function answer<T>(url: string, shape: TSchema): Promise<T> {
  const { status, body } = await get(url)
  expect(body).not.toHaveProperty('error')
  expect(status).toBe(200)
  expect([...Value.Errors(shape, body)]).toEqual([])
  return body as T
}

describe('the API', () => {
  it('lists events page by page', async () => {
    const first = await answer<ListAnswer>('/api/v1/events?limit=30', ListAnswer)
    expect(first.rows).toHaveLength(30)
    const second = await answer<ListAnswer>(
      `/api/v1/events?limit=30&cursor=${first.next}`,
      ListAnswer,
    )
    expect(second.rows).toHaveLength(ALL_LINES.length - 30)
    expect(second.next).toBeUndefined()
  })

  it('counts over time and by value', async () => {
    const histogram = await answer<HistogramAnswer>(
      '/api/v1/events/histogram?by=event.type&buckets=10&from=2026-06-20&to=2026-06-23',
      HistogramAnswer,
    )
    expect(histogram.total).toBe(ALL_LINES.length)
    const top = await answer<TopAnswer>(
      '/api/v1/events/top?fields=event.type,ftp.completion_code&sum=file.size',
      TopAnswer,
    )
    expect(top.fields).toHaveLength(2)
  })

  it('shows one event and its kin', async () => {
    const list = await answer<ListAnswer>('/api/v1/events?q=event.type:ftp_data', ListAnswer)
    const id = String(list.rows[0]?.['event.id'])
    const at = encodeURIComponent(String(list.rows[0]?.['@timestamp']))
    const record = await answer<RecordAnswer>(`/api/v1/events/${id}?at=${at}`, RecordAnswer)
    expect(record.raw).toContain('payroll.zip')
    const related = await answer<RelatedAnswer>(`/api/v1/events/${id}/related`, RelatedAnswer)
    expect(related.groups.map(({ by }) => by)).toEqual(['flow', 'parent', 'children'])
  })

  it('describes its fields', async () => {
    const { fields } = await answer<FieldsAnswer>('/api/v1/fields?subject=transfers', FieldsAnswer)
    expect(fields.map(({ name }) => name)).toContain('transfer.bytes')
  })

  it('says how it is', async () => {
    const status = await answer<StatusAnswer>('/api/v1/status', StatusAnswer)
    expect(status).toMatchObject({
      notice: 'This is a test.',
      started: '2026-06-23T11:00:00.000Z',
      events: { count: ALL_LINES.length, first: '2026-06-20T00:00:00.000000Z' },
      quarantined: 5,
    })
    expect(status.events.bytes_on_disk).toBeGreaterThan(0)
    expect(status.events.by_type[0]).toMatchObject({ type: 'dns' })
  })

  it('shows the quarantine page by page', async () => {
    const url = '/api/v1/quarantine?limit=2'
    const first = await answer<QuarantineAnswer>(url, QuarantineAnswer)
    expect(first).toMatchObject({
      total: 5,
      reasons: [
        { reason: 'no timestamp', count: 3 },
        { reason: 'not JSON', count: 2 },
      ],
    })
    const second = await answer<QuarantineAnswer>(`${url}&cursor=${first.next}`, QuarantineAnswer)
    const third = await answer<QuarantineAnswer>(`${url}&cursor=${second.next}`, QuarantineAnswer)
    expect(third.next).toBeUndefined()
    const ids = [first, second, third].flatMap(({ lines }) => lines.map(({ id }) => id))
    expect(ids.toSorted()).toEqual(['q0', 'q1', 'q2', 'q3', 'q4'])
    const one = await answer<QuarantineAnswer>(
      '/api/v1/quarantine?source=other.json',
      QuarantineAnswer,
    )
    expect(one).toMatchObject({ total: 1, lines: [{ id: 'q0', offset: 0, length: 7 }] })
  })

  it('lists findings and hunts', async () => {
    const findings = await answer<FindingsAnswer>('/api/v1/findings', FindingsAnswer)
    expect(findings.total).toBe(0)
    const { hunts } = await answer<HuntsAnswer>('/api/v1/hunts?from=now-1d&to=now', HuntsAnswer)
    expect(hunts.length).toBeGreaterThan(0)
  })

  it('exports a file', async () => {
    const response = await app.inject({
      url: '/api/v1/events/export?format=csv&fields=file.name&limit=3',
    })
    expect(response.statusCode).toBe(200)
    expect(response.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(response.headers['content-disposition']).toMatch(
      /^attachment; filename="spoor-events-\d{8}T\d{6}Z\.csv"$/,
    )
    expect(response.headers['spoor-matching']).toBe(String(ALL_LINES.length))
    expect(response.headers['spoor-exported']).toBe('3')
    expect(response.body.split('\r\n')).toHaveLength(5)
  })

  it.each([
    ['/api/v1/events?q=ftp.command:(', 400, 'QUERY_INVALID'],
    ['/api/v1/events?from=never', 400, 'TIME_INVALID'],
    ['/api/v1/events?cursor=abc', 400, 'CURSOR_INVALID'],
    ['/api/v1/events?fields=nothing', 400, 'FIELD_UNKNOWN'],
    ['/api/v1/events?limit=0', 400, 'REQUEST_INVALID'],
    ['/api/v1/events?limit=1001', 400, 'REQUEST_INVALID'],
    ['/api/v1/events?form=now-1h', 400, 'REQUEST_INVALID'],
    ['/api/v1/events?order=sideways', 400, 'REQUEST_INVALID'],
    [`/api/v1/events?q=${'a'.repeat(10_001)}`, 400, 'REQUEST_INVALID'],
    ['/api/v1/events/top', 400, 'REQUEST_INVALID'],
    ['/api/v1/events/export?format=xlsx', 400, 'REQUEST_INVALID'],
    ['/api/v1/events/0000', 404, 'NOT_FOUND'],
    [`/api/v1/events/${encodeURIComponent("' OR 1 --")}`, 404, 'NOT_FOUND'],
    ['/api/v1/findings/none', 404, 'NOT_FOUND'],
    ['/api/v1/findings?level=bad', 400, 'REQUEST_INVALID'],
    ['/api/v1/nothing', 404, 'NOT_FOUND'],
    ['/api/', 404, 'NOT_FOUND'],
    ['/api/v1/events/%', 400, 'REQUEST_INVALID'],
  ])('refuses %s with %i %s', async (url, status, code) => {
    const refused = await get(url)
    expect(refused).toMatchObject({ status, body: { error: code } })
    expect([...Value.Errors(ErrorAnswer, refused.body)]).toEqual([])
  })

  it('points at mistakes in the question', async () => {
    const { body } = await get(
      `/api/v1/events?q=${encodeURIComponent('user.name:a and nothing:b')}`,
    )
    expect(body).toMatchObject({ error: 'QUERY_INVALID', problems: [{ from: 16 }] })
  })

  it.each([
    [100_000, 'application/json', 413, 'REQUEST_INVALID'],
    [1, 'application/json', 404, 'NOT_FOUND'],
    [1, 'text/plain', 415, 'MEDIA_TYPE'],
  ])('refuses to be written to: %i bytes of %s', async (length, type, status, code) => {
    const response = await app.inject({
      method: 'POST',
      url: '/api/v1/events',
      payload: '1'.repeat(length),
      headers: { 'content-type': type },
    })
    expect(response.statusCode).toBe(status)
    expect(response.json()).toMatchObject({ error: code })
  })
})
