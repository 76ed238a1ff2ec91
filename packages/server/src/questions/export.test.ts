import type { ExportRequest } from '@spoor/model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { StoreError } from '../store/event-store.js'
import { ALL_LINES, HOSTILE } from './eve-lines.testing.js'
import { exportRecords } from './export.js'
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

async function textOf(request: ExportRequest, context = asking): Promise<string> {
  const { text } = await exportRecords(context, 'events', request)
  let all = ''
  for await (const piece of text) all += piece
  return all
}

describe('exportRecords', () => {
  it('writes the records of a list as NDJSON', async () => {
    const text = await textOf({ format: 'ndjson' })
    const rows = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown)
    const list = await listRecords(asking, 'events', { limit: 1000 })
    expect(rows).toEqual(list.rows)
    expect(rows).toHaveLength(ALL_LINES.length)
  })

  it('writes CSV that no spreadsheet takes for formulas', async () => {
    const text = await textOf({ format: 'csv', q: 'event.type:fileinfo', fields: 'file.name' })
    expect(text.startsWith('timestamp,event.id,file.name\r\n')).toBe(true)
    expect(text).toContain(`,'=cmd|' /C calc'!A0\r\n`)
    expect(text).toContain(`,"a,""b""\r\nc"\r\n`)
    expect(text.split('\r\n')).toHaveLength(HOSTILE.length + 3)
  })

  it('says how many records there are, and stops at the limit', async () => {
    const plan = await exportRecords(asking, 'events', { format: 'ndjson', limit: 5 })
    expect(plan).toMatchObject({ matching: ALL_LINES.length, limit: 5 })
    expect((await textOf({ format: 'ndjson', limit: 5 })).trimEnd().split('\n')).toHaveLength(5)
  })

  it('has a head line even if nothing matches', async () => {
    const nothing = await textOf({ format: 'csv', q: 'user.name:nobody', fields: 'user.name' })
    expect(nothing).toBe('timestamp,event.id,user.name\r\n')
  })

  it('refuses a wrong question before anything is written', async () => {
    await expect(exportRecords(asking, 'events', { format: 'csv', q: '(' })).rejects.toMatchObject({
      code: 'QUERY_INVALID',
    })
  })

  it('fails in the middle rather than end early as if it were whole', async () => {
    let calls = 0
    const failing: Asking = {
      ...asking,
      store: {
        ...asking.store,
        rows: async (sql, options) => {
          if (++calls > 2) throw new StoreError('gone', 'TIMEOUT_EXCEEDED')
          return asking.store.rows(sql, options)
        },
      },
    }
    await expect(textOf({ format: 'ndjson' }, failing)).rejects.toThrow(StoreError)
  })
})
