import { Type, type Static } from '@sinclair/typebox'
import { Completeness, Moment, Question } from './common.js'

/** Shapes of `/api/v1/sightings` and `/api/v1/outliers`. */

export const SightingScope = Type.Union(
  [Type.Literal('network'), Type.Literal('group'), Type.Literal('host')],
  {
    default: 'network',
    description:
      'Never seen before where: on any host, on any host of the group or network label, or on this host.',
  },
)
export type SightingScope = Static<typeof SightingScope>

export const SightingsSort = Type.Union(
  [Type.Literal('newest'), Type.Literal('oldest'), Type.Literal('rarest')],
  {
    default: 'newest',
    description:
      '`rarest` puts values of the fewest hosts first, the newest of them before the older.',
  },
)
export type SightingsSort = Static<typeof SightingsSort>

const AsOf = Type.Optional(
  Type.String({
    description:
      'Answers as it would have been answered at that moment: ISO 8601 or `now-7d`. Absent: now.',
  }),
)

const Learning = Type.Optional(
  Type.Union([Type.Literal('include'), Type.Literal('exclude')], {
    default: 'include',
    description: 'Whether what was first seen within the learning window is listed; it is marked.',
  }),
)

const Hosts = Type.Optional(
  Type.Union([Type.Literal('home'), Type.Literal('all')], {
    default: 'home',
    description:
      'Whose values count: hosts at home, or also those outside, such as servers on the internet.',
  }),
)

/** What narrows lists of sightings and of outliers. */
const Narrowing = {
  ...Type.Omit(Question, ['q']).properties,
  as_of: AsOf,
  find: Type.Optional(
    Type.String({
      maxLength: 1_000,
      description: 'Only values that contain this text, whatever its case.',
    }),
  ),
  network: Type.Optional(
    Type.String({
      maxLength: 1_000,
      description: 'Only of hosts in this network: a label at any level, or a whole path.',
    }),
  ),
  host: Type.Optional(Type.String({ maxLength: 100, description: 'Only of this address.' })),
  learning: Learning,
  hosts: Hosts,
}

const Kind = Type.Optional(
  Type.String({ maxLength: 2_000, description: 'Kinds, separated by commas. Absent: all.' }),
)

const Paging = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
  cursor: Type.Optional(
    Type.String({ description: '`next` of the page before, asked for with all else the same.' }),
  ),
}

const SightingsFilter = {
  ...Narrowing,
  scope: Type.Optional(SightingScope),
  max_hosts: Type.Optional(
    Type.Integer({ minimum: 1, description: 'Only values that at most so many hosts have.' }),
  ),
}

export const SightingsRequest = Type.Object({
  ...SightingsFilter,
  kind: Kind,
  sort: Type.Optional(SightingsSort),
  ...Paging,
})
export type SightingsRequest = Static<typeof SightingsRequest>

export const SightingKindsRequest = Type.Object(SightingsFilter)
export type SightingKindsRequest = Static<typeof SightingKindsRequest>

const ExportFormat = Type.Union([Type.Literal('csv'), Type.Literal('ndjson')])
const ExportLimit = Type.Optional(
  Type.Integer({ minimum: 1, maximum: 1_000_000, default: 100_000 }),
)

export const SightingsExportRequest = Type.Object({
  ...SightingsFilter,
  kind: Kind,
  format: ExportFormat,
  limit: ExportLimit,
})
export type SightingsExportRequest = Static<typeof SightingsExportRequest>

export const OutliersRequest = Type.Object({
  ...Narrowing,
  kind: Kind,
  ...Paging,
})
export type OutliersRequest = Static<typeof OutliersRequest>

export const OutliersExportRequest = Type.Object({
  ...Narrowing,
  kind: Kind,
  format: ExportFormat,
  limit: ExportLimit,
})
export type OutliersExportRequest = Static<typeof OutliersExportRequest>

/** How long values of a kind were learnt where something is new, and whether they still are. */
const LearningWindow = Type.Object({
  since: Moment,
  until: Moment,
  days: Type.Integer({ description: 'Length of the window; 0 if nothing is learnt.' }),
})

