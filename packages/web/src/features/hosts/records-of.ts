import {
  anyOf,
  findField,
  only,
  printQuery,
  type HostSide,
  type Query,
  type Subject,
} from '@spoor/model'
import { fieldsIn, queryOf, renameFields } from '../../common/query/language.js'

/** A side of records on which hosts stand. */
export type Side = Exclude<HostSide, 'any'>

const PREFIXES: Readonly<Record<Subject, Readonly<Record<Side, string>>>> = {
  events: { client: 'source.', server: 'destination.' },
  sessions: { client: 'client.', server: 'server.' },
  transfers: { client: 'client.', server: 'server.' },
}

/** Field of records that says of one side what a field of hosts says. */
function fieldOnSide(name: string, subject: Subject, side: Side): string | undefined {
  const known = findField('hosts', name)?.name
  if (known === undefined) return undefined
  const prefix = PREFIXES[subject][side]
  const wanted = known === 'host.ip' ? `${prefix}ip` : `${prefix}${known}`
  return findField(subject, wanted)?.name
}

function hasWords(query: Query): boolean {
  switch (query.kind) {
    case 'and':
    case 'or':
      return query.items.some(hasWords)
    case 'not':
    case 'suspended':
      return hasWords(query.item)
    default:
      return query.kind === 'word'
  }
}

/**
 * The question for records whose one side is a host that a question about hosts means; undefined
 * where records cannot be asked that.
 */
export function recordsOf(q: string, subject: Subject, side: Side): string | undefined {
  const query = queryOf(q, 'hosts')
  if (query === undefined || query.kind === 'all' || hasWords(query)) return undefined
  const fields = fieldsIn(query)
  if (fields.some((name) => fieldOnSide(name, subject, side) === undefined)) return undefined
  return renameFields(q, 'hosts', (name) => fieldOnSide(name, subject, side) ?? name)
}

/** The question for records whose one side is one of some addresses. */
export function recordsOfAddresses(
  addresses: readonly string[],
  subject: Subject,
  side: Side,
): string {
  const field = `${PREFIXES[subject][side]}ip`
  return printQuery(anyOf(addresses.map((ip) => only(field, ip))))
}
