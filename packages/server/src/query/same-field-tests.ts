import { QUERY_LIMITS } from '@spoor/model'
import type { Field, SamePart } from '@spoor/model'
import { printedAddress } from './address-tests.js'
import { fieldValue } from './field-value.js'
import { queryError } from './query-error.js'

/**
 * Comparing a field with another one of the same row. Both sides are the row's, so an attacker may
 * have written both: what is searched for, and of how many values, is limited.
 */

/** The values of one side as text: one, empty where the field is absent, or any number. */
export interface PrintedValues {
  readonly sql: string
  readonly many: boolean
  /** A condition without which there are no values, and which is cheaper than they are. */
  readonly given?: string
}

/** The values of a field of the dictionary as text. Throws `QueryError` for a time. */
export function printedValues(field: Field): PrintedValues {
  const value = fieldValue(field)
  switch (field.kind) {
    case 'keyword':
      return { sql: `toString(${value})`, many: false }
    case 'keywords':
      return { sql: `arrayMap(m -> toString(m), ${value})`, many: true }
    case 'integer':
    case 'boolean':
      return { sql: `ifNull(toString(${value}), '')`, many: false }
    case 'ip':
      return { sql: printedAddress(value), many: false }
    case 'time':
      throw queryError(
        `${field.name} is a time; times cannot be compared with other fields.`,
        `Compare parts of times, such as ${field.name}.hour.`,
      )
  }
}

/** The condition that some value of a field is, or has as a part, some value of another. Never NULL. */
export function sameCondition(tested: PrintedValues, other: PrintedValues, part: SamePart): string {
  const guards = [tested, other].flatMap(({ given }) => given ?? [])
  const condition =
    tested.many || other.many ? anyPair(tested, other, part) : onePair(tested, other, part)
  return `(${[...guards, condition].join(' and ')})`
}

function onePair(tested: PrintedValues, other: PrintedValues, part: SamePart): string {
  return pairCondition(`lowerUTF8(${tested.sql})`, `lowerUTF8(${other.sql})`, part)
}

/** Both texts are in lower case. The empty one begins, ends and is in every text, but is no value. */
function pairCondition(value: string, other: string, part: SamePart): string {
  switch (part) {
    case 'whole':
      return `${other} != '' and ${value} = ${other}`
    case 'start':
      return `${other} != '' and startsWith(${value}, ${other})`
    case 'end':
      return `${other} != '' and endsWith(${value}, ${other})`
    case 'middle':
      // The engine's search takes as many steps as both lengths multiplied, if they are chosen badly.
      return `length(${other}) between 1 and ${QUERY_LIMITS.comparedBytes} and position(${value}, ${other}) > 0`
  }
}

function anyPair(tested: PrintedValues, other: PrintedValues, part: SamePart): string {
  const values = lowerValues(tested)
  const others = lowerValues(other)
  // Equality of many with many is linear: the engine hashes them.
  if (part === 'whole') return `notEmpty(arrayIntersect(${values}, ${others}))`
  const some = (array: string) => `arraySlice(${array}, 1, ${QUERY_LIMITS.comparedValues})`
  // The others go along as an array of their own: inside the function they would be made anew for
  // every value.
  const each = `arrayWithConstant(length(${some(values)}), ${some(others)})`
  return `arrayExists((v, os) -> arrayExists(o -> ${pairCondition('v', 'o', part)}, os), ${some(values)}, ${each})`
}

function lowerValues({ sql, many }: PrintedValues): string {
  return `arrayFilter(f -> f != '', arrayMap(l -> lowerUTF8(l), ${many ? sql : `[${sql}]`}))`
}
