import type { Row } from '@spoor/model'
import type { Asked } from '../../common/api/queries.js'
import { Badge, OutcomeBadge, VerdictBadge, ZoneBadge } from '../../common/badges/badge.js'
import { formatBytes, formatCount } from '../../common/bytes/format.js'
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
import { RecordsList } from '../../common/records/records-list.js'
import { RecordsPage } from '../../common/records/records-page.js'
import { numberOf, textOf } from '../../common/records/values.js'
import type { Column } from '../../common/table/column.js'
import { TWO_LINES, type Layout, type Track } from '../../common/table/layout.js'
import { SessionDrawer } from './session-drawer.js'

const SUBJECT = 'sessions'

const FIELDS: readonly string[] = [
  ...PARTY_FIELDS,
  'session.id',
  'session.outcome',
  'session.login_failures',
  'session.duration',
  'session.uploads',
  'session.downloads',
  'session.tls',
  'session.clear_text',
  'client.bytes',
  'server.bytes',
  'client.software',
  'server.software',
  'ssh.activity',
  'ssh.activity.confidence',
]

const USUAL_TOP: readonly string[] = [
  'service',
  'session.outcome',
  'zone',
  'client.ip',
  'server.ip',
  'user.name',
  'client.software',
  'ssh.activity',
]

/** What happened inside: files moved, or what the shape of the flow looks like. */
function Inside({ row }: { row: Row }) {
  const uploads = numberOf(row, 'session.uploads') ?? 0
  const downloads = numberOf(row, 'session.downloads') ?? 0
  const activity = textOf(row, 'ssh.activity')
  const parts = [
    ...(uploads > 0 ? [`↑ ${formatCount(uploads)} up`] : []),
    ...(downloads > 0 ? [`↓ ${formatCount(downloads)} down`] : []),
    ...(activity === '' ? [] : [activity.replaceAll('_', ' ')]),
  ]
  return (
    <span className={parts.length === 0 ? 'dim' : undefined}>
      {parts.join(', ') || 'no transfer'}
    </span>
  )
}

/** How the login went, with what makes it worth a look. */
function Login({ row }: { row: Row }) {
  const outcome = textOf(row, 'session.outcome')
  const failures = numberOf(row, 'session.login_failures') ?? 0
  return (
    <span style={{ display: 'inline-flex', flexWrap: 'wrap', gap: '0.125rem 0.3rem' }}>
      {outcome !== '' && <OutcomeBadge outcome={outcome} />}
      {failures > 0 && (
        <Badge tone="bad" shape="×" title={`${formatCount(failures)} logins refused`}>
          {formatCount(failures)}
        </Badge>
      )}
      {row['session.clear_text'] === true && (
        <Badge
          tone="warn"
          shape="!"
          title="A password of a named user crossed the network in clear"
        >
          clear
        </Badge>
      )}
      {row['session.tls'] === true && (
        <Badge tone="good" shape="⚿" title="The client asked for TLS and was granted it">
          TLS
        </Badge>
      )}
    </span>
  )
}

const COLUMNS: readonly Column<Row>[] = [
  timeColumn('Began'),
  fieldColumn(SUBJECT, 'client.ip', 'Client', 7.75, { align: 'end' }),
  fieldColumn(SUBJECT, 'service', 'Service', 5.5, {
    cell: (row) => (
      <FlowArrow direction="right" zone={textOf(row, 'zone')}>
        <span
          title={`Control connection: ${formatBytes(numberOf(row, 'client.bytes') ?? 0)} from the client, ${formatBytes(numberOf(row, 'server.bytes') ?? 0)} from the server`}
        >
          {textOf(row, 'service')}
        </span>
      </FlowArrow>
    ),
  }),
  serverColumn(SUBJECT),
  fieldColumn(SUBJECT, 'zone', 'Zone', 5.25, {
    cell: (row) => textOf(row, 'zone') !== '' && <ZoneBadge zone={textOf(row, 'zone')} />,
  }),
  fieldColumn(SUBJECT, 'user.name', 'User', 6, { grow: 1 }),
  fieldColumn(SUBJECT, 'session.outcome', 'Login', 10.75, { cell: (row) => <Login row={row} /> }),
  {
    key: 'inside',
    header: 'Inside',
    width: 7.5,
    grow: 1,
    cell: (row) => <Inside row={row} />,
    pivot: (row) => {
      const value = textOf(row, 'ssh.activity')
      return value === '' ? undefined : { subject: SUBJECT, field: 'ssh.activity', value }
    },
  },
  fieldColumn(SUBJECT, 'session.duration', 'Lasted', 4.75, { align: 'end' }),
  fieldColumn(SUBJECT, 'client.software', 'Client software', 8, { grow: 1 }),
  fieldColumn(SUBJECT, 'verdict', 'Verdict', 6.5, {
    cell: (row) =>
      textOf(row, 'verdict') !== '' && <VerdictBadge verdict={textOf(row, 'verdict')} />,
  }),
]

const WHO: readonly Track[] = [
  WHEN,
  PARTIES,
  { keys: ['user.name', 'client.software'], width: 7.5, grow: 2 },
  { keys: ['session.outcome'], width: 7 },
]
const JUDGED: Track = { keys: ['verdict', 'zone'], width: 6.25 }

const NARROWER: readonly Layout[] = [
  {
    height: TWO_LINES,
    tracks: [
      ...WHO,
      { keys: ['service', 'session.duration'], width: 5.5 },
      { keys: ['inside'], width: 6.5 },
      JUDGED,
    ],
  },
  // Beside the details of a session, which say how long it lasted.
  {
    height: TWO_LINES,
    tracks: [...WHO, { keys: ['service', 'inside'], width: 7 }, JUDGED],
  },
]

const LISTED = {
  subject: SUBJECT,
  title: 'Sessions',
  idField: 'session.id',
  columns: COLUMNS,
  narrower: NARROWER,
  fields: FIELDS,
} as const

/** Sessions that a question means, on a page about something else. */
export function SessionsList({ asked, whenNone }: { asked: Asked; whenNone: string }) {
  return <RecordsList listed={LISTED} asked={asked} whenNone={whenNone} />
}

/** Every login to a transfer server, and what came of it. */
export function SessionsPage() {
  return (
    <RecordsPage
      {...LISTED}
      exported={FIELDS}
      usualTop={USUAL_TOP}
      by="session.outcome"
      colourOf={toneOf}
      details={SessionDrawer}
      whenNone="No session was seen yet. Sessions are folded from FTP, SSH and flow events: Status says which events there are."
    />
  )
}
