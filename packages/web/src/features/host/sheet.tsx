import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { formatCount } from '../../common/bytes/format.js'
import { CancelledState, ErrorState, isCancelled, RowsSkeleton } from '../../common/state/states.js'
import { ALL_DATA } from '../../common/time/range.js'
import { useUpdateView, useView } from '../../common/url/use-view.js'
import classes from './host.module.css'

/** A list of the host: how much of it the time range shows, the way to its own page, and the rows. */
export function Sheet({
  label,
  total,
  ranged = true,
  tools,
  children,
}: {
  label: string
  /** How many there are in all, whatever the time range; absent while they are counted. */
  total: number | undefined
  /** Whether the time range of the page narrows it. */
  ranged?: boolean
  tools?: ReactNode
  children: ReactNode
}) {
  const { from, to } = useView()
  const update = useUpdateView()
  const everything = from === ALL_DATA.from && (to ?? '') === ''
  return (
    <section className={`card ${classes.sheet}`} aria-label={label}>
      <div className={classes.tools}>
        <span className="dim">
          {ranged && !everything
            ? `${label} in this time range${total === undefined ? '' : `; ${formatCount(total)} in all`}`
            : total === undefined
              ? label
              : `${formatCount(total)} in all`}
        </span>
        {ranged && !everything && (
          <Button variant="subtle" size="compact-xs" onClick={() => update({ ...ALL_DATA })}>
            Show all data
          </Button>
        )}
        <span className={classes.end}>{tools}</span>
      </div>
      {children}
    </section>
  )
}

/** What stands in the place of rows while there are none to show; undefined once there is an answer. */
export function waiting(query: {
  readonly isError: boolean
  readonly isPending: boolean
  readonly fetchStatus: string
  readonly error: unknown
  readonly data: unknown
  readonly refetch: () => unknown
}): ReactNode {
  const retry = () => void query.refetch()
  if (query.isError && query.data === undefined) {
    return <ErrorState error={query.error} retry={retry} />
  }
  if (isCancelled(query)) return <CancelledState retry={retry} />
  return query.isPending ? <RowsSkeleton rows={10} /> : undefined
}
