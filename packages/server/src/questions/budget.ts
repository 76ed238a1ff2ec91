import type { ClickHouseSettings } from '@clickhouse/client'
import { StoreError, type EventStore } from '../store/event-store.js'
import { QuestionError } from './question-error.js'
import { isoOfMicros, microsOfSqlTime, type Range, type Span } from './moment.js'

/** What one question may cost. */
export interface Limits {
  /** Seconds for lists and aggregations, over all attempts. */
  readonly seconds: number
  /** Seconds for one page of an export. */
  readonly exportSeconds: number
  /** Bytes of memory for one statement. */
  readonly memoryBytes: number
}

export const DEFAULT_LIMITS: Limits = {
  seconds: 10,
  exportSeconds: 120,
  memoryBytes: 1024 ** 3,
}

/** No statement of a question answers more rows than this; all of them have a LIMIT below it. */
const MAX_RESULT_ROWS = 60_000

/**
 * Settings of every statement that a person can start.
 *
 * A statement that runs out of time fails. The engine's other mode, `break`, was tried: chDB 26
 * then answers no rows at all, also for `count()`, which looks like an honest "nothing".
 */
export function settingsFor(seconds: number, { memoryBytes }: Limits): ClickHouseSettings {
  return {
    max_execution_time: seconds,
    timeout_overflow_mode: 'throw',
    max_memory_usage: String(memoryBytes),
    max_result_rows: String(MAX_RESULT_ROWS),
    result_overflow_mode: 'throw',
    // Numbers of 64 bits arrive as text, so that none loses digits on the way.
    output_format_json_quote_64bit_integers: 1,
  }
}

/** Which end of the time range counts more if there is not enough time for all of it. */
export type Keep = 'newest' | 'oldest'

/** Attempts: the part of the time range that is asked for, and of the time that it may take. */
const ATTEMPTS: readonly { readonly part: number; readonly share: number }[] = [
  { part: 1, share: 0.6 },
  { part: 1 / 16, share: 0.25 },
  { part: 1 / 256, share: 0.15 },
]

const OUT_OF_BUDGET: Readonly<Record<string, 'TOO_SLOW' | 'TOO_LARGE'>> = {
  TIMEOUT_EXCEEDED: 'TOO_SLOW',
  MEMORY_LIMIT_EXCEEDED: 'TOO_LARGE',
  TOO_MANY_ROWS_OR_BYTES: 'TOO_LARGE',
}

export interface Budgeted<T> {
  readonly value: T
  /** The part of the time range that the value is for, if it is not for all of it. */
  readonly covered?: Span
  /** Why it is not, for people. */
  readonly reason?: string
}

/**
 * Answers a question within its limits. If the whole time range takes too long or too much memory,
 * the part at its `keep` end is asked for instead, and the answer says so: what it says about that
 * part is whole.
 * @param ask runs the statement over a time range
 * @throws QuestionError TOO_SLOW or TOO_LARGE if even a small part does not fit
 */
export async function withinBudget<T>(
  store: EventStore,
  range: Range,
  keep: Keep,
  limits: Limits,
  ask: (range: Range, settings: ClickHouseSettings) => Promise<T>,
): Promise<Budgeted<T>> {
  let problem: 'TOO_SLOW' | 'TOO_LARGE' = 'TOO_SLOW'
  for (const { part, share } of ATTEMPTS) {
    const covered = part === 1 ? undefined : partOf(await boundsOf(store, range), keep, part)
    if (part !== 1 && covered === undefined) break
    try {
      const value = await ask(covered ?? range, settingsFor(limits.seconds * share, limits))
      if (!covered) return { value }
      return { value, covered, reason: reasonFor(problem, covered, keep, limits) }
    } catch (error) {
      const code = error instanceof StoreError ? OUT_OF_BUDGET[error.code] : undefined
      if (!code) throw error
      problem = code
    }
  }
  throw new QuestionError(
    problem,
    `${EXCUSES[problem](limits)} Narrow the time range, or ask for values of fields rather than for words.`,
  )
}

const EXCUSES = {
  TOO_SLOW: ({ seconds }: Limits) => `This question takes longer than ${seconds} s.`,
  TOO_LARGE: ({ memoryBytes }: Limits) =>
    `This question needs more than ${Math.round(memoryBytes / 1024 ** 2)} MiB of memory.`,
} as const

function reasonFor(
  problem: keyof typeof EXCUSES,
  covered: Span,
  keep: Keep,
  limits: Limits,
): string {
  const part =
    keep === 'newest' ? `from ${isoOfMicros(covered.from)} on` : `before ${isoOfMicros(covered.to)}`
  return `${EXCUSES[problem](limits)} Only records ${part} were looked at.`
}

function partOf(span: Span | undefined, keep: Keep, part: number): Span | undefined {
  if (!span) return undefined
  const length = Math.max(1, Math.floor((span.to - span.from) * part))
  return keep === 'newest'
    ? { from: span.to - length, to: span.to }
    : { from: span.from, to: span.from + length }
}

/**
 * The time range with its open edges put where the data begins and ends; undefined if there is no
 * data. Costs next to nothing: the engine knows both edges of every part.
 */
export async function boundsOf(store: EventStore, range: Range): Promise<Span | undefined> {
  const { from, to } = range
  if (from !== undefined && to !== undefined) return { from, to }
  const [edges] = await store.rows<{ first: string; last: string; n: string | number }>(
    `SELECT min(ts) AS first, max(ts) AS last, count() AS n FROM events`,
  )
  if (!edges || Number(edges.n) === 0) return undefined
  const span = {
    from: from ?? microsOfSqlTime(edges.first),
    to: to ?? microsOfSqlTime(edges.last) + 1,
  }
  return span.from < span.to ? span : undefined
}
