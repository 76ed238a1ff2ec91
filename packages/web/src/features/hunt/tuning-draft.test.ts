import type { HuntDetail } from '@spoor/model'
import { describe, expect, it } from 'vitest'
import { draftMistakes, draftOf, isChanged, tuningOf } from './tuning-draft.js'

const parameter = (name: string) => ({
  name,
  value: 5,
  default: 5,
  from: 1,
  to: 1_000,
  meaning: 'How many.',
})

function detail(tuning: Partial<NonNullable<HuntDetail['tuning']>> | null): HuntDetail {
  return {
    hunt: { id: 'made', parameters: [parameter('least'), parameter('hours')] },
    tuning: tuning && { updated: '2026-06-22T00:00:00Z', updated_by: 'ada', ...tuning },
  } as HuntDetail
}

describe('a draft of a tuning', () => {
  it.each([
    [null, {}],
    [{}, {}],
    [{ is_on: false }, { is_on: false }],
    [
      { is_on: true, level: 'high', parameters: { least: 9 } },
      { is_on: true, level: 'high', parameters: { least: 9 } },
    ],
    [{ parameters: { gone: 3 } }, {}],
  ] as const)('of %j means %j', (tuning, meant) => {
    const of = detail(tuning)
    expect(tuningOf(draftOf(of), of)).toEqual(meant)
    expect(isChanged(draftOf(of), of)).toBe(false)
  })

  it.each([
    ['', undefined],
    [' 12 ', undefined],
    ['1e3', undefined],
    ['0', 'From 1 to 1,000'],
    ['1001', 'From 1 to 1,000'],
    ['many', 'Not a number'],
    ['NaN', 'Not a number'],
  ])('takes %j for a parameter, or says %j', (text, mistake) => {
    const of = detail(null)
    const draft = { ...draftOf(of), parameters: { least: text, hours: '' } }
    expect(draftMistakes(draft, of)['least']).toBe(mistake)
    expect(tuningOf(draft, of) === undefined).toBe(mistake !== undefined)
  })

  it('leaves out what is as the hunt says', () => {
    const of = detail({ is_on: false, parameters: { least: 9, hours: 2 } })
    const draft = { isOn: '', level: 'low', parameters: { least: '', hours: '2' } } as const
    expect(tuningOf(draft, of)).toEqual({ level: 'low', parameters: { hours: 2 } })
    expect(isChanged(draft, of)).toBe(true)
  })
})
