import type { ReactNode } from 'react'
import type { Pivot } from '../pivot/pivot-context.js'

/** A column of a data table. */
export interface Column<Record> {
  readonly key: string
  readonly header: ReactNode
  /** Least width in rem. */
  readonly width: number
  /** Share of what is left over; 0 keeps the least width. */
  readonly grow?: number
  readonly align?: 'end'
  /** Whether the rows come by this column, and which end first. */
  readonly sorted?: 'ascending' | 'descending'
  readonly cell: (record: Record) => ReactNode
  /** The value that `i`, `x`, `o` and Space act on. */
  readonly pivot?: (record: Record) => Pivot | undefined
}