/** A question that shows records. */
export const RecordsQuestion = Type.Object({
  subject: Type.Union([
    Type.Literal('events'),
    Type.Literal('sessions'),
    Type.Literal('transfers'),
  ]),
  q: Type.String(),
  from: Type.Optional(Moment),
  to: Type.Optional(Moment),
})
export type RecordsQuestion = Static<typeof RecordsQuestion>

const Meeting = Type.Object({ host: Type.String(), first_seen: Moment })

const Shared = {
  id: Type.String({ description: 'The same sighting has the same id, whenever it is asked for.' }),
  kind: Type.String(),
  kind_title: Type.String({ description: 'The kind in words: `FTP user`.' }),
  attribute: Type.Optional(
    Type.String({ description: 'Attribute of hosts; absent where the host itself is new.' }),
  ),
  value: Type.String(),
  host: Type.String({ description: 'Who had it first.' }),
  first_seen: Moment,
  learning: Type.Boolean({ description: 'First seen while values of the kind were learnt.' }),
  learning_window: LearningWindow,
  full: Type.Boolean({
    description:
      'The host has more values of this attribute than are kept: its newer ones are not seen.',
  }),
  why: Type.String({ description: 'One sentence that says why it is listed.' }),
  question: Type.Optional(RecordsQuestion),
}

export const Sighting = Type.Object({
  ...Shared,
  scope: SightingScope,
  group: Type.Optional(
    Type.Object({
      kind: Type.Union([Type.Literal('group'), Type.Literal('network')]),
      name: Type.String(),
    }),
  ),
  hosts: Type.Integer({ description: 'Hosts that have the value, of `hosts_total`.' }),
  hosts_total: Type.Integer({ description: 'Hosts known in the network or group.' }),
  next: Type.Array(Meeting, {
    description: 'The first few other hosts that have it, in the order in which they met it.',
  }),
})
export type Sighting = Static<typeof Sighting>

export const SightingsAnswer = Type.Object({
  rows: Type.Array(Sighting),
  total: Type.Integer(),
  next: Type.Optional(Type.String({ description: 'Cursor of the next page; absent on the last.' })),
  as_of: Moment,
  completeness: Completeness,
})
export type SightingsAnswer = Static<typeof SightingsAnswer>

export const SightingKind = Type.Object({
  kind: Type.String(),
  title: Type.String(),
  description: Type.String(),
  group: Type.String({ description: 'What it belongs to: services, ftp, ssh, tls, files, …' }),
  attribute: Type.Optional(Type.String()),
  scopes: Type.Array(SightingScope),
  outliers: Type.Boolean({ description: 'Parts of day and week are kept: it can have outliers.' }),
  learning_days: Type.Integer(),
  default_learning_days: Type.Integer(),
  learning: Type.Boolean({ description: 'Whether the whole network still learns values.' }),
  learning_window: Type.Optional(LearningWindow),
  total: Type.Integer({ description: 'Sightings of the request.' }),
  in_learning: Type.Integer({ description: 'Those of them that were within a learning window.' }),
  full_hosts: Type.Integer({
    description:
      'Hosts with more values of the attribute than are kept: their new ones are not seen.',
  }),
})
export type SightingKind = Static<typeof SightingKind>

export const SightingKindsAnswer = Type.Object({
  kinds: Type.Array(SightingKind),
  as_of: Moment,
  completeness: Completeness,
})
export type SightingKindsAnswer = Static<typeof SightingKindsAnswer>

export const SightingKindChange = Type.Object({
  learning_days: Type.Union([Type.Integer({ minimum: 0, maximum: 366 }), Type.Null()], {
    description: 'Days from the start of the network, group or host; null for the default.',
  }),
})
export type SightingKindChange = Static<typeof SightingKindChange>

export const SightingKindChanged = Type.Object({
  kind: Type.String(),
  learning_days: Type.Integer(),
  default_learning_days: Type.Integer(),
})
export type SightingKindChanged = Static<typeof SightingKindChanged>

