import { Type, type Static } from '@sinclair/typebox'
import { Completeness, Moment, Question } from './common.js'
import { Review, SuppressedBy } from './decisions.js'

/** Shapes of `/api/v1/findings`. */

export const Level = Type.Union([
  Type.Literal('critical'),
  Type.Literal('high'),
  Type.Literal('medium'),
  Type.Literal('low'),
  Type.Literal('informational'),
])
export type Level = Static<typeof Level>

export const Finding = Type.Object({
  id: Type.String({ description: 'The same match has the same id, however often it is found.' }),
  hunt: Type.String(),
  title: Type.String(),
  level: Level,
  entity: Type.String({ description: 'What the finding is about, such as an address.' }),
  entity_kind: Type.String({ description: 'What the entity is, such as `client and server`.' }),
  client: Type.String({ description: 'Client address; empty if several.' }),
  server: Type.String({ description: 'Server address; empty if several.' }),
  user: Type.String(),
  why: Type.String({ description: 'One sentence with the figures that made it a finding.' }),
  first_seen: Moment,
  last_seen: Moment,
  count: Type.Integer({ description: 'Sessions, transfers or events that it stands on.' }),
  bytes: Type.Union([Type.Integer(), Type.Null()], {
    description: 'Bytes uploaded, where the hunt is about volume.',
  }),
  files: Type.Array(Type.String(), { description: 'Some of the file names.' }),
  techniques: Type.Array(Type.String(), { description: 'ATT&CK ids.' }),
  evidence: Type.Object({
    subject: Type.Union([
      Type.Literal('events'),
      Type.Literal('sessions'),
      Type.Literal('transfers'),
    ]),
    q: Type.String({ description: 'Question that shows the evidence.' }),
    from: Moment,
    to: Moment,
    ids: Type.Array(Type.String(), { description: 'Ids of some of the records.' }),
  }),
  review: Type.Optional(Review),
  suppressed_by: Type.Optional(SuppressedBy),
})
export type Finding = Static<typeof Finding>

export const FindingsSort = Type.Union([Type.Literal('gravest'), Type.Literal('newest')], {
  default: 'gravest',
  description: '`gravest` puts the worst level first, the newest of each before the older.',
})
export type FindingsSort = Static<typeof FindingsSort>

export const FindingsRequest = Type.Composite([
  Type.Omit(Question, ['q']),
  Type.Object({
    hunt: Type.Optional(Type.String()),
    level: Type.Optional(Type.String({ description: 'Levels, separated by commas.' })),
    entity: Type.Optional(Type.String()),
    network: Type.Optional(
      Type.String({
        maxLength: 500,
        description:
          'Label of a network at any level, or a path such as `Home/Berlin`: only findings whose client or server is in it.',
      }),
    ),
    group: Type.Optional(
      Type.String({
        maxLength: 100,
        description: 'Group that the client, the server or the user is in.',
      }),
    ),
    sort: Type.Optional(FindingsSort),
    suppressed: Type.Optional(
      Type.Union([Type.Literal('hide'), Type.Literal('show'), Type.Literal('only')], {
        default: 'hide',
        description: 'Whether findings that a suppression hides are listed.',
      }),
    ),
    review: Type.Optional(
      Type.Union([Type.Literal('open'), Type.Literal('confirmed'), Type.Literal('dismissed')], {
        description: 'Only findings that nobody has judged, or that were judged so.',
      }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 200 })),
    cursor: Type.Optional(
      Type.String({ description: '`next` of the page before, asked for with the same `sort`.' }),
    ),
  }),
])
export type FindingsRequest = Static<typeof FindingsRequest>

export const FindingsAnswer = Type.Object({
  findings: Type.Array(Finding),
  total: Type.Integer(),
  suppressed: Type.Integer({
    description: 'Findings of the request that suppressions hide, listed or not.',
  }),
  next: Type.Optional(Type.String()),
  completeness: Completeness,
})
export type FindingsAnswer = Static<typeof FindingsAnswer>
