import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEveBench, type EveBench } from '../sources/eve/eve.testing.js'
import { compileRule, type CompiledRule } from './compile/compile-rule.js'
import { rule } from './compile/documents.testing.js'
import { countMatches } from './count-matches.js'

const context = { now: new Date('2026-06-02T12:00:00Z'), lists: new Map<string, string[]>() }
const day = { from: new Date('2026-06-01T00:00:00Z'), to: new Date('2026-06-02T00:00:00Z') }

function ruleOf(test: Record<string, number | string>): CompiledRule {
  return compileRule(rule({ selection: test }), { filters: [], lists: context.lists })
}

/** One that the compiler would never make: its regex is none. */
function refused(): CompiledRule {
  const test = { op: 'regex', pattern: '(' } as const
  return { ...ruleOf({ 'extra.n': 1 }), query: { kind: 'field', field: 'event.type', test } }
}

let bench: EveBench

beforeAll(async () => {
  bench = await openEveBench()
  const line = (at: string, n: number) =>
    JSON.stringify({
      timestamp: `${at}.000000+0000`,
      event_type: 'dns',
      flow_id: n,
      dest_port: n,
      src_ip: '10.0.0.1',
      extra: { n },
    })
  await bench.insert([
    line('2026-05-31T23:59:59', 200),
    ...Array.from({ length: 100 }, (_, n) => line('2026-06-01T00:00:00', n)),
    line('2026-06-02T00:00:00', 201),
  ])
}, 60_000)
afterAll(() => bench.close())

describe('countMatches', () => {
  it('counts many rules in few passes, and answers in their order', async () => {
    let statements = 0
    const store: EveBench['store'] = Object.create(bench.store, {
      rows: {
        value: (...args: Parameters<EveBench['store']['rows']>) => {
          statements += 1
          return bench.store.rows(...args)
        },
      },
    }) as EveBench['store']
    const rules = Array.from({ length: 100 }, (_, n) => ruleOf({ 'destination.port|lt': n }))
    const progress: number[] = []
    const counts = await countMatches(store, rules, day, context, (n) => progress.push(n))
    expect(counts.map(({ matches }) => matches)).toEqual(rules.map((_, n) => n))
    expect(counts.map((count) => count.rule)).toEqual(rules)
    expect(statements).toBe(3)
    expect(progress).toEqual([40, 40, 20])
  })

  it('counts from a moment on, up to and without another', async () => {
    const counts = await countMatches(bench.store, [ruleOf({ 'event.type': 'dns' })], day, context)
    expect(counts.map(({ matches }) => matches)).toEqual([100])
  })

  it('counts sessions and transfers too', async () => {
    const sessions = compileRule(
      rule({ selection: { 'user.name': 'x' } }, undefined, {
        product: 'spoor',
        service: 'session',
      }),
      { filters: [], lists: context.lists },
    )
    const rules = [sessions, ruleOf({ 'destination.port': 7 })]
    const counts = await countMatches(bench.store, rules, day, context)
    expect(counts.map(({ matches }) => matches)).toEqual([0, 1])
  })

  it('leaves the others counted where the engine refuses one', async () => {
    const rules = Array.from({ length: 9 }, (_, n) => ruleOf({ 'destination.port': n }))
    rules.splice(4, 0, refused())
    const counts = await countMatches(bench.store, rules, day, context)
    expect(counts.map(({ matches }) => matches)).toEqual([1, 1, 1, 1, 0, 1, 1, 1, 1, 1])
    expect(counts.filter(({ failure }) => failure !== undefined)).toEqual([
      { rule: rules[4], matches: 0, failure: expect.stringMatching(/regex|regular|compile/i) },
    ])
  })
})
