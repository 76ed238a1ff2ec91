import type { Column } from './column.js'

/** Height of a row of two lines, in rem. */
export const TWO_LINES = 2.875

/** A place across a table for one column, or for several below each other. */
export interface Track {
  /** Keys of the columns, from above. */
  readonly keys: readonly string[]
  /** Least width in rem. */
  readonly width: number
  /** Share of what is left over; 0 keeps the least width. */
  readonly grow?: number
  readonly align?: 'end'
}

/** How the columns of a table lie in a row. Columns that no track names are not shown. */
export interface Layout {
  readonly tracks: readonly Track[]
  /** Height of a row in rem. */
  readonly height: number
}

/** A column in its place. */
export interface PlacedColumn<Record> {
  readonly column: Column<Record>
  readonly align: 'end' | undefined
  /** Where it lies among those that share its track. */
  readonly place: 'alone' | 'top' | 'between' | 'bottom'
  /** CSS grid lines. */
  readonly gridColumn: number
  readonly gridRow: string
}

/** Every column beside the one before it. */
export function sideBySide<Record>(columns: readonly Column<Record>[], height: number): Layout {
  return {
    tracks: columns.map(({ key, width, grow, align }) => ({ keys: [key], width, grow, align })),
    height,
  }
}

/** Least width of a row in rem. */
export function leastWidth({ tracks }: Layout): number {
  return tracks.reduce((sum, { width }) => sum + width, 0)
}

/** The first layout that fits into a width in rem; the last one if none does. */
export function fittingLayout(layouts: readonly [Layout, ...Layout[]], width: number): Layout {
  return layouts.find((layout) => leastWidth(layout) <= width) ?? layouts.at(-1) ?? layouts[0]
}

/** CSS grid tracks across a row. */
export function templateOf({ tracks }: Layout): string {
  return tracks
    .map(({ width, grow }) => (grow ? `minmax(${width}rem, ${grow}fr)` : `${width}rem`))
    .join(' ')
}

/** Lines of a row. */
export function linesOf({ tracks }: Layout): number {
  return Math.max(1, ...tracks.map(({ keys }) => keys.length))
}

/** The columns that a layout shows, in the order in which they are read. */
export function placedColumns<Record>(
  columns: readonly Column<Record>[],
  layout: Layout,
): PlacedColumn<Record>[] {
  const byKey = new Map(columns.map((column) => [column.key, column]))
  return layout.tracks.flatMap(({ keys, align }, track) =>
    keys.flatMap((key, line) => {
      const column = byKey.get(key)
      if (column === undefined) return []
      const place = placeOf(line, keys.length)
      const gridRow = place === 'alone' ? '1 / -1' : String(line + 1)
      return [{ column, align, place, gridColumn: track + 1, gridRow }]
    }),
  )
}

function placeOf(line: number, lines: number): PlacedColumn<never>['place'] {
  if (lines === 1) return 'alone'
  if (line === 0) return 'top'
  return line === lines - 1 ? 'bottom' : 'between'
}
