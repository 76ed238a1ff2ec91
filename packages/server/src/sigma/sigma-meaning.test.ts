import { findField } from '@spoor/model'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { compileQuery } from '../query/compile.js'
import { prefixed } from '../query/fragment.js'
import { openEveBench, type EveBench } from '../sources/eve/eve.testing.js'
import type { CompiledRule } from './compile/compile-rule.js'
import { randomEvents } from './random-sigma-events.testing.js'
import { randomRule, sigmaLists } from './random-sigma.testing.js'
import { compileSigma } from './rule-set.js'
import { slowSigma } from './slow-sigma.testing.js'

const events = randomEvents(120)
const context = { now: new Date('2026-06-02T12:00:00Z'), lists: sigmaLists }
const RULES_AT_ONCE = 20
const BATCHES = 15

let bench: EveBench

beforeAll(async () => {
  bench = await openEveBench()
  const { events: taken } = await bench.insert(events.map(({ line }) => line))
  if (taken !== events.length) throw new Error(`Only ${taken} of the events were taken.`)
}, 60_000)
afterAll(() => bench.close())

/** Numbers of the events that each rule finds; all rules in one pass. */
async function found(rules: readonly CompiledRule[]): Promise<number[][]> {
  const number = findField('events', 'flow.id')?.column
  const params: Record<string, unknown> = {}
  const columns = rules.map(({ query }, i) => {
    const condition = prefixed(compileQuery(query, 'events', context), `r${i}_`)
    Object.assign(params, condition.params)
    return `arraySort(groupArrayIf(toFloat64(${number}), ${condition.sql}))`
  })
  const sql = `SELECT [${columns.join(',\n')}] AS found FROM events`
  const [row] = await bench.store.rows<{ found: number[][] }>(sql, { params })
  return row?.found ?? []
}

it('rules name the events that the specification says', async () => {
  let telling = 0
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const texts = fc.sample(randomRule, RULES_AT_ONCE)
    const set = compileSigma(
      texts.map((text, i) => ({ name: `${i}.yml`, text })),
      sigmaLists,
    )
    for (const [i, { outcome, reason }] of set.verdicts.entries()) {
      expect(outcome, `${reason}\n${texts[i]}`).toBe('accepted')
    }
    const answers = await found(set.compiled)
    for (const [i, text] of texts.entries()) {
      const wanted = slowSigma(text, events, sigmaLists).map(({ json }) => json['flow_id'])
      expect(answers[i], text).toEqual(wanted)
      if (wanted.length > 0 && wanted.length < events.length) telling += 1
    }
  }
  // Many rules must tell events apart, or the comparison would show nothing.
  expect(telling).toBeGreaterThan((RULES_AT_ONCE * BATCHES) / 4)
}, 240_000)
