import { Type, type Static } from '@sinclair/typebox'
import { Completeness, Moment, Question, Row, Value } from './common.js'

/** Shapes of `/api/v1/{events,sessions,transfers}` and what hangs below them. */

export const ListRequest = Type.Composite([
  Question,
  Type.Object({
    fields: Type.Optional(
      Type.String({ description: 'Field names, separated by commas. Default: a useful few.' }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
    cursor: Type.Optional(Type.String({ description: '`next` of the page before.' })),
    order: Type.Optional(
      Type.Union([Type.Literal('newest'), Type.Literal('oldest')], { default: 'newest' }),
    ),
  }),
])
export type ListRequest = Static<typeof ListRequest>

export const ListAnswer = Type.Object({
  rows: Type.Array(Row),
  next: Type.Optional(Type.String({ description: 'Cursor of the next page; absent on the last.' })),
  completeness: Completeness,
})
export type ListAnswer = Static<typeof ListAnswer>

export const RecordRequest = Type.Object({
  at: Type.Optional(Type.String({ description: 'Time of the record: makes finding it fast.' })),
})
export type RecordRequest = Static<typeof RecordRequest>

/** One record with every field that has a value. Events also carry their original line. */
export const RecordAnswer = Type.Object({ row: Row, raw: Type.Optional(Type.String()) })
export type RecordAnswer = Static<typeof RecordAnswer>

/** Events that belong with one event, by kind of kinship. */
export const RelatedAnswer = Type.Object({
  groups: Type.Array(
    Type.Object({
      by: Type.Union([
        Type.Literal('flow'),
        Type.Literal('parent'),
        Type.Literal('children'),
        Type.Literal('community_id'),
      ]),
      title: Type.String(),
      q: Type.String({ description: 'The same as a question for the explorer.' }),
      rows: Type.Array(Row),
      more: Type.Boolean(),
    }),
  ),
  from: Type.Optional(Moment),
  to: Type.Optional(Moment),
})
export type RelatedAnswer = Static<typeof RelatedAnswer>

export const HistogramRequest = Type.Composite([
  Question,
  Type.Object({
    buckets: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 60 })),
    by: Type.Optional(Type.String({ description: 'Split by this field (its commonest values).' })),
  }),
])
export type HistogramRequest = Static<typeof HistogramRequest>

export const HistogramAnswer = Type.Object({
  from: Moment,
  to: Moment,
  interval_seconds: Type.Number(),
  total: Type.Integer(),
  series: Type.Array(
    Type.Object({
      name: Type.String({ description: 'Value of `by`, or `count`.' }),
      kind: Type.Union(
        [
          Type.Literal('count'),
          Type.Literal('value'),
          Type.Literal('missing'),
          Type.Literal('other'),
        ],
        {
          description:
            'All records, those with a value of `by`, without one, or with one of the rarer values.',
        },
      ),
      buckets: Type.Array(Type.Object({ time: Moment, count: Type.Integer() })),
    }),
  ),
  completeness: Completeness,
})
export type HistogramAnswer = Static<typeof HistogramAnswer>

export const TopRequest = Type.Composite([
  Question,
  Type.Object({
    fields: Type.String({ description: 'Field names, separated by commas (at most 20).' }),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 10 })),
    sum: Type.Optional(
      Type.String({ description: 'Order by the sum of this number field instead of the count.' }),
    ),
  }),
])
export type TopRequest = Static<typeof TopRequest>

export const TopAnswer = Type.Object({
  total: Type.Integer({ description: 'Records that the question matches.' }),
  fields: Type.Array(
    Type.Object({
      field: Type.String(),
      distinct: Type.Integer({ description: 'Approximate number of different values.' }),
      missing: Type.Integer({ description: 'Matching records without a value.' }),
      values: Type.Array(
        Type.Object({ value: Value, count: Type.Integer(), sum: Type.Optional(Type.Number()) }),
      ),
    }),
  ),
  completeness: Completeness,
})
export type TopAnswer = Static<typeof TopAnswer>

export const ExportRequest = Type.Composite([
  Question,
  Type.Object({
    format: Type.Union([Type.Literal('csv'), Type.Literal('ndjson')]),
    fields: Type.Optional(Type.String()),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000_000, default: 1_000_000 })),
  }),
])
export type ExportRequest = Static<typeof ExportRequest>

export const FieldDescription = Type.Object({
  name: Type.String(),
  kind: Type.String(),
  group: Type.String(),
  description: Type.String(),
  aliases: Type.Array(Type.String()),
  entity: Type.Optional(Type.String()),
  values: Type.Optional(Type.Array(Type.String())),
})
export const FieldsAnswer = Type.Object({ fields: Type.Array(FieldDescription) })
export type FieldsAnswer = Static<typeof FieldsAnswer>
