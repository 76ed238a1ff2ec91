import { expect, it } from 'vitest'
import { readPinned, togglePinned } from './pinned.js'

it.each([
  [undefined, []],
  ['["b","a","b"]', ['b', 'a']],
  ['not JSON', []],
  ['{"a":1}', []],
  ['[1,null,"a"]', ['a']],
  [JSON.stringify(['x'.repeat(129), 'y']), ['y']],
])('reads %j as %j', (kept, ids) => {
  expect(readPinned(kept)).toEqual(ids)
})

it('keeps no more than two hundred', () => {
  const kept = JSON.stringify(Array.from({ length: 300 }, (_, index) => `hunt-${index}`))
  expect(readPinned(kept)).toHaveLength(200)
})

it('pins below those pinned before, and unpins', () => {
  expect(togglePinned(['a'], 'b')).toEqual(['a', 'b'])
  expect(togglePinned(['a', 'b'], 'a')).toEqual(['b'])
})
