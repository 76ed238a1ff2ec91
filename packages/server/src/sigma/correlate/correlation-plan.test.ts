import { describe, expect, it } from 'vitest'
import { planCorrelation } from './correlation-plan.js'
import { correlation, rule, RULES } from './correlation-records.testing.js'
import { SigmaError } from '../document.js'
import type { CorrelationCondition, SigmaCorrelation } from '../document.js'

function problemOf(asked: SigmaCorrelation, correlations: readonly SigmaCorrelation[] = []) {
  try {
    planCorrelation(asked, { rules: RULES, correlations })
  } catch (error) {
    if (error instanceof SigmaError) return error.problem
    throw error
  }
  return undefined
}

const condition = (
  op: 'gte' | 'lte',
  value: number,
  ...fields: string[]
): CorrelationCondition => ({
  bounds: [{ op, value }],
  fields,
})
const none = { bounds: [], fields: [] }

describe('a correlation is refused', () => {
  it.each<[string, SigmaCorrelation, string]>([
    ['for an unknown rule', correlation({ rules: ['A', 'nobody'] }), '"nobody"'],
    ['for no rules', correlation({ rules: [] }), 'at least one'],
    ['for a rule named twice', correlation({ rules: ['A', 'id-of-A'] }), 'more than once'],
    [
      'for an alias of an unknown rule',
      correlation({ aliases: { ip: { B: 'source.ip' } } }),
      'The alias "ip" names "B"',
    ],
    ['for an unknown name to group by', correlation({ groupBy: ['nothing'] }), '"nothing"'],
    [
      'for an alias that lacks one of the rules',
      correlation({ rules: ['A', 'B'], groupBy: ['ip'], aliases: { ip: { A: 'source.ip' } } }),
      'which "B" reads',
    ],
    [
      'for an unknown field to count',
      correlation({ type: 'value_count', condition: condition('gte', 2, 'nothing') }),
      '"nothing"',
    ],
    ['for no condition', correlation({ condition: none }), 'event_count needs a condition'],
    [
      'for a field too many',
      correlation({ condition: condition('gte', 2, 'source.ip') }),
      'no field',
    ],
    [
      'for no field',
      correlation({ type: 'value_sum', condition: condition('gte', 2) }),
      'needs a field',
    ],
    [
      'for two fields to sum',
      correlation({ type: 'value_sum', condition: condition('gte', 2, 'source.ip', 'flow.id') }),
      'one field, not 2',
    ],
    [
      'for no percentile',
      correlation({ type: 'value_percentile', condition: condition('gte', 2, 'flow.id') }),
      'needs the percentile',
    ],
    [
      'for percentiles over months',
      correlation({
        type: 'value_median',
        condition: condition('gte', 2, 'flow.id'),
        timespanSeconds: 25 * 86_400,
      }),
      'at most 24 days',
    ],
    [
      'for order among some of its rules',
      correlation({
        type: 'temporal_ordered',
        rules: ['A', 'B', 'C'],
        condition: condition('gte', 2),
      }),
      'needs all of its rules',
    ],
    ['for no time span', correlation({ timespanSeconds: 0 }), 'time span'],
    ['for years', correlation({ timespanSeconds: 400 * 86_400 }), '366 days'],
  ])('%s', (_, asked, message) => {
    const problem = problemOf(asked)
    expect(problem?.message).toContain(message)
    expect(problem?.place).toEqual({ file: 'made.yml', line: 7 })
  })

  it('for resting on itself, at the place where it does', () => {
    const place = { file: 'other.yml', line: 2 }
    const one = correlation({ name: 'one', rules: ['two'] })
    const two = correlation({ name: 'two', rules: ['A', 'one'], place })
    const self = correlation({ name: 'self', rules: ['self'] })
    expect(problemOf(self, [self])?.message).toContain('"self" rests on itself')
    expect(problemOf(one, [one, two])?.message).toContain('"one" rests on itself')
    const unknown = correlation({ name: 'two', rules: ['nobody'], place })
    expect(problemOf(one, [unknown])?.place).toEqual(place)
  })

  it('for a name that two rules have', () => {
    expect(problemOf(correlation({}), [correlation({ name: 'A' })])?.message).toContain('2 rules')
  })

  it('for more than five levels, or fifty rules', () => {
    const chain = Array.from({ length: 5 }, (_, i) =>
      correlation({ name: `level ${i}`, rules: [i === 0 ? 'A' : `level ${i - 1}`] }),
    )
    expect(problemOf(correlation({ rules: ['level 3'] }), chain)).toBeUndefined()
    expect(problemOf(correlation({ rules: ['level 4'] }), chain)?.message).toContain('More than 5')

    const many = Array.from({ length: 51 }, (_, i) => rule(`rule ${i}`))
    const plan = (count: number) => () =>
      planCorrelation(
        correlation({ rules: many.slice(0, count).map((one) => one.rule.name ?? '') }),
        {
          rules: many,
          correlations: [],
        },
      )
    expect(plan(50)).not.toThrow()
    expect(plan(51)).toThrow('more than 50 rules')
  })
})

describe('a plan', () => {
  it('reaches back by the time spans of its longest chain', () => {
    const inner = correlation({ name: 'inner', timespanSeconds: 100 })
    const short = correlation({ name: 'short', timespanSeconds: 1 })
    const outer = correlation({ rules: ['inner', 'short', 'B'], timespanSeconds: 20 })
    const plan = planCorrelation(outer, { rules: RULES, correlations: [inner, short] })
    expect(plan.reachSeconds).toBe(120)
  })

  it('says which rules match by themselves', () => {
    const inner = correlation({ name: 'inner', rules: ['B'], generate: true })
    const registry = { rules: RULES, correlations: [inner] }
    const generated = (generate: boolean) =>
      planCorrelation(correlation({ rules: ['A', 'inner'], generate }), registry).generated.map(
        ({ name }) => name,
      )
    expect(generated(false)).toEqual(['B'])
    expect(generated(true)).toEqual(['A', 'B'])
  })

  it.each<[string, CorrelationCondition]>([
    ['nothing', none],
    ['at least all', condition('gte', 2)],
  ])('of temporal_ordered takes %s', (_, given) => {
    const asked = correlation({ type: 'temporal_ordered', rules: ['A', 'B'], condition: given })
    const { root } = planCorrelation(asked, { rules: RULES, correlations: [] })
    expect(root.condition.bounds).toEqual([{ op: 'gte', value: 2 }])
  })
})
