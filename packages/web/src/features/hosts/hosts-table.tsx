import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import type { HostRow, HostsSort } from '@spoor/model'
import type { ReactNode } from 'react'
import { RiskBadge, RoleBadge } from '../../common/badges/badge.js'
import { BytesText } from '../../common/bytes/bytes-text.js'
import { formatCount } from '../../common/bytes/format.js'
import { HostileText, hostileTitle } from '../../common/hostile/hostile-text.js'
import { PivotValue } from '../../common/pivot/value.js'
import type { Column } from '../../common/table/column.js'
import { TWO_LINES, type Layout } from '../../common/table/layout.js'
import { TimeText } from '../../common/time/time-text.js'
import { nextRank, type Rank } from './rank.js'
import classes from './hosts.module.css'

/** Values of one field, as many as there is room for. */
function Values({
  field,
  values,
  most,
  draw,
}: {
  field: string
  values: readonly string[]
  most: number
  draw?: (value: string) => ReactNode
}) {
  if (values.length === 0) return null
  const shown = values.slice(0, most)
  return (
    <span title={values.map(hostileTitle).join('\n')}>
      {shown.map((value, index) => (
        <span key={value}>
          {index > 0 && (draw === undefined ? ', ' : ' ')}
          <PivotValue subject="hosts" field={field} value={value} most={60} tabbable={false}>
            {draw?.(value)}
          </PivotValue>
        </span>
      ))}
      {values.length > shown.length && (
        <span className="dim"> +{values.length - shown.length}</span>
      )}
    </span>
  )
}

/** The network around a host: its label, with those above it on hover. */
function Network({ row }: { row: HostRow }) {
  const label = row.networks.at(-1)
  if (label === undefined) return <span className="dim">in no network</span>
  return (
    <span title={row.networks.map(hostileTitle).join(' / ')}>
      <PivotValue subject="hosts" field="host.network" value={label} tabbable={false}>
        <HostileText value={label} most={60} />
      </PivotValue>
    </span>
  )
}

function Reason({ row }: { row: HostRow }) {
  const [first, ...more] = row.risk_reasons
  if (first === undefined) return null
  return (
    <span className={classes.reason} title={row.risk_reasons.map(hostileTitle).join('\n')}>
      <HostileText value={first} most={200} />
      {more.length > 0 && <span className="dim"> +{more.length} more</span>}
    </span>
  )
}

function SortHeader({
  label,
  sort,
  rank,
  choose,
}: {
  label: string
  sort: HostsSort
  rank: Rank
  choose: (rank: Rank) => void
}) {
  const Arrow = rank.order === 'descending' ? IconArrowDown : IconArrowUp
  return (
    <button
      type="button"
      className={classes.sort}
      data-sorted={rank.sort === sort || undefined}
      title={`Sort by ${label.toLowerCase()}`}
      onClick={() => choose(nextRank(rank, sort))}
    >
      {label}
      {rank.sort === sort && <Arrow size="0.75rem" aria-hidden />}
    </button>
  )
}

const pivotOn =
  (field: string, valueOf: (row: HostRow) => string | undefined) => (row: HostRow) => {
    const value = valueOf(row)
    return value === undefined ? undefined : { subject: 'hosts' as const, field, value }
  }

