import { CloseButton } from '@mantine/core'
import { useEffect, useRef, type ReactNode } from 'react'
import { useKeys } from '../keys/use-keys.js'
import classes from './records.module.css'

/** Details beside the list, so that the list stays. */
export function Drawer({
  label,
  title,
  onClose,
  children,
}: {
  label: string
  title: ReactNode
  onClose: () => void
  children: ReactNode
}) {
  const place = useRef<HTMLElement>(null)
  useKeys({ Escape: onClose })
  // When it goes, the focus goes back to the table, not to nowhere.
  useEffect(() => {
    const drawer = place.current
    return () => {
      if (drawer?.contains(document.activeElement)) {
        document.querySelector<HTMLElement>('[role="grid"]')?.focus({ preventScroll: true })
      }
    }
  }, [])
  return (
    <aside ref={place} className={classes.drawer} aria-label={label}>
      <div className={classes['drawer-head']}>
        <div>{title}</div>
        <CloseButton
          size="sm"
          onClick={onClose}
          aria-label="Close the details"
          title="Close (Esc)"
        />
      </div>
      <div className={classes['drawer-body']} tabIndex={-1}>
        {children}
      </div>
    </aside>
  )
}
