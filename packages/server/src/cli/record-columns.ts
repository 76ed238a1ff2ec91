import type { Row, Subject, Value } from '@spoor/model'
import { bytesText, numberText, timeText } from './figures.js'
import type { Column } from './table.js'

/** How records look in a terminal: who → where on one line, and what. */
export interface RecordTable {
  /** Fields to ask for. */
  readonly fields: readonly string[]
  readonly columns: readonly Column<Row>[]
}

function text(value: Value | undefined): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.join(', ')
  return String(value)
}

/** Text of the first of the fields that has a value. */
function firstOf(row: Row, ...names: string[]): string {
  return names.map((name) => text(row[name])).find((found) => found !== '') ?? ''
}

/** `192.0.2.1:21`, `[2001:db8::1]:21`; without port if there is none. */
function endpoint(address: string, port: string): string {
  if (address === '' || port === '') return address
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
}

const time: Column<Row> = {
  title: 'TIME (UTC)',
  value: (row) => timeText(text(row['@timestamp'])),
}

/** `~` in front of an estimate, `≥` in front of what the sensor saw only a part of. */
const QUALITY_MARKS: Readonly<Record<string, string>> = { estimated: '~', truncated: '≥' }

/** `1.2 MB`, `~1.2 MB`, `?`. */
function volume(row: Row): string {
  const bytes = row['transfer.bytes']
  if (bytes === undefined || bytes === null) return '?'
  return `${QUALITY_MARKS[text(row['transfer.bytes.quality'])] ?? ''}${bytesText(Number(bytes))}`
}

const ARROWS: Readonly<Record<string, string>> = { upload: '→', download: '←' }

const verdict: Column<Row> = {
  title: 'ZONE, VERDICT',
  value: (row) => [text(row['zone']), text(row['verdict'])].filter((word) => word).join(', '),
  expendable: 1,
}

const user: Column<Row> = {
  title: 'USER',
  value: (row) => text(row['user.name']),
  least: 6,
  most: 24,
  expendable: 2,
}

const service: Column<Row> = {
  title: 'SERVICE',
  value: (row) => text(row['service']),
  expendable: 3,
}

const TRANSFERS: RecordTable = {
  fields: [
    '@timestamp',
    'client.ip',
    'server.ip',
    'server.port',
    'user.name',
    'service',
    'file.name',
    'transfer.direction',
    'transfer.bytes',
    'transfer.bytes.quality',
    'transfer.outcome',
    'ssh.activity',
    'zone',
    'verdict',
  ],
  columns: [
    time,
    {
      title: 'CLIENT → SERVER',
      value: (row) =>
        `${text(row['client.ip'])} ${ARROWS[text(row['transfer.direction'])] ?? '–'} ${endpoint(text(row['server.ip']), text(row['server.port']))}`,
      least: 37,
    },
    { title: 'BYTES', value: volume, align: 'right' },
    {
      title: 'FILE',
      value: (row) => {
        const name = firstOf(row, 'file.name', 'ssh.activity')
        return text(row['transfer.outcome']) === 'failed' ? `${name} (failed)` : name
      },
      least: 10,
      most: 48,
    },
    user,
    service,
    verdict,
  ],
}

const SESSIONS: RecordTable = {
  fields: [
    '@timestamp',
    'client.ip',
    'server.ip',
    'server.port',
    'user.name',
    'service',
    'session.outcome',
    'session.login_failures',
    'session.uploads',
    'session.downloads',
    'ssh.activity',
    'client.software',
    'zone',
    'verdict',
  ],
  columns: [
    time,
    {
      title: 'CLIENT → SERVER',
      value: (row) =>
        `${text(row['client.ip'])} → ${endpoint(text(row['server.ip']), text(row['server.port']))}`,
      least: 37,
    },
    service,
    user,
    {
      title: 'LOGIN',
      value: (row) => {
        const failures = Number(row['session.login_failures'] ?? 0)
        const outcome = text(row['session.outcome'])
        return failures > 0 ? `${outcome} (${numberText(failures)} refused)` : outcome
      },
      least: 9,
    },
    {
      title: 'UP/DOWN',
      value: (row) => {
        const [up, down] = [text(row['session.uploads']), text(row['session.downloads'])]
        return up === '' && down === '' ? '' : `${up || '0'}/${down || '0'}`
      },
      align: 'right',
    },
    {
      title: 'WHAT',
      value: (row) => firstOf(row, 'ssh.activity', 'client.software'),
      least: 6,
      most: 30,
      expendable: 4,
    },
    verdict,
  ],
}

const EVENTS: RecordTable = {
  fields: [
    '@timestamp',
    'event.type',
    'source.ip',
    'destination.ip',
    'destination.port',
    'network.protocol',
    'user.name',
    'ftp.command',
    'ftp.command_data',
    'ftp.reply',
    'file.name',
    'alert.signature',
    'tls.client.server_name',
    'dns.question.name',
    'url.path',
    'url.domain',
    'ssh.client.software_version',
    'source.bytes',
    'destination.bytes',
  ],
  columns: [
    time,
    { title: 'TYPE', value: (row) => text(row['event.type']) },
    {
      title: 'SOURCE → DESTINATION',
      value: (row) =>
        `${text(row['source.ip'])} → ${endpoint(text(row['destination.ip']), text(row['destination.port']))}`,
      least: 37,
    },
    { title: 'WHAT', value: whatOfEvent, least: 12, most: 80 },
  ],
}

function whatOfEvent(row: Row): string {
  const command = [text(row['ftp.command']), text(row['ftp.command_data'])].filter((word) => word)
  if (text(row['alert.signature'])) return text(row['alert.signature'])
  if (command.length > 0) return command.join(' ')
  const named = firstOf(row, 'file.name', 'tls.client.server_name', 'dns.question.name')
  if (named) return named
  const web = `${text(row['url.domain'])}${text(row['url.path'])}`
  if (web) return web
  const reply = firstOf(row, 'ssh.client.software_version', 'ftp.reply')
  if (reply) return reply
  const [out, back] = [row['source.bytes'], row['destination.bytes']]
  if (out === undefined || back === undefined) return text(row['network.protocol'])
  const volumes = `→ ${bytesText(Number(out))} ← ${bytesText(Number(back))}`
  return `${text(row['network.protocol'])} ${volumes}`.trim()
}

const TABLES: Readonly<Record<Subject, RecordTable>> = {
  events: EVENTS,
  sessions: SESSIONS,
  transfers: TRANSFERS,
}

/** How records of a subject are shown if nobody asks for certain fields. */
export function recordTable(subject: Subject): RecordTable {
  return TABLES[subject]
}

/** How chosen fields are shown: one column each, named as asked for. */
export function fieldTable(fields: readonly string[], names: readonly string[]): RecordTable {
  const columns = names.map((name, index) => ({
    title: fields[index] ?? name,
    value: (row: Row) => text(row[name]),
    least: 6,
    most: 60,
  }))
  return { fields, columns }
}
