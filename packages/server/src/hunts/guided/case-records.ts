import { fieldsOf, findField, parseAddress, type Subject } from '@spoor/model'
import type { TestRecord } from './guided-hunt.js'

/**
 * Records for the test cases of hunts. A case writes down only what matters to it; the rest is that
 * of an ordinary record of its kind.
 */

type Fields = Readonly<Record<string, unknown>>

const FTP: Fields = {
  service: 'ftp',
  'client.ip': '10.1.2.3',
  'client.port': 50_000,
  'server.ip': '203.0.113.9',
  'server.port': 21,
  'user.name': 'bob',
  zone: 'egress',
  verdict: 'unknown',
}
const SSH: Fields = {
  ...FTP,
  service: 'ssh',
  'server.port': 22,
  'user.name': '',
  'client.software': 'OpenSSH_9.2p1',
}
const FLOW: Fields = {
  'source.ip': '10.1.2.3',
  'source.port': 50_000,
  'destination.ip': '203.0.113.9',
  'network.transport': 'TCP',
}

/** Ordinary records by what they are; the first of a subject is its default. */
const ORDINARY: Readonly<Record<Subject, Readonly<Record<string, Fields>>>> = {
  sessions: {
    'ftp session': { ...FTP, 'session.outcome': 'success', 'session.login_failures': 0 },
    'ssh session': { ...SSH, 'session.outcome': 'unknown', 'ssh.activity': 'auth_only' },
  },
  transfers: {
    'ftp upload': {
      ...FTP,
      'transfer.direction': 'upload',
      'transfer.outcome': 'completed',
      'transfer.bytes': 5000,
      'transfer.bytes.quality': 'exact',
      'file.name': 'notes.txt',
      'file.extension': 'txt',
    },
    'ftp download': {
      ...FTP,
      zone: 'ingress',
      'transfer.direction': 'download',
      'transfer.outcome': 'completed',
      'transfer.bytes': 5000,
      'transfer.bytes.quality': 'exact',
      'file.name': 'notes.txt',
      'file.extension': 'txt',
    },
    'ssh upload': {
      ...SSH,
      'ssh.activity': 'bulk_upload',
      'transfer.direction': 'upload',
      'transfer.outcome': 'unknown',
      'transfer.bytes': 20_000_000,
      'transfer.bytes.quality': 'estimated',
    },
    'ssh download': {
      ...SSH,
      zone: 'ingress',
      'ssh.activity': 'bulk_download',
      'transfer.direction': 'download',
      'transfer.outcome': 'unknown',
      'transfer.bytes': 20_000_000,
      'transfer.bytes.quality': 'estimated',
    },
  },
  events: {
    flow: { ...FLOW, 'event.type': 'flow', 'destination.port': 443, 'source.bytes': 2000 },
    dns: {
      ...FLOW,
      'event.type': 'dns',
      'network.protocol': 'dns',
      'network.transport': 'UDP',
      'destination.port': 53,
      'dns.type': 'query',
      'dns.question.name': 'www.example.org',
      'dns.question.type': 'A',
    },
    http: {
      ...FLOW,
      'event.type': 'http',
      'network.protocol': 'http',
      'destination.port': 80,
      'http.request.method': 'GET',
      'url.domain': 'www.example.org',
      'url.path': '/',
      'user_agent.original': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)',
      'http.response.status_code': 200,
    },
    tls: {
      ...FLOW,
      'event.type': 'tls',
      'network.protocol': 'tls',
      'destination.port': 443,
      'tls.client.server_name': 'www.example.org',
      'tls.version': 'TLS 1.3',
    },
    ssh: {
      ...FLOW,
      'event.type': 'ssh',
      'network.protocol': 'ssh',
      'destination.port': 22,
      'ssh.client.software_version': 'OpenSSH_9.2p1',
      'ssh.server.software_version': 'OpenSSH_9.2p1',
    },
    ftp: {
      ...FLOW,
      'event.type': 'ftp',
      'network.protocol': 'ftp',
      'destination.port': 21,
      'ftp.command': 'PWD',
    },
    smb: {
      ...FLOW,
      'destination.ip': '10.1.9.9',
      'event.type': 'smb',
      'network.protocol': 'smb',
      'destination.port': 445,
      'smb.command': 'SMB2_COMMAND_CREATE',
    },
    fileinfo: { ...FLOW, 'event.type': 'fileinfo', 'file.name': 'notes.txt', 'file.size': 5000 },
    alert: { ...FLOW, 'event.type': 'alert', 'alert.signature': 'Something', 'alert.severity': 3 },
    event: FLOW,
  },
}

const SUBJECTS: readonly Subject[] = ['events', 'sessions', 'transfers']

/** What a record is: of the hunt's subject, unless its kind is one of another. */
export function subjectOf(subject: Subject, { like }: TestRecord): Subject {
  if (like === undefined || ORDINARY[subject][like]) return subject
  return SUBJECTS.find((other) => ORDINARY[other][like]) ?? subject
}

/**
 * Columns of a record, as the store takes them.
 * @param start when it began, as the engine writes times
 * @param id tells it from others
 * @throws Error for an unknown field or kind of record
 */
export function testRow(
  subject: Subject,
  { like, fields }: TestRecord,
  start: string,
  id: string,
): Record<string, unknown> {
  const kinds = ORDINARY[subject]
  const ordinary = kinds[like ?? Object.keys(kinds)[0] ?? '']
  if (!ordinary) {
    const known = SUBJECTS.flatMap((one) => Object.keys(ORDINARY[one]))
    throw new Error(`There are no records like ${like}; there are ${known.join(', ')}.`)
  }
  const row: Record<string, unknown> =
    subject === 'events'
      ? { ts: start, event_id: id }
      : { start_time: start, end_time: start, session_id: id }
  if (subject === 'transfers') row['transfer_id'] = id
  for (const [name, value] of Object.entries({ ...ordinary, ...fields })) {
    const field = findField(subject, name)
    if (!field || !fieldsOf(subject).includes(field)) {
      throw new Error(`${subject} have no field ${name}.`)
    }
    row[field.column] = field.kind === 'ip' && value !== null ? addressText(value) : value
  }
  return row
}

function addressText(value: unknown): string {
  const text = String(value)
  if (parseAddress(text) === undefined) throw new Error(`${text} is no address.`)
  return text
}
