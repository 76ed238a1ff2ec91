import type { Row } from '@spoor/model'
import type { ReactNode } from 'react'
import type { Asked } from '../../common/api/queries.js'
import { OutcomeBadge, VerdictBadge, ZoneBadge } from '../../common/badges/badge.js'
import { VolumeText } from '../../common/bytes/bytes-text.js'
import { FlowArrow } from '../../common/flow/flow-arrow.js'
import {
  fieldColumn,
  PARTIES,
  PARTY_FIELDS,
  serverColumn,
  timeColumn,
  toneOf,
  WHEN,
} from '../../common/flow/party-columns.js'
import { FieldValue } from '../../common/records/field-value.js'
import { RecordsList } from '../../common/records/records-list.js'
import { RecordsPage } from '../../common/records/records-page.js'
import { textOf } from '../../common/records/values.js'
import type { Column } from '../../common/table/column.js'
import { TWO_LINES, type Layout } from '../../common/table/layout.js'
import { arrowOf } from './direction.js'
import { TransferDrawer } from './transfer-drawer.js'

const SUBJECT = 'transfers'

const FIELDS: readonly string[] = [
  ...PARTY_FIELDS,
  'transfer.id',
  'transfer.direction',
  'transfer.outcome',
  'transfer.bytes',
  'transfer.bytes.quality',
  'transfer.bytes.source',
  'file.name',
  'file.path',
  'ssh.activity',
  'ssh.activity.confidence',
]

const USUAL_TOP: readonly string[] = [
  'zone',
  'service',
  'transfer.direction',
  'client.ip',
  'server.ip',
  'user.name',
  'file.extension',
  'verdict',
]

/** A transfer without a file name is bulk movement: says what is known of it instead. */
function FileCell({ row }: { row: Row }) {
  const field = textOf(row, 'file.name') === '' ? 'file.path' : 'file.name'
  if (textOf(row, field) !== '') {
    return <FieldValue subject={SUBJECT} row={row} field={field} tabbable={false} />
  }
  const activity = textOf(row, 'ssh.activity')
  return (
    <span className="dim">
      {activity === ''
        ? 'name not seen'
        : `${activity.replaceAll('_', ' ')}, ${textOf(row, 'ssh.activity.confidence') || 'unknown'} confidence`}
    </span>
  )
}

/** A column whose values are badges. */
function badgeColumn(
  field: string,
  header: string,
  width: number,
  badge: (word: string) => ReactNode,
): Column<Row> {
  return fieldColumn(SUBJECT, field, header, width, {
    cell: (row) => textOf(row, field) !== '' && badge(textOf(row, field)),
  })
}

const COLUMNS: readonly Column<Row>[] = [
  timeColumn('Began'),
  fieldColumn(SUBJECT, 'client.ip', 'Client', 7.75, { align: 'end' }),
  fieldColumn(SUBJECT, 'transfer.direction', 'Direction, bytes', 7.25, {
    cell: (row) => (
      <FlowArrow direction={arrowOf(textOf(row, 'transfer.direction'))} zone={textOf(row, 'zone')}>
        <VolumeText
          bytes={row['transfer.bytes']}
          quality={row['transfer.bytes.quality']}
          source={row['transfer.bytes.source']}
        />
      </FlowArrow>
    ),
  }),
  serverColumn(SUBJECT),
  badgeColumn('zone', 'Zone', 5.25, (word) => <ZoneBadge zone={word} />),
  badgeColumn('verdict', 'Verdict', 6.25, (word) => <VerdictBadge verdict={word} />),
  fieldColumn(SUBJECT, 'service', 'Service', 3.75),
  fieldColumn(SUBJECT, 'file.name', 'File', 11, {
    grow: 3,
    cell: (row) => <FileCell row={row} />,
  }),
  fieldColumn(SUBJECT, 'user.name', 'User', 7, { grow: 1 }),
  badgeColumn('transfer.outcome', 'Outcome', 6.5, (word) => <OutcomeBadge outcome={word} />),
]

const NARROWER: readonly Layout[] = [
  {
    height: TWO_LINES,
    tracks: [
      WHEN,
      PARTIES,
      { keys: ['transfer.direction', 'service'], width: 7 },
      { keys: ['file.name', 'user.name'], width: 8, grow: 3 },
      { keys: ['verdict', 'zone'], width: 6.25 },
      { keys: ['transfer.outcome'], width: 6.5 },
    ],
  },
]

const LISTED = {
  subject: SUBJECT,
  title: 'Transfers',
  idField: 'transfer.id',
  columns: COLUMNS,
  narrower: NARROWER,
  fields: FIELDS,
} as const

/** Transfers that a question means, on a page about something else. */
export function TransfersList({ asked, whenNone }: { asked: Asked; whenNone: string }) {
  return <RecordsList listed={LISTED} asked={asked} whenNone={whenNone} />
}

/** Every file moved: who, from where, to where, how much, and whether it was allowed. */
export function TransfersPage() {
  return (
    <RecordsPage
      {...LISTED}
      exported={FIELDS}
      usualTop={USUAL_TOP}
      by="zone"
      colourOf={toneOf}
      details={TransferDrawer}
      whenNone="No transfer was seen yet. Transfers are folded from FTP, SSH and flow events: Status says which events there are."
    />
  )
}
