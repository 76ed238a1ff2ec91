import { expect, it } from 'vitest'
import { meetingsOf } from './meetings.js'

const met = (host: string, first: string) => ({ host, first_seen: `2026-06-20T${first}:00Z` })

it.each([
  ['its first host first', met('a', '01:00'), [met('b', '02:00'), met('c', '03:00')], 'abc'],
  ['hosts before it first, on one host', met('c', '03:00'), [met('a', '01:00')], 'ac'],
  ['each host once', met('a', '01:00'), [met('a', '01:00'), met('b', '02:00')], 'ab'],
])('names %s', (_, own, next, order) => {
  expect(
    meetingsOf({ ...own, next })
      .map(({ host }) => host)
      .join(''),
  ).toBe(order)
})
