import { Type, type Static } from '@sinclair/typebox'
import { Completeness, Moment, Question } from './common.js'
import { Level } from './findings.js'
import { RecordsQuestion } from './sightings.js'

/** Shapes of `/api/v1/hosts/{ip}`: all that is known of one host. */

export const HostAddress = Type.Object({
  ip: Type.String({
    minLength: 1,
    maxLength: 200,
    description: 'IPv4 or IPv6; an IPv4-mapped IPv6 address is the IPv4 host.',
    examples: ['10.1.2.3'],
  }),
})
export type HostAddress = Static<typeof HostAddress>

const AsOf = Type.Optional(
  Type.String({
    description: 'Answers what was known at this time: ISO 8601 or `now-7d`. Default: now.',
  }),
)

export const RiskKind = Type.Union(
  [Type.Literal('finding'), Type.Literal('sighting'), Type.Literal('property')],
  { description: 'What a part of the risk stands on.' },
)
export type RiskKind = Static<typeof RiskKind>

export const RiskPart = Type.Object({
  kind: RiskKind,
  id: Type.String({ description: 'Id of the hunt, of the kind of sighting, or of the property.' }),
  what: Type.String({ description: 'One sentence: what it is.' }),
  level: Type.Optional(Level),
  weight: Type.Number({ description: 'Points of one such thing, as configured.' }),
  count: Type.Integer({ description: 'Findings, sightings or values.' }),
  points: Type.Number({
    description: 'What it adds, to a tenth: the weight after age, repetition and review.',
  }),
  why: Type.String({ description: 'How the points come from the weight.' }),
  findings: Type.Array(Type.String(), { description: 'Ids of some of the findings.' }),
  values: Type.Array(Type.String(), { description: 'Some of the values.' }),
  last_seen: Moment,
  show: Type.Optional(RecordsQuestion),
})
export type RiskPart = Static<typeof RiskPart>

export const HostRisk = Type.Object({
  score: Type.Integer({
    minimum: 0,
    maximum: 100,
    description: 'Sum of the kinds, each up to its cap, and 100 at most.',
  }),
  kinds: Type.Array(
    Type.Object({
      kind: RiskKind,
      sum: Type.Number({ description: 'Points of its parts.' }),
      cap: Type.Number({ description: 'Most points that the kind can add.' }),
      points: Type.Number({ description: 'What it adds.' }),
    }),
  ),
  parts: Type.Array(RiskPart, { description: 'The one with the most points first.' }),
  half_life_days: Type.Number(),
})
export type HostRisk = Static<typeof HostRisk>

/** A value with when, how often and where it was seen. */
const seen = {
  first: Moment,
  last: Type.Optional(Moment),
  count: Type.Optional(
    Type.Integer({
      description: 'Like `last` absent if it was seen after `as_of`: of then neither is known.',
    }),
  ),
  sources: Type.Array(Type.String(), {
    description: 'Types of events that said so, or `transfers` and `sessions`.',
  }),
}

export const HostName = Type.Object({ name: Type.String(), ...seen })
export type HostName = Static<typeof HostName>

export const HostRoleEvidence = Type.Object({
  role: Type.String(),
  by: Type.Union([Type.Literal('inferred'), Type.Literal('organisation')], {
    description: 'Told from what was observed, or given by hand.',
  }),
  since: Type.Union([Moment, Type.Null()]),
  evidence: Type.Array(Type.String()),
})
export type HostRoleEvidence = Static<typeof HostRoleEvidence>

export const HostCounts = Type.Object({
  insights: Type.Integer({ description: 'Different values of all attributes.' }),
  firsts: Type.Integer(),
  transfers: Type.Integer(),
  sessions: Type.Integer(),
  findings: Type.Integer({ description: 'Not suppressed.' }),
  sightings: Type.Integer({ description: 'Values that this host met first in the whole network.' }),
  outliers: Type.Integer({ description: 'Values that are new for it in a part of day and week.' }),
  files: Type.Integer(),
})
export type HostCounts = Static<typeof HostCounts>

