import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  correlation,
  DAY_SECONDS,
  days,
  openCorrelationBench,
  SECOND,
} from './correlation-records.testing.js'
import type { CorrelationBench, MadeRecord } from './correlation-records.testing.js'
import type { CorrelationMatch } from './correlation-statement.js'
import type { SigmaCorrelation } from '../document.js'
import { slowMatches } from './slow-correlation.testing.js'

const bounds = (op: 'gte' | 'lt' | 'lte' | 'eq' | 'neq' | 'gt', value: number) => [{ op, value }]
/** All of its rules. */
const ALL = { bounds: [], fields: [] }
const user = ['extra.user']
const amount = ['extra.amount']

/** By name, so that others may rest on them. */
const ASKED: readonly SigmaCorrelation[] = [
  correlation({ name: 'count', rules: ['A', 'B'] }),
  correlation({ name: 'few', rules: ['A'], condition: { bounds: bounds('lt', 2), fields: [] } }),
  correlation({
    name: 'between',
    groupBy: [],
    rules: ['A', 'B', 'C'],
    condition: { bounds: [...bounds('gt', 2), ...bounds('lte', 4)], fields: [] },
  }),
  correlation({
    name: 'values',
    type: 'value_count',
    rules: ['A', 'B', 'C'],
    condition: { bounds: bounds('gte', 2), fields: user },
  }),
  correlation({
    name: 'tuples',
    type: 'value_count',
    rules: ['A', 'B', 'C'],
    groupBy: [],
    condition: { bounds: bounds('eq', 3), fields: ['source.ip', 'extra.user'] },
  }),
  correlation({ name: 'near', type: 'temporal', rules: ['A', 'B'], condition: ALL }),
  correlation({
    name: 'two-of-three',
    type: 'temporal',
    rules: ['A', 'B', 'C'],
    groupBy: ['source.ip', 'extra.user'],
    condition: { bounds: bounds('gte', 2), fields: [] },
  }),
  correlation({
    name: 'order',
    type: 'temporal_ordered',
    rules: ['A', 'B', 'C'],
    condition: ALL,
  }),
  correlation({
    name: 'sum',
    type: 'value_sum',
    rules: ['A', 'B'],
    condition: { bounds: bounds('gt', 4), fields: amount },
  }),
  correlation({
    name: 'average',
    type: 'value_avg',
    rules: ['A', 'B'],
    condition: { bounds: bounds('lt', 1), fields: amount },
  }),
  correlation({
    name: 'percentile',
    type: 'value_percentile',
    rules: ['A', 'B', 'C'],
    condition: { bounds: bounds('gte', 3), fields: amount, percentile: 75 },
  }),
  correlation({
    name: 'median',
    type: 'value_median',
    rules: ['A', 'B', 'C'],
    groupBy: user,
    condition: { bounds: bounds('neq', 2), fields: amount },
  }),
  correlation({
    name: 'count-then-c',
    type: 'temporal_ordered',
    rules: ['count', 'C'],
    condition: ALL,
    timespanSeconds: 20,
  }),
  correlation({
    name: 'two-chains',
    rules: ['near', 'values', 'A'],
    groupBy: [],
    timespanSeconds: 15,
    condition: { bounds: bounds('gte', 3), fields: [] },
  }),
  correlation({
    name: 'three-levels',
    type: 'temporal',
    rules: ['count-then-c', 'two-of-three'],
    timespanSeconds: 30,
    condition: ALL,
  }),
]

/** Moments close together around midnight, so that windows are often just met or just missed. */
const moments = fc.oneof(
  fc.integer({ min: -9, max: 12 }).map((seconds) => 14 * 3600 * SECOND + seconds * SECOND),
  fc
    .tuple(fc.integer({ min: 0, max: 6 }), fc.constantFrom(0, -1000, 1000))
    .map(([seconds, micros]) => DAY_SECONDS * SECOND + seconds * SECOND + micros),
)

const arbitraryRecord = fc.record({
  at: moments,
  command: fc.constantFrom('A', 'B', 'C'),
  client: fc.constantFrom('10.0.0.5', '2001:db8::5'),
  extra: fc.record(
    { user: fc.constantFrom('anna', 'bob'), amount: fc.constantFrom(-1.5, 0, 1, 2.25, 4, 'much') },
    { requiredKeys: [] },
  ),
})
const arbitraryRecords = fc.array(arbitraryRecord, { minLength: 8, maxLength: 40 })

/** Scenes that are too far apart to meet, so that one statement finds what is in all of them. */
const DAYS_OF_SCENE = 3
const SCENES = 12
const scenes = (count: number) =>
  fc.array(arbitraryRecords, { minLength: count, maxLength: count }).map((made): MadeRecord[] =>
    made
      .flatMap((records, scene) =>
        records.map((record) => ({
          ...record,
          at: record.at + scene * DAYS_OF_SCENE * DAY_SECONDS * SECOND,
        })),
      )
      .map((record, i) => ({ ...record, n: i + 1 })),
  )

function inOrder(matches: readonly CorrelationMatch[]): CorrelationMatch[] {
  const key = ({ day, group }: CorrelationMatch) => JSON.stringify([day, group])
  return matches.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
}

let bench: CorrelationBench
beforeAll(async () => {
  bench = await openCorrelationBench()
})
afterAll(() => bench.close())

it('finds what looking up every window finds', async () => {
  const matched = new Set<string>()
  const range = days(0, SCENES * DAYS_OF_SCENE)
  await fc.assert(
    fc.asyncProperty(scenes(SCENES), async (records) => {
      const ids = await bench.fill(records)
      for (const asked of ASKED) {
        const { matches } = await bench.run(asked, { correlations: ASKED, range })
        const expected = slowMatches(asked, { records, correlations: ASKED }, ids)
        expect(inOrder(matches), asked.name).toEqual(expected)
        if (expected.length > 0) matched.add(asked.name ?? '')
      }
    }),
    { numRuns: 3 },
  )
  // Each must have matched something, or the comparison would show nothing.
  expect([...matched].toSorted()).toEqual(ASKED.map(({ name }) => name).toSorted())
}, 280_000)

it('finds the same day by day, and in whatever order and batches records arrive', async () => {
  const names = ['count', 'values', 'order', 'sum', 'percentile', 'three-levels']
  const some = ASKED.filter(({ name }) => names.includes(name ?? ''))
  const arrivals = scenes(1).chain((records) =>
    fc.tuple(
      fc.constant(records),
      fc.shuffledSubarray(records, { minLength: records.length }),
      fc.nat(records.length),
    ),
  )
  await fc.assert(
    fc.asyncProperty(arrivals, async ([records, late, cut]) => {
      const run = (asked: SigmaCorrelation, first: number, last: number) =>
        bench.run(asked, { correlations: ASKED, range: days(first, last) })
      await bench.fill(records)
      const whole = await Promise.all(some.map((asked) => run(asked, 0, DAYS_OF_SCENE)))
      // The records of the first batch are read twice.
      await bench.fill(late.slice(cut), late.slice(0, cut), late.slice(cut))
      for (const [i, asked] of some.entries()) {
        const parts = await Promise.all([0, 1, 2].map((day) => run(asked, day, day + 1)))
        const matches = parts.flatMap((part) => part.matches)
        expect(matches, asked.name).toEqual(whole[i]?.matches)
      }
    }),
    { numRuns: 4 },
  )
}, 280_000)
