import { findField, type Subject } from '@spoor/model'
import { compileQuery } from '../query/compile.js'
import type { CompileContext } from '../query/field-tests.js'
import { prefixed, type Fragment } from '../query/fragment.js'
import type { TimeSpan } from '../query/time-span.js'
import { StoreError, type EventStore } from '../store/event-store.js'
import type { CompiledRule } from './compile/compile-rule.js'

/** How often a rule matched, or why that could not be counted. */
export interface RuleCount {
  readonly rule: CompiledRule
  readonly matches: number
  readonly failure?: string
}

/** Rules that are counted in one pass over the records; more would only make the plan larger. */
const RULES_AT_ONCE = 40
const SETTINGS = { max_execution_time: 300, max_memory_usage: '4000000000' }

/**
 * Counts the records of a time range that each rule matches, many rules in one pass. A rule that
 * the engine cannot run in its limits of time and memory is answered with the reason.
 */
export async function countMatches(
  store: EventStore,
  rules: readonly CompiledRule[],
  range: TimeSpan,
  context: CompileContext,
  onCounted: (rules: number) => void = () => undefined,
): Promise<RuleCount[]> {
  const counts: RuleCount[] = []
  for (const subject of ['events', 'sessions', 'transfers'] as const) {
    const about = rules.filter((rule) => rule.subject === subject)
    for (let at = 0; at < about.length; at += RULES_AT_ONCE) {
      const group = about.slice(at, at + RULES_AT_ONCE)
      counts.push(...(await countGroup(store, subject, group, range, context)))
      onCounted(group.length)
    }
  }
  const order = new Map(rules.map((rule, i) => [rule, i]))
  return counts.toSorted((a, b) => (order.get(a.rule) ?? 0) - (order.get(b.rule) ?? 0))
}

async function countGroup(
  store: EventStore,
  subject: Subject,
  rules: readonly CompiledRule[],
  range: TimeSpan,
  context: CompileContext,
): Promise<RuleCount[]> {
  try {
    const { sql, params } = countStatement(subject, rules, range, context)
    const [row] = await store.rows<{ counts: (number | string)[] }>(sql, {
      params,
      settings: SETTINGS,
    })
    return rules.map((rule, i) => ({ rule, matches: Number(row?.counts[i] ?? 0) }))
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    const [rule] = rules
    if (rules.length === 1 && rule) return [{ rule, matches: 0, failure: error.message }]
    // One of them is too much: find out which, so that the others are counted.
    const middle = Math.ceil(rules.length / 2)
    return [
      ...(await countGroup(store, subject, rules.slice(0, middle), range, context)),
      ...(await countGroup(store, subject, rules.slice(middle), range, context)),
    ]
  }
}

/** A statement that counts what each rule of a subject matches: one row, in the order of the rules. */
function countStatement(
  subject: Subject,
  rules: readonly CompiledRule[],
  range: TimeSpan,
  context: CompileContext,
): Fragment {
  const params: Record<string, unknown> = {
    range_from: range.from.getTime(),
    range_to: range.to.getTime(),
  }
  const counts = rules.map(({ query }, i) => {
    const condition = prefixed(compileQuery(query, subject, context), `r${i}_`)
    Object.assign(params, condition.params)
    return `toFloat64(countIf(${condition.sql}))`
  })
  const time = findField(subject, '@timestamp')?.column
  return {
    sql: `SELECT [${counts.join(',\n')}] AS counts FROM ${subject}
      WHERE ${time} >= fromUnixTimestamp64Milli({range_from:Int64}, 'UTC')
        AND ${time} < fromUnixTimestamp64Milli({range_to:Int64}, 'UTC')`,
    params,
  }
}
