import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  correlation,
  DAY_SECONDS,
  days,
  gte,
  openCorrelationBench,
  records,
  rule,
  RULES,
  SECOND,
} from './correlation-records.testing.js'
import type { CorrelationBench, MadeRecord } from './correlation-records.testing.js'
import type { CorrelationCondition, SigmaCorrelation } from '../document.js'

let bench: CorrelationBench
beforeAll(async () => {
  bench = await openCorrelationBench()
})
afterAll(() => bench.close())

const bound = (
  op: CorrelationCondition['bounds'][number]['op'],
  value: number,
  ...fields: string[]
): CorrelationCondition => ({ bounds: [{ op, value }], fields })
const ALL: CorrelationCondition = { bounds: [], fields: [] }
const worth = (amount: unknown) => ({ extra: { amount } })
const by = (user?: string) => ({ extra: user === undefined ? {} : { user } })
const other = { client: '10.0.0.6' }

const COUNT = correlation({ name: 'count' })
const VALUES = correlation({ type: 'value_count', condition: gte(3, 'extra.user') })
const BY_USER = correlation({ groupBy: ['source.ip', 'extra.user'] })
const SUM = correlation({ type: 'value_sum', condition: bound('gt', 10, 'extra.amount') })
const AVERAGE = correlation({ type: 'value_avg', condition: gte(5, 'extra.amount') })
const MEDIAN = correlation({ type: 'value_median', condition: gte(5, 'extra.amount') })
const LOWEST = correlation({
  type: 'value_percentile',
  condition: { ...bound('lt', 2, 'extra.amount'), percentile: 0 },
})
const NEAR = correlation({ type: 'temporal', rules: ['A', 'B', 'C'], condition: ALL })
const TWO = correlation({ type: 'temporal', rules: ['A', 'B', 'C'], condition: gte(2) })
const ORDER = correlation({ type: 'temporal_ordered', rules: ['A', 'B', 'C'], condition: ALL })

