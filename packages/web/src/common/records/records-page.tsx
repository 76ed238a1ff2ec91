import { ActionIcon, Button, SegmentedControl } from '@mantine/core'
import { IconAlertTriangle, IconChartBarPopular } from '@tabler/icons-react'
import type { Row, Subject } from '@spoor/model'
import { useMediaQuery } from '@mantine/hooks'
import { useCallback, useMemo, type ComponentType, type ReactNode } from 'react'
import { useHistogram, useRecords } from '../api/queries.js'
import { formatCount } from '../bytes/format.js'
import { Histogram } from '../chart/histogram.js'
import {
  CancelledState,
  EmptyState,
  ErrorState,
  isCancelled,
  RowsSkeleton,
} from '../state/states.js'
import type { Column } from '../table/column.js'
import type { Layout } from '../table/layout.js'
import { DataTable } from '../table/data-table.js'
import { TopValues } from '../top-values/top-values.js'
import { ALL_DATA } from '../time/range.js'
import { useAskedQuestion } from '../url/asked.js'
import { useUpdateView, useView } from '../url/use-view.js'
import { ExportMenu } from './export-menu.js'
import { HostsButton } from './hosts-button.js'
import { NewHuntButton } from './new-hunt-button.js'
import classes from './records.module.css'
import { textOf } from './values.js'

/** What the details of a record are given. */
export interface RecordDetails {
  readonly id: string
  /** Time of the record, if the URL has it. */
  readonly at: string | undefined
  readonly close: () => void
}

/** What a page of records is made of. */
export interface RecordsPage {
  readonly subject: Subject
  readonly title: string
  /** Field that is the id of a record. */
  readonly idField: string
  readonly columns: readonly Column<Row>[]
  /** For where the columns do not fit beside each other, the widest first. */
  readonly narrower?: readonly Layout[]
  /** Fields that the columns need. */
  readonly fields: readonly string[]
  /** Fields of an export of what is shown. */
  readonly exported: readonly string[]
  /** Fields of the top-values panel, unless others are chosen. */
  readonly usualTop: readonly string[]
  /** Field by which the histogram is split. */
  readonly by: string
  readonly colourOf?: (value: string) => string | undefined
  /** Tools above the table. */
  readonly tools?: ReactNode
  /** Details of one record. */
  readonly details: ComponentType<RecordDetails>
  /** What to do when nothing matches and the question is empty. */
  readonly whenNone: string
}

function NothingMatches({ whenNone }: { whenNone: string }) {
  const view = useView()
  const update = useUpdateView()
  const everything = view.from === ALL_DATA.from
  return (
    <EmptyState title={view.q ? 'Nothing matches the question' : 'Nothing in this time range'}>
      <p>
        {view.q
          ? 'Loosen a chip, or look at a longer time.'
          : everything
            ? whenNone
            : 'There may be data at other times.'}
      </p>
      <div
        style={{ display: 'flex', gap: '0.5rem', justifyContent: 'center', marginTop: '0.75rem' }}
      >
        {!everything && <Button onClick={() => update({ ...ALL_DATA })}>Show all data</Button>}
        {view.q !== undefined && (
          <Button variant="default" onClick={() => update({ q: undefined })}>
            Clear the question
          </Button>
        )}
      </div>
    </EmptyState>
  )
}

/** How many match, and whether that is the whole truth. */
function Total({ subject, by }: { subject: Subject; by: string }) {
  const answer = useHistogram(subject, useAskedQuestion(), by)
  if (answer.data === undefined) return <span className={classes.total}>&nbsp;</span>
  const { total, completeness } = answer.data
  return (
    <span className={classes.total} aria-live="polite">
      {completeness.partial && '≥ '}
      {total === 0 ? 'none match' : `${formatCount(total)} match${total === 1 ? 'es' : ''}`}
    </span>
  )
}

