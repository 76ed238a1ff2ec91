import { expect, it } from 'vitest'
import { savedRange } from './saved-range.js'

it.each([
  [{}, undefined],
  [{ from: 'all', to: '' }, undefined],
  [{ from: '', to: 'now' }, undefined],
  [
    { from: 'now-7d', to: 'now' },
    { from: 'now-7d', to: 'now' },
  ],
  [{ from: '2026-06-22T00:00:00Z', to: '' }, { from: '2026-06-22T00:00:00Z' }],
])('%j is saved as %j', (range, saved) => {
  expect(savedRange(range)).toEqual(saved)
})
