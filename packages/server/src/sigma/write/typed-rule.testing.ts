import { parseQuery } from '@spoor/model'
import type { Query, Subject } from '@spoor/model'
import { sigmaRule } from './sigma-rule.js'
import type { RuleToWrite } from './sigma-rule.js'

/** A question as it is typed. */
export function queryOf(text: string, subject: Subject): Query {
  const result = parseQuery(text, subject)
  if (!result.ok) throw new Error(`${text}: ${result.problems[0]?.message}`)
  return result.query
}

/** The rule of a question as it is typed. */
export function ruleOf(text: string, subject: Subject, more: Partial<RuleToWrite> = {}): string {
  return sigmaRule({ title: 'T', id: 'i', subject, query: queryOf(text, subject), ...more })
}
