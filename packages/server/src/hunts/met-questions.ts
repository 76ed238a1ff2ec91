import { compileTogether, type CompileContext } from '../query/compile.js'
import type { EventStore } from '../store/event-store.js'
import { passesOf, type Asked, type Records } from './passes.js'
import { EVENT_TYPE, parseWhere } from './where.js'

const STATEMENT_SECONDS = 300

/**
 * Of some questions, those that any of the records meets.
 * @throws StoreError
 */
export async function metQuestions<T extends Asked>(
  store: EventStore,
  questions: readonly T[],
  records: Records,
  context: CompileContext,
): Promise<ReadonlySet<T>> {
  const met = new Set<T>()
  for (const { subject, items, eventType } of await passesOf(store, questions, records)) {
    const given = eventType === undefined ? undefined : EVENT_TYPE
    const queries = items.map(({ where }) => parseWhere(where, subject))
    const asked = compileTogether(queries, subject, context, given)
    const { sql, params } = records(subject, eventType)
    const tests = Object.entries(asked.tests).map(([name, condition]) => `${condition} AS ${name}`)
    const numbers = asked.conditions.map((condition, i) => `if(${condition}, ${i + 1}, 0)`)
    const rows = await store.rows<{ number: number }>(
      `SELECT DISTINCT arrayJoin(arrayFilter(n -> n > 0, [${numbers.join(', ')}])) AS number
       FROM (SELECT ${['*', ...tests].join(', ')} FROM (${sql}) WHERE ${asked.gate})`,
      {
        params: { ...params, ...asked.params },
        settings: { max_execution_time: STATEMENT_SECONDS },
      },
    )
    for (const { number } of rows) {
      const question = items[number - 1]
      if (question) met.add(question)
    }
  }
  return met
}
