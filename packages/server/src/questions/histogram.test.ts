import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ALL_LINES, SAME_MOMENT } from './eve-lines.testing.js'
import { histogram } from './histogram.js'
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

const DAY = { from: '2026-06-22', to: '2026-06-23' }

describe('histogram', () => {
  it('counts every event of the range in its bucket and shows empty ones', async () => {
    const answer = await histogram(asking, 'events', { ...DAY, buckets: 24 })
    expect(answer).toMatchObject({
      from: '2026-06-22T00:00:00.000000Z',
      to: '2026-06-23T00:00:00.000000Z',
      interval_seconds: 3600,
      completeness: { partial: false },
    })
    const [all] = answer.series
    expect(all).toMatchObject({ name: 'count', kind: 'count' })
    expect(all?.buckets).toHaveLength(24)
    expect(all?.buckets[10]).toEqual({
      time: '2026-06-22T10:00:00.000000Z',
      count: SAME_MOMENT.length,
    })
    expect(all?.buckets[11]?.count).toBe(0)
    expect(answer.total).toBe(SAME_MOMENT.length + 7)
  })

  it('spans all data if no range is given', async () => {
    const answer = await histogram(asking, 'events', {})
    expect(answer.from).toBe('2026-06-20T00:00:00.000000Z')
    expect(answer.to).toBe('2026-06-22T22:45:02.000001Z')
    expect(answer.total).toBe(ALL_LINES.length)
  })

  it('splits by the commonest values, and adds up to the whole', async () => {
    const answer = await histogram(asking, 'events', { by: 'source.port' })
    const names = answer.series.map(({ name, kind }) => [name, kind])
    expect(names[0]).toEqual(['40000', 'value'])
    const sum = answer.series.flatMap(({ buckets }) => buckets).reduce((n, b) => n + b.count, 0)
    expect(sum).toBe(ALL_LINES.length)
  })

  it('puts values beyond the sixth together, apart from a value of that name', async () => {
    const answer = await histogram(asking, 'events', { q: 'event.type:dns', by: 'flow.id' })
    expect(answer.series).toHaveLength(7)
    expect(answer.series[0]).toMatchObject({ name: '3000', kind: 'value' })
    expect(answer.series[6]).toMatchObject({ name: 'other', kind: 'other' })
    const rest = answer.series[6]?.buckets.reduce((n, { count }) => n + count, 0)
    expect(rest).toBe(20)
  })

  it('says which records have no value', async () => {
    const answer = await histogram(asking, 'events', { by: 'user.name' })
    expect(answer.series.map(({ name, kind }) => [name, kind])).toEqual([
      ['', 'missing'],
      ['anna', 'value'],
    ])
  })

  it('counts sessions by when they began', async () => {
    const answer = await histogram(asking, 'sessions', { ...DAY, q: 'user.name:anna', buckets: 24 })
    expect(answer.total).toBe(1)
    expect(answer.series[0]?.buckets[22]?.count).toBe(1)
  })

  it('refuses to split by a field of which a record may have several values', async () => {
    await expect(histogram(asking, 'events', { by: 'ftp.completion_code' })).rejects.toMatchObject({
      code: 'FIELD_UNFIT',
    })
  })

  it('draws nothing if nothing is stored', async () => {
    const nothing = { ...asking, store: { ...asking.store, rows: async () => [] } }
    expect(await histogram(nothing, 'events', {})).toMatchObject({ total: 0, series: [] })
  })
})
