import type { RecordsQuestion, SpreadHost } from '@spoor/model'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { formatCount } from '../../common/bytes/format.js'
import { pageOf } from '../../common/query/translate.js'
import { HostCell } from '../../common/sightings/host.js'
import { pivotOf } from '../../common/sightings/value.js'
import type { Column } from '../../common/table/column.js'
import { DataTable } from '../../common/table/data-table.js'
import type { Layout } from '../../common/table/layout.js'
import { TimeText } from '../../common/time/time-text.js'
import { isAskable } from '../../common/url/search-state.js'
import { useOpenHost, useView } from '../../common/url/use-view.js'
import { questionOfHost } from './host-question.js'
import classes from './spread.module.css'
import { attributeWords } from './things.js'

const ROW = 2.875

/** A host with its place in the order. */
interface Row extends SpreadHost {
  readonly order: number
}

function Records({ question, host }: { question: RecordsQuestion | undefined; host: string }) {
  const { tz } = useView()
  const asked = question && questionOfHost(question, host)
  if (asked === undefined || !isAskable(asked.q)) return null
  return (
    <Link
      to={pageOf(asked.subject)}
      search={{ q: asked.q, from: asked.from ?? 'all', to: asked.to, tz }}
      tabIndex={-1}
      preload={false}
      onClick={(event) => event.stopPropagation()}
    >
      {asked.subject}
    </Link>
  )
}

function columnsFor(question: RecordsQuestion | undefined): readonly Column<Row>[] {
  return [
    { key: 'order', header: '#', width: 2.5, align: 'end', cell: ({ order }) => order },
    {
      key: 'host',
      header: 'Host, role and network',
      width: 12,
      grow: 1,
      cell: ({ host, roles, network, is_home: home }) => (
        <HostCell
          address={host}
          standing={{ roles: home ? roles : ['outside', ...roles], network }}
        />
      ),
      pivot: ({ host }) => pivotOf(undefined, host),
    },
    {
      key: 'first',
      header: 'First had it',
      width: 8.75,
      cell: ({ first_seen: moment }) => <TimeText moment={moment} />,
    },
    {
      key: 'last',
      header: 'Last seen with it',
      width: 8.75,
      cell: ({ last_seen: moment }) =>
        moment === undefined ? (
          <span className="dim" title="Known only for now, not for the date asked for">
            later again
          </span>
        ) : (
          <TimeText moment={moment} />
        ),
    },
    {
      key: 'count',
      header: 'Times',
      width: 4.5,
      align: 'end',
      cell: ({ count }) => count !== undefined && formatCount(count),
    },
    {
      key: 'how',
      header: 'How it met it',
      width: 8,
      grow: 1,
      cell: ({ attributes }) => (
        <span className={classes.how} title={attributes.join(', ')}>
          {attributes.map(attributeWords).join(', ')}
        </span>
      ),
    },
    {
      key: 'records',
      header: 'Records',
      width: 5,
      cell: ({ host }) => <Records question={question} host={host} />,
    },
  ]
}

const NARROWER: readonly Layout[] = [
  {
    height: ROW,
    tracks: [
      { keys: ['order'], width: 2.25, align: 'end' },
      { keys: ['host'], width: 11, grow: 1 },
      { keys: ['first', 'last'], width: 9 },
      { keys: ['how', 'records'], width: 9 },
    ],
  },
]

/** The hosts in the order in which they met the value. */
export function SpreadHosts({
  hosts,
  question,
  stale,
}: {
  hosts: readonly SpreadHost[]
  question: RecordsQuestion | undefined
  stale: boolean
}) {
  const openHost = useOpenHost()
  const rows = useMemo(() => hosts.map((host, index) => ({ ...host, order: index + 1 })), [hosts])
  const columns = useMemo(() => columnsFor(question), [question])
  return (
    <DataTable
      label="Hosts in their order"
      columns={columns}
      rows={rows}
      keyOf={({ host }) => host}
      onOpen={({ host }) => openHost(host)}
      hasMore={false}
      loadingMore={false}
      loadMore={() => undefined}
      stale={stale}
      height={ROW}
      narrower={NARROWER}
    />
  )
}
