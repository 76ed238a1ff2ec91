import { Type } from '@sinclair/typebox'
import { parseQuery, type Subject } from '@spoor/model'
import type { RecordsOf } from './records.js'
import { fieldName } from './setting-types.js'

/** Settings that tell records apart: small questions, and how much a record stands for. */

/** A question of the query language. */
export const question = (description: string) =>
  Type.String({ description, minLength: 1, maxLength: 2000 })

/** @throws Error that says what is wrong with the question in a setting */
export function checkQuestion(setting: string, text: string, subject: Subject): void {
  const parsed = parseQuery(text, subject)
  if (parsed.ok) return
  const reason = parsed.problems.map(({ message }) => message).join(' ')
  throw new Error(`The setting ${setting} is not a question about ${subject}: ${reason}`)
}

/** A record claims no more. */
const MOST_TIMES = 1_000_000

/** A field that says how many failures a record stands for. */
export const times = Type.Optional(
  fieldName(
    'The field that says how many failures a record stands for, such as `session.login_failures`; a record that lacks it is one.',
  ),
)

/** Expression, of type Int64, for what `times` says of a record. */
export function timesOf(field: string | undefined, records: RecordsOf): string {
  if (field === undefined) return 'toInt64(1)'
  const number = `ifNull(toFloat64(${records.number(field)}), 1)`
  return `toInt64(greatest(0, least(${MOST_TIMES}, ${number})))`
}
