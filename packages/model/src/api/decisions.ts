import { Type, type Static } from '@sinclair/typebox'
import { Moment } from './common.js'

/** Shapes of what people decide about findings: `/api/v1/suppressions` and reviews. */

export const SuppressedField = Type.Union(
  [Type.Literal('entity'), Type.Literal('client'), Type.Literal('server'), Type.Literal('user')],
  { description: 'Which part of a finding must be the value.' },
)
export type SuppressedField = Static<typeof SuppressedField>

/** PostgreSQL takes no U+0000. */
const NO_NUL = '^[^\\u0000]*$'
const Reason = Type.String({
  minLength: 1,
  maxLength: 1000,
  pattern: '^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$',
})

export const SuppressionRequest = Type.Object({
  hunt: Type.Optional(
    Type.Union([Type.Null(), Type.String({ maxLength: 256 })], {
      description: 'Id of a hunt. Absent or null: all hunts.',
    }),
  ),
  field: SuppressedField,
  value: Type.String({
    minLength: 1,
    maxLength: 4000,
    description: 'Exactly as a finding has it.',
  }),
  reason: Reason,
  since: Type.Optional(
    Type.Union([Type.Null(), Type.String()], {
      description: 'ISO 8601 or `now-7d`: findings that end before stay. Absent or null: all.',
    }),
  ),
  until: Type.Optional(
    Type.Union([Type.Null(), Type.String()], {
      description:
        'ISO 8601 or `now+30d`: findings that end then or later come back. Absent or null: never.',
    }),
  ),
})
export type SuppressionRequest = Static<typeof SuppressionRequest>

export const Suppression = Type.Object({
  id: Type.String(),
  hunt: Type.Union([Type.Null(), Type.String()], { description: 'Null: all hunts.' }),
  field: SuppressedField,
  value: Type.String(),
  reason: Type.String(),
  since: Type.Union([Type.Null(), Moment]),
  until: Type.Union([Type.Null(), Moment]),
  created: Moment,
  created_by: Type.String(),
  ended: Type.Union([Type.Null(), Moment], {
    description: 'When somebody ended it: from then on it hides nothing.',
  }),
  ended_by: Type.Union([Type.Null(), Type.String()]),
  state: Type.Union([Type.Literal('active'), Type.Literal('over'), Type.Literal('ended')], {
    description:
      '`over`: its `until` has passed, and it hides older findings only. `ended`: it hides nothing.',
  }),
  findings: Type.Integer({ description: 'Kept findings that it hides.' }),
})
export type Suppression = Static<typeof Suppression>

export const SuppressionsRequest = Type.Object({
  hunt: Type.Optional(Type.String({ description: 'Only those of this hunt, and of all hunts.' })),
  ended: Type.Optional(
    Type.Boolean({ default: false, description: 'Whether ended ones are listed too.' }),
  ),
})
export type SuppressionsRequest = Static<typeof SuppressionsRequest>

export const SuppressionsAnswer = Type.Object({ suppressions: Type.Array(Suppression) })
export type SuppressionsAnswer = Static<typeof SuppressionsAnswer>

export const Verdict = Type.Union([Type.Literal('confirmed'), Type.Literal('dismissed')], {
  description: 'What an analyst says of a finding.',
})
export type Verdict = Static<typeof Verdict>

export const ReviewRequest = Type.Object({
  verdict: Verdict,
  reason: Type.Optional(Type.String({ maxLength: 1000, pattern: NO_NUL })),
})
export type ReviewRequest = Static<typeof ReviewRequest>

export const Review = Type.Object({
  verdict: Verdict,
  reason: Type.String(),
  at: Moment,
  by: Type.String(),
})
export type Review = Static<typeof Review>

/** Which suppression hides a finding. */
export const SuppressedBy = Type.Object({
  id: Type.String(),
  reason: Type.String(),
  until: Type.Union([Type.Null(), Moment]),
})
export type SuppressedBy = Static<typeof SuppressedBy>
