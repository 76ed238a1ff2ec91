import { Outlet } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useStatus } from '../common/api/queries.js'
import { PivotProvider } from '../common/pivot/pivot-provider.js'
import { QueryBar } from '../common/query/query-bar.js'
import { ErrorState, PageSkeleton } from '../common/state/states.js'
import { defaultRange } from '../common/time/range.js'
import { AskingProvider } from '../common/url/asked.js'
import { usePage, useUpdateView, useView } from '../common/url/use-view.js'
import { HelpButton } from './help.js'
import { Nav, placeName } from './nav.js'
import { SchemeSwitch } from './scheme-switch.js'
import classes from './shell.module.css'

/** The page below the bar, once it is known which range to ask for. */
function Place() {
  const view = useView()
  const update = useUpdateView()
  const status = useStatus()
  const lastEvent = status.data?.events.last
  const rangeMissing = view.from === undefined

  // The URL always states the range, so that a link shows the same view later.
  useEffect(() => {
    if (rangeMissing && lastEvent !== undefined) {
      update({ ...defaultRange(lastEvent, Date.now()) }, true)
    }
  }, [rangeMissing, lastEvent, update])

  if (!rangeMissing) return <Outlet />
  if (status.isError) {
    return <ErrorState error={status.error} retry={() => void status.refetch()} />
  }
  return <PageSkeleton />
}

/** Frame of every page: places on the left, the question above, the page below it. */
export function Shell() {
  const status = useStatus()
  const name = placeName(usePage())
  useEffect(() => {
    document.title = name === undefined ? 'Spoor' : `${name} · Spoor`
  }, [name])
  return (
    <AskingProvider>
      <PivotProvider>
        <div className={classes.shell}>
          <a className={classes.skip} href="#page">
            Skip to the page
          </a>
          <Nav />
          <div className={classes.main}>
            <header className={classes.top}>
              <QueryBar
                end={
                  <>
                    <SchemeSwitch />
                    <HelpButton />
                  </>
                }
              />
            </header>
            {status.data?.notice !== undefined && (
              <p className={classes.notice} role="note" aria-label="Notice of this Spoor">
                {status.data.notice}
              </p>
            )}
            <main id="page" className={classes.page} tabIndex={-1}>
              <Place />
            </main>
          </div>
        </div>
      </PivotProvider>
    </AskingProvider>
  )
}
