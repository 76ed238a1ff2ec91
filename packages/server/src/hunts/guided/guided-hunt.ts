import { Type, type Static } from '@sinclair/typebox'
import type { Hunt } from '../hunt.js'

/**
 * A guided hunt is a Sigma document with one more attribute, `hunt`, that tells people what to make
 * of it and proves that it works. Its folder is its category.
 */
export interface GuidedHunt extends Hunt {
  readonly cases: readonly HuntCase[]
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

const Case = Type.Object(
  {
    name: Type.String({ minLength: 3, maxLength: 120 }),
    records: Type.Array(Type.Record(Type.String(), Type.Unknown()), { minItems: 1, maxItems: 50 }),
  },
  { additionalProperties: false },
)

/** The attribute `hunt` of a guided hunt's document. */
export const HuntAttribute = Type.Object(
  {
    question: Type.String({ pattern: '^[A-Z].*\\?$', maxLength: 160 }),
    needs: Type.Array(Type.String(), { minItems: 1 }),
    finding: Sentence,
    parameters: Type.Optional(Type.Record(Type.String({ pattern: '^[a-z_]+$' }), Parameter)),
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
