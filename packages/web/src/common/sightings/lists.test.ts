import { describe, expect, it } from 'vitest'
import { byGroup } from './by-group.js'
import { isNarrowed, keptBetween, sightingsFilterOf, UNNARROWED } from './filter.js'
import { daysOf } from './learning.js'
import { cumulated, telling } from './spread-option.js'
import { pivotOf } from './value.js'

describe('what narrows sightings', () => {
  const view = {
    q: 'a',
    from: 'all',
    network: 'Berlin',
    find: 'x',
    most: '3',
    scope: 'host',
    hosts: 'all',
    learning: 'exclude',
    as_of: '2026-06-20',
    kind: 'ja3',
    id: '1',
  } as const

  it('is asked in the names of the API', () => {
    expect(sightingsFilterOf(view)).toEqual({
      network: 'Berlin',
      find: 'x',
      max_hosts: '3',
      scope: 'host',
      hosts: 'all',
      learning: 'exclude',
      as_of: '2026-06-20',
    })
  })

  it('can be taken away, but for the range and the network', () => {
    expect(isNarrowed(view)).toBe(true)
    expect(isNarrowed({ ...view, ...UNNARROWED })).toBe(false)
    expect({ ...view, ...UNNARROWED }).toMatchObject({ from: 'all', network: 'Berlin' })
  })

  it('goes along to the other tabs where it means the same there', () => {
    expect(keptBetween(view)).toMatchObject({ find: 'x', as_of: '2026-06-20', kind: 'ja3' })
    expect(keptBetween(view)).not.toHaveProperty('hosts')
    expect(keptBetween(view)).not.toHaveProperty('id')
  })
})

it.each([
  ['0', 0],
  [' 14 ', 14],
  ['366', 366],
  ['367', undefined],
  ['1.5', undefined],
  ['-1', undefined],
  ['', undefined],
])('%j days of learning are %j', (text, days) => {
  expect(daysOf(text)).toBe(days)
})

it('groups members in the order in which they come', () => {
  const member = (group: string, name: string) => ({ group, name })
  const [a, b, c] = [member('x', 'a'), member('y', 'b'), member('x', 'c')]
  expect(byGroup([a, b, c])).toEqual([
    ['x', [a, c]],
    ['y', [b]],
  ])
})

it('draws a line from nothing to all hosts, and tells of times with new ones', () => {
  const bucket = (time: string, added: number, hosts: number) => ({
    time,
    new_hosts: added,
    hosts,
  })
  const buckets = [
    bucket('2026-06-20T00:00:00Z', 2, 2),
    bucket('2026-06-20T01:00:00Z', 0, 2),
    bucket('2026-06-20T02:00:00Z', 1, 3),
  ]
  const start = Date.parse('2026-06-20T00:00:00Z')
  const hour = 3_600_000
  expect(cumulated({ interval_seconds: 3_600, buckets })).toEqual([
    [start, 0],
    [start + hour, 2],
    [start + 2 * hour, 2],
    [start + 3 * hour, 3],
  ])
  expect(telling(buckets).map(({ hosts }) => hosts)).toEqual([2, 3])
  expect(cumulated({ interval_seconds: 1, buckets: [] })).toEqual([])
})

it.each([
  [undefined, 'events', 'source.ip'],
  ['ja3', 'events', 'tls.client.ja3'],
  ['ftp_user', 'sessions', 'user.name'],
  // No one field of a record holds it as it is kept.
  ['service_on_port', 'hosts', 'host.service_on_port'],
  ['file_hash_sent', 'hosts', 'host.file_hash_sent'],
])('a value of %s is a pivot on %s %s', (attribute, subject, field) => {
  expect(pivotOf(attribute, 'x')).toEqual({ subject, field, value: 'x' })
})
