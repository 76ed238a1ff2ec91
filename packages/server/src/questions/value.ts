import type { Field, Row, Value } from '@spoor/model'
import { isoOfSqlTime } from './moment.js'
import type { Selection } from './selection.js'

/** IPv4 addresses are kept mapped into IPv6; people know them without. */
const MAPPED = '::ffff:'

/**
 * A value of the engine's JSON as answers show it; undefined if there is none. Addresses are plain,
 * moments ISO 8601; a number too large for an exact number stays text.
 */
export function valueOf(kind: Field['kind'], json: unknown): Value | undefined {
  if (json === null || json === undefined || json === '') return undefined
  switch (kind) {
    case 'keyword':
      return String(json)
    case 'keywords':
      return Array.isArray(json) && json.length > 0 ? json.map(String) : undefined
    case 'integer':
      return exactNumber(String(json))
    case 'boolean':
      return json === true || json === 'true' || json === 1
    case 'ip':
      return plainAddress(String(json))
    case 'time':
      return isoOfSqlTime(String(json))
  }
}

function exactNumber(text: string): number | string {
  const number = Number(text)
  return Number.isSafeInteger(number) ? number : text
}

function plainAddress(text: string): string {
  return text.startsWith(MAPPED) && text.includes('.') ? text.slice(MAPPED.length) : text
}

/** The engine's row, whose columns are named by `columnAlias`, as answers show it. */
export function rowOf(selections: readonly Selection[], json: Record<string, unknown>): Row {
  const row: Row = {}
  for (const [index, { name, kind }] of selections.entries()) {
    const value = valueOf(kind, json[columnAlias(index)])
    if (value !== undefined) row[name] = value
  }
  return row
}

/** Name of the n-th selected column: never that of a real column, which conditions speak of. */
export function columnAlias(index: number): string {
  return `x_${index}`
}
