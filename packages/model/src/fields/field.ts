/**
 * What one row of the field dictionary says.
 *
 * The dictionary is the only place that knows fields: the events table, the projection of each
 * source, query completion, API documentation and the field reference are generated from it.
 */

/** How values of a field compare in a query. */
export type FieldKind =
  /** One text value; absent is the empty text. Compared without regard to case. */
  | 'keyword'
  /** Any number of text values; a condition holds if any value meets it. */
  | 'keywords'
  /** A whole number; may be absent. */
  | 'integer'
  | 'boolean'
  /** An IPv4 or IPv6 address; may be absent. IPv4 is kept mapped into IPv6. */
  | 'ip'
  /** A moment in UTC with microseconds. */
  | 'time'

/** A part of a moment in UTC, as a whole number: `@timestamp.hour`. */
export type TimePart = 'minute' | 'hour' | 'day' | 'weekday' | 'week' | 'month' | 'year'

/** What a value names, so that the page can offer the right pivots. */
export type EntityKind =
  | 'ip'
  | 'port'
  | 'domain'
  | 'url'
  | 'user'
  | 'file'
  | 'hash'
  | 'mac'
  | 'fingerprint'
  | 'software'
  | 'signature'
  | 'session'

export interface Field {
  /** Name in queries: ECS where ECS has one. */
  readonly name: string
  /** Column in the table, or in the folded rows, that holds it. */
  readonly column: string
  readonly kind: FieldKind
  /** ClickHouse type of the values: that of the column, unless there is a `part`. */
  readonly type: string
  /**
   * The values are not what the column holds but this part of its moments. Such fields can be asked
   * for by name; they are not among the fields of a subject and have no column of their own.
   */
  readonly part?: TimePart
  /**
   * The values are not on the record: they are looked up by the column, such as what is known of the
   * host whose address it is. Such fields can be asked for by name, as those with a `part`.
   */
  readonly lookup?: Lookup
  /** A second column to look up by: it is enough if one of both has the value. */
  readonly orColumn?: string
  /** Group in the field reference. */
  readonly group: string
  readonly description: string
  /**
   * Where Suricata EVE has the value: dotted paths, the first that is there wins.
   * `a[].b` collects `b` of every member of the array `a`.
   */
  readonly suricata?: readonly string[]
  /** Where Zeek has the value: `log:field`. */
  readonly zeek?: string
  /** Other names that a query may use. */
  readonly aliases?: readonly string[]
  /** Attribute path in OCSF, for export. */
  readonly ocsf?: string
  readonly entity?: EntityKind
  /** Values worth completing, when there are few. */
  readonly values?: readonly string[]
}

/** What a question can be asked of. */
export type Subject = 'events' | 'sessions' | 'transfers'

/** Where values are looked up that a record does not have itself. */
export type Lookup =
  /** Values of one attribute among the facts of the host that has the address. */
  | { readonly in: 'facts'; readonly attribute: string }
  /** How many different values of an attribute the host has. */
  | { readonly in: 'fact-counts'; readonly attribute: string }
  /** A figure of the host: a column of the table of hosts. */
  | { readonly in: 'hosts'; readonly column: string }
  /** Roles of the host, inferred or given by hand. */
  | { readonly in: 'roles' }
  /** What the organisation says of the address: labels of its networks, its groups, its site. */
  | { readonly in: 'place'; readonly of: 'network' | 'group' | 'site' }
  /** Groups of the organisation that the user is in. */
  | { readonly in: 'user-groups' }

/** What the query language can be asked of: records, and hosts. */
export type QuerySubject = Subject | 'hosts'
