import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ALL_LINES, HOSTILE, SAME_MOMENT } from './eve-lines.testing.js'
import type { Asking } from './question.js'
import { askingOf, storeOf } from './test-store.testing.js'
import { topValues } from './top-values.js'

let asking: Asking
let close: () => Promise<void>

beforeAll(async () => {
  const opened = await storeOf(ALL_LINES)
  close = opened.close
  asking = askingOf(opened.store)
})
afterAll(() => close())

describe('topValues', () => {
  it('counts several fields, with those that have no value', async () => {
    const answer = await topValues(asking, 'events', {
      fields: 'event_type,user.name,source.ip,destination.port',
    })
    expect(answer.total).toBe(ALL_LINES.length)
    expect(answer.fields.map(({ field }) => field)).toEqual([
      'event.type',
      'user.name',
      'source.ip',
      'destination.port',
    ])
    const [types, users, addresses, ports] = answer.fields
    expect(types).toMatchObject({
      distinct: 6,
      missing: 0,
      values: [
        { value: 'dns', count: SAME_MOMENT.length },
        { value: 'fileinfo', count: HOSTILE.length },
        { value: 'flow', count: 3 },
        { value: 'ftp', count: 3 },
        { value: 'alert', count: 2 },
        { value: 'ftp_data', count: 1 },
      ],
    })
    expect(users).toEqual({
      field: 'user.name',
      distinct: 1,
      missing: ALL_LINES.length - 1,
      values: [{ value: 'anna', count: 1 }],
    })
    expect(addresses?.values).toContainEqual({ value: 'fd00::5', count: HOSTILE.length })
    expect(ports?.values[0]).toEqual({ value: 53, count: SAME_MOMENT.length })
  })

  it('counts each of several values of a record', async () => {
    const { total, fields } = await topValues(asking, 'events', {
      q: 'event.type:ftp',
      fields: 'ftp.completion_code,ftp.command',
    })
    expect(total).toBe(3)
    expect(fields[0]).toMatchObject({
      distinct: 3,
      missing: 0,
      values: [
        { value: '150', count: 1 },
        { value: '230', count: 1 },
        { value: '331', count: 1 },
      ],
    })
    expect(fields[1]?.values).toHaveLength(3)
  })

  it('shows no more than asked for, but counts all', async () => {
    const { fields } = await topValues(asking, 'events', { fields: 'flow.id', limit: 2 })
    expect(fields[0]?.values).toHaveLength(2)
    expect(fields[0]?.values[0]).toEqual({ value: 3000, count: 7 })
    expect(fields[0]?.distinct).toBeGreaterThan(30)
  })

  it('orders by a sum', async () => {
    const { fields } = await topValues(asking, 'events', {
      q: 'event.type:flow',
      fields: 'flow.id',
      sum: 'source.bytes',
    })
    expect(fields[0]?.values).toEqual([
      { value: 1002, count: 1, sum: 120_000 },
      { value: 1001, count: 1, sum: 900 },
      { value: 777, count: 1, sum: 900 },
    ])
  })

  it('counts fields that the dictionary lacks, beside others', async () => {
    const { fields } = await topValues(asking, 'events', { fields: 'custom.deep.value,proto' })
    expect(fields[0]).toEqual({
      field: 'custom.deep.value',
      distinct: 1,
      missing: ALL_LINES.length - 1,
      values: [{ value: '42', count: 1 }],
    })
    expect(fields[1]?.values).toEqual([{ value: 'TCP', count: ALL_LINES.length }])
  })

  it('answers zeros if nothing matches', async () => {
    const answer = await topValues(asking, 'events', { q: 'user.name:nobody', fields: 'user.name' })
    expect(answer.total).toBe(0)
    expect(answer.fields).toEqual([{ field: 'user.name', distinct: 0, missing: 0, values: [] }])
  })

  it('leaves hostile values as they are', async () => {
    const { fields } = await topValues(asking, 'events', { fields: 'file.name', limit: 100 })
    expect(fields[0]?.values.map(({ value }) => value)).toEqual(expect.arrayContaining(HOSTILE))
  })

  it('counts transfers', async () => {
    const answer = await topValues(asking, 'transfers', {
      fields: 'server.ip,transfer.direction',
      sum: 'transfer.bytes',
    })
    expect(answer.fields[0]?.values[0]).toMatchObject({ value: '203.0.113.9', count: 1 })
  })

  it.each([
    [{ fields: 'proto', sum: 'proto' }, 'FIELD_UNFIT'],
    [{ fields: Array.from({ length: 21 }, (_, i) => `a.b${i}`).join() }, 'FIELD_UNFIT'],
    [{ fields: 'nothing' }, 'FIELD_UNKNOWN'],
  ])('refuses %j with %s', async (request, code) => {
    await expect(topValues(asking, 'events', request)).rejects.toMatchObject({ code })
  })
})
