import { Type, type Static } from '@sinclair/typebox'

/**
 * Shapes that cross the wire between server and page. The server validates requests and documents
 * answers with them; the page takes its types from them.
 */

export const Subject = Type.Union(
  [Type.Literal('events'), Type.Literal('sessions'), Type.Literal('transfers')],
  { description: 'What the question is asked of.' },
)

/** ISO 8601 in UTC with microseconds: `2026-06-22T22:44:46.668728Z`. */
export const Moment = Type.String({
  description: 'ISO 8601, UTC.',
  examples: ['2026-06-22T22:44:46.668728Z'],
})

export const Value = Type.Union([
  Type.String(),
  Type.Number(),
  Type.Boolean(),
  Type.Array(Type.String()),
  Type.Null(),
])
export type Value = Static<typeof Value>

/** One event, session or transfer: field name → value. Only asked-for fields that have a value. */
export const Row = Type.Record(Type.String(), Value)
export type Row = Static<typeof Row>

/** The question: text, and the time range that is part of it. */
export const Question = Type.Object({
  q: Type.Optional(
    Type.String({
      maxLength: 10_000,
      description: 'Question in the query language; empty asks for everything.',
    }),
  ),
  from: Type.Optional(
    Type.String({ description: 'Start of the time range, inclusive: ISO 8601 or `now-24h`.' }),
  ),
  to: Type.Optional(
    Type.String({ description: 'End of the time range, exclusive: ISO 8601 or `now`.' }),
  ),
})
export type Question = Static<typeof Question>

/** Says honestly when an answer is not whole. */
export const Completeness = Type.Object({
  partial: Type.Boolean({ description: 'True if a limit cut the answer short.' }),
  reason: Type.Optional(Type.String()),
  elapsed_ms: Type.Number(),
})
export type Completeness = Static<typeof Completeness>

/** Every error has this shape; `problems` point into the question or document. */
export const ErrorAnswer = Type.Object({
  error: Type.String({ description: 'Code, such as QUERY_INVALID.' }),
  message: Type.String({ description: 'What is wrong and what to do.' }),
  problems: Type.Optional(
    Type.Array(
      Type.Object({
        message: Type.String(),
        from: Type.Integer(),
        to: Type.Integer(),
        line: Type.Optional(Type.Integer({ description: 'Line of a document, from 1.' })),
        hint: Type.Optional(Type.String()),
      }),
    ),
  ),
})
export type ErrorAnswer = Static<typeof ErrorAnswer>