export const HostRequest = Type.Object({ as_of: AsOf })
export type HostRequest = Static<typeof HostRequest>

export const HostAnswer = Type.Object({
  ip: Type.String({ description: 'As Spoor writes it everywhere.' }),
  note: Type.Optional(
    Type.String({
      description: 'What is special about the address, such as that it is multicast.',
    }),
  ),
  as_of: Type.Optional(Moment),
  is_home: Type.Boolean(),
  first_seen: Moment,
  last_seen: Moment,
  names: Type.Array(HostName),
  roles: Type.Array(HostRoleEvidence),
  networks: Type.Array(Type.String(), {
    description: 'Labels of the networks around it, from the root on.',
  }),
  network: Type.String({
    description: 'The most specific of them as CIDR; empty if there is none.',
  }),
  site: Type.String(),
  groups: Type.Array(Type.String()),
  users: Type.Array(
    Type.Object({ user: Type.String(), groups: Type.Array(Type.String()), ...seen }),
  ),
  numbers: Type.Object({
    days: Type.Integer({ description: 'UTC days on which it was seen.' }),
    events: Type.Integer(),
    off_hours_share: Type.Number({
      description: 'Share of its events outside business hours, 0 to 1.',
    }),
    flows: Type.Integer(),
    bytes_out: Type.Integer(),
    bytes_in: Type.Integer(),
    outside_bytes_out: Type.Integer(),
    outside_bytes_in: Type.Integer(),
    alerts: Type.Integer(),
  }),
  risk: HostRisk,
  completeness: Completeness,
})
export type HostAnswer = Static<typeof HostAnswer>

export const HostCountsAnswer = Type.Object({
  ip: Type.String(),
  counts: HostCounts,
  completeness: Completeness,
})
export type HostCountsAnswer = Static<typeof HostCountsAnswer>

export const InsightsRequest = Type.Object({
  as_of: AsOf,
  attribute: Type.Optional(
    Type.String({ maxLength: 200, description: 'Only this attribute, such as `user_agent`.' }),
  ),
  find: Type.Optional(
    Type.String({ maxLength: 1_000, description: 'Only values that contain this text.' }),
  ),
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 5_000,
      default: 20,
      description:
        'Most values of each attribute, the most frequent first; 200 at most unless one attribute is named.',
    }),
  ),
})
export type InsightsRequest = Static<typeof InsightsRequest>

export const InsightValue = Type.Object({
  value: Type.String(),
  ...seen,
  hosts: Type.Integer({
    description: 'How many hosts have the value, this one included; exact to some 65,000.',
  }),
  show: Type.Optional(RecordsQuestion),
})
export type InsightValue = Static<typeof InsightValue>

export const Insight = Type.Object({
  attribute: Type.String(),
  field: Type.String({ description: 'Name in questions: `host.user_agent`.' }),
  description: Type.String(),
  entity: Type.Optional(Type.String()),
  total: Type.Integer({ description: 'Different values.' }),
  is_full: Type.Boolean({
    description: 'More values were seen than are kept of one host; later ones are only counted.',
  }),
  not_kept: Type.Integer({ description: 'How often values beyond the bound were seen.' }),
  values: Type.Array(InsightValue),
})
export type Insight = Static<typeof Insight>

export const InsightsAnswer = Type.Object({
  ip: Type.String(),
  as_of: Type.Optional(Moment),
  hosts_total: Type.Integer({ description: 'Hosts that were seen at all.' }),
  groups: Type.Array(
    Type.Object({
      group: Type.String(),
      attributes: Type.Array(Insight, { description: 'Those that have a value.' }),
      numbers: Type.Array(
        Type.Object({
          attribute: Type.String(),
          field: Type.Optional(Type.String({ description: 'Absent if questions do not know it.' })),
          description: Type.String(),
          unit: Type.Union([
            Type.Literal('count'),
            Type.Literal('bytes'),
            Type.Literal('seconds'),
            Type.Literal('percent'),
          ]),
          value: Type.Number(),
        }),
      ),
    }),
  ),
  completeness: Completeness,
})
export type InsightsAnswer = Static<typeof InsightsAnswer>

