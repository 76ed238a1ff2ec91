import { describe, expect, it } from 'vitest'
import { coverageOf } from './coverage.js'
import { madeHunt } from './made-hunt.testing.js'

describe('coverage', () => {
  const tactics = coverageOf([
    madeHunt({ id: 'a', techniques: ['T1048.003', 'T1048.002', 'T1040'], findings: 2 }),
    madeHunt({ id: 'b', techniques: ['T1048'], findings: 5 }),
    madeHunt({ id: 'c', techniques: ['T9999.001'] }),
  ])

  it('lists tactics in the order of the matrix, the unknown last', () => {
    expect(tactics.map(({ name, hunts }) => [name, hunts])).toEqual([
      ['Credential Access', 1],
      ['Exfiltration', 2],
      ['Other techniques', 1],
    ])
  })

  it('counts a hunt once for a technique, whatever parts it names', () => {
    expect(tactics[1]?.techniques).toMatchObject([
      {
        id: 'T1048',
        name: 'Exfiltration Over Alternative Protocol',
        hunts: 2,
        findings: 7,
        parts: [
          { id: 'T1048.002', hunts: 1, findings: 2 },
          { id: 'T1048.003', hunts: 1, findings: 2 },
        ],
      },
    ])
  })

  it('has no name for an id that is not known', () => {
    expect(tactics[2]?.techniques).toMatchObject([
      { id: 'T9999', name: undefined, parts: [{ id: 'T9999.001', name: undefined, hunts: 1 }] },
    ])
  })

  it('is empty without hunts', () => {
    expect(coverageOf([])).toEqual([])
  })
})
