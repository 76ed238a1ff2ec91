import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { StoreError, type EventStore } from '../store/event-store.js'
import { DEFAULT_LIMITS, settingsFor, withinBudget } from './budget.js'
import { ALL_LINES } from './eve-lines.testing.js'
import { histogram } from './histogram.js'
import { listRecords } from './list.js'
import type { Asking } from './question.js'
import { askingOf, storeOf } from './test-store.testing.js'
import { topValues } from './top-values.js'

let store: EventStore
let close: () => Promise<void>

beforeAll(async () => {
  const opened = await storeOf(ALL_LINES)
  store = opened.store
  close = opened.close
})
afterAll(() => close())

/** Asks a store that takes too long for statements that get more than so many seconds. */
function impatient(seconds: number, code = 'TIMEOUT_EXCEEDED'): Asking {
  const asking = askingOf({
    ...store,
    rows: async (sql, options) => {
      if (Number(options?.settings?.max_execution_time ?? 0) > seconds) {
        throw new StoreError('too slow', code)
      }
      return store.rows(sql, options)
    },
  })
  return { ...asking, limits: { ...DEFAULT_LIMITS, seconds: 100 } }
}

describe('the engine', () => {
  it('fails when time is up: nothing that it had counted so far is taken for the whole', async () => {
    const endless =
      'SELECT count() AS n FROM numbers(1000000000000) WHERE sipHash64(number) % 3 = 0'
    const settings = settingsFor(0.2, DEFAULT_LIMITS)
    await expect(store.rows(endless, { settings })).rejects.toMatchObject({
      code: 'TIMEOUT_EXCEEDED',
    })
  })

  it('answers nothing at all in the mode that should give it a part', async () => {
    const endless =
      'SELECT count() AS n FROM numbers(1000000000000) WHERE sipHash64(number) % 3 = 0'
    const settings = { max_execution_time: 0.2, timeout_overflow_mode: 'break' } as const
    // If this ever answers a count, `break` may be worth another look.
    expect(await store.rows(endless, { settings })).toEqual([])
  })

  it('fails when it needs more memory than it may have', async () => {
    const greedy = 'SELECT groupArray(toString(number)) AS x FROM numbers(10000000)'
    const settings = settingsFor(100, { ...DEFAULT_LIMITS, memoryBytes: 20_000_000 })
    await expect(store.rows(greedy, { settings })).rejects.toMatchObject({
      code: 'MEMORY_LIMIT_EXCEEDED',
    })
  })
})

describe('withinBudget', () => {
  const span = { from: 0, to: 2560 }
  const limits = { ...DEFAULT_LIMITS, seconds: 10 }

  it('asks once if there is time enough', async () => {
    const found = await withinBudget(store, span, 'newest', limits, async (range) => range)
    expect(found).toEqual({ value: span })
  })

  it.each([
    ['newest', { from: 2400, to: 2560 }, /Only records from 1970-01-01T00:00:00.002400Z on/],
    ['oldest', { from: 0, to: 160 }, /Only records before 1970-01-01T00:00:00.000160Z/],
  ] as const)(
    'asks for the %s part if the whole takes too long, and says so',
    async (keep, part, why) => {
      const seconds: number[] = []
      const found = await withinBudget(store, span, keep, limits, async (range, settings) => {
        seconds.push(Number(settings.max_execution_time))
        if (range.to === span.to && range.from === span.from) {
          throw new StoreError('slow', 'TIMEOUT_EXCEEDED')
        }
        return range
      })
      expect(found).toEqual({ value: part, covered: part, reason: expect.stringMatching(why) })
      expect(seconds.reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(limits.seconds)
    },
  )

  it.each([
    ['TIMEOUT_EXCEEDED', 'TOO_SLOW'],
    ['MEMORY_LIMIT_EXCEEDED', 'TOO_LARGE'],
  ])('gives up after %s of ever smaller parts', async (engine, code) => {
    const asked = withinBudget(store, span, 'newest', limits, () =>
      Promise.reject(new StoreError('no', engine)),
    )
    await expect(asked).rejects.toMatchObject({ code })
  })

  it('does not take other failures for a lack of time', async () => {
    let calls = 0
    const asked = withinBudget(store, span, 'newest', limits, () => {
      calls++
      return Promise.reject(new StoreError('no', 'SYNTAX_ERROR'))
    })
    await expect(asked).rejects.toMatchObject({ code: 'SYNTAX_ERROR' })
    expect(calls).toBe(1)
  })
})

describe('partial answers', () => {
  it('of lists are whole as far as they go, and go on with the next page', async () => {
    const first = await listRecords(impatient(30), 'events', { limit: 20 })
    expect(first.completeness.partial).toBe(true)
    expect(first.completeness.reason).toContain('Only records from')
    const rest = await listRecords(askingOf(store), 'events', { limit: 1000, cursor: first.next })
    const whole = await listRecords(askingOf(store), 'events', { limit: 1000 })
    expect(first.rows.length).toBeGreaterThan(0)
    expect(rest.rows.length).toBeGreaterThan(0)
    expect([...first.rows, ...rest.rows]).toEqual(whole.rows)
  })

  it('of lists are not called partial if the page is full all the same', async () => {
    const answer = await listRecords(impatient(30), 'events', { limit: 2 })
    expect(answer.rows).toHaveLength(2)
    expect(answer.completeness).toMatchObject({ partial: false })
    expect(answer.next).toBeDefined()
  })

  it('of histograms show only the time that was counted', async () => {
    const range = { from: '2026-06-20', to: '2026-06-23', buckets: 72 }
    const answer = await histogram(impatient(30), 'events', range)
    expect(answer.completeness.partial).toBe(true)
    expect(answer.from).toBe('2026-06-22T19:30:00.000000Z')
    expect(answer.to).toBe('2026-06-23T00:00:00.000000Z')
    expect(answer.total).toBe(7)
  })

  it('of top values say so', async () => {
    const asked = { fields: 'event.type', from: '2026-06-20', to: '2026-06-23' }
    const answer = await topValues(impatient(30, 'MEMORY_LIMIT_EXCEEDED'), 'events', asked)
    expect(answer.total).toBe(7)
    expect(answer.completeness).toMatchObject({
      partial: true,
      reason: expect.stringContaining('1024 MiB of memory'),
    })
  })
})

describe('someone who has gone', () => {
  it('is waited for no longer', async () => {
    const gone = new AbortController()
    gone.abort()
    const asked = listRecords({ ...askingOf(store), signal: gone.signal }, 'events', {})
    await expect(asked).rejects.toThrow(/abort/i)
  })
})
