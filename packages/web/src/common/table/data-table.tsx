import { Button } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import {
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  type CSSProperties,
  type ReactNode,
} from 'react'
import { formatCount } from '../bytes/format.js'
import { remPixels } from '../rem.js'
import type { Column } from './column.js'
import classes from './data-table.module.css'
import {
  leastWidth,
  linesOf,
  placedColumns,
  sideBySide,
  templateOf,
  type Layout,
} from './layout.js'
import { useGridKeys } from './use-grid-keys.js'
import { useLayout } from './use-layout.js'

/** Height of a row of one line, in rem. */
const ROW_REM = 1.9375

const NO_LAYOUTS: readonly Layout[] = []

/** A table of any length: only the rows in sight are drawn. */
export function DataTable<Record>({
  label,
  columns,
  rows,
  keyOf,
  chosen,
  onOpen,
  hasMore,
  loadingMore,
  loadMore,
  loadFailed = false,
  stale = false,
  foot,
  height = ROW_REM,
  narrower = NO_LAYOUTS,
}: {
  label: string
  columns: readonly Column<Record>[]
  rows: readonly Record[]
  keyOf: (record: Record) => string
  /** Key of the record whose details are open. */
  chosen?: string
  onOpen: (record: Record) => void
  hasMore: boolean
  loadingMore: boolean
  loadMore: () => void
  /** Whether the last attempt to load more failed: then only a press tries again. */
  loadFailed?: boolean
  /** Whether these rows answer the question before. */
  stale?: boolean
  foot?: ReactNode
  /** Height of a row in rem where the columns lie beside each other. */
  height?: number
  /** For where the columns do not fit beside each other, the widest first. */
  narrower?: readonly Layout[]
}) {
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const grid = useRef<HTMLDivElement>(null)
  const layout = useLayout(
    scroller,
    useMemo(() => [sideBySide(columns, height), ...narrower], [columns, height, narrower]),
  )
  const placed = useMemo(() => placedColumns(columns, layout), [columns, layout])
  const rowHeight = layout.height * remPixels()
  // oxlint-disable-next-line react/incompatible-library -- its functions change with every render on purpose; nothing here is memoised by them
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: rowHeight,
  })
  const items = virtual.getVirtualItems()

  const cellId = (row: number, column: number) => `${id}-${row}-${column}`

  const { marked, mark } = useGridKeys({
    rows: rows.length,
    columns: placed.length,
    pivotAt: ({ row, column }) => {
      const record = rows[row]
      return record === undefined ? undefined : placed[column]?.column.pivot?.(record)
    },
    open: (row) => {
      const record = rows[row]
      if (record !== undefined) onOpen(record)
    },
    reveal: ({ row, column }) => {
      virtual.scrollToIndex(row)
      document
        .getElementById(cellId(row, column))
        ?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    },
    elementOf: ({ row, column }) => document.getElementById(cellId(row, column)),
    hasFocus: () => scroller.current?.contains(document.activeElement) ?? false,
    takeFocus: () => grid.current?.focus({ preventScroll: true }),
  })

  // Where rows change their height, the marked row stays where it is, or else the row at the top.
  const drawnHeight = useRef(rowHeight)
  const markedRow = marked?.row
  useLayoutEffect(() => {
    const element = scroller.current
    const before = drawnHeight.current
    if (element === null || before === rowHeight) return
    drawnHeight.current = rowHeight
    const below = (row: number) => row * before - element.scrollTop
    const inSight =
      markedRow !== undefined && below(markedRow) >= 0 && below(markedRow) < element.clientHeight
    const kept = inSight ? markedRow : element.scrollTop / before
    const offset = below(kept)
    virtual.measure()
    element.scrollTop = kept * rowHeight - offset
  }, [rowHeight, markedRow, virtual])

  const lastDrawn = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (
      hasMore &&
      !loadingMore &&
      !loadFailed &&
      !stale &&
      rows.length > 0 &&
      lastDrawn >= rows.length - 20
    ) {
      loadMore()
    }
  }, [hasMore, loadingMore, loadFailed, stale, rows.length, lastDrawn, loadMore])

  const lines = linesOf(layout)
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      data-stale={stale || undefined}
      data-stacked={lines > 1 || undefined}
      style={
        {
          '--tracks': templateOf(layout),
          '--lines': lines,
          '--least': `${leastWidth(layout)}rem`,
        } as CSSProperties
      }
    >
      <div
        ref={grid}
        className={classes.grid}
        role="grid"
        aria-label={label}
        aria-rowcount={hasMore ? -1 : rows.length + 1}
        aria-colcount={placed.length}
        aria-activedescendant={marked && cellId(marked.row, marked.column)}
        aria-busy={stale}
        tabIndex={0}
        onFocus={(event) => {
          if (
            event.target === event.currentTarget &&
            marked === undefined &&
            rows.length > 0 &&
            event.currentTarget.matches(':focus-visible')
          ) {
            mark({ row: 0, column: 0 })
          }
        }}
      >
        <div className={classes.head} role="row" aria-rowindex={1}>
          {placed.map(({ column, align, place, gridColumn, gridRow }) => (
            <div
              key={column.key}
              role="columnheader"
              aria-sort={column.sorted}
              className={classes.heading}
              data-align={align}
              data-place={place}
              data-first={gridColumn === 1 || undefined}
              style={{ gridColumn, gridRow }}
            >
              {column.header}
            </div>
          ))}
        </div>
        <div role="rowgroup" className={classes.body} style={{ height: rows.length * rowHeight }}>
          {items.map((item) => {
            const record = rows[item.index]
            if (record === undefined) return null
            const key = keyOf(record)
            return (
              <div
                key={key}
                role="row"
                aria-rowindex={item.index + 2}
                aria-selected={key === chosen}
                className={classes.row}
                data-chosen={key === chosen || undefined}
                data-marked={marked?.row === item.index || undefined}
                style={{ height: item.size, transform: `translateY(${item.start}px)` }}
                onClick={() => {
                  if ((window.getSelection()?.toString() ?? '') !== '') return
                  mark({ row: item.index, column: marked?.column ?? 0 })
                  onOpen(record)
                }}
              >
                {placed.map(({ column, align, place, gridColumn, gridRow }, at) => (
                  <div
                    key={column.key}
                    id={cellId(item.index, at)}
                    role="gridcell"
                    className={classes.cell}
                    data-align={align}
                    data-place={place}
                    data-first={gridColumn === 1 || undefined}
                    style={{ gridColumn, gridRow }}
                    data-marked={(marked?.row === item.index && marked.column === at) || undefined}
                  >
                    {column.cell(record)}
                  </div>
                ))}
              </div>
            )
          })}
        </div>
      </div>
      <div className={classes.foot}>
        {foot}
        <span>
          {formatCount(rows.length)}{' '}
          {hasMore ? 'shown' : rows.length === 1 ? 'row, the only one' : 'rows, all of them'}
        </span>
        {loadFailed && <span className={classes.failed}>More could not be loaded.</span>}
        {hasMore && (
          <Button variant="subtle" size="compact-xs" loading={loadingMore} onClick={loadMore}>
            Load more
          </Button>
        )}
      </div>
    </div>
  )
}
