import type { RecordAnswer, Subject } from '@spoor/model'
import { settingsFor } from './budget.js'
import { parseMoment, SECOND, type Range } from './moment.js'
import { Condition, type Asking } from './question.js'
import { QuestionError } from './question-error.js'
import { selectAllFields } from './selection.js'
import { columnAlias, rowOf } from './value.js'

const NAMES: Readonly<Record<Subject, string>> = {
  events: 'event',
  sessions: 'session',
  transfers: 'transfer',
}

/**
 * One record with every field that has a value; an event also with its original line.
 * @param at moment of the record, which makes finding it fast
 * @throws QuestionError NOT_FOUND, TIME_INVALID
 */
export async function oneRecord(
  { store, now, limits, signal, recordsOf }: Asking,
  subject: Subject,
  id: string,
  at?: string,
): Promise<RecordAnswer> {
  const range = at ? around(parseMoment(at, now), SECOND) : {}
  const asking = { store, now, limits, signal, recordsOf, lists: new Map() }
  const condition = Condition.of(subject, undefined, asking)
  const source = condition.from(range)
  const selections = selectAllFields(subject)
  const columns = selections.map(({ sql }, index) => `${sql} AS ${columnAlias(index)}`)
  if (subject === 'events') columns.push('raw AS x_raw')
  const [found] = await store.rows<Record<string, unknown>>(
    `SELECT ${columns.join(', ')} ${source.sql} AND ${condition.id} = {x_id:String} LIMIT 1`,
    {
      params: { ...source.params, x_id: id },
      settings: settingsFor(limits.seconds, limits),
      signal,
    },
  )
  if (!found) {
    throw new QuestionError(
      'NOT_FOUND',
      `There is no ${NAMES[subject]} with this id${at ? ' at this time' : ''}. It may have been removed by retention.`,
    )
  }
  const raw = found['x_raw']
  return {
    row: rowOf(selections, found),
    ...(typeof raw === 'string' && { raw }),
  }
}

/** The time range from a while before a moment to a while after it. */
export function around(moment: number, span: number): Required<Range> {
  return { from: moment - span, to: moment + span }
}
