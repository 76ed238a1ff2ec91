import { NativeSelect, SegmentedControl } from '@mantine/core'
import type { Sighting } from '@spoor/model'
import { useCallback, useMemo } from 'react'
import { useSightingKinds, useSightings } from '../../common/api/sightings.js'
import { ExportList } from '../../common/sightings/export.js'
import { NothingNew } from '../../common/sightings/empty.js'
import { sightingsFilterOf } from '../../common/sightings/filter.js'
import { SightingsFilters } from '../../common/sightings/filters.js'
import { SightingsFrame } from '../../common/sightings/frame.js'
import { CancelledState, ErrorState, isCancelled, RowsSkeleton } from '../../common/state/states.js'
import { useAskedQuestion } from '../../common/url/asked.js'
import { useUpdateView, useView } from '../../common/url/use-view.js'
import { SightingDrawer } from './sighting-drawer.js'
import { SightingsTable } from './sightings-table.js'
import classes from './sightings-page.module.css'
import { pagingOf } from '../../common/table/paging.js'

/** Where values are new, and how rare they are. */
function ScopeAndRarity() {
  const { scope, most } = useView()
  const update = useUpdateView()
  return (
    <>
      <SegmentedControl
        size="xs"
        value={scope ?? 'network'}
        onChange={(value) =>
          update({
            scope: value === 'group' || value === 'host' ? value : undefined,
            id: undefined,
          })
        }
        data={[
          { value: 'network', label: 'New in the network' },
          { value: 'group', label: 'in a group' },
          { value: 'host', label: 'on a host' },
        ]}
        aria-label="New where"
      />
      <NativeSelect
        size="xs"
        aria-label="How rare"
        className={classes.rarity}
        value={most ?? ''}
        onChange={(event) => {
          const { value } = event.currentTarget
          update({ most: value === '' ? undefined : value, id: undefined })
        }}
        data={[
          { value: '', label: 'Any rarity' },
          { value: '1', label: '1 host only' },
          ...['3', '10', '100'].map((value) => ({ value, label: `≤ ${value} hosts` })),
          ...(most === undefined || ['1', '3', '10', '100'].includes(most)
            ? []
            : [{ value: most, label: `≤ ${most} hosts` }]),
        ]}
      />
    </>
  )
}

function Order() {
  const { order = 'newest' } = useView()
  const update = useUpdateView()
  return (
    <SegmentedControl
      size="xs"
      value={order}
      onChange={(value) =>
        update({ order: value === 'oldest' || value === 'rarest' ? value : undefined }, true)
      }
      data={[
        { value: 'newest', label: 'Newest' },
        { value: 'oldest', label: 'Oldest' },
        { value: 'rarest', label: 'Rarest' },
      ]}
      aria-label="Order"
    />
  )
}

/** What was never seen before: in the whole network, in a group, or on a host. */
export function SightingsPage() {
  const view = useView()
  const update = useUpdateView()
  const asked = useAskedQuestion()
  const filter = useMemo(() => sightingsFilterOf(view), [view])
  const kinds = useSightingKinds(asked, filter)
  const { kind, order: sort, scope = 'network' } = view
  const inScope = useMemo(
    () => kinds.data?.kinds.filter(({ scopes }) => scopes.includes(scope)),
    [kinds.data, scope],
  )
  const answer = useSightings(asked, { ...filter, kind, sort })
  const rows = useMemo(() => answer.data?.pages.flatMap((page) => page.rows) ?? [], [answer.data])
  const partial = answer.data?.pages.find((page) => page.completeness.partial)?.completeness
  const open = useCallback(
    (row: Sighting) => update({ id: row.id }, view.id !== undefined),
    [update, view.id],
  )
  const chosen = rows.find((row) => row.id === view.id)

  return (
    <SightingsFrame
      title="Sightings"
      kinds={inScope}
      counted
      kindsStale={kinds.isPlaceholderData}
      total={answer.data?.pages[0]?.total}
      partial={partial && (partial.reason ?? 'a limit cut the answer short.')}
      tools={
        <>
          <Order />
          <ExportList
            path="sightings"
            asked={{ from: asked.from, to: asked.to, ...filter, kind }}
          />
        </>
      }
      filters={
        <SightingsFilters>
          <ScopeAndRarity />
        </SightingsFilters>
      }
      drawer={
        chosen !== undefined && (
          <SightingDrawer
            key={chosen.id}
            sighting={chosen}
            close={() => update({ id: undefined }, true)}
          />
        )
      }
    >
      {answer.isError && rows.length === 0 ? (
        <ErrorState error={answer.error} retry={() => void answer.refetch()} />
      ) : isCancelled(answer) ? (
        <CancelledState retry={() => void answer.refetch()} />
      ) : answer.isPending ? (
        <RowsSkeleton rows={12} />
      ) : rows.length === 0 ? (
        <NothingNew title="Nothing new">
          Every value here was seen before this time range, or other kinds and scopes have some.
        </NothingNew>
      ) : (
        <SightingsTable sightings={rows} chosen={view.id} open={open} {...pagingOf(answer)} />
      )}
    </SightingsFrame>
  )
}
