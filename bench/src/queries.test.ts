import { describe, expect, it } from 'vitest'
import { generateEve } from './generate.js'
import { BENCH_LOG, HUNTING_QUERIES, SEEDED } from './queries.js'

describe('the hunting queries', () => {
  it('are twenty, with names of their own', () => {
    expect(new Set(HUNTING_QUERIES.map(({ name }) => name)).size).toBe(20)
    expect(new Set(HUNTING_QUERIES.map(({ text }) => text)).size).toBe(20)
  })

  it('ask for values that the measured log really holds', () => {
    // The population follows from the seed alone, so a short log of the same seed has the same values.
    const text = [...generateEve({ ...BENCH_LOG, events: 100_000 })].join('\n')
    for (const [name, value] of Object.entries(SEEDED)) {
      expect(text.includes(`"${value}"`), name).toBe(true)
    }
  }, 30_000)
})
