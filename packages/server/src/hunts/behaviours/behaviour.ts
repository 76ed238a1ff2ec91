import type { Static, TObject } from '@sinclair/typebox'
import type { Subject } from '@spoor/model'
import type { RecordsOf } from './records.js'

/** What a hunt asks of its records beyond a question: an analytic with its settings. Plain data. */
export interface Behaviour {
  /** Name of the analytic. */
  readonly analytic: string
  /** The fields that tell entities apart; none for the whole network. */
  readonly by: readonly string[]
  /** As the analytic's schema has them, defaults filled in. */
  readonly settings: Settings
}

export type Settings = Readonly<Record<string, unknown>>

/** One analytic: how records become matches. */
export interface Analytic {
  /** As rules write it, such as `first-seen`. */
  readonly name: string
  /** The settings besides `analytic` and `by`, with defaults, bounds and descriptions. */
  readonly schema: TObject
  /** What a sentence can name, and what it means. */
  readonly figures: Readonly<Record<string, string>>
  /** Fields that it reads besides `by`. */
  fields?(settings: Settings): readonly string[]
  /** @throws Error if settings do not go together, or not with the subject or the entity */
  check?(settings: Settings, subject: Subject, by: readonly string[]): void
  /** UTC days before an evaluated day that it looks at. */
  historyDays(settings: Settings): number
  /**
   * A SELECT of the matches, a row per entity and UTC day, of the columns that `MATCH_COLUMNS`
   * (`records.ts`) names. What it says of a day rests on the records of that day and of
   * `historyDays` before it, and on nothing else. Rows of other days than those from
   * `{day_from:Int32}` up to `{day_to:Int32}` are left out by the framework.
   */
  statement(settings: Settings, records: RecordsOf): string
  /** The text of each figure. */
  figureTexts(row: BehaviourRow, settings: Settings): Readonly<Record<string, string>>
}

/** What texts of figures are made from. */
export interface BehaviourRow {
  readonly records: number
  readonly bytes: number | null
  readonly measured: number
  /** What the statement answered in its column `detail`. */
  readonly detail: Readonly<Record<string, readonly string[]>>
}

/** What an analytic found of one entity on one UTC day. Times are UTC, as the engine writes them. */
export interface BehaviourMatch {
  readonly day: string
  /** Values of the `by` fields, in their order. */
  readonly by: readonly string[]
  /** Start of the first and of the last record. */
  readonly firstAt: string
  readonly lastAt: string
  readonly records: number
  /** Bytes of the records; null if of none they are known. */
  readonly bytes: number | null
  /** For sentences, by the names that the analytic gives to them. */
  readonly figures: Readonly<Record<string, string>>
  /** The first of the records. */
  readonly evidence: readonly { readonly subject: Subject; readonly id: string }[]
  /** How bad it is, to compare matches of one hunt with. */
  readonly measured: number
}

/** An analytic whose functions know the type of its settings. */
type Declared<T extends TObject> = Omit<
  Analytic,
  'schema' | 'fields' | 'check' | 'historyDays' | 'statement' | 'figureTexts'
> & {
  readonly schema: T
  fields?(settings: Static<T>): readonly string[]
  check?(settings: Static<T>, subject: Subject, by: readonly string[]): void
  historyDays(settings: Static<T>): number
  statement(settings: Static<T>, records: RecordsOf): string
  figureTexts(row: BehaviourRow, settings: Static<T>): Readonly<Record<string, string>>
}

/** Declares an analytic. Its functions get only settings that its schema let through. */
export function analytic<T extends TObject>(declared: Declared<T>): Analytic {
  return declared as unknown as Analytic
}