/** Explorer, Transfers and Sessions: values on the left, records in the middle, details on the right. */
export function RecordsPage(page: RecordsPage) {
  const { subject, idField, columns, fields } = page
  const view = useView()
  const update = useUpdateView()
  const asked = useAskedQuestion()
  const wide = useMediaQuery('(min-width: 76rem)', true, { getInitialValueInEffect: false })
  const order = view.order === 'oldest' ? 'oldest' : 'newest'
  const records = useRecords(subject, asked, fields, order)
  const rows = useMemo(() => records.data?.pages.flatMap((one) => one.rows) ?? [], [records.data])
  const completeness = records.data?.pages.find((one) => one.completeness.partial)?.completeness

  const by = view.by ?? page.by
  const panel = view.top === 'none' ? false : view.top !== undefined || wide
  const close = useCallback(() => update({ id: undefined, at: undefined }, true), [update])
  const open = useCallback(
    // The first opens a new entry of the browser's history, so that Back closes the details.
    (row: Row) =>
      update({ id: textOf(row, idField), at: textOf(row, '@timestamp') }, view.id !== undefined),
    [update, idField, view.id],
  )
  const { fetchNextPage } = records
  const loadMore = useCallback(() => void fetchNextPage({ cancelRefetch: false }), [fetchNextPage])

  return (
    <div className={classes.page}>
      {panel && (
        <div className={classes.facets}>
          <TopValues subject={subject} usual={page.usualTop} by={by} />
        </div>
      )}
      <div className={classes.middle}>
        <Histogram subject={subject} by={by} colourOf={page.colourOf} />
        <section className={`card ${classes.sheet}`}>
          <div className={classes.tools}>
            <ActionIcon
              size="sm"
              variant={panel ? 'light' : 'subtle'}
              onClick={() => update({ top: panel ? 'none' : page.usualTop.join(',') }, true)}
              aria-label={panel ? 'Hide top values' : 'Show top values'}
              title={panel ? 'Hide top values' : 'Show top values'}
            >
              <IconChartBarPopular size="0.95rem" stroke={1.6} style={{ rotate: '90deg' }} />
            </ActionIcon>
            <h1>{page.title}</h1>
            <Total subject={subject} by={by} />
            {completeness !== undefined && (
              <span className={classes.partial}>
                <IconAlertTriangle size="0.9rem" aria-hidden />
                Partial: {completeness.reason ?? 'a limit cut the answer short.'}
              </span>
            )}
            {page.tools}
            <SegmentedControl
              size="xs"
              value={order}
              onChange={(value) =>
                update({ order: value === 'oldest' ? 'oldest' : undefined }, true)
              }
              data={[
                { value: 'newest', label: 'Newest' },
                { value: 'oldest', label: 'Oldest' },
              ]}
              aria-label="Order"
            />
            <HostsButton subject={subject} />
            <NewHuntButton subject={subject} />
            <ExportMenu subject={subject} fields={page.exported} />
          </div>
          {records.isError && rows.length === 0 ? (
            <ErrorState error={records.error} retry={() => void records.refetch()} />
          ) : isCancelled(records) ? (
            <CancelledState retry={() => void records.refetch()} />
          ) : records.isPending ? (
            <RowsSkeleton rows={14} />
          ) : rows.length === 0 ? (
            <NothingMatches whenNone={page.whenNone} />
          ) : (
            <DataTable
              label={page.title}
              columns={columns}
              rows={rows}
              keyOf={(row) => textOf(row, idField)}
              chosen={view.id}
              onOpen={open}
              hasMore={records.hasNextPage}
              loadingMore={records.isFetchingNextPage}
              loadMore={loadMore}
              loadFailed={records.isFetchNextPageError}
              stale={records.isPlaceholderData}
              narrower={page.narrower}
            />
          )}
        </section>
      </div>
      {view.id !== undefined && (
        <page.details key={view.id} id={view.id} at={view.at} close={close} />
      )}
    </div>
  )
}