/** Each is made on a day of its own, so that all can be stored at once. */
const CASES: readonly [what: string, SigmaCorrelation, MadeRecord[], hits: number][] = [
  ['event_count: enough', COUNT, records(['A', 0], ['A', 5], ['A', 9]), 1],
  ['event_count: exactly the time span', COUNT, records(['A', 0], ['A', 5], ['A', 10]), 1],
  ['event_count: a microsecond too late', COUNT, records(['A', 0], ['A', 5], ['A', 10.000001]), 0],
  ['event_count: a second too late', COUNT, records(['A', 0], ['A', 5], ['A', 11]), 0],
  ['event_count: one too few', COUNT, records(['A', 0], ['A', 5], ['B', 6]), 0],
  ['event_count: another group', COUNT, records(['A', 0], ['A', 5], ['A', 6, other]), 0],
  ['event_count: at the same moment', COUNT, records(['A', 0], ['A', 0], ['A', 0]), 3],
  [
    'event_count: neither missed between windows',
    COUNT,
    records(['A', 8], ['A', 12], ['A', 16]),
    1,
  ],
  [
    'event_count: a record is not counted for each rule',
    correlation({ rules: ['A', 'any'] }),
    records(['A', 0], ['A', 1]),
    0,
  ],
  [
    'lt: judged at each record',
    correlation({ condition: bound('lt', 2) }),
    records(['A', 0], ['A', 5]),
    1,
  ],
  ['eq', correlation({ condition: bound('eq', 2) }), records(['A', 0], ['A', 5], ['A', 6]), 1],
  ['neq', correlation({ condition: bound('neq', 2) }), records(['A', 0], ['A', 5], ['A', 6]), 2],
  [
    'a range',
    correlation({
      condition: { ...gte(2), bounds: [...bound('gt', 1).bounds, ...bound('lte', 2).bounds] },
    }),
    records(['A', 0], ['A', 5], ['A', 6]),
    1,
  ],
  ['key in part absent', BY_USER, records(['A', 0, by('x')], ['A', 1, by('x')], ['A', 2, by()]), 0],
  ['key there', BY_USER, records(['A', 0, by('x')], ['A', 1, by('x')], ['A', 2, by('x')]), 1],
  ['no group-by', correlation({ groupBy: [] }), records(['A', 0], ['A', 1, other], ['A', 2]), 1],
  [
    'value_count: different',
    VALUES,
    records(['A', 0, by('x')], ['A', 5, by('y')], ['A', 10, by('z')]),
    1,
  ],
  [
    'value_count: one twice',
    VALUES,
    records(['A', 0, by('x')], ['A', 5, by('y')], ['A', 9, by('x')]),
    0,
  ],
  [
    'value_count: absent is no value',
    VALUES,
    records(['A', 0, by('x')], ['A', 5, by('y')], ['A', 9]),
    0,
  ],
  [
    'value_count: too late',
    VALUES,
    records(['A', 0, by('x')], ['A', 5, by('y')], ['A', 10.1, by('z')]),
    0,
  ],
  [
    'value_count: seen again in time',
    VALUES,
    records(['A', 0, by('x')], ['A', 8, by('y')], ['A', 9, by('x')], ['A', 19, by('z')]),
    0,
  ],
  [
    'value_count: tuples',
    correlation({
      type: 'value_count',
      groupBy: [],
      condition: gte(3, 'source.ip', 'extra.user'),
    }),
    records(['A', 0, by('x')], ['A', 1, { ...by('x'), ...other }], ['A', 2, by('y')]),
    1,
  ],
  ['value_sum: above', SUM, records(['A', 0, worth(4)], ['A', 5, worth('6.5')]), 1],
  [
    'value_sum: just not',
    SUM,
    records(['A', 0, worth(4)], ['A', 5, worth(6)], ['A', 6, worth('much')]),
    0,
  ],
  ['value_sum: too late', SUM, records(['A', 0, worth(4)], ['A', 11, worth(7)]), 0],
  [
    'value_sum: numbers beyond measure do not count',
    SUM,
    records(
      ['A', 0, worth(1e300)],
      ['A', 1, worth('1e70')],
      ['A', 2, worth('nan')],
      ['A', 3, worth('inf')],
    ),
    0,
  ],
  [
    'value_sum: nothing to sum',
    correlation({ type: 'value_sum', condition: bound('lt', 10, 'extra.amount') }),
    records(['A', 0]),
    0,
  ],
  ['value_avg: reached', AVERAGE, records(['A', 0, worth(3)], ['A', 5, worth(7)], ['A', 6]), 2],
  ['value_avg: not reached', AVERAGE, records(['A', 0, worth(3)], ['A', 5, worth(6.9)]), 0],
  ['value_median: between two values', MEDIAN, records(['A', 0, worth(1)], ['A', 5, worth(9)]), 1],
  [
    'value_median: below',
    MEDIAN,
    records(['A', 0, worth(1)], ['A', 1, worth(2)], ['A', 2, worth(99)]),
    0,
  ],
  ['value_percentile: the lowest', LOWEST, records(['A', 0, worth(1)], ['A', 10, worth(9)]), 2],
  ['value_percentile: too late', LOWEST, records(['A', 0, worth(1)], ['A', 10.001, worth(9)]), 1],
  ['temporal: all rules', NEAR, records(['C', 0], ['A', 5], ['B', 10]), 1],
  ['temporal: one rule missing', NEAR, records(['C', 0], ['A', 5], ['C', 10]), 0],
  ['temporal: one too late', NEAR, records(['C', 0], ['A', 5], ['B', 11]), 0],
  ['temporal: another group', NEAR, records(['C', 0], ['A', 5, other], ['B', 6]), 0],
  ['temporal: enough rules', TWO, records(['C', 0], ['A', 5]), 1],
  ['temporal: the same rule again', TWO, records(['C', 0], ['C', 5]), 0],
  ['temporal_ordered: in order', ORDER, records(['A', 0], ['B', 5], ['C', 10]), 1],
  ['temporal_ordered: not in order', ORDER, records(['A', 0], ['C', 5], ['B', 10]), 0],
  ['temporal_ordered: at the same moment', ORDER, records(['C', 3], ['B', 3], ['A', 3]), 1],
  [
    'temporal_ordered: others between',
    ORDER,
    records(['A', 0], ['C', 1], ['B', 2], ['A', 3], ['C', 4]),
    1,
  ],
  ['temporal_ordered: too late', ORDER, records(['A', 0], ['B', 5], ['C', 10.000001]), 0],
  [
    'temporal_ordered: the later start counts',
    ORDER,
    records(['A', 0], ['A', 4], ['B', 5], ['C', 14]),
    1,
  ],
  [
    'temporal_ordered: a start after the second',
    ORDER,
    records(['A', 0], ['B', 5], ['A', 6], ['C', 14]),
    0,
  ],
  ['temporal_ordered: another group', ORDER, records(['A', 0], ['B', 5, other], ['C', 6]), 0],
]

describe('a correlation holds where it should:', () => {
  beforeAll(async () => {
    const onDay = (made: readonly MadeRecord[], day: number) =>
      made.map((record) => ({ ...record, at: record.at + day * DAY_SECONDS * SECOND }))
    await bench.fill(CASES.flatMap(([, , made], day) => onDay(made, day)))
  })

  it.each(CASES.map(([what, asked, , hits], day) => ({ what, asked, day, hits })))(
    '$what',
    async ({ asked, day, hits }) => {
      const rules = [...RULES, rule('any', 'ftp.command:*')]
      const { matches } = await bench.run(asked, { rules, range: days(day, day + 1) })
      expect(matches.reduce((sum, match) => sum + match.hits, 0)).toBe(hits)
    },
  )
})
