import type { Level } from '@spoor/model'

/**
 * What a Sigma file says, after it was checked for shape and before it means anything for Spoor.
 * Format: Sigma specification 2.1.0, "Rules", "Correlation Rules" and "Filters".
 */
export type SigmaDocument = SigmaRule | SigmaCorrelation | SigmaFilter

/** What all three kinds of documents share. */
export interface SigmaHeader {
  /** Where it was read from, for messages. */
  readonly place: Place
  readonly title: string
  readonly id?: string
  /** By which correlations and filters may refer to it. */
  readonly name?: string
  readonly description?: string
  readonly status?: string
  readonly level?: Level
  readonly author?: string
  readonly references: readonly string[]
  readonly tags: readonly string[]
  readonly falsePositives: readonly string[]
  readonly taxonomy?: string
  /** Attributes that the specification does not know; hunts keep theirs here. */
  readonly custom: Readonly<Record<string, unknown>>
}

export interface SigmaRule extends SigmaHeader {
  readonly kind: 'rule'
  readonly logSource: LogSource
  readonly detection: Detection
  /** Columns that a reader of matches wants to see. */
  readonly fields: readonly string[]
}

export interface SigmaFilter extends SigmaHeader {
  readonly kind: 'filter'
  readonly logSource: LogSource
  /** Ids or names of the rules that it narrows, or all of the log source. */
  readonly rules: readonly string[] | 'any'
  readonly detection: Detection
}

export interface LogSource {
  readonly place: Place
  readonly product?: string
  readonly category?: string
  readonly service?: string
}

/** Named searches, and how they are combined. */
export interface Detection {
  readonly searches: ReadonlyMap<string, Search>
  /** Any of these conditions is enough. */
  readonly conditions: readonly Condition[]
}

/** A search: some of its parts (`or`) or all of them (`and`) must hold. */
export type Search =
  | { readonly kind: 'and' | 'or'; readonly items: readonly Search[] }
  | { readonly kind: 'test'; readonly test: FieldTest }

/** `field|modifier|modifier: value`, or a keyword where there is no field. */
export interface FieldTest {
  readonly place: Place
  readonly field?: string
  readonly modifiers: readonly string[]
  readonly values: readonly SigmaValue[]
}

/** A scalar of YAML as it was written. */
export type SigmaValue = string | number | bigint | boolean | null

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly items: readonly Condition[] }
  | { readonly kind: 'not'; readonly item: Condition }
  | { readonly kind: 'search'; readonly name: string }
  /** `1 of`, `all of`, over the searches whose names the pattern matches; `them` is `*`. */
  | {
      readonly kind: 'of'
      readonly count: 'any' | 'all'
      readonly pattern: string
    }

export interface SigmaCorrelation extends SigmaHeader {
  readonly kind: 'correlation'
  readonly type: CorrelationType
  /** Ids or names of rules and correlations, in order. */
  readonly rules: readonly string[]
  readonly groupBy: readonly string[]
  /** Alias, then rule, then field. */
  readonly aliases: ReadonlyMap<string, ReadonlyMap<string, string>>
  readonly timespanSeconds: number
  readonly condition: CorrelationCondition
  /** Whether the rules that it refers to also match by themselves. */
  readonly generate: boolean
}

export const CORRELATION_TYPES = [
  'event_count',
  'value_count',
  'temporal',
  'temporal_ordered',
  'value_sum',
  'value_avg',
  'value_percentile',
  'value_median',
] as const
export type CorrelationType = (typeof CORRELATION_TYPES)[number]

export interface CorrelationCondition {
  /** All must hold. */
  readonly bounds: readonly { readonly op: CompareOp; readonly value: number }[]
  /** Fields whose values are counted or measured. */
  readonly fields: readonly string[]
  /** Which percentile `value_percentile` takes, 0 to 100. */
  readonly percentile?: number
}

export type CompareOp = 'gt' | 'gte' | 'lt' | 'lte' | 'eq' | 'neq'

/** File, and line from 1. */
export interface Place {
  readonly file: string
  readonly line: number
}

/** Why a document is refused. */
export interface SigmaProblem {
  readonly place: Place
  readonly message: string
  /** What to write instead, where that is known. */
  readonly hint?: string
}

/** Thrown inside the room; its public functions answer problems. */
export class SigmaError extends Error {
  constructor(
    readonly place: Place,
    message: string,
    readonly hint?: string,
  ) {
    super(message)
    this.name = 'SigmaError'
  }

  get problem(): SigmaProblem {
    const { place, message, hint } = this
    return { place, message, ...(hint !== undefined && { hint }) }
  }
}
