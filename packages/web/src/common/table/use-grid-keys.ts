import { useState } from 'react'
import { useKeys, type KeyMap } from '../keys/use-keys.js'
import { usePivots, type Pivot, type PivotAct } from '../pivot/pivot-context.js'

export interface Cell {
  readonly row: number
  readonly column: number
}

/**
 * Keys of a table: `j` `k` `h` `l` and arrows move the mark, Enter opens the row, `i` `x` `o` change
 * the question by the marked value, Space opens the value's menu.
 */
export function useGridKeys(input: {
  readonly rows: number
  readonly columns: number
  readonly pivotAt: (cell: Cell) => Pivot | undefined
  readonly open: (row: number) => void
  readonly reveal: (cell: Cell) => void
  /** Element of a marked cell, to place its menu beside. */
  readonly elementOf: (cell: Cell) => Element | null
  /** Whether arrows belong to the table now. */
  readonly hasFocus: () => boolean
  /** Takes the focus, so that Enter and Space are the table's too. */
  readonly takeFocus: () => void
}): { marked: Cell | undefined; mark: (cell: Cell) => void } {
  const [kept, setMarked] = useState<Cell>()
  const pivots = usePivots()
  // The mark stays inside the table when rows or columns go.
  const marked =
    kept === undefined || input.rows === 0
      ? undefined
      : {
          row: Math.min(kept.row, input.rows - 1),
          column: Math.min(kept.column, input.columns - 1),
        }

  const mark = (cell: Cell) => {
    setMarked(cell)
    input.reveal(cell)
  }
  const move = (down: number, right: number) => {
    if (input.rows === 0) return false
    const from = marked ?? { row: down > 0 ? -1 : 0, column: 0 }
    input.takeFocus()
    mark({
      row: Math.min(input.rows - 1, Math.max(0, from.row + down)),
      column: Math.min(input.columns - 1, Math.max(0, from.column + right)),
    })
    return true
  }
  const focused = (act: () => unknown) => () => (input.hasFocus() ? act() : false)
  const change = (how: PivotAct) => () => {
    const pivot = marked === undefined ? undefined : input.pivotAt(marked)
    if (pivot === undefined) return false
    pivots.act(pivot, how)
    return true
  }
  const keys: KeyMap = {
    j: () => move(1, 0),
    k: () => move(-1, 0),
    h: () => move(0, -1),
    l: () => move(0, 1),
    ArrowDown: focused(() => move(1, 0)),
    ArrowUp: focused(() => move(-1, 0)),
    ArrowLeft: focused(() => move(0, -1)),
    ArrowRight: focused(() => move(0, 1)),
    PageDown: focused(() => move(15, 0)),
    PageUp: focused(() => move(-15, 0)),
    Home: focused(() => move(-input.rows, 0)),
    End: focused(() => move(input.rows, 0)),
    Enter: () => {
      if (marked === undefined) return false
      input.open(marked.row)
      return true
    },
    i: change('include'),
    x: change('exclude'),
    o: change('only'),
    ' ': () => {
      if (marked === undefined) return false
      const pivot = input.pivotAt(marked)
      const element = input.elementOf(marked)
      if (pivot === undefined || element === null) return false
      pivots.open(pivot, element)
      return true
    },
  }
  useKeys(keys)
  return { marked, mark }
}
