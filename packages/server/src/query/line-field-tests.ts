import { parseDecimal } from '@spoor/model'
import type { Bound, ValueTest } from '@spoor/model'
import type { Params } from './params.js'
import type { PrintedValues } from './same-field-tests.js'
import { textCondition } from './text-tests.js'
import type { Lists } from './text-tests.js'
import { tokenConditions } from './word-tests.js'

/**
 * Fields that the dictionary lacks: their values are taken from the original line by the dotted
 * path. Arrays on the way, and at the end, count with every member.
 */

/** The condition that a value at a dotted path of a JSON line meets a test. Never NULL. */
export function lineFieldCondition(
  line: string,
  path: string,
  test: ValueTest,
  params: Params,
  lists?: Lists,
): string {
  const keys = path.split('.')
  const values = valuesAt(line, keys, params)
  if (test.op === 'equals' && test.value === '') {
    return `not (${mayHave(line, keys, params)} and notEmpty(${values}))`
  }
  const condition =
    test.op === 'exists'
      ? `notEmpty(${values})`
      : `arrayExists(m -> ${memberCondition(test, params, lists)}, ${values})`
  const conditions = [mayHave(line, keys, params), ...mayHaveValue(line, test, params), condition]
  return `(${conditions.join(' and ')})`
}

/** The values at a dotted path of a JSON line, to compare with another field. */
export function lineFieldValues(line: string, path: string, params: Params): PrintedValues {
  const keys = path.split('.')
  return { sql: valuesAt(line, keys, params), many: true, given: mayHave(line, keys, params) }
}

function memberCondition(test: ValueTest, params: Params, lists?: Lists): string {
  if (test.op === 'range') return numberInRange(test.from, test.to, params)
  const text = textCondition('m', test, params, lists)
  const number = test.op === 'equals' ? parseDecimal(test.value) : undefined
  if (number === undefined) return text
  return `(${text} or ifNull(toFloat64OrNull(m) = ${params.bind('Float64', number)}, 0))`
}

function numberInRange(from: Bound | undefined, to: Bound | undefined, params: Params): string {
  const bind = (bound: Bound) => params.bind('Float64', parseDecimal(bound.value) ?? NaN)
  const conditions: string[] = []
  const value = 'toFloat64OrNull(m)'
  if (from !== undefined) conditions.push(`${value} ${from.inclusive ? '>=' : '>'} ${bind(from)}`)
  if (to !== undefined) conditions.push(`${value} ${to.inclusive ? '<=' : '<'} ${bind(to)}`)
  return `ifNull(${conditions.join(' and ')}, 0)`
}

/**
 * Rules out most lines before any is parsed: the last key must be in the line, and the words of all
 * keys, for which there is the token index.
 */
function mayHave(line: string, keys: readonly string[], params: Params): string {
  const plain = keys.filter((key) => /^[\w@-]+$/.test(key))
  const tokens = plain.flatMap((key) => tokenConditions(line, key, params))
  const last = keys.at(-1) ?? ''
  const lastKey = plain.includes(last)
    ? `position(${line}, ${params.bind('String', `"${last}"`)}) > 0`
    : `notEmpty(${line})`
  return [...new Set(tokens), lastKey].join(' and ')
}

/** The words of a text that must be in the line as they are. Numbers may be written otherwise. */
function mayHaveValue(line: string, test: ValueTest, params: Params): string[] {
  if (test.op !== 'equals' || parseDecimal(test.value) !== undefined) return []
  return tokenConditions(line, test.value, params)
}

/** An expression of type Array(String): the texts, numbers and booleans at the path, as text. */
function valuesAt(line: string, keys: readonly string[], params: Params): string {
  let values = `[${line}]`
  for (const [i, key] of keys.entries()) {
    const name = params.bind('String', key)
    const x = `x${i}`
    const inside = `if(JSONType(${x}, ${name}) = 'Array', JSONExtractArrayRaw(${x}, ${name}), [JSONExtractRaw(${x}, ${name})])`
    values = `arrayFlatten(arrayMap(${x} -> ${inside}, ${values}))`
  }
  const text = `if(JSONType(y) = 'String', JSONExtractString(y), if(JSONType(y) in ('Object', 'Array', 'Null'), '', y))`
  return `arrayFilter(z -> z != '', arrayMap(y -> ${text}, ${values}))`
}
