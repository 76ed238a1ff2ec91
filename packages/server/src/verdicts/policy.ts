import { inNetworks, type Binder } from '../organisation/in-networks.js'
import type { PolicyRule } from '../organisation/organisation.js'

/** Columns that a rule looks at. */
export interface PolicyColumns {
  readonly client: string
  readonly server: string
  readonly user: string
  readonly service: string
}

/**
 * SQL of the number of the first rule that matches, from 1; 0 if none does.
 * Every value of the rules is bound.
 */
export function ruleNumber(
  policy: readonly PolicyRule[],
  columns: PolicyColumns,
  binder: Binder,
): string {
  if (policy.length === 0) return '0'
  const branches = policy.map(
    (rule, index) => `${ruleMatches(rule, columns, binder)}, ${index + 1}`,
  )
  return `multiIf(${branches.join(', ')}, 0)`
}

function ruleMatches(rule: PolicyRule, columns: PolicyColumns, binder: Binder): string {
  const lower = (values: readonly string[]) =>
    binder.bind('Array(String)', [...new Set(values.map((value) => value.toLowerCase()))])
  const tests = [
    rule.clients && inNetworks(columns.client, rule.clients, binder),
    rule.servers && inNetworks(columns.server, rule.servers, binder),
    rule.users && `lowerUTF8(${columns.user}) IN ${lower(rule.users)}`,
    rule.services && `lower(${columns.service}) IN ${lower(rule.services)}`,
  ].filter((test) => test !== undefined)
  return tests.length === 0 ? 'true' : `(${tests.join(' AND ')})`
}

/** SQL of the verdict and of the name of the rule behind it, given the number of the rule. */
export function verdictOf(
  policy: readonly PolicyRule[],
  number: string,
  binder: Binder,
): { verdict: string; rule: string } {
  if (policy.length === 0) return { verdict: `'unknown'`, rule: `''` }
  const verdicts = policy.map(({ effect }) => (effect === 'allow' ? 'authorised' : 'violation'))
  const pick = (values: readonly string[]) =>
    `arrayElement(${binder.bind('Array(String)', values)}, ${number} + 1)`
  return {
    verdict: pick(['unknown', ...verdicts]),
    rule: pick(['', ...policy.map(({ name }) => name)]),
  }
}
