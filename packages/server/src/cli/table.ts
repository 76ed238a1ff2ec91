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
  /**
   * Left out where the width is known, if it has no value in any row, or if the rest does not fit
   * with it: those with the largest number first.
   */
  readonly expendable?: number
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
  const all = columns.map((column) => measured(column, rows, width !== undefined))
  const shown = width === undefined ? all : whatFits(all, width)
  const own = shown.map(({ natural }) => natural)
  const widths =
    width === undefined
      ? own
      : fitWidths(
          own,
          shown.map(({ column }) => column.least),
          width - GAP * (shown.length - 1),
        )
  const table = new CliTable({
    head: shown.map(({ column }) => column.title),
    chars: Object.fromEntries(BORDERS.map((name) => [name, ''])),
    style: { 'padding-left': 0, 'padding-right': GAP, head: [], border: [], compact: true },
    colWidths: widths.map((each) => each + GAP),
    colAligns: shown.map(({ column }) => column.align ?? 'left'),
  })
  table.push(...rows.map((_, row) => shown.map(({ cells }) => cells[row] ?? '')))
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
}

interface Measured<T> {
  readonly column: Column<T>
  readonly cells: readonly string[]
  readonly natural: number
}

function measured<T>(column: Column<T>, rows: readonly T[], isBounded: boolean): Measured<T> {
  const cells = rows.map((row) => visible(column.value(row)))
  const widest = Math.max(stringWidth(column.title), ...cells.map((cell) => stringWidth(cell)))
  const natural = isBounded ? Math.min(widest, column.most ?? widest) : widest
  return { column, cells, natural }
}

/** The columns without those that can be spared. */
function whatFits<T>(all: readonly Measured<T>[], width: number): Measured<T>[] {
  let shown = all.filter(
    ({ column, cells }) => column.expendable === undefined || cells.some((cell) => cell !== ''),
  )
  const needed = (): number =>
    shown.reduce(
      (sum, { column, natural }) => sum + Math.min(natural, column.least ?? natural) + GAP,
      -GAP,
    )
  while (needed() > width) {
    const spared = Math.max(...shown.map(({ column }) => column.expendable ?? 0))
    if (spared === 0) break
    shown = shown.filter(({ column }) => column.expendable !== spared)
  }
  return shown
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