/** A part of day and week. */
export const DayPart = Type.Object({
  part: Type.Integer({
    description: '0 to 3: night, morning, afternoon, evening of work days; 4 to 7 of other days.',
  }),
  words: Type.String({ description: '`work-day night, 00–06`.' }),
})
export type DayPart = Static<typeof DayPart>

export const Outlier = Type.Object({
  ...Shared,
  part: DayPart,
  new_value: Type.Boolean({
    description:
      'The host never had the value before, in any part; it was never active in this one.',
  }),
  usual_parts: Type.Array(
    Type.Object({
      ...DayPart.properties,
      first_seen: Moment,
      value: Type.Boolean({ description: 'The value was seen in it, not only the host.' }),
    }),
    { description: 'Parts in which the host was seen before.' },
  ),
})
export type Outlier = Static<typeof Outlier>

export const OutliersAnswer = Type.Object({
  rows: Type.Array(Outlier),
  total: Type.Integer(),
  next: Type.Optional(Type.String({ description: 'Cursor of the next page; absent on the last.' })),
  as_of: Moment,
  completeness: Completeness,
})
export type OutliersAnswer = Static<typeof OutliersAnswer>

export const SpreadRequest = Type.Object({
  of: Type.String({
    minLength: 1,
    maxLength: 100,
    description:
      'An attribute of hosts (`ja3`), a kind of sighting, or what people call it: `hash`, `file`, `sni`, `user`, `server`.',
  }),
  value: Type.String({ minLength: 1, maxLength: 1_000 }),
  as_of: AsOf,
  hosts: Type.Optional(
    Type.Union([Type.Literal('all'), Type.Literal('home')], {
      default: 'all',
      description: 'Which hosts are listed: all, so that one outside can be the first; or home.',
    }),
  ),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 200 })),
})
export type SpreadRequest = Static<typeof SpreadRequest>

export const SpreadHost = Type.Object({
  host: Type.String(),
  first_seen: Moment,
  last_seen: Type.Optional(Moment),
  count: Type.Optional(Type.Integer({ description: 'Events, sessions or transfers with it.' })),
  attributes: Type.Array(Type.String(), { description: 'How it met the value: `file_sent`.' }),
  roles: Type.Array(Type.String()),
  network: Type.Optional(Type.String()),
  groups: Type.Array(Type.String()),
  is_home: Type.Boolean(),
})
export type SpreadHost = Static<typeof SpreadHost>

export const SpreadEdge = Type.Object({
  from: Type.String({ description: 'The host that met the value earlier.' }),
  to: Type.String(),
  at: Moment,
  by: Type.Union([Type.Literal('transfer'), Type.Literal('session')], {
    description: 'The last one between the two before `to` met the value.',
  }),
  id: Type.String({ description: 'Id of that transfer or session.' }),
  service: Type.String(),
})
export type SpreadEdge = Static<typeof SpreadEdge>

export const SpreadAnswer = Type.Object({
  of: Type.String(),
  attributes: Type.Array(Type.String()),
  value: Type.String(),
  hosts: Type.Array(SpreadHost, { description: 'In the order in which they met the value.' }),
  total: Type.Integer({ description: 'Hosts that met it, shown or not.' }),
  hosts_total: Type.Integer({ description: 'Hosts known.' }),
  edges: Type.Array(SpreadEdge),
  timeline: Type.Object({
    interval_seconds: Type.Number(),
    buckets: Type.Array(
      Type.Object({
        time: Moment,
        new_hosts: Type.Integer(),
        hosts: Type.Integer({ description: 'Hosts that had met it by the end of the bucket.' }),
      }),
    ),
  }),
  full: Type.Integer({
    description:
      'Hosts with more values of such an attribute than are kept: these may have it unseen.',
  }),
  question: Type.Optional(RecordsQuestion),
  as_of: Moment,
  completeness: Completeness,
})
export type SpreadAnswer = Static<typeof SpreadAnswer>