export const FirstsRequest = Type.Object({
  as_of: AsOf,
  attribute: Type.Optional(Type.String({ maxLength: 200 })),
  order: Type.Optional(
    Type.Union([Type.Literal('newest'), Type.Literal('oldest')], { default: 'newest' }),
  ),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000, default: 100 })),
  cursor: Type.Optional(Type.String({ description: '`next` of the page before.' })),
})
export type FirstsRequest = Static<typeof FirstsRequest>

export const FirstsAnswer = Type.Object({
  ip: Type.String(),
  firsts: Type.Array(
    Type.Object({
      attribute: Type.String(),
      group: Type.String(),
      value: Type.String(),
      ...seen,
      show: Type.Optional(RecordsQuestion),
    }),
  ),
  total: Type.Integer(),
  next: Type.Optional(Type.String()),
  completeness: Completeness,
})
export type FirstsAnswer = Static<typeof FirstsAnswer>

const Range = Type.Omit(Question, ['q'])

export const VolumeRequest = Range
export type VolumeRequest = Static<typeof VolumeRequest>

export const VolumeMeasure = Type.Union([
  Type.Literal('bytes_out'),
  Type.Literal('bytes_in'),
  Type.Literal('outside_bytes_out'),
  Type.Literal('outside_bytes_in'),
  Type.Literal('transfer_bytes_out'),
  Type.Literal('transfer_bytes_in'),
  Type.Literal('transfers'),
  Type.Literal('sessions'),
])
export type VolumeMeasure = Static<typeof VolumeMeasure>

export const VolumeAnswer = Type.Object({
  ip: Type.String(),
  from: Moment,
  to: Moment,
  days: Type.Array(Type.String({ description: 'UTC day, `2026-06-22`.' })),
  unfinished: Type.Optional(Type.String({ description: 'The day that is not over yet.' })),
  measures: Type.Array(
    Type.Object({
      measure: VolumeMeasure,
      unit: Type.Union([Type.Literal('bytes'), Type.Literal('count')]),
      values: Type.Array(Type.Number(), { description: 'One for each day.' }),
      baseline: Type.Array(
        Type.Union([
          Type.Object({
            median: Type.Number(),
            low: Type.Number(),
            high: Type.Number(),
            days: Type.Integer({ description: 'Days before that it is made of, 7 to 28.' }),
          }),
          Type.Null(),
        ]),
        {
          description:
            'For each day the median of the up to 28 days before it, and the band of 3 times the scaled median absolute deviation around it; null where fewer than 7 days are known.',
        },
      ),
    }),
  ),
  completeness: Completeness,
})
export type VolumeAnswer = Static<typeof VolumeAnswer>

export const RhythmRequest = Type.Composite([
  Range,
  Type.Object({
    time_zone: Type.Optional(
      Type.String({
        maxLength: 64,
        description: "IANA name, such as `Europe/Berlin`. Default: the organisation's.",
      }),
    ),
  }),
])
export type RhythmRequest = Static<typeof RhythmRequest>

export const RhythmAnswer = Type.Object({
  ip: Type.String(),
  from: Moment,
  to: Moment,
  time_zone: Type.String(),
  total: Type.Integer(),
  hours: Type.Array(Type.Array(Type.Integer(), { description: '24 hours.' }), {
    description: 'Events of Monday to Sunday, by hour of the day.',
  }),
  completeness: Completeness,
})
export type RhythmAnswer = Static<typeof RhythmAnswer>

export const PeersRequest = Type.Composite([
  Range,
  Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000, default: 100 })) }),
])
export type PeersRequest = Static<typeof PeersRequest>

