import { Button, Skeleton } from '@mantine/core'
import { IconAlertCircle, IconMoodSearch } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { ApiError } from '../api/client.js'
import classes from './states.module.css'

/** Something could not be had: what, why, and a way to try again. */
export function ErrorState({
  error,
  retry,
  small = false,
}: {
  error: unknown
  retry?: () => void
  /** One line, for places beside one that says it whole. */
  small?: boolean
}) {
  const message = error instanceof Error ? error.message : String(error)
  const refused = error instanceof ApiError && error.problems.length > 0
  if (small) {
    return (
      <p className={classes.small}>
        {refused ? 'The question has a mistake.' : message}{' '}
        {retry !== undefined && !refused && (
          <button type="button" className={classes.again} onClick={retry}>
            Try again
          </button>
        )}
      </p>
    )
  }
  return (
    <div className={classes.state} role="alert">
      <IconAlertCircle size="1.5rem" stroke={1.5} className={classes.bad} aria-hidden />
      <strong>{refused ? 'The question has a mistake' : 'This could not be loaded'}</strong>
      <p>{message}</p>
      {retry !== undefined && !refused && (
        <Button variant="default" onClick={retry}>
          Try again
        </Button>
      )}
    </div>
  )
}

/** What was asked was cancelled by the person who asked. */
export function CancelledState({ retry }: { retry: () => void }) {
  return (
    <div className={classes.state}>
      <strong>Cancelled</strong>
      <Button variant="default" onClick={retry}>
        Ask again
      </Button>
    </div>
  )
}

/** Whether a query has neither an answer nor anything under way: a person cancelled it. */
export function isCancelled(query: { isPending: boolean; fetchStatus: string }): boolean {
  return query.isPending && query.fetchStatus === 'idle'
}

/** Nothing to show: says so, and what to do next. */
export function EmptyState({
  title,
  children,
  icon,
  action,
}: {
  title: string
  children?: ReactNode
  icon?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className={classes.state}>
      {icon ?? <IconMoodSearch size="1.5rem" stroke={1.5} className={classes.quiet} aria-hidden />}
      <strong>{title}</strong>
      {children !== undefined && <div className={classes.text}>{children}</div>}
      {action}
    </div>
  )
}

const WIDTHS = [92, 78, 85, 70, 88, 64, 81]

/** Lines of the height that the answer will have. */
export function RowsSkeleton({ rows = 8, height = '1rem' }: { rows?: number; height?: string }) {
  return (
    <div className={classes.rows} aria-hidden="true">
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton
          key={index}
          height={height}
          width={`${WIDTHS[index % WIDTHS.length] ?? 80}%`}
          radius="sm"
        />
      ))}
    </div>
  )
}

/** A page before anything of it is known. */
export function PageSkeleton() {
  return (
    <div className="page" aria-busy="true" aria-label="Loading">
      <Skeleton height="1.5rem" width="12rem" />
      <Skeleton height="8rem" />
      <Skeleton height="20rem" />
    </div>
  )
}
