import type { RecordsQuestion } from '@spoor/model'
import type { Micros } from '../questions/moment.js'
import { valueQuestion } from '../sightings/value-question.js'

/** Facts keep so many characters of a value: of what is longer, records hold more. */
const LONGEST = 1000

/**
 * Question for the records in which a host had a value, from when it first had it; undefined if records
 * do not hold it as it is kept.
 * @param since ISO 8601
 */
export function attributeQuestion(
  attribute: string,
  value: string,
  host: string,
  since: string,
  asOf?: Micros,
): RecordsQuestion | undefined {
  if ([...value].length >= LONGEST) return undefined
  return valueQuestion({ attribute }, value, host, since, asOf)
}
