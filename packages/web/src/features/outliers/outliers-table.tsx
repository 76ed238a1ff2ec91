import type { Outlier } from '@spoor/model'
import { useMemo } from 'react'
import { useKnownHosts } from '../../common/api/sightings.js'
import { hostColumn, kindColumn, valueColumn, whenColumn } from '../../common/sightings/columns.js'
import { standingOf } from '../../common/sightings/host.js'
import type { Column } from '../../common/table/column.js'
import type { Paging } from '../../common/table/paging.js'
import { DataTable } from '../../common/table/data-table.js'
import type { Layout } from '../../common/table/layout.js'
import classes from './outliers.module.css'
import { PartStrip } from './part-strip.js'

/** Words of a part above its strip, in rem. */
const ROW = 4.25

const PART: Column<Outlier> = {
  key: 'part',
  header: 'Part of day and week',
  width: 9.5,
  cell: (outlier) => (
    <div className={classes.part}>
      <div>{outlier.part.words.replace(/,.*$/, '')}</div>
      <PartStrip outlier={outlier} />
    </div>
  ),
}

const NARROWER: readonly Layout[] = [
  {
    height: 5.25,
    tracks: [
      { keys: ['when'], width: 5.875 },
      { keys: ['kind'], width: 7.25 },
      { keys: ['value'], width: 13, grow: 1 },
      { keys: ['host'], width: 9.5 },
      { keys: ['part'], width: 8.5 },
    ],
  },
]

/** Outliers, one a row, the newest first. */
export function OutliersTable({
  outliers,
  chosen,
  open,
  ...paging
}: {
  outliers: readonly Outlier[]
  chosen: string | undefined
  open: (outlier: Outlier) => void
} & Paging) {
  const known = useKnownHosts(outliers.map(({ host }) => host))
  const columns = useMemo<readonly Column<Outlier>[]>(
    () => [
      whenColumn('First time'),
      kindColumn(() => null),
      valueColumn('Value, and why it is unusual'),
      hostColumn('Host', (address) => standingOf(known.get(address))),
      PART,
    ],
    [known],
  )
  return (
    <DataTable
      label="Outliers"
      columns={columns}
      rows={outliers}
      keyOf={({ id }) => id}
      chosen={chosen}
      onOpen={open}
      {...paging}
      height={ROW}
      narrower={NARROWER}
      foot={
        <span className={classes.legend}>
          <span>◆ new</span>
          <span>● usual</span>
          <span>○ active without it</span>
          <span>above: work days; below: days off; from night to evening</span>
        </span>
      }
    />
  )
}
