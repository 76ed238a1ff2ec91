import { Type, type Static } from '@sinclair/typebox'
import { Completeness, Moment, Subject } from './common.js'
import { Level } from './findings.js'

/** Shapes of `/api/v1/trail`: the whole library of hunts against one thing. */

export const TrailRequest = Type.Object({
  entity: Type.String({
    minLength: 1,
    maxLength: 1_024,
    description:
      'A host (`10.1.2.3`), a network (`10.1.0.0/16`), a user (`user:bob`), a file name (`file:a.zip`) or a hash. A bare word is a file name if it ends like one, else a user.',
  }),
  from: Type.Optional(
    Type.String({ description: 'Start of the time range, inclusive: ISO 8601 or `now-24h`.' }),
  ),
  to: Type.Optional(
    Type.String({ description: 'End of the time range, exclusive: ISO 8601 or `now`.' }),
  ),
})
export type TrailRequest = Static<typeof TrailRequest>

export const TrailKind = Type.Union([
  Type.Literal('host'),
  Type.Literal('network'),
  Type.Literal('user'),
  Type.Literal('file'),
  Type.Literal('hash'),
])
export type TrailKind = Static<typeof TrailKind>

export const TrailHunt = Type.Object({
  hunt: Type.String(),
  title: Type.String(),
  category: Type.String(),
  level: Level,
  subject: Subject,
  records: Type.Integer({ description: 'Records of it in the range that the hunt looks at.' }),
  before: Type.Integer({ description: 'The same in the range of the same length before.' }),
  needs_more: Type.Boolean({ description: 'It takes more than one such record for a finding.' }),
  q: Type.String({ description: 'Question that shows the records.' }),
})
export type TrailHunt = Static<typeof TrailHunt>

export const TrailAnswer = Type.Object({
  entity: Type.Object({ kind: TrailKind, value: Type.String() }),
  from: Moment,
  to: Moment,
  before: Type.Object({
    from: Moment,
    kept: Type.Union([Type.Literal('all'), Type.Literal('part'), Type.Literal('none')], {
      description:
        'How much of the range before is kept: of `part` the counts are too low, of `none` they say nothing.',
    }),
  }),
  hunts: Type.Array(TrailHunt, {
    description: 'Every hunt whose records can name such a thing, also those that met none.',
  }),
  completeness: Completeness,
})
export type TrailAnswer = Static<typeof TrailAnswer>
