import type { TrailHunt } from '@spoor/model'
import { describe, expect, it } from 'vitest'
import { changeOf, matrixOf, resultOf, totalOf } from './matrix.js'

const hunt = (given: Partial<TrailHunt>): TrailHunt => ({
  hunt: 'made',
  title: 'Made',
  category: 'policy',
  level: 'low',
  subject: 'transfers',
  records: 0,
  before: 0,
  needs_more: false,
  q: 'zone:egress',
  ...given,
})

it.each([
  [{ records: 1 }, 'met'],
  [{ records: 1, needs_more: true }, 'partly'],
  [{ before: 4 }, 'gone'],
  [{}, 'nothing'],
] as const)('%j is %s', (given, result) => {
  expect(resultOf(hunt(given))).toBe(result)
})

describe('the matrix', () => {
  const hunts = [
    hunt({ hunt: 'a', category: 'dns', records: 900, level: 'low' }),
    hunt({ hunt: 'b', category: 'dns', records: 5, before: 2, level: 'medium' }),
    hunt({ hunt: 'c', category: 'dns', records: 70, needs_more: true, level: 'critical' }),
    hunt({ hunt: 'd', category: 'dns' }),
    hunt({ hunt: 'e', category: 'policy', records: 1, level: 'high' }),
    hunt({ hunt: 'f', category: 'tls', before: 3 }),
    hunt({ hunt: 'g', category: 'archives' }),
  ]

  it('puts the category with the gravest hunt that is met first', () => {
    expect(matrixOf(hunts).map(({ category, gravest }) => [category, gravest])).toEqual([
      ['policy', 'high'],
      ['dns', 'medium'],
      ['tls', undefined],
      ['archives', undefined],
    ])
  })

  it('counts results, and records that are enough, and lists what has something to say', () => {
    expect(matrixOf(hunts)[1]).toMatchObject({
      counts: { met: 2, partly: 1, gone: 0, nothing: 1 },
      records: 905,
      before: 2,
    })
    expect(matrixOf(hunts)[1]?.hunts.map(({ hunt: id }) => id)).toEqual(['b', 'a', 'c'])
  })

  it('sums up all', () => {
    expect(totalOf(hunts)).toMatchObject({
      counts: { met: 3, partly: 1, gone: 1, nothing: 2 },
      gravest: 'high',
    })
    expect(matrixOf([])).toEqual([])
  })
})

it.each([
  [0, 0, 'none', ''],
  [7, 7, 'same', 'same'],
  [7, 0, 'more', 'new'],
  [0, 7, 'fewer', 'gone'],
  [30, 12, 'more', '+18 (×2.5)'],
  [4, 2, 'more', '+2 (×2)'],
  [3_000, 100, 'more', '+2,900 (×30)'],
  [12, 10, 'more', '+2 (+20 %)'],
  [7, 10, 'fewer', '−3 (−30 %)'],
  [10_001, 10_000, 'more', '+1'],
] as const)('%i after %i: %s %s', (records, before, way, figure) => {
  expect(changeOf(records, before)).toEqual({ way, figure })
})
