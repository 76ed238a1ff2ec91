import type { QuerySubject } from '@spoor/model'
import type { ReactNode } from 'react'
import { HostileText, hostileTitle } from '../hostile/hostile-text.js'
import { usePivots } from './pivot-context.js'
import classes from './pivot.module.css'

/** Characters of a value that a table shows; the whole is in the value's menu. */
export const MOST_SHOWN = 160

/**
 * A value that is a pivot: a press opens its menu.
 *
 * @param children what to show in place of the value's own text, such as a badge.
 */
export function PivotValue({
  subject,
  field,
  value,
  children,
  most = MOST_SHOWN,
  tabbable = true,
}: {
  subject: QuerySubject
  field: string
  /** Undefined stands for "has no value". */
  value: string | undefined
  children?: ReactNode
  most?: number
  /** False inside grids, which have keys of their own. */
  tabbable?: boolean
}) {
  const pivots = usePivots()
  return (
    <button
      type="button"
      className={children === undefined ? `${classes.pivot} ${classes.mono}` : classes.pivot}
      tabIndex={tabbable ? 0 : -1}
      title={
        children === undefined && value !== undefined
          ? `${field}: ${hostileTitle(value)}`
          : undefined
      }
      aria-haspopup="menu"
      onClick={(event) => {
        event.stopPropagation()
        pivots.open({ subject, field, value }, event.currentTarget)
      }}
    >
      {children ?? <HostileText value={value ?? ''} most={most} />}
    </button>
  )
}
