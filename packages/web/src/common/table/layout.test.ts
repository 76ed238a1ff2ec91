import { describe, expect, it } from 'vitest'
import type { Column } from './column.js'
import {
  fittingLayout,
  leastWidth,
  linesOf,
  placedColumns,
  sideBySide,
  templateOf,
  type Layout,
} from './layout.js'

const column = (key: string, width: number, extra: Partial<Column<unknown>> = {}) => ({
  key,
  header: key,
  width,
  cell: () => key,
  ...extra,
})

const COLUMNS = [
  column('time', 8),
  column('client', 9, { align: 'end' }),
  column('server', 9),
  column('file', 12, { grow: 2 }),
]

const WIDE = sideBySide(COLUMNS, 2)
const STACKED: Layout = {
  height: 3,
  tracks: [
    { keys: ['time'], width: 5 },
    { keys: ['client', 'server'], width: 10, grow: 1 },
  ],
}

const places = (layout: Layout) =>
  placedColumns(COLUMNS, layout).map(({ column: { key }, align, place, gridColumn, gridRow }) =>
    [key, align ?? 'start', place, gridColumn, gridRow].join(' '),
  )

describe('the layout of a table', () => {
  it.each([
    [100, WIDE],
    [38, WIDE],
    [37.9, STACKED],
    [15, STACKED],
    [1, STACKED],
  ])('is the first that fits into %s rem', (width, layout) => {
    expect(fittingLayout([WIDE, STACKED], width)).toBe(layout)
  })

  it('puts columns beside each other', () => {
    expect(leastWidth(WIDE)).toBe(38)
    expect(linesOf(WIDE)).toBe(1)
    expect(templateOf(WIDE)).toBe('8rem 9rem 9rem minmax(12rem, 2fr)')
    expect(places(WIDE)).toEqual([
      'time start alone 1 1 / -1',
      'client end alone 2 1 / -1',
      'server start alone 3 1 / -1',
      'file start alone 4 1 / -1',
    ])
  })

  it('puts columns below each other, and leaves out what it does not name', () => {
    expect(linesOf(STACKED)).toBe(2)
    expect(templateOf(STACKED)).toBe('5rem minmax(10rem, 1fr)')
    expect(places(STACKED)).toEqual([
      'time start alone 1 1 / -1',
      'client start top 2 1',
      'server start bottom 2 2',
    ])
  })
})
