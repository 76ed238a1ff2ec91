import { fieldsOf, type Subject } from '@spoor/model'

/**
 * The select list of a fold: exactly the columns of the dictionary, with their types, in its order.
 * @throws Error if an expression is missing or is for no column: the dictionary and the fold differ
 */
export function columnsOf(subject: Subject, expressions: Readonly<Record<string, string>>): string {
  const fields = fieldsOf(subject)
  const known = new Set(fields.map(({ column }) => column))
  const strange = Object.keys(expressions).filter((column) => !known.has(column))
  const missing = [...known].filter((column) => !(column in expressions))
  if (strange.length > 0 || missing.length > 0) {
    throw new Error(`${subject}: no column ${strange.join()}; nothing for ${missing.join()}`)
  }
  return fields
    .map(({ column, type }) => `CAST(${expressions[column]}, '${escaped(type)}') AS ${column}`)
    .join(',\n  ')
}

function escaped(type: string): string {
  return type.replaceAll("'", "\\'")
}

/** SQL of a moment in microseconds since 1970 as a column of type DateTime64(6). */
export function moment(micros: string): string {
  return `fromUnixTimestamp64Micro(${micros}, 'UTC')`
}

/** SQL of the microseconds since 1970 of a column of type DateTime64(6). */
export function micros(column: string): string {
  return `toUnixTimestamp64Micro(${column})`
}
