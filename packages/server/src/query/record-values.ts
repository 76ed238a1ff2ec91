import { findField } from '@spoor/model'
import type { Field, Subject } from '@spoor/model'
import { fieldValue } from './field-value.js'
import { printedAddress } from './address-tests.js'

/** The placeholder that stands for a bound text. */
type BindText = (value: string) => string

/** Texts are told apart by so many characters. */
const TEXT_CHARACTERS = 1000
/** Greater numbers count as absent, so that no sum overflows. */
const GREATEST_NUMBER = '1e30'
const MAX_PATH_DEPTH = 12

/** Whether records of a subject may have a field: the dictionary's, or a path in the original line. */
export function isReadable(subject: Subject, name: string): boolean {
  const field = findField(subject, name)
  return field === undefined ? pathOf(subject, name) !== undefined : field.lookup === undefined
}

/**
 * SQL of type String for the value of a field, empty where it is absent. Several values of one field
 * are one text, in their order.
 */
export function textOf(subject: Subject, name: string, bind: BindText): string {
  const field = findField(subject, name)
  const text = field === undefined ? lineText(subject, name, bind) : columnText(field)
  return `leftUTF8(CAST(${text}, 'String'), ${TEXT_CHARACTERS})`
}

/**
 * SQL of type Nullable(Decimal256(6)) for the value of a field as a number, NULL where it has none.
 * Decimals, because a sum of floating numbers depends on the order in which records arrived.
 */
export function numberOf(subject: Subject, name: string, bind: BindText): string {
  const field = findField(subject, name)
  const number =
    field?.kind === 'integer'
      ? `toDecimal256(${fieldValue(field)}, 6)`
      : `toDecimal256OrNull(${textOf(subject, name, bind)}, 6)`
  const nullable = `CAST(${number}, 'Nullable(Decimal256(6))')`
  return `if(abs(${nullable}) <= toDecimal256('${GREATEST_NUMBER}', 6), ${nullable}, NULL)`
}

function columnText(field: Field): string {
  const { kind, column } = field
  switch (kind) {
    case 'keyword':
      return column
    case 'keywords':
      return `arrayStringConcat(${column}, ', ')`
    case 'ip':
      return printedAddress(column)
    case 'integer':
    case 'boolean':
    case 'time':
      return `ifNull(toString(${fieldValue(field)}), '')`
  }
}

function pathOf(subject: Subject, name: string): string[] | undefined {
  const path = name.split('.')
  const isPath = path.length > 1 && path.length <= MAX_PATH_DEPTH && path.every((key) => key !== '')
  return subject === 'events' && isPath ? path : undefined
}

/** Objects and arrays are taken as they are written. */
function lineText(subject: Subject, name: string, bind: BindText): string {
  const path = pathOf(subject, name)
  const line = findField('events', 'event.original')?.column
  if (path === undefined || line === undefined) {
    throw new Error(`${subject} have no field ${JSON.stringify(name)}.`)
  }
  const keys = path.map(bind).join(', ')
  const raw = `JSONExtractRaw(${line}, ${keys})`
  return `multiIf(JSONType(${line}, ${keys}) = 'String', JSONExtractString(${line}, ${keys}), ${raw} = 'null', '', ${raw})`
}
