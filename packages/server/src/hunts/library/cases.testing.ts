import type { Level, Subject } from '@spoor/model'
import { at, type Columns } from '../made-records.testing.js'

/** What one hunt finds and what it leaves alone. */
export interface Case {
  readonly hunt: string
  readonly subject: Subject
  /** Records that make one finding, and what it must say. */
  readonly matches: readonly {
    readonly name: string
    readonly rows: () => Columns[]
    readonly level: Level
    readonly why: string
  }[]
  /** Records that make none. */
  readonly misses: Readonly<Record<string, () => Columns[]>>
}

/** What policy allows is no finding, whatever else is true of it. */
export const authorised = { verdict: 'authorised' }

/** `times` records, so many seconds apart. */
export function every(
  seconds: number,
  times: number,
  make: (columns: Columns) => Columns,
  columns: Columns = {},
): Columns[] {
  return Array.from({ length: times }, (_, i) =>
    make({ ...columns, start_time: at('10:00:00', i * seconds) }),
  )
}
