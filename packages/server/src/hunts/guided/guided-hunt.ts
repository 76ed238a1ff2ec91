import { Type, type Static } from '@sinclair/typebox'
import type { Hunt } from '../hunt.js'

/**
 * A guided hunt is a Sigma document with one more attribute, `hunt`, that tells people what to make
 * of it and proves that it works. Its folder is its category.
 */
export type GuidedHunt = Hunt & {
  readonly cases: readonly HuntCase[]
  /** The file. */
  readonly text: string
}

/** Records, and whether they are a finding. */
export interface HuntCase {
  readonly kind: 'match' | 'miss'
  readonly name: string
  /** Fields and values, on top of what `like` has. */
  readonly records: readonly TestRecord[]
}

export interface TestRecord {
  /** What the record is apart from its fields. */
  readonly like?: string
  /**
   * Seconds after the midnight that the case's day begins with; negative on days before. A case's
   * records follow each other by a second from ten o'clock on unless they say when they are.
   */
  readonly at?: number
  readonly fields: Readonly<Record<string, unknown>>
}

const Sentence = Type.String({ minLength: 10, maxLength: 300 })

const Parameter = Type.Object(
  {
    default: Type.Number(),
    from: Type.Number(),
    to: Type.Number(),
    meaning: Sentence,
  },
  { additionalProperties: false },
)

/**
 * A record, or several: `times: 14, every: 1d` repeats it, and `{n}` in its values counts them
 * from 1. `at` says when it (or the first of them) is: `14:05`, or `-3d 14:05:30` three days before.
 */
const CaseRecords = Type.Intersect([
  Type.Object({
    like: Type.Optional(Type.String()),
    at: Type.Optional(Type.String({ pattern: '^(-\\d{1,2}d )?\\d\\d:\\d\\d(:\\d\\d)?$' })),
    times: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
    every: Type.Optional(Type.String({ pattern: '^\\d{1,4}[smhd]$' })),
  }),
  Type.Record(Type.String(), Type.Unknown()),
])
export type CaseRecords = Static<typeof CaseRecords>

const Case = Type.Object(
  {
    name: Type.String({ minLength: 3, maxLength: 120 }),
    records: Type.Array(CaseRecords, { minItems: 1, maxItems: 50 }),
  },
  { additionalProperties: false },
)

export const ParametersAttribute = Type.Record(Type.String({ pattern: '^[a-z_]+$' }), Parameter, {
  additionalProperties: false,
})

/** The attribute `hunt` of a guided hunt's document. */
export const HuntAttribute = Type.Object(
  {
    question: Type.String({ pattern: '^[A-Z].*\\?$', maxLength: 160 }),
    needs: Type.Array(Type.String(), { minItems: 1 }),
    finding: Sentence,
    parameters: Type.Optional(ParametersAttribute),
    next: Type.Array(
      Type.Object({ hunt: Type.String(), why: Sentence }, { additionalProperties: false }),
      { minItems: 1, maxItems: 6 },
    ),
    matches: Type.Array(Case, { minItems: 1 }),
    misses: Type.Array(Case, { minItems: 1 }),
  },
  { additionalProperties: false },
)
export type HuntAttribute = Static<typeof HuntAttribute>
