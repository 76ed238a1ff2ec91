import type { QuerySubject } from '@spoor/model'
import { createContext, useContext } from 'react'

/** A value somewhere on the page, and what it is a value of. */
export interface Pivot {
  readonly subject: QuerySubject
  readonly field: string
  /** Undefined stands for "has no value". */
  readonly value: string | undefined
}

/** What a pivot can do to the question. */
export type PivotAct = 'include' | 'exclude' | 'only'

export interface Pivots {
  /** Opens the menu of a value beside an element. */
  readonly open: (pivot: Pivot, anchor: Element) => void
  /** Changes the question at once. */
  readonly act: (pivot: Pivot, act: PivotAct) => void
}

export const PivotContext = createContext<Pivots | undefined>(undefined)

export function usePivots(): Pivots {
  const pivots = useContext(PivotContext)
  if (pivots === undefined) throw new Error('PivotProvider is missing above this component.')
  return pivots
}
