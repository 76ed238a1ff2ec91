import type { Sighting } from '@spoor/model'
import { useMemo } from 'react'
import { useKnownHosts } from '../../common/api/sightings.js'
import { formatCount } from '../../common/bytes/format.js'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { hostColumn, kindColumn, valueColumn, whenColumn } from '../../common/sightings/columns.js'
import { standingOf } from '../../common/sightings/host.js'
import type { Column } from '../../common/table/column.js'
import type { Paging } from '../../common/table/paging.js'
import { DataTable } from '../../common/table/data-table.js'
import type { Layout } from '../../common/table/layout.js'

/** A value and two lines of why, in rem. */
const ROW = 4.25

/** Where it is new, if not in the whole network. */
function Where({ sighting: { group } }: { sighting: Sighting }) {
  return group === undefined ? null : (
    <>
      in {group.kind} <HostileText value={group.name} most={60} />
    </>
  )
}

const HOSTS: Column<Sighting> = {
  key: 'hosts',
  header: 'Now on',
  width: 6,
  align: 'end',
  cell: ({ hosts, hosts_total: total }) => (
    <>
      <div>
        <b>{formatCount(hosts)}</b> host{hosts === 1 ? '' : 's'}
      </div>
      <div className="dim">of {formatCount(total)}</div>
    </>
  ),
}

const NARROWER: readonly Layout[] = [
  {
    height: 5.25,
    tracks: [
      { keys: ['when'], width: 5.875 },
      { keys: ['kind'], width: 7.25 },
      { keys: ['value'], width: 14, grow: 1 },
      { keys: ['host', 'hosts'], width: 10 },
    ],
  },
]

/** Sightings, one a row, in the order of the API. */
export function SightingsTable({
  sightings,
  chosen,
  open,
  ...paging
}: {
  sightings: readonly Sighting[]
  chosen: string | undefined
  open: (sighting: Sighting) => void
} & Paging) {
  const known = useKnownHosts(sightings.map(({ host }) => host))
  const columns = useMemo<readonly Column<Sighting>[]>(
    () => [
      whenColumn('First seen'),
      kindColumn((sighting) => <Where sighting={sighting} />),
      valueColumn('New value, and why'),
      hostColumn('First host', (address) => standingOf(known.get(address))),
      HOSTS,
    ],
    [known],
  )
  return (
    <DataTable
      label="Sightings"
      columns={columns}
      rows={sightings}
      keyOf={({ id }) => id}
      chosen={chosen}
      onOpen={open}
      {...paging}
      height={ROW}
      narrower={NARROWER}
    />
  )
}
