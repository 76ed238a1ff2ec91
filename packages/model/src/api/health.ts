import { Type, type Static } from '@sinclair/typebox'
import { Completeness, Moment } from './common.js'
import { Finding, Level } from './findings.js'
import { OrganisationVersion } from './organisation.js'

/** Shapes of `/api/v1/status`, `/api/v1/quarantine` and `/api/v1/today`. */

export const SourceStatus = Type.Object({
  path: Type.String(),
  kind: Type.String({ description: 'eve' }),
  state: Type.Union([
    Type.Literal('following'),
    Type.Literal('waiting'),
    Type.Literal('done'),
    Type.Literal('error'),
  ]),
  bytes_read: Type.Integer(),
  bytes_total: Type.Union([Type.Integer(), Type.Null()]),
  events: Type.Integer(),
  quarantined: Type.Integer(),
  last_read: Type.Union([Moment, Type.Null()]),
  error: Type.Optional(Type.String()),
})
export type SourceStatus = Static<typeof SourceStatus>

export const StatusAnswer = Type.Object({
  version: Type.String(),
  notice: Type.Optional(
    Type.String({ description: 'Something to say on every page, such as that this is the demo.' }),
  ),
  engine: Type.Object({ events: Type.String(), state: Type.String() }),
  started: Moment,
  events: Type.Object({
    count: Type.Integer(),
    first: Type.Union([Moment, Type.Null()]),
    last: Type.Union([Moment, Type.Null()]),
    bytes_on_disk: Type.Integer(),
    by_type: Type.Array(Type.Object({ type: Type.String(), count: Type.Integer() })),
  }),
  sources: Type.Array(SourceStatus),
  quarantined: Type.Integer(),
  retention: Type.Object({
    days: Type.Union([Type.Integer(), Type.Null()]),
    bytes: Type.Union([Type.Integer(), Type.Null()]),
  }),
  hunts_last_run: Type.Union([Moment, Type.Null()]),
  lag: Type.Object(
    {
      backlog: Type.Boolean({
        description: 'Whether a source has more than was read: hunts wait for that for a while.',
      }),
      events_without_facts: Type.Integer({
        description: 'Events that the facts of hosts, and so sightings, do not know yet.',
      }),
    },
    { description: 'What is not yet made of what came in.' },
  ),
  organisation: Type.Optional(
    Type.Object({
      version: Type.Union([OrganisationVersion, Type.Null()], {
        description: 'Null: nothing is saved, and what spoor.yaml says holds.',
      }),
      ignored: Type.Array(Type.String(), {
        description: 'Parts of spoor.yaml that do not hold, because an organisation is saved.',
      }),
    }),
  ),
})
export type StatusAnswer = Static<typeof StatusAnswer>

export const QuarantinedLine = Type.Object({
  id: Type.String(),
  time: Moment,
  source: Type.String({ description: 'File or stream.' }),
  offset: Type.Integer({
    description: 'Byte at which the line begins, counted in the decompressed stream.',
  }),
  length: Type.Integer({ description: 'Bytes of the line.' }),
  reason: Type.String(),
  line: Type.String({ description: 'The line, or its beginning; passwords are masked.' }),
})
export type QuarantinedLine = Static<typeof QuarantinedLine>

export const QuarantineRequest = Type.Object({
  source: Type.Optional(Type.String()),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
  cursor: Type.Optional(Type.String()),
})
export const QuarantineAnswer = Type.Object({
  lines: Type.Array(QuarantinedLine),
  total: Type.Integer(),
  reasons: Type.Array(Type.Object({ reason: Type.String(), count: Type.Integer() })),
  next: Type.Optional(Type.String()),
})
export type QuarantineAnswer = Static<typeof QuarantineAnswer>

export const TodayRequest = Type.Object({
  from: Type.Optional(Type.String()),
  to: Type.Optional(Type.String()),
})

/** What the landing page says without a click. */
export const TodayAnswer = Type.Object({
  from: Moment,
  to: Moment,
  findings_by_level: Type.Array(Type.Object({ level: Level, count: Type.Integer() })),
  findings: Type.Array(Finding, { description: 'The gravest, newest first.' }),
  outward: Type.Object(
    {
      bytes: Type.Integer(),
      transfers: Type.Integer(),
      servers: Type.Array(
        Type.Object({
          server: Type.String(),
          services: Type.Array(Type.String()),
          clients: Type.Integer(),
          transfers: Type.Integer(),
          bytes: Type.Integer(),
          verdict: Type.String(),
          first_seen: Moment,
        }),
      ),
      by_hour: Type.Array(
        Type.Object({ time: Moment, bytes: Type.Integer(), transfers: Type.Integer() }),
      ),
    },
    { description: 'Transfers out of home.' },
  ),
  news: Type.Array(
    Type.Object({
      kind: Type.String({ description: 'external server, user, client software' }),
      value: Type.String(),
      first_seen: Moment,
      by: Type.String({ description: 'Who met it first.' }),
      q: Type.String(),
    }),
    { description: 'Values not seen before the time range, if there is data before it.' },
  ),
  news_since: Type.Union([Moment, Type.Null()], {
    description: 'Start of the data that "new" is measured against; null if there is none.',
  }),
  eyes: Type.Object({
    events: Type.Integer(),
    last_event: Type.Union([Moment, Type.Null()]),
    quarantined: Type.Integer(),
    sources: Type.Integer(),
    sources_troubled: Type.Integer(),
  }),
  completeness: Completeness,
})
export type TodayAnswer = Static<typeof TodayAnswer>
