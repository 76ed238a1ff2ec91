import type { Row, Value } from '@spoor/model'

/** The values of a field of a record, as texts; none if it has no value. */
export function textsOf(value: Value | undefined): string[] {
  if (value === undefined || value === null || value === '') return []
  return Array.isArray(value) ? value : [String(value)]
}

/** The value of a field as one text, or the empty text. */
export function textOf(row: Row, field: string): string {
  return textsOf(row[field])[0] ?? ''
}

/** The value of a field as a number; undefined if it has none. Large numbers may come as text. */
export function numberOf(row: Row, field: string): number | undefined {
  const value = row[field]
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || value === '') return undefined
  const number = Number(value)
  return Number.isNaN(number) ? undefined : number
}
