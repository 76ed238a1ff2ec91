import type { Finding } from '@spoor/model'
import { LevelBadge } from '../../common/badges/badge.js'
import { BytesText } from '../../common/bytes/bytes-text.js'
import { formatCount } from '../../common/bytes/format.js'
import { FindingEntity } from '../../common/findings/entity.js'
import { Techniques } from '../../common/findings/techniques.js'
import { HostileText, hostileTitle } from '../../common/hostile/hostile-text.js'
import type { Column } from '../../common/table/column.js'
import type { Paging } from '../../common/table/paging.js'
import { DataTable } from '../../common/table/data-table.js'
import type { Layout } from '../../common/table/layout.js'
import { TimeText } from '../../common/time/time-text.js'
import classes from './findings.module.css'

/** A title and two lines of why, in rem. */
const ROW = 4.375

/** What people said of it, and whether it is one of those that are hidden. */
function Marks({ finding: { review, suppressed_by: by } }: { finding: Finding }) {
  return (
    <>
      {review !== undefined && (
        <span className={classes.mark} title={hostileTitle(review.reason)}>
          {review.verdict === 'confirmed' ? '✓' : '✕'} {review.verdict}
        </span>
      )}
      {by !== undefined && (
        <span className={classes.mark} title={hostileTitle(by.reason)}>
          suppressed
        </span>
      )}
    </>
  )
}

const COLUMNS: readonly Column<Finding>[] = [
  {
    key: 'level',
    header: 'Level',
    width: 6.75,
    cell: (finding) => <LevelBadge level={finding.level} />,
  },
  {
    key: 'finding',
    header: 'Finding, and why',
    width: 18,
    grow: 1,
    cell: (finding) => (
      <div className={classes.said} title={hostileTitle(finding.why)}>
        <div className={classes.title}>
          <HostileText value={finding.title} />
          <Marks finding={finding} />
        </div>
        <div className={classes.sentence}>
          <HostileText value={finding.why} most={260} />
        </div>
      </div>
    ),
  },
  {
    key: 'entity',
    header: 'Entity',
    width: 9,
    cell: (finding) => <FindingEntity finding={finding} stacked />,
  },
  {
    key: 'count',
    header: 'Records',
    width: 4.25,
    align: 'end',
    cell: (finding) => formatCount(finding.count),
  },
  {
    key: 'bytes',
    header: 'Bytes up',
    width: 5,
    align: 'end',
    cell: (finding) => finding.bytes !== null && <BytesText bytes={finding.bytes} />,
  },
  {
    key: 'seen',
    header: 'Last seen, first seen',
    width: 9.25,
    cell: (finding) => (
      <>
        <div>
          <TimeText moment={finding.last_seen} />
        </div>
        <div className={classes.because}>
          <TimeText moment={finding.first_seen} />
        </div>
      </>
    ),
  },
  {
    key: 'techniques',
    header: 'ATT&CK',
    width: 5.5,
    cell: (finding) => <Techniques ids={finding.techniques} most={3} />,
  },
]

/** Why takes more lines where these are short; techniques are in the details and beside the hunts. */
const NARROWER: readonly Layout[] = [
  {
    height: 5.5,
    tracks: [
      { keys: ['level'], width: 6.5 },
      { keys: ['finding'], width: 14, grow: 1 },
      { keys: ['entity'], width: 8.75 },
      { keys: ['count', 'bytes'], width: 4.75, align: 'end' },
      { keys: ['seen'], width: 8.75 },
    ],
  },
]

/** Findings, one a row, in the order of the API. */
export function FindingsTable({
  findings,
  chosen,
  open,
  ...paging
}: {
  findings: readonly Finding[]
  chosen: string | undefined
  open: (finding: Finding) => void
} & Paging) {
  return (
    <DataTable
      label="Findings"
      columns={COLUMNS}
      rows={findings}
      keyOf={(finding) => finding.id}
      chosen={chosen}
      onOpen={open}
      {...paging}
      height={ROW}
      narrower={NARROWER}
    />
  )
}
