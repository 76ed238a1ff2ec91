import type { EntityKind, Subject } from './field.js'

/** What a host attribute is made of. */
export type HostAttributeKind =
  /** Names and values kept as facts, each with first and last seen, count and source. */
  | 'values'
  /** How many different values of an attribute are kept. */
  | 'count'
  /** A number about the host: a column of the hosts. */
  | 'number'
  /** A moment: a column of the hosts. */
  | 'time'
  /** A name that roles or the organisation give to the host. */
  | 'label'

/** Where the records are that a value was observed in. */
export interface AttributePivot {
  readonly subject: Subject
  /** Field that holds the value. */
  readonly field: string
  /** Field that holds the address of the host in those records. */
  readonly host: 'source.ip' | 'destination.ip' | 'client.ip' | 'server.ip'
}

/** One row of the catalogue of what is known of hosts. */
export interface HostAttribute {
  /** Name in questions, after `host.`. */
  readonly name: string
  readonly kind: HostAttributeKind
  /** Group on the page of a host and in the reference. */
  readonly group: string
  readonly description: string
  /** Kinds of records that it is observed in. */
  readonly sources: readonly string[]
  readonly entity?: EntityKind
  /** Absent if the value does not stand in one field as it is kept. */
  readonly pivot?: AttributePivot
  /** Most values that are kept of a host; of kind `values` only. */
  readonly bound?: number
  /** Whether the part of day and week of each observation is kept, for outliers. */
  readonly hasParts: boolean
  /** Column of the hosts; of kinds `number` and `time` only. */
  readonly column?: string
  /** The attribute whose values are counted; of kind `count` only. */
  readonly counts?: string
}

/** Values of an attribute that are kept of one host, unless its row says otherwise. */
const DEFAULT_BOUND = 1000

type Extra = Partial<Pick<HostAttribute, 'entity' | 'bound' | 'hasParts'>> & {
  /** `<field> of <side>`: where the value is found again among events. */
  readonly source?: string
  readonly destination?: string
  /** Likewise among sessions or transfers: `sessions:ftp.mode`. */
  readonly client?: string
  readonly server?: string
}

/** Returns a short constructor for the attributes of one group whose values are kept as facts. */
export function valuesIn(group: string) {
  return (
    name: string,
    sources: string,
    description: string,
    { source, destination, client, server, ...extra }: Extra = {},
  ): HostAttribute => {
    const pivot =
      eventPivot(source, 'source.ip') ??
      eventPivot(destination, 'destination.ip') ??
      recordPivot(client, 'client.ip') ??
      recordPivot(server, 'server.ip')
    return {
      name,
      kind: 'values',
      group,
      description,
      sources: sources.split(' '),
      bound: DEFAULT_BOUND,
      hasParts: false,
      ...(pivot && { pivot }),
      ...extra,
    }
  }
}

function eventPivot(
  field: string | undefined,
  host: AttributePivot['host'],
): AttributePivot | undefined {
  return field === undefined ? undefined : { subject: 'events', field, host }
}

function recordPivot(
  place: string | undefined,
  host: AttributePivot['host'],
): AttributePivot | undefined {
  const [subject, field] = place?.split(':') ?? []
  if (field === undefined || (subject !== 'sessions' && subject !== 'transfers')) return undefined
  return { subject, field, host }
}
