import type { QuerySubject } from '../fields/field.js'
import type { SamePart, Test } from './ast.js'
import { resolveField } from './field-values.js'
import type { FieldReference, Outcome, WrittenValue } from './field-values.js'
import { problemAt } from './problem-texts.js'
import { fieldAsValue } from './tokens.js'

/**
 * The test that compares with another field, if that is what a value means: `=user.name`. Values
 * that merely begin with `=`, such as `=1+2`, mean themselves; then it is undefined.
 */
export function readSame(
  subject: QuerySubject,
  reference: FieldReference,
  written: WrittenValue,
): Outcome<Test> | undefined {
  const named = fieldAsValue(written.source)
  if (named === undefined) return undefined
  const from = written.from + written.source.indexOf(named.name)
  const place = { from, to: from + named.name.length }
  const other = resolveField(subject, named.name, place)
  if ('problem' in other) return other
  const time = [reference, other.value].find(({ kind }) => kind === 'time')
  if (time !== undefined) {
    const message = `${time.name} is a time; times cannot be compared with other fields.`
    const hint = `Compare parts of times, such as ${time.name}.hour.`
    return { problem: problemAt(place, message, hint) }
  }
  const lookedUp = [reference, other.value].find(
    (side) => side.kind !== 'unknown' && side.field.lookup !== undefined,
  )
  if (lookedUp !== undefined) {
    const message = `${lookedUp.name} is looked up; it cannot be compared with other fields.`
    return { problem: problemAt(place, message, 'Compare fields of the record itself.') }
  }
  const part = partOf(named.before, named.after)
  return { value: { op: 'same', field: other.value.name, part } }
}

function partOf(before: boolean, after: boolean): SamePart {
  if (before) return after ? 'middle' : 'end'
  return after ? 'start' : 'whole'
}
