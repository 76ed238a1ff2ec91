import type { Value } from '@spoor/model'

/** Characters with which a spreadsheet begins a formula; the text comes from attackers. */
const FORMULA = /^[=+\-@\t\r]/

/**
 * One record of a CSV file (RFC 4180), with its line end. Text that a spreadsheet would take for a
 * formula gets a `'` before it; numbers stay as they are.
 */
export function csvLine(cells: readonly (Value | undefined)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function csvCell(value: Value | undefined): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const text = Array.isArray(value) ? value.join('; ') : value
  const safe = FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
