import { allOf, anyOf, printQuery, type Query, type RecordsQuestion } from '@spoor/model'

/** `field:value`. */
type Test = readonly [field: string, value: string]

const equals = ([field, value]: Test): Query => ({
  kind: 'field',
  field,
  test: { op: 'equals', value, quoted: !/^[\w.:-]+$/.test(value) || value === '' },
})

/** Text of a question: all of the tests hold, and one of the others if there are any. */
export function questionText(all: readonly Test[], any: readonly Test[] = []): string {
  return printQuery(
    allOf([...all.map(equals), ...(any.length > 0 ? [anyOf(any.map(equals))] : [])]),
  )
}

/** Question for the records of a subject that meet all tests, and one of the others. */
export function recordsQuestion(
  subject: RecordsQuestion['subject'],
  all: readonly Test[],
  any: readonly Test[] = [],
): RecordsQuestion {
  return { subject, q: questionText(all, any) }
}
