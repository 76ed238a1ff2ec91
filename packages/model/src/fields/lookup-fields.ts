import type { Field, Lookup, QuerySubject, Subject } from './field.js'
import type { HostAttribute } from './host-attribute.js'
import { hostAttributes } from './host-attributes.js'

/**
 * Fields whose values are not on a record, but are looked up by its addresses and its user: what is
 * known of the hosts on both sides, and where the organisation has them.
 */

/** One side of a record, by the column of its address; both sides if there are two columns. */
interface Side {
  /** What names of its fields begin with; the first is the one that is printed. */
  readonly prefixes: readonly string[]
  readonly column: string
  readonly orColumn?: string
  readonly whose: string
}

const SESSION_SIDES: readonly Side[] = [
  { prefixes: ['client.', 'source.'], column: 'client_ip', whose: 'the client' },
  { prefixes: ['server.', 'destination.'], column: 'server_ip', whose: 'the server' },
  { prefixes: [''], column: 'client_ip', orColumn: 'server_ip', whose: 'client or server' },
]

const SIDES: Readonly<Record<Subject, readonly Side[]>> = {
  events: [
    { prefixes: ['source.', 'client.'], column: 'source_ip', whose: 'the source' },
    { prefixes: ['destination.', 'server.'], column: 'destination_ip', whose: 'the destination' },
    {
      prefixes: [''],
      column: 'source_ip',
      orColumn: 'destination_ip',
      whose: 'source or destination',
    },
  ],
  sessions: SESSION_SIDES,
  transfers: SESSION_SIDES,
}

const HOSTS: Side = { prefixes: [''], column: 'host', whose: 'the host' }

const LABELS: Readonly<Record<string, Lookup>> = {
  network: { in: 'place', of: 'network' },
  group: { in: 'place', of: 'group' },
  site: { in: 'place', of: 'site' },
  role: { in: 'roles' },
}

type Values = Pick<Field, 'kind' | 'type' | 'lookup'>

/** What an attribute of a host is as a field: how its values compare, and where they are. */
function valuesOf({ name, kind, column = name, counts = name }: HostAttribute): Values {
  switch (kind) {
    case 'values':
      return { kind: 'keywords', type: 'Array(String)', lookup: { in: 'facts', attribute: name } }
    case 'count':
      return { kind: 'integer', type: 'UInt64', lookup: { in: 'fact-counts', attribute: counts } }
    case 'number':
      return { kind: 'integer', type: 'UInt64', lookup: { in: 'hosts', column } }
    case 'time':
      return { kind: 'time', type: "DateTime64(6, 'UTC')", lookup: { in: 'hosts', column } }
    case 'label': {
      const lookup = LABELS[name]
      return { kind: 'keywords', type: 'Array(String)', ...(lookup && { lookup }) }
    }
  }
}

function fieldsOfSide(side: Side): Field[] {
  const { prefixes, column, orColumn, whose } = side
  return hostAttributes.map((attribute) => {
    const [name = '', ...aliases] = prefixes.flatMap((prefix) => namesOf(side, prefix, attribute))
    const { group, description, entity } = attribute
    return {
      name,
      aliases,
      column,
      ...(orColumn !== undefined && { orColumn }),
      group,
      description: column === 'host' ? description : `${description} Of ${whose}.`,
      ...valuesOf(attribute),
      ...(entity !== undefined && { entity }),
    }
  })
}

/** Names of an attribute of a side, the printed one first. */
function namesOf(
  { column, orColumn }: Side,
  prefix: string,
  { kind, name }: HostAttribute,
): string[] {
  const long = `${prefix}host.${name}`
  const short = `${prefix}${name}`
  if (column === 'host') return [long, short]
  if (kind !== 'label') return [long]
  // Of either side, a role alone would not say whose.
  return name === 'role' && orColumn !== undefined ? [long, short] : [short, long]
}

const userGroup: Field = {
  name: 'user.group',
  column: 'user_name',
  kind: 'keywords',
  type: 'Array(String)',
  group: 'organisation',
  description: 'Group of the organisation that the user is in.',
  lookup: { in: 'user-groups' },
}

function lookupsOf(subject: Subject): readonly Field[] {
  return [...SIDES[subject].flatMap(fieldsOfSide), userGroup]
}

const lookups: Readonly<Record<Subject, readonly Field[]>> = {
  events: lookupsOf('events'),
  sessions: lookupsOf('sessions'),
  transfers: lookupsOf('transfers'),
}

/** Figures are columns of the rows themselves where these are hosts. */
export const hostFields: readonly Field[] = [
  {
    name: 'host.ip',
    aliases: ['ip'],
    column: 'host',
    kind: 'ip',
    type: 'IPv6',
    group: 'hosts',
    description: 'Address of the host.',
    entity: 'ip',
  },
  {
    name: 'host.is_home',
    aliases: ['is_home'],
    column: 'is_home',
    kind: 'boolean',
    type: 'UInt8',
    group: 'hosts',
    description: 'Whether the address is in a home network.',
  },
  ...fieldsOfSide(HOSTS).map(({ lookup, ...field }) =>
    lookup?.in === 'hosts'
      ? { ...field, column: lookup.column }
      : { ...field, ...(lookup && { lookup }) },
  ),
]

/** Fields of a subject that are looked up; none of hosts, all of whose fields are its own. */
export function lookupFieldsOf(subject: QuerySubject): readonly Field[] {
  return subject === 'hosts' ? [] : lookups[subject]
}

/** What the name of a field begins with that says something of a host on a record: `source.host.`. */
export function hostPrefixOf(name: string): string | undefined {
  return /^(?:\w+\.)?host\./.exec(name)?.[0]
}

/** The beginnings of names under which a subject has the attributes of hosts. */
export function hostPrefixesOf(subject: QuerySubject): readonly string[] {
  if (subject === 'hosts') return []
  return SIDES[subject].map(({ prefixes: [prefix = ''] }) => `${prefix}host.`)
}
