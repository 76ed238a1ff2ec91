import type { Row, Subject } from '@spoor/model'
import { useMemo } from 'react'
import { useRecords, type Asked } from '../api/queries.js'
import {
  CancelledState,
  EmptyState,
  ErrorState,
  isCancelled,
  RowsSkeleton,
} from '../state/states.js'
import { DataTable } from '../table/data-table.js'
import { pagingOf } from '../table/paging.js'
import { pageOf } from '../query/translate.js'
import { useGo } from '../url/use-view.js'
import type { RecordsPage } from './records-page.js'
import { textOf } from './values.js'

/** What a list of records has in common with the page of them. */
export type Listed = Pick<
  RecordsPage,
  'subject' | 'title' | 'idField' | 'columns' | 'narrower' | 'fields'
>

/** The newest records of a question, on a page about something else. A row opens on their page. */
export function RecordsList({
  listed: { subject, title, idField, columns, narrower, fields },
  asked,
  whenNone,
}: {
  listed: Listed & { readonly subject: Subject }
  asked: Asked
  /** What to say, and do, when there is none. */
  whenNone: string
}) {
  const go = useGo()
  const records = useRecords(subject, asked, fields, 'newest')
  const rows = useMemo(() => records.data?.pages.flatMap((page) => page.rows) ?? [], [records.data])
  const open = (row: Row) =>
    go(pageOf(subject), {
      q: asked.q,
      from: asked.from ?? 'all',
      to: asked.to,
      id: textOf(row, idField),
      at: textOf(row, '@timestamp'),
    })
  if (records.isError && rows.length === 0) {
    return <ErrorState error={records.error} retry={() => void records.refetch()} />
  }
  if (isCancelled(records)) return <CancelledState retry={() => void records.refetch()} />
  if (records.isPending) return <RowsSkeleton rows={10} />
  if (rows.length === 0)
    return <EmptyState title={`No ${title.toLowerCase()} here`}>{whenNone}</EmptyState>
  return (
    <DataTable
      label={title}
      columns={columns}
      rows={rows}
      keyOf={(row) => textOf(row, idField)}
      onOpen={open}
      {...pagingOf(records)}
      narrower={narrower}
    />
  )
}