/** Columns of hosts; headers of those that hosts can be sorted by are buttons. */
export function hostColumns(rank: Rank, choose: (rank: Rank) => void): Column<HostRow>[] {
  const sorted = (sort: HostsSort, label: string) => ({
    header: <SortHeader label={label} sort={sort} rank={rank} choose={choose} />,
    ...(rank.sort === sort && { sorted: rank.order }),
  })
  return [
    {
      key: 'ip',
      ...sorted('ip', 'Host'),
      width: 9.5,
      cell: ({ ip }) => <PivotValue subject="hosts" field="host.ip" value={ip} tabbable={false} />,
      pivot: pivotOn('host.ip', ({ ip }) => ip),
    },
    {
      key: 'name',
      header: 'Name',
      width: 9,
      grow: 1,
      cell: ({ names }) => <Values field="host.hostname" values={names} most={1} />,
      pivot: pivotOn('host.hostname', ({ names }) => names[0]),
    },
    {
      key: 'roles',
      header: 'Roles',
      width: 9,
      grow: 1,
      cell: ({ roles }) =>
        roles.length === 0 ? (
          <span className="dim">unclassified</span>
        ) : (
          <Values
            field="host.role"
            values={roles}
            most={2}
            draw={(role) => <RoleBadge role={role} />}
          />
        ),
      pivot: pivotOn('host.role', ({ roles }) => roles[0]),
    },
    {
      key: 'network',
      header: 'Network',
      width: 8,
      grow: 1,
      cell: (row) => <Network row={row} />,
      pivot: pivotOn('host.network', ({ networks }) => networks.at(-1)),
    },
    {
      key: 'services',
      header: 'Offers',
      width: 7,
      grow: 1,
      cell: ({ services }) => <Values field="host.service" values={services} most={2} />,
      pivot: pivotOn('host.service', ({ services }) => services[0]),
    },
    {
      key: 'client_services',
      header: 'Uses',
      width: 7,
      grow: 1,
      cell: (row) => <Values field="host.client_service" values={row.client_services} most={2} />,
      pivot: pivotOn('host.client_service', (row) => row.client_services[0]),
    },
    {
      key: 'users',
      header: 'Users',
      width: 6,
      grow: 1,
      cell: ({ users }) => <Values field="host.username" values={users} most={2} />,
      pivot: pivotOn('host.username', ({ users }) => users[0]),
    },
    {
      key: 'last_seen',
      ...sorted('last_seen', 'Last seen'),
      width: 9,
      cell: ({ last_seen }) => <TimeText moment={last_seen} />,
    },
    {
      key: 'first_seen',
      ...sorted('first_seen', 'First seen'),
      width: 9,
      cell: ({ first_seen }) => (
        <span className="dim">
          <TimeText moment={first_seen} />
        </span>
      ),
    },
    {
      key: 'outside',
      ...sorted('outside_bytes_out', 'Sent outside'),
      width: 6.5,
      align: 'end',
      cell: ({ outside_bytes_out: bytes }) =>
        bytes > 0 ? <BytesText bytes={bytes} /> : <span className="dim">–</span>,
    },
    {
      key: 'events',
      ...sorted('events', 'Events'),
      width: 5,
      align: 'end',
      cell: ({ events }) => <span className="dim">{formatCount(events)}</span>,
    },
    {
      key: 'risk',
      ...sorted('risk', 'Risk'),
      width: 4.5,
      cell: ({ risk }) => <RiskBadge score={risk} />,
    },
    {
      key: 'reason',
      header: 'Gravest reason',
      width: 11,
      grow: 3,
      cell: (row) => <Reason row={row} />,
    },
  ]
}

const WHO = { keys: ['ip', 'name'], width: 9.5, grow: 1 } as const
const WHERE = { keys: ['roles', 'network'], width: 8.25, grow: 1 } as const

/** Two lines a host, for where the columns do not fit beside each other. */
export const HOST_LAYOUTS: readonly Layout[] = [
  {
    height: TWO_LINES,
    tracks: [
      WHO,
      WHERE,
      { keys: ['services', 'client_services'], width: 7, grow: 1 },
      { keys: ['users'], width: 5, grow: 1 },
      { keys: ['last_seen', 'first_seen'], width: 9 },
      { keys: ['outside', 'events'], width: 6.25, align: 'end' },
      { keys: ['risk'], width: 4 },
      { keys: ['reason'], width: 12, grow: 3 },
    ],
  },
  {
    height: TWO_LINES,
    tracks: [
      WHO,
      WHERE,
      { keys: ['services', 'client_services'], width: 6.5, grow: 1 },
      { keys: ['last_seen', 'users'], width: 9 },
      { keys: ['outside', 'events'], width: 6.25, align: 'end' },
      { keys: ['risk', 'reason'], width: 9, grow: 3 },
    ],
  }, // Large text on a small screen: who, and why to look.
  {
    height: TWO_LINES,
    tracks: [
      WHO,
      { keys: ['risk', 'reason'], width: 9, grow: 3 },
      WHERE,
      { keys: ['last_seen', 'users'], width: 9 },
    ],
  },
]