export const PeersAnswer = Type.Object({
  ip: Type.String(),
  peers: Type.Array(
    Type.Object({
      ip: Type.String(),
      is_home: Type.Boolean(),
      direction: Type.Union([Type.Literal('client'), Type.Literal('server')], {
        description: 'What the host was: `client` of the peer, or `server` to it.',
      }),
      service: Type.String(),
      sessions: Type.Integer(),
      transfers: Type.Integer(),
      bytes_out: Type.Integer({ description: 'Bytes of files that the host sent to the peer.' }),
      bytes_in: Type.Integer(),
      users: Type.Array(Type.String()),
      first: Moment,
      last: Moment,
      show: RecordsQuestion,
    }),
    { description: 'By peer, direction and service; the most bytes first.' },
  ),
  total: Type.Integer(),
  others: Type.Object(
    {
      peers: Type.Array(
        Type.Object({
          ip: Type.String(),
          is_home: Type.Boolean(),
          ...seen,
        }),
      ),
      total: Type.Integer(),
    },
    { description: 'Hosts that it spoke with but moved no files with, over all time.' },
  ),
  completeness: Completeness,
})
export type PeersAnswer = Static<typeof PeersAnswer>

export const HostFilesRequest = Type.Composite([
  Range,
  Type.Object({
    find: Type.Optional(
      Type.String({ maxLength: 1_000, description: 'Only names and hashes that contain this.' }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000, default: 100 })),
    cursor: Type.Optional(Type.String({ description: '`next` of the page before.' })),
  }),
])
export type HostFilesRequest = Static<typeof HostFilesRequest>

export const HostFilesAnswer = Type.Object({
  ip: Type.String(),
  files: Type.Array(
    Type.Object({
      name: Type.String(),
      direction: Type.Union([
        Type.Literal('sent'),
        Type.Literal('received'),
        Type.Literal('unknown'),
      ]),
      md5: Type.String(),
      sha256: Type.String(),
      types: Type.Array(Type.String(), { description: 'Types by content.' }),
      services: Type.Array(Type.String()),
      bytes: Type.Union([Type.Integer(), Type.Null()], { description: 'Of the largest.' }),
      times: Type.Integer(),
      peers: Type.Array(Type.String(), { description: 'Some of them.' }),
      peers_total: Type.Integer(),
      first: Moment,
      last: Moment,
      show: RecordsQuestion,
    }),
    { description: 'The latest first.' },
  ),
  total: Type.Integer(),
  next: Type.Optional(Type.String()),
  completeness: Completeness,
})
export type HostFilesAnswer = Static<typeof HostFilesAnswer>

export const PeerGraphRequest = Type.Composite([
  Question,
  Type.Object({
    limit: Type.Optional(
      Type.Integer({
        minimum: 2,
        maximum: 2_000,
        default: 300,
        description: 'Most hosts that are shown by themselves; smaller ones are put together.',
      }),
    ),
  }),
])
export type PeerGraphRequest = Static<typeof PeerGraphRequest>

export const PeerGraphAnswer = Type.Object({
  nodes: Type.Array(
    Type.Object({
      id: Type.String({
        description: 'Address, or name of a network in which hosts were put together.',
      }),
      kind: Type.Union([Type.Literal('host'), Type.Literal('network')]),
      is_home: Type.Boolean(),
      networks: Type.Array(Type.String()),
      roles: Type.Array(Type.String()),
      hosts: Type.Integer({ description: 'How many it stands for.' }),
      bytes: Type.Integer(),
      transfers: Type.Integer(),
    }),
  ),
  edges: Type.Array(
    Type.Object({
      from: Type.String({ description: 'Node of the client.' }),
      to: Type.String({ description: 'Node of the server.' }),
      services: Type.Array(Type.String()),
      transfers: Type.Integer(),
      bytes_up: Type.Integer(),
      bytes_down: Type.Integer(),
      violations: Type.Integer({ description: 'Transfers that policy forbids.' }),
      first: Moment,
      last: Moment,
      show: Type.Optional(RecordsQuestion),
    }),
  ),
  folded: Type.Integer({ description: 'Hosts that were put together by network.' }),
  left_out: Type.Object({
    edges: Type.Integer(),
    transfers: Type.Integer(),
    bytes: Type.Integer(),
  }),
  hosts: Type.Integer({ description: 'Hosts that moved files at all.' }),
  completeness: Completeness,
})
export type PeerGraphAnswer = Static<typeof PeerGraphAnswer>
