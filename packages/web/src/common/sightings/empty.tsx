import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { EmptyState } from '../state/states.js'
import { ALL_DATA } from '../time/range.js'
import { useNow } from '../url/asked.js'
import { useUpdateView, useView } from '../url/use-view.js'
import { beginsAfter, weekBefore } from './as-of.js'
import { isNarrowed, UNNARROWED } from './filter.js'
import classes from './sightings.module.css'

/** An empty list: why it may be, and what to do next. */
export function NothingNew({ title, children }: { title: string; children: ReactNode }) {
  const view = useView()
  const update = useUpdateView()
  const now = useNow()
  const { from, as_of: asOf } = view
  if (asOf !== undefined && beginsAfter(from, asOf, now)) {
    return (
      <EmptyState
        title="The time range begins after that date"
        action={
          <Button onClick={() => update(weekBefore(asOf, now))}>Show the week before it</Button>
        }
      >
        <p>What was known then cannot have been seen later.</p>
      </EmptyState>
    )
  }
  return (
    <EmptyState title={isNarrowed(view) ? `${title} of this kind` : `${title} in this time range`}>
      <p>{children}</p>
      <div className={classes.ways}>
        {isNarrowed(view) && (
          <Button variant="default" onClick={() => update({ ...UNNARROWED, as_of: asOf })}>
            Show all kinds, from all hosts
          </Button>
        )}
        {view.network !== undefined && (
          <Button variant="default" onClick={() => update({ network: undefined })}>
            All networks
          </Button>
        )}
        {from !== ALL_DATA.from && (
          <Button onClick={() => update({ ...ALL_DATA })}>Show all data</Button>
        )}
      </div>
    </EmptyState>
  )
}
