import { findHostAttribute, type Query, type RecordsQuestion, type Subject } from '@spoor/model'
import { allOf, anyOf, escapeWildcard, printQuery } from '@spoor/model'
import { isoOfMicros, type Micros } from '../questions/moment.js'
import type { Kind } from './kinds.js'

/** The question that shows the records in which hosts had a value. */

interface Asked {
  readonly subject: Subject
  readonly query: Query
}

/** Tests of one value; `host` is absent where any host is meant. */
type Ask = (value: string, host: string | undefined) => Asked | undefined

const PLAIN = /^[\w.:-]+$/

const is = (field: string, value: string): Query => ({
  kind: 'field',
  field,
  test: { op: 'equals', value, quoted: !PLAIN.test(value) },
})

const onEither = (fields: readonly string[], host: string | undefined): Query[] =>
  host === undefined ? [] : [anyOf(fields.map((field) => is(field, host)))]

const PARTIES = ['client.ip', 'server.ip'] as const
const ENDS = ['source.ip', 'destination.ip'] as const

/** `ssh tcp/2222` or `ftp tcp/21`, at the side of a flow that has the service. */
const servicePort =
  (side: (typeof ENDS)[number]): Ask =>
  (value, host) => {
    const [, service = '', transport = '', port = ''] = /^(\S+) (\w+)\/(\d+)$/.exec(value) ?? []
    if (port === '') return undefined
    const tests = [
      is('network.protocol', service),
      is('network.transport', transport),
      is('destination.port', port),
    ]
    return { subject: 'events', query: allOf([...onEither([side], host), ...tests]) }
  }

const transferred =
  (...fields: readonly string[]): Ask =>
  (value, host) => ({
    subject: 'transfers',
    query: allOf([...onEither(PARTIES, host), anyOf(fields.map((field) => is(field, value)))]),
  })

const TRANSFER_SERVICES: ReadonlySet<string> = new Set([
  'ftp',
  'ftps',
  'ssh',
  'sftp',
  'scp',
  'tftp',
])

/** `ftp: PDF document`: of a transfer or of a file over another protocol; the type is cut at its first comma. */
const fileType: Ask = (value, host) => {
  const [, service = '', type = ''] = /^([^:]+): (.*)$/s.exec(value) ?? []
  if (type === '') return undefined
  const begins = (field: string): Query => ({
    kind: 'field',
    field,
    test: { op: 'wildcard', pattern: `${escapeWildcard(type)}*` },
  })
  if (TRANSFER_SERVICES.has(service)) {
    const tests = [is('service', service), begins('file.magic')]
    return { subject: 'transfers', query: allOf([...onEither(PARTIES, host), ...tests]) }
  }
  const types = anyOf([begins('file.magic'), begins('file.mime_type')])
  const tests = [is('event.type', 'fileinfo'), is('network.protocol', service), types]
  return { subject: 'events', query: allOf([...onEither(ENDS, host), ...tests]) }
}

/** Attributes whose values stand in no one field as they are kept. */
const ASKS: Readonly<Record<string, Ask>> = {
  transfer_peer: (peer, host) =>
    host === undefined
      ? { subject: 'transfers', query: anyOf(PARTIES.map((field) => is(field, peer))) }
      : {
          subject: 'transfers',
          query: anyOf([
            allOf([is('client.ip', host), is('server.ip', peer)]),
            allOf([is('client.ip', peer), is('server.ip', host)]),
          ]),
        },
  transfer_direction: (value, host) => {
    const [service = '', direction = ''] = value.split(' ')
    const tests = [is('service', service), is('transfer.direction', direction)]
    return { subject: 'transfers', query: allOf([...onEither(['client.ip'], host), ...tests]) }
  },
  service_on_port: servicePort('destination.ip'),
  odd_port_service: servicePort('destination.ip'),
  client_odd_port: servicePort('source.ip'),
  ftp_client_software: (value, host) => ({
    subject: 'events',
    query: allOf([
      ...onEither(['source.ip'], host),
      is('ftp.command', 'CLNT'),
      is('ftp.command_data', value),
    ]),
  }),
  file_sent: transferred('file.name'),
  file_received: transferred('file.name'),
  file_hash_sent: transferred('file.hash.sha256', 'file.hash.md5'),
  file_hash_received: transferred('file.hash.sha256', 'file.hash.md5'),
  file_extension_sent: transferred('file.extension'),
  file_extension_received: transferred('file.extension'),
  file_type_sent: fileType,
  file_type_received: fileType,
  peer_inside: (peer, host) => between(peer, host),
  peer_outside: (peer, host) => between(peer, host),
  hostname: (value, host) => ({
    subject: 'events',
    query: allOf([
      ...onEither(ENDS, host),
      { kind: 'word', test: { op: 'equals', value, quoted: true } },
    ]),
  }),
}

function between(peer: string, host: string | undefined): Asked {
  if (host === undefined) return { subject: 'events', query: allOf(onEither(ENDS, peer)) }
  const ways = [
    [host, peer],
    [peer, host],
  ] as const
  return {
    subject: 'events',
    query: anyOf(
      ways.map(([from, to]) => allOf([is('source.ip', from), is('destination.ip', to)])),
    ),
  }
}

/** What asks for a value of an attribute; undefined where records do not hold it. */
function asked(attribute: string, value: string, host: string | undefined): Asked | undefined {
  const own = ASKS[attribute]
  if (own) return own(value, host)
  const pivot = findHostAttribute(attribute)?.pivot
  if (!pivot) return undefined
  const tests = [...onEither([pivot.host], host), is(pivot.field, value)]
  return { subject: pivot.subject, query: allOf(tests) }
}

/**
 * Question for the records in which a host had a value, from when it first had it.
 * @param asOf the moment of the answer; records after it are left out
 */
export function valueQuestion(
  { attribute }: Pick<Kind, 'attribute'>,
  value: string,
  host: string,
  since: string,
  asOf: Micros | undefined,
): RecordsQuestion | undefined {
  const found: Asked | undefined =
    attribute === undefined
      ? { subject: 'events', query: allOf(onEither(ENDS, host)) }
      : asked(attribute, value, host)
  return found && bounded(found, since, asOf)
}

/** Question for the records in which any host had a value of one of several attributes. */
export function spreadQuestion(
  attributes: readonly string[],
  value: string,
  since: string,
  asOf: Micros | undefined,
): RecordsQuestion | undefined {
  const all = attributes.flatMap((attribute) => asked(attribute, value, undefined) ?? [])
  const [first] = all
  if (!first) return undefined
  const { subject } = first
  const texts = new Map(
    all.flatMap((one) =>
      one.subject === subject ? [[printQuery(one.query), one.query] as const] : [],
    ),
  )
  return bounded({ subject, query: anyOf([...texts.values()]) }, since, asOf)
}

function bounded({ subject, query }: Asked, since: string, asOf: Micros | undefined) {
  return {
    subject,
    q: printQuery(query),
    from: since,
    ...(asOf !== undefined && { to: isoOfMicros(asOf + 1) }),
  }
}
