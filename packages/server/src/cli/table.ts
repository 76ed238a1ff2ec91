import CliTable from 'cli-table3'
import stringWidth from 'string-width'
import { visible } from './terminal-text.js'

export interface Column<T> {
  readonly title: string
  readonly value: (row: T) => string
  /** Figures stand on the right. */
  readonly align?: 'right'
  /** Narrowest that it may become, in characters, if the terminal is too narrow; its own by default. */
  readonly least?: number
  /** Widest that it becomes where the width is known. */
  readonly most?: number
}

const GAP = 2
const BORDERS = [
  'top',
  'top-mid',
  'top-left',
  'top-right',
  'bottom',
  'bottom-mid',
  'bottom-left',
  'bottom-right',
  'left',
  'left-mid',
  'mid',
  'mid-mid',
  'right',
  'right-mid',
  'middle',
] as const

/**
 * Rows as a table without borders. Values are made visible first: they may be hostile.
 * @param width of the terminal, in characters; unlimited if absent, as for a file or a pipe
 */
export function tableText<T>(
  columns: readonly Column<T>[],
  rows: readonly T[],
  width?: number,
): string {
  const cells = rows.map((row) => columns.map(({ value }) => visible(value(row))))
  const natural = columns.map(({ title, most }, index) => {
    const widest = Math.max(
      stringWidth(title),
      ...cells.map((row) => stringWidth(row[index] ?? '')),
    )
    return width === undefined || most === undefined ? widest : Math.min(widest, most)
  })
  const widths =
    width === undefined
      ? natural
      : fitWidths(
          natural,
          columns.map(({ least }) => least),
          width - GAP * (columns.length - 1),
        )
  const table = new CliTable({
    head: columns.map(({ title }) => title),
    chars: Object.fromEntries(BORDERS.map((name) => [name, ''])),
    style: { 'padding-left': 0, 'padding-right': GAP, head: [], border: [], compact: true },
    colWidths: widths.map((own) => own + GAP),
    colAligns: columns.map(({ align }) => align ?? 'left'),
  })
  table.push(...cells)
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
}

/**
 * Takes width from the widest columns first, down to the least of each, until they fit. A column
 * without a least keeps its width. If all are at their least, the lines are longer than `total`.
 */
export function fitWidths(
  natural: readonly number[],
  least: readonly (number | undefined)[],
  total: number,
): number[] {
  const widths = [...natural]
  for (let over = widths.reduce((sum, own) => sum + own, 0) - total; over > 0; over -= 1) {
    let widest = -1
    for (const [index, own] of widths.entries()) {
      const limit = least[index]
      if (limit !== undefined && own > limit && own > (widths[widest] ?? 0)) widest = index
    }
    if (widest < 0) break
    widths[widest] = (widths[widest] ?? 0) - 1
  }
  return widths
}
