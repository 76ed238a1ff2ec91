import { Button, SegmentedControl, Skeleton } from '@mantine/core'
import { useCallback, useMemo } from 'react'
import { useHunts } from '../../common/api/hunts.js'
import { formatCount } from '../../common/bytes/format.js'
import { useSeenKinds } from '../../common/hunts/seen-kinds.js'
import { EmptyState, ErrorState, RowsSkeleton } from '../../common/state/states.js'
import { useAskedQuestion } from '../../common/url/asked.js'
import { useUpdateView, useView } from '../../common/url/use-view.js'
import { Categories } from './categories.js'
import { CoverageView } from './coverage-view.js'
import { Filters, UNFILTERED } from './filters.js'
import { HuntDrawer } from './hunt-drawer.js'
import { HuntList } from './hunt-list.js'
import { NewHunt, useDroppedHunt } from './new-hunt.js'
import { Wrong } from './wrong.js'
import { filterHunts, neededKinds, shelvesOf } from './library.js'
import { usePinned } from './pinned.js'
import classes from './hunts.module.css'

function NoHunts({ total }: { total: number }) {
  const { found, category } = useView()
  const update = useUpdateView()
  if (total === 0) {
    return <EmptyState title="No hunts">This Spoor came without its library of hunts.</EmptyState>
  }
  if (category === 'own') {
    return (
      <EmptyState title="No hunts of your own here">
        <p>
          Ask something in Explorer, Transfers or Sessions and press “New hunt…”, or drop a Sigma
          file here.
        </p>
        <div className={classes.buttons}>
          <Button variant="default" onClick={() => update(UNFILTERED)}>
            Show all hunts
          </Button>
        </div>
      </EmptyState>
    )
  }
  return (
    <EmptyState title="No hunt of this kind">
      <p>
        {found === undefined
          ? 'Other words, levels or categories may have some.'
          : 'Hunts of this kind found nothing in this time range.'}
      </p>
      <div className={classes.buttons}>
        {found !== undefined && (
          <Button onClick={() => update({ found: undefined })}>Also without findings</Button>
        )}
        <Button variant="default" onClick={() => update(UNFILTERED)}>
          Show all hunts
        </Button>
      </div>
    </EmptyState>
  )
}

/** The questions that Spoor asks by itself: what each asks, why, and what it found. */
export function HuntsPage() {
  const view = useView()
  const update = useUpdateView()
  const answer = useHunts(useAskedQuestion())
  const { pinned, toggle } = usePinned()
  const seen = useSeenKinds()
  const hunts = useMemo(() => answer.data?.hunts ?? [], [answer.data])
  const { find, category, technique, needs, found, level, show, id } = view
  const elsewhere = useMemo(
    () => filterHunts(hunts, { find, technique, needs, found, level }),
    [hunts, find, technique, needs, found, level],
  )
  const shown = useMemo(
    () => (category === undefined ? elsewhere : filterHunts(elsewhere, { category })),
    [elsewhere, category],
  )
  const shelves = useMemo(() => shelvesOf(elsewhere), [elsewhere])
  const kinds = useMemo(() => neededKinds(hunts).map(({ kind }) => kind), [hunts])
  const close = useCallback(() => {
    // The focus goes back to the row, not to nowhere.
    document.querySelector<HTMLElement>(`#hunt-list [aria-current="true"]`)?.focus()
    update({ id: undefined }, true)
  }, [update])
  const attack = show === 'attack'
  const { dropping, problem, drop } = useDroppedHunt()
  const finding = shown.filter(({ findings }) => findings > 0).length

  return (
    <div
      className={classes.page}
      data-open={id !== undefined || undefined}
      data-dropping={dropping || undefined}
      {...drop}
    >
      {!attack && <Categories shelves={shelves} chosen={category} />}
      <div className={classes.middle}>
        <div className={classes.tools}>
          <h1 className="page-title">Hunts</h1>
          <span className="dim" aria-live="polite">
            {answer.data === undefined ? (
              <Skeleton width="12rem" height="1rem" />
            ) : attack ? (
              `${formatCount(hunts.length)} hunts`
            ) : (
              `${formatCount(shown.length)}${shown.length === hunts.length ? '' : ` of ${formatCount(hunts.length)}`} hunts, ${formatCount(finding)} with findings in this time range`
            )}
          </span>
          <NewHunt />
          <SegmentedControl
            className={classes.views}
            size="xs"
            value={attack ? 'attack' : 'library'}
            onChange={(value) =>
              update({ show: value === 'attack' ? 'attack' : undefined, id: undefined })
            }
            data={[
              { value: 'library', label: 'Library' },
              { value: 'attack', label: 'ATT&CK' },
            ]}
            aria-label="Hunts as"
          />
        </div>
        {problem !== undefined && (
          <p className={`card ${classes.wrong}`} role="alert">
            {problem}
          </p>
        )}
        <Wrong problems={answer.data?.problems ?? []} />
        {!attack && <Filters kinds={kinds} />}
        {answer.isError && answer.data === undefined ? (
          <ErrorState error={answer.error} retry={() => void answer.refetch()} />
        ) : answer.data === undefined ? (
          <RowsSkeleton rows={16} />
        ) : attack ? (
          <CoverageView hunts={hunts} />
        ) : (
          <section
            className={`card ${classes.sheet}`}
            data-stale={answer.isPlaceholderData || undefined}
          >
            {shown.length === 0 ? (
              <NoHunts total={hunts.length} />
            ) : (
              <HuntList hunts={shown} chosen={id} pinned={pinned} toggle={toggle} seen={seen} />
            )}
          </section>
        )}
      </div>
      {id !== undefined && answer.data !== undefined && (
        <HuntDrawer
          key={id}
          hunt={hunts.find((hunt) => hunt.id === id)}
          hunts={hunts}
          pinned={pinned.includes(id)}
          toggle={toggle}
          seen={seen}
          close={close}
        />
      )}
    </div>
  )
}
