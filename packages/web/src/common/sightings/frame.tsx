import { Skeleton } from '@mantine/core'
import type { SightingKind } from '@spoor/model'
import type { ReactNode } from 'react'
import { formatCount } from '../bytes/format.js'
import { FactsLag } from '../state/facts-lag.js'
import { useView } from '../url/use-view.js'
import { AsOfBanner } from './as-of-banner.js'
import { KindLearning } from './learning.js'
import { Kinds } from './kinds.js'
import classes from './sightings.module.css'
import { SightingsTabs } from './tabs.js'

/** What sightings and outliers share: kinds at the left, filters above, the list, details. */
export function SightingsFrame({
  title,
  kinds,
  counted,
  kindsStale,
  total,
  partial,
  tools,
  filters,
  children,
  drawer,
}: {
  title: string
  kinds: readonly SightingKind[] | undefined
  /** Whether the kinds' totals are those of this list. */
  counted: boolean
  kindsStale: boolean
  /** Rows of the list, shown or not. */
  total: number | undefined
  /** Why the list is not whole, if it is not. */
  partial: string | undefined
  tools: ReactNode
  filters: ReactNode
  children: ReactNode
  drawer: ReactNode
}) {
  const { kind: chosen } = useView()
  const kind = kinds?.find((one) => one.kind === chosen)
  return (
    <div className={classes.page} data-open={Boolean(drawer) || undefined}>
      <Kinds kinds={kinds} counted={counted} stale={kindsStale} />
      <div className={classes.middle}>
        <div className={classes.tools}>
          <h1 className="page-title">{title}</h1>
          <span className="dim" aria-live="polite">
            {total === undefined ? (
              <Skeleton width="9rem" height="1rem" />
            ) : (
              `${partial === undefined ? '' : '≥ '}${formatCount(total)} in this time range`
            )}
          </span>
          {partial !== undefined && <span className={classes.partial}>Partial: {partial}</span>}
          <FactsLag />
          <SightingsTabs />
          {tools}
        </div>
        {filters}
        {chosen !== undefined && (
          <div className={classes.chosen}>
            <b className={classes.name}>{kind?.title ?? chosen}</b>
            {kind !== undefined && (
              <>
                <span className="dim">{kind.description}</span>
                <KindLearning key={kind.kind} kind={kind} />
                {kind.full_hosts > 0 && (
                  <span className={classes.partial}>
                    {formatCount(kind.full_hosts)} host{kind.full_hosts === 1 ? ' has' : 's have'}{' '}
                    more values than are kept: what is new on{' '}
                    {kind.full_hosts === 1 ? 'it' : 'them'} may be missing.
                  </span>
                )}
              </>
            )}
          </div>
        )}
        <AsOfBanner />
        <section className={`card ${classes.sheet}`}>{children}</section>
      </div>
      {drawer}
    </div>
  )
}
