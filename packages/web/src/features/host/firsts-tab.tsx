import { SegmentedControl } from '@mantine/core'
import type { FirstsAnswer } from '@spoor/model'
import { useMemo } from 'react'
import { formatCount } from '../../common/bytes/format.js'
import { PivotValue } from '../../common/pivot/value.js'
import { EmptyState } from '../../common/state/states.js'
import type { Column } from '../../common/table/column.js'
import { pagingOf } from '../../common/table/paging.js'
import { DataTable } from '../../common/table/data-table.js'
import type { Layout } from '../../common/table/layout.js'
import { TimeText } from '../../common/time/time-text.js'
import { useGo, useUpdateView, useView } from '../../common/url/use-view.js'
import { pageOf } from '../../common/query/translate.js'
import { attributeWords } from './figures.js'
import { useFirsts } from './queries.js'
import { Sheet, waiting } from './sheet.js'
import { ShowLink } from './show-link.js'
import type { ShownHost } from './shown-host.js'

type First = FirstsAnswer['firsts'][number]

const fieldOf = ({ attribute }: First) => `host.${attribute}`

const COLUMNS: readonly Column<First>[] = [
  {
    key: 'first',
    header: 'First seen',
    width: 9,
    cell: ({ first }) => <TimeText moment={first} />,
  },
  {
    key: 'attribute',
    header: 'What',
    width: 11,
    cell: ({ attribute, group }) => (
      <>
        {attributeWords(attribute)} <span className="dim">{group}</span>
      </>
    ),
  },
  {
    key: 'value',
    header: 'Value',
    width: 14,
    grow: 1,
    cell: (first) => (
      <PivotValue subject="hosts" field={fieldOf(first)} value={first.value} tabbable={false} />
    ),
    pivot: (first) => ({ subject: 'hosts', field: fieldOf(first), value: first.value }),
  },
  {
    key: 'count',
    header: 'Times',
    width: 5,
    align: 'end',
    cell: ({ count }) => count !== undefined && formatCount(count),
  },
  {
    key: 'last',
    header: 'Last seen',
    width: 9,
    cell: ({ last }) => last !== undefined && <TimeText moment={last} />,
  },
  {
    key: 'sources',
    header: 'Told by',
    width: 8,
    cell: ({ sources }) => <span className="dim">{sources.join(', ')}</span>,
  },
  { key: 'show', header: '', width: 2, cell: ({ show }) => <ShowLink show={show} /> },
]

const NARROWER: readonly Layout[] = [
  {
    height: 1.9375,
    tracks: [
      { keys: ['first'], width: 9 },
      { keys: ['attribute'], width: 11 },
      { keys: ['value'], width: 14, grow: 1 },
      { keys: ['count'], width: 5, align: 'end' },
      { keys: ['show'], width: 2 },
    ],
  },
]

/** When each value was seen on the host for the first time. */
export function FirstsTab({ shown: { host, counts, moment, asked } }: { shown: ShownHost }) {
  const view = useView()
  const update = useUpdateView()
  const go = useGo()
  const order = view.order === 'oldest' ? 'oldest' : 'newest'
  const answer = useFirsts(host.ip, { as_of: moment, order }, asked.run)
  const rows = useMemo(() => answer.data?.pages.flatMap((page) => page.firsts) ?? [], [answer.data])
  const open = ({ show }: First) => {
    if (show !== undefined) {
      go(pageOf(show.subject), { q: show.q, from: show.from ?? 'all', to: show.to })
    }
  }
  return (
    <Sheet
      label="First times"
      total={answer.data?.pages[0]?.total ?? counts?.firsts}
      ranged={false}
      tools={
        <SegmentedControl
          size="xs"
          value={order}
          onChange={(value) => update({ order: value === 'oldest' ? 'oldest' : undefined }, true)}
          data={[
            { value: 'newest', label: 'Newest' },
            { value: 'oldest', label: 'Oldest' },
          ]}
          aria-label="Order"
        />
      }
    >
      {waiting(answer) ??
        (rows.length === 0 ? (
          <EmptyState title="No first times">Nothing was seen on it yet.</EmptyState>
        ) : (
          <DataTable
            label="First times"
            columns={COLUMNS}
            rows={rows}
            keyOf={({ attribute, value }) => `${attribute} ${value}`}
            onOpen={open}
            {...pagingOf(answer)}
            narrower={NARROWER}
          />
        ))}
    </Sheet>
  )
}
