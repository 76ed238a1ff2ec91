import { compileTogether, numbersMet, testColumns, type CompileContext } from '../query/compile.js'
import type { EventStore } from '../store/event-store.js'
import { passesOf, type Asked, type RecordsOf } from './passes.js'
import { sideBySide } from './side-by-side.js'
import { parseWhere } from './where.js'

const STATEMENT_SECONDS = 300

/**
 * Of some questions, those that any of the records meets.
 * @throws StoreError
 */
export async function metQuestions<T extends Asked>(
  store: EventStore,
  questions: readonly T[],
  records: RecordsOf,
  context: CompileContext,
): Promise<ReadonlySet<T>> {
  const passes = await passesOf(store, questions, records)
  const met = await sideBySide(passes, async ({ subject, items, eventType }) => {
    const queries = items.map(({ where }) => parseWhere(where, subject))
    const asked = compileTogether(queries, subject, context)
    const { from, params } = records(subject, eventType)
    const rows = await store.rows<{ number: number }>(
      `SELECT DISTINCT ${numbersMet(asked.conditions)} AS number
       FROM (SELECT ${testColumns(asked).join(', ')} FROM ${from}) WHERE ${asked.gate}`,
      {
        params: { ...params, ...asked.params },
        settings: { max_execution_time: STATEMENT_SECONDS },
      },
    )
    return rows.flatMap(({ number }) => items[number - 1] ?? [])
  })
  return new Set(met.flat())
}
