import { parseBoolean, parseInteger, parseTime } from '@spoor/model'
import type { Bound, Field, ValueTest } from '@spoor/model'
import type { Calendar } from '../organisation/calendar.js'
import { addressCondition, inAny } from './address-tests.js'
import { fieldValue } from './field-value.js'
import type { Params } from './params.js'
import { queryError } from './query-error.js'
import { anyOfCondition, textCondition, valuesOfList } from './text-tests.js'
import type { Lists } from './text-tests.js'

/** What a query may refer to besides its own text. */
export interface CompileContext {
  /** The moment that `now` means. */
  readonly now: Date
  readonly lists?: Lists
  /** When the organisation works, for hunts that ask. */
  readonly calendar?: Calendar
}

/** The condition that a field of the dictionary meets a test. It is never NULL. */
export function fieldCondition(
  field: Field,
  test: ValueTest,
  params: Params,
  context: CompileContext,
): string {
  const { kind } = field
  if (test.op === 'exists' && kind !== 'keyword' && kind !== 'keywords') {
    return `isNotNull(${field.column})`
  }
  switch (kind) {
    case 'keyword':
      return textCondition(field.column, test, params, context.lists)
    case 'keywords':
      return anyMemberCondition(field.column, test, params, context)
    case 'ip':
      return addressCondition(field.column, test, params, context.lists)
    case 'integer':
      return present(field, integerCondition(field, test, params, context))
    case 'boolean':
      return present(field, booleanCondition(field, test, params))
    case 'time':
      return present(field, timeCondition(field, test, params, context))
  }
}

/**
 * The condition that a field equals one of several values, in one step, or undefined for kinds
 * that have no such step.
 */
export function fieldInCondition(
  field: Field,
  values: readonly string[],
  params: Params,
): string | undefined {
  if (field.kind === 'keyword') return anyOfCondition(field.column, values, params)
  if (field.kind === 'ip') return inAny(field.column, values, params)
  if (field.kind === 'integer') return present(field, integerIn(field, values, params))
  return undefined
}

/** NULL and false is false: so the condition is false, and not NULL, where the field is absent. */
function present(field: Field, condition: string): string {
  if (!field.type.startsWith('Nullable(') || condition === '0') return condition
  return `(isNotNull(${field.column}) and ${condition})`
}

function anyMemberCondition(
  column: string,
  test: ValueTest,
  params: Params,
  context: CompileContext,
): string {
  if (test.op === 'exists') return `notEmpty(${column})`
  if (test.op === 'equals' && test.value === '') return `empty(${column})`
  return `arrayExists(m -> ${textCondition('m', test, params, context.lists)}, ${column})`
}

function wrongTest(field: Field, test: ValueTest): never {
  throw queryError(`${field.name} cannot be tested with ${test.op}.`)
}

function integerOf(field: Field, text: string): string {
  const value = parseInteger(text)
  if (value === undefined) throw queryError(`${field.name} is a whole number, not ${text}.`)
  return value.toString()
}

function integerIn(field: Field, values: readonly string[], params: Params): string {
  const numbers = values.flatMap((value) => parseInteger(value)?.toString() ?? [])
  if (numbers.length === 0) return '0'
  // The client quotes big numbers inside arrays, which the engine refuses for Array(UInt64).
  const list = numbers.every((number) => Number.isSafeInteger(Number(number)))
    ? params.bind('Array(UInt64)', numbers.map(Number))
    : `arrayMap(v -> toUInt64(v), ${params.bind('Array(String)', numbers)})`
  return `${fieldValue(field)} in (${list})`
}

function integerCondition(
  field: Field,
  test: ValueTest,
  params: Params,
  context: CompileContext,
): string {
  const value = fieldValue(field)
  const bind = (text: string) => params.bind('UInt64', integerOf(field, text))
  switch (test.op) {
    case 'equals':
      return `${value} = ${bind(test.value)}`
    case 'list':
      return integerIn(field, valuesOfList(context.lists, test.name), params)
    case 'range':
      return between(test.from, test.to, (bound, sign) => `${value} ${sign} ${bind(bound.value)}`)
    case 'wildcard':
    case 'regex':
      return textCondition(`ifNull(toString(${value}), '')`, test, params)
    default:
      return wrongTest(field, test)
  }
}

function between(
  from: Bound | undefined,
  to: Bound | undefined,
  compare: (bound: Bound, sign: string) => string,
): string {
  const conditions: string[] = []
  if (from !== undefined) conditions.push(compare(from, from.inclusive ? '>=' : '>'))
  if (to !== undefined) conditions.push(compare(to, to.inclusive ? '<=' : '<'))
  return conditions.join(' and ')
}

function booleanCondition(field: Field, test: ValueTest, params: Params): string {
  if (test.op !== 'equals') return wrongTest(field, test)
  const value = parseBoolean(test.value)
  if (value === undefined) throw queryError(`${field.name} is true or false.`)
  return `${field.column} = ${params.bind('Bool', value)}`
}

function timeCondition(
  field: Field,
  test: ValueTest,
  params: Params,
  context: CompileContext,
): string {
  const { column } = field
  const spanOf = (text: string) => {
    const span = parseTime(text, context.now)
    if (span === undefined) throw queryError(`${field.name} is a time, not ${text}.`)
    return span
  }
  const moment = (micros: number) =>
    `fromUnixTimestamp64Micro(${params.bind('Int64', micros)}, 'UTC')`
  switch (test.op) {
    case 'equals': {
      const { from, to } = spanOf(test.value)
      return `${column} >= ${moment(from)} and ${column} < ${moment(to)}`
    }
    case 'range':
      // A time stands for the whole span that it is precise to: after a day is after its end.
      return between(test.from, test.to, (bound, sign) => {
        const { from, to } = spanOf(bound.value)
        if (sign === '>=' || sign === '<') return `${column} ${sign} ${moment(from)}`
        return `${column} ${sign === '>' ? '>=' : '<'} ${moment(to)}`
      })
    default:
      return wrongTest(field, test)
  }
}
