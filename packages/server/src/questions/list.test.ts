import type { ListRequest, Row, Subject } from '@spoor/model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ALL_LINES, HOSTILE } from './eve-lines.testing.js'
import { listRecords } from './list.js'
import type { Asking } from './question.js'
import { askingOf, storeOf } from './test-store.testing.js'

let asking: Asking
let close: () => Promise<void>

beforeAll(async () => {
  const opened = await storeOf(ALL_LINES)
  close = opened.close
  asking = askingOf(opened.store)
})
afterAll(() => close())

async function allPages(subject: Subject, request: ListRequest): Promise<Row[][]> {
  const pages: Row[][] = []
  let cursor: string | undefined
  do {
    const page = await listRecords(asking, subject, { ...request, cursor })
    pages.push(page.rows)
    cursor = page.next
  } while (cursor && pages.length < 200)
  return pages
}

describe('listRecords', () => {
  it.each([
    ['newest', 1],
    ['newest', 4],
    ['oldest', 1],
    ['oldest', 3],
    ['newest', 1000],
  ] as const)('walks every event exactly once, %s first, %i at a time', async (order, limit) => {
    const pages = await allPages('events', { order, limit })
    const rows = pages.flat()
    expect(rows).toHaveLength(ALL_LINES.length)
    const times = rows.map((row) => String(row['@timestamp']))
    expect(times).toEqual(order === 'oldest' ? times.toSorted() : times.toSorted().toReversed())
    const whole = await listRecords(asking, 'events', { order, limit: 1000 })
    expect(rows).toEqual(whole.rows)
    expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true)
  })

  it('shows values as people know them', async () => {
    const { rows } = await listRecords(asking, 'events', {
      q: 'ftp.command:STOR event.type:ftp',
      fields: 'src_ip,destination.port,ftp.completion_code,ftp.command,file.name,flow.id',
    })
    expect(rows).toEqual([
      {
        '@timestamp': '2026-06-22T22:44:46.668728Z',
        'event.id': expect.stringMatching(/^[0-9a-f]+$/),
        'source.ip': '10.0.0.5',
        'destination.port': 21,
        'ftp.completion_code': ['150'],
        'ftp.command': 'STOR',
        'flow.id': 1001,
      },
    ])
  })

  it('keeps numbers that are too large for a number whole', async () => {
    const { rows } = await listRecords(asking, 'events', {
      q: 'alert.signature:First',
      fields: 'flow.id',
    })
    expect(rows[0]?.['flow.id']).toBe('1701411834604692317')
  })

  it('leaves hostile text as it is', async () => {
    const { rows } = await listRecords(asking, 'events', {
      q: 'event.type:fileinfo',
      fields: 'file.name,source.ip',
      order: 'oldest',
    })
    expect(rows.map((row) => row['file.name'])).toEqual(HOSTILE)
    expect(rows[0]?.['source.ip']).toBe('fd00::5')
  })

  it('finds hostile text by itself', async () => {
    const q = `file.name:"'; DROP TABLE events; --"`
    const { rows } = await listRecords(asking, 'events', { q, fields: 'file.name' })
    expect(rows.map((row) => row['file.name'])).toEqual([`'; DROP TABLE events; --`])
  })

  it('reads fields that the dictionary lacks from the original line', async () => {
    const { rows } = await listRecords(asking, 'events', {
      q: 'custom.deep.value:42',
      fields: 'custom.deep.value,custom.deep.list,custom.none',
    })
    expect(rows).toMatchObject([{ 'custom.deep.value': '42', 'custom.deep.list': '["a","b"]' }])
    expect(rows[0]).not.toHaveProperty('custom.none')
  })

  it('takes the start of the range in and leaves its end out', async () => {
    const range = { from: '2026-06-20T00:00:00.000000Z', to: '2026-06-20T00:00:00.000001Z' }
    const { rows } = await listRecords(asking, 'events', { ...range, fields: 'alert.signature' })
    expect(rows.map((row) => row['alert.signature'])).toEqual(['First'])
  })

  it('lists sessions and transfers', async () => {
    const sessions = await listRecords(asking, 'sessions', { q: 'user.name:anna' })
    expect(sessions.rows).toMatchObject([
      { service: 'ftp', 'client.ip': '10.0.0.5', 'server.ip': '203.0.113.9', zone: 'egress' },
    ])
    const transfers = await listRecords(asking, 'transfers', {
      fields: 'file.name,transfer.direction',
    })
    expect(transfers.rows).toMatchObject([
      { 'file.name': 'payroll.zip', 'transfer.direction': 'upload' },
    ])
  })

  it('finds values of saved lists', async () => {
    const { rows } = await listRecords(asking, 'sessions', { q: 'server.ip:@partners' })
    expect(rows.length).toBeGreaterThan(0)
  })

  it.each([
    [{ q: 'ftp.command:(' }, 'QUERY_INVALID'],
    [{ q: 'server.ip:@nobody' }, 'QUERY_INVALID'],
    [{ from: 'yesterday' }, 'TIME_INVALID'],
    [{ from: '2026-06-22', to: '2026-06-21' }, 'RANGE_INVALID'],
    [{ fields: 'nothing' }, 'FIELD_UNKNOWN'],
    [{ fields: 'a..b' }, 'FIELD_UNKNOWN'],
    [{ cursor: 'AAAA' }, 'CURSOR_INVALID'],
  ])('refuses %j with %s', async (request, code) => {
    await expect(listRecords(asking, 'events', request)).rejects.toMatchObject({ code })
  })

  it('refuses the cursor of another question', async () => {
    const { next } = await listRecords(asking, 'events', { q: 'event.type:dns', limit: 2 })
    const other = { q: 'event.type:alert', limit: 2, cursor: next }
    await expect(listRecords(asking, 'events', other)).rejects.toMatchObject({
      code: 'CURSOR_INVALID',
    })
    const turned = { q: 'event.type:dns', order: 'oldest', cursor: next } as const
    await expect(listRecords(asking, 'events', turned)).rejects.toMatchObject({
      code: 'CURSOR_INVALID',
    })
  })

  it('keeps to the time range of the first page while time goes on', async () => {
    const request: ListRequest = { from: 'now-26h', to: 'now', limit: 30 }
    const first = await listRecords(asking, 'events', request)
    const later = { ...asking, now: new Date(asking.now.getTime() + 48 * 3_600_000) }
    const second = await listRecords(later, 'events', { ...request, cursor: first.next })
    const whole = await listRecords(asking, 'events', { ...request, limit: 1000 })
    expect([...first.rows, ...second.rows]).toEqual(whole.rows.slice(0, 60))
    expect(second.rows.length).toBeGreaterThan(0)
  })
})
