import type { Outlier } from '@spoor/model'
import { useCallback, useMemo } from 'react'
import { useOutliers, useSightingKinds } from '../../common/api/sightings.js'
import { NothingNew } from '../../common/sightings/empty.js'
import { ExportList } from '../../common/sightings/export.js'
import { narrowingOf } from '../../common/sightings/filter.js'
import { SightingsFilters } from '../../common/sightings/filters.js'
import { SightingsFrame } from '../../common/sightings/frame.js'
import { CancelledState, ErrorState, isCancelled, RowsSkeleton } from '../../common/state/states.js'
import { useAskedQuestion } from '../../common/url/asked.js'
import { useUpdateView, useView } from '../../common/url/use-view.js'
import { OutlierDrawer } from './outlier-drawer.js'
import { OutliersTable } from './outliers-table.js'
import { pagingOf } from '../../common/table/paging.js'

/** What hosts did for the first time in this part of the day and week. */
export function OutliersPage() {
  const view = useView()
  const update = useUpdateView()
  const asked = useAskedQuestion()
  const filter = useMemo(() => narrowingOf(view), [view])
  const kinds = useSightingKinds(asked, filter)
  const withParts = useMemo(
    () => kinds.data?.kinds.filter(({ outliers }) => outliers),
    [kinds.data],
  )
  const { kind } = view
  const answer = useOutliers(asked, { ...filter, kind })
  const rows = useMemo(() => answer.data?.pages.flatMap((page) => page.rows) ?? [], [answer.data])
  const partial = answer.data?.pages.find((page) => page.completeness.partial)?.completeness
  const open = useCallback(
    (row: Outlier) => update({ id: row.id }, view.id !== undefined),
    [update, view.id],
  )
  const chosen = rows.find((row) => row.id === view.id)

  return (
    <SightingsFrame
      title="Outliers"
      kinds={withParts}
      counted={false}
      kindsStale={kinds.isPlaceholderData}
      total={answer.data?.pages[0]?.total}
      partial={partial && (partial.reason ?? 'a limit cut the answer short.')}
      tools={
        <ExportList path="outliers" asked={{ from: asked.from, to: asked.to, ...filter, kind }} />
      }
      filters={<SightingsFilters />}
      drawer={
        chosen !== undefined && (
          <OutlierDrawer
            key={chosen.id}
            outlier={chosen}
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
        <NothingNew title="Nothing unusual">
          Hosts did nothing here in a part of the day and week that was new to them. A host must be
          known for some days before a part can be unusual.
        </NothingNew>
      ) : (
        <OutliersTable outliers={rows} chosen={view.id} open={open} {...pagingOf(answer)} />
      )}
    </SightingsFrame>
  )
}
