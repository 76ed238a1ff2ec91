import { parseQuery } from '@spoor/model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ALL_LINES } from './eve-lines.testing.js'
import { askingOf, eve, storeOf } from './test-store.testing.js'
import { listRecords } from './list.js'
import type { Asking } from './question.js'
import { oneRecord } from './record.js'
import { relatedEvents } from './related.js'

const LONELY = eve({ at: '2026-06-22T12:00:00.000000', type: 'stats', flow_id: undefined })

let asking: Asking
let close: () => Promise<void>

beforeAll(async () => {
  const opened = await storeOf([...ALL_LINES, LONELY])
  close = opened.close
  asking = askingOf(opened.store)
})
afterAll(() => close())

async function only(q: string): Promise<{ id: string; at: string }> {
  const { rows } = await listRecords(asking, 'events', { q })
  expect(rows).toHaveLength(1)
  return { id: String(rows[0]?.['event.id']), at: String(rows[0]?.['@timestamp']) }
}

describe('oneRecord', () => {
  it('has every field of an event, and its line with the password masked', async () => {
    const { id, at } = await only('ftp.command:PASS')
    const found = await oneRecord(asking, 'events', id, at)
    expect(found).toEqual(await oneRecord(asking, 'events', id))
    expect(found.row).toMatchObject({
      'event.id': id,
      '@timestamp': at,
      'ftp.command': 'PASS',
      'source.ip': '10.0.0.5',
      'observer.name': 'sensor-1',
    })
    expect(found.raw).toContain('"command":"PASS"')
    expect(JSON.stringify(found)).not.toContain('secret')
    expect(found.row).not.toHaveProperty('event.original')
  })

  it('has every field of a session and of a transfer', async () => {
    const { rows } = await listRecords(asking, 'transfers', {})
    const transfer = String(rows[0]?.['transfer.id'])
    const at = String(rows[0]?.['@timestamp'])
    const { row, raw } = await oneRecord(asking, 'transfers', transfer, at)
    expect(row).toMatchObject({ 'transfer.id': transfer, 'file.name': 'payroll.zip' })
    expect(raw).toBeUndefined()
    const session = await oneRecord(asking, 'sessions', String(row['session.id']), at)
    expect(session.row['user.name']).toBe('anna')
  })

  it.each(['events', 'sessions', 'transfers'] as const)(
    'says if there is none of %s',
    async (s) => {
      const missing = oneRecord(asking, s, "' OR 1=1 --")
      await expect(missing).rejects.toMatchObject({ code: 'NOT_FOUND' })
    },
  )

  it('does not find an event at another time', async () => {
    const { id } = await only('ftp.command:PASS')
    const missing = oneRecord(asking, 'events', id, '2026-06-20T00:00:00Z')
    await expect(missing).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('relatedEvents', () => {
  it('finds the control connection of a data connection', async () => {
    const { id, at } = await only('event.type:ftp_data')
    const { groups } = await relatedEvents(asking, id, at)
    expect(groups.map(({ by, rows }) => [by, rows.length])).toEqual([
      ['flow', 2],
      ['parent', 4],
      ['children', 0],
    ])
  })

  it('finds data connections of a control connection, and what another sensor saw', async () => {
    const { id, at } = await only('ftp.command:STOR event.type:ftp')
    const { groups } = await relatedEvents(asking, id, at)
    expect(groups.map(({ by, rows, more }) => [by, rows.length, more])).toEqual([
      ['flow', 4, false],
      ['children', 2, false],
      ['community_id', 1, false],
    ])
    expect(groups[2]?.rows[0]).toMatchObject({ 'flow.id': 777, 'observer.name': 'sensor-2' })
    const times = groups[0]?.rows.map((row) => String(row['@timestamp'])) ?? []
    expect(times).toEqual(times.toSorted())
  })

  it('asks the same as its questions', async () => {
    const { id } = await only('ftp.command:STOR event.type:ftp')
    const { groups, from, to } = await relatedEvents(asking, id)
    for (const { q, rows } of groups) {
      expect(parseQuery(q, 'events').ok).toBe(true)
      const again = await listRecords(asking, 'events', { q, from, to, order: 'oldest' })
      expect(again.rows).toEqual(rows)
    }
  })

  it('has no groups for an event without flow and community id', async () => {
    const { id } = await only('event.type:stats')
    expect((await relatedEvents(asking, id)).groups).toEqual([])
  })
})
