import type { RecordsQuestion } from '@spoor/model'
import { condition, queryOf } from '../../common/query/language.js'

/** The question about a value, asked of one host only; undefined if it cannot be joined to. */
export function questionOfHost(
  question: RecordsQuestion,
  host: string,
): RecordsQuestion | undefined {
  const query = queryOf(question.q, question.subject)
  if (query === undefined) return undefined
  const sides =
    question.subject === 'events' ? ['source.ip', 'destination.ip'] : ['client.ip', 'server.ip']
  const of = sides.map((side) => condition(side, host)).join(' or ')
  const q = query.kind === 'or' ? `(${question.q})` : question.q
  return { ...question, q: `${q} and (${of})` }
}
