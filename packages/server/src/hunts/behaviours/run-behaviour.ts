import type { Subject } from '@spoor/model'
import type { CompileContext } from '../../query/compile.js'
import type { Fragment } from '../../query/fragment.js'
import type { TimeSpan } from '../../query/time-span.js'
import type { EventStore } from '../../store/event-store.js'
import { analyticNamed } from './analytics/index.js'
import type { Behaviour, BehaviourMatch } from './behaviour.js'
import { Bindings, MATCH_COLUMNS, recordsOf } from './records.js'

/** Of one day so many matches are answered, the worst. */
export const MATCHES_PER_DAY = 1000

const STATEMENT_SECONDS = 300
const MEMORY_BYTES = 4_000_000_000
const DAY_MS = 86_400_000

/** What is looked for, and in which records. */
export interface BehaviourQuestion {
  readonly subject: Subject
  /** Which records count: a condition over the columns of the subject. */
  readonly where: Fragment
  readonly behaviour: Behaviour
}

export interface BehaviourRun {
  readonly matches: readonly BehaviourMatch[]
  /** Days on which more entities matched than are answered. */
  readonly cut: readonly { readonly day: string; readonly found: number }[]
}

interface MatchRow {
  day: string
  by: string[]
  first_text: string
  last_text: string
  records: number | string
  bytes: number | string | null
  evidence: [number | string, string][]
  measured: number
  detail: Record<string, string[]>
  found: number | string
}

/**
 * Looks for a behaviour on every UTC day that the range touches, in one statement.
 * @throws StoreError if the engine fails, or the time or memory of a statement does not suffice
 * @throws Error for a question in the settings that is wrong
 */
export async function runBehaviour(
  store: EventStore,
  question: BehaviourQuestion,
  days: TimeSpan,
  context: CompileContext,
): Promise<BehaviourRun> {
  if (days.from >= days.to) return { matches: [], cut: [] }
  const { sql, params } = behaviourStatement(question, days, context)
  const rows = await store.rows<MatchRow>(sql, {
    params: { ...params },
    settings: { max_execution_time: STATEMENT_SECONDS, max_memory_usage: String(MEMORY_BYTES) },
  })
  const found = new Map(rows.map((row) => [row.day, Number(row.found)]))
  return {
    matches: rows.map((row) => matchOf(row, question)),
    cut: [...found].flatMap(([day, count]) =>
      count > MATCHES_PER_DAY ? [{ day, found: count }] : [],
    ),
  }
}

/** One statement that answers a row per entity and UTC day on which the behaviour was there. */
function behaviourStatement(
  { subject, where, behaviour }: BehaviourQuestion,
  days: TimeSpan,
  context: CompileContext,
): Fragment {
  const { by, settings } = behaviour
  const analytic = analyticNamed(behaviour.analytic)
  const bindings = new Bindings()
  const records = recordsOf(subject, where, by, context, bindings)
  const { keys } = records
  const timeOf = (at: string) => `toString(fromUnixTimestamp64Micro(${at}, 'UTC'))`
  const sql = `
SELECT toString(toDate32(day_number)) AS day, CAST([${keys.join(', ')}], 'Array(String)') AS by,
  ${timeOf('first_at')} AS first_text, ${timeOf('last_at')} AS last_text,
  ${MATCH_COLUMNS.slice(2).join(', ')},
  count() OVER (PARTITION BY day_number) AS found
FROM (${analytic.statement(settings, records)})
WHERE day_number >= {day_from:Int32} AND day_number < {day_to:Int32}
ORDER BY day_number, measured DESC, records DESC${keys.map((key) => `, ${key}`).join('')}
LIMIT ${MATCHES_PER_DAY} BY day_number`

  const dayFrom = Math.floor(days.from.getTime() / DAY_MS)
  const dayTo = Math.ceil(days.to.getTime() / DAY_MS)
  const micros = (day: number) => String(BigInt(day * DAY_MS) * 1000n)
  return {
    sql,
    params: {
      ...bindings.params,
      day_from: dayFrom,
      day_to: dayTo,
      read_from: micros(dayFrom - analytic.historyDays(settings)),
      read_to: micros(dayTo),
    },
  }
}

function matchOf(row: MatchRow, { subject, behaviour }: BehaviourQuestion): BehaviourMatch {
  const { measured, detail } = row
  const records = Number(row.records)
  // A hostile record can claim any volume.
  const bytes = row.bytes === null ? null : Math.min(Number(row.bytes), Number.MAX_SAFE_INTEGER)
  const texts = { records, bytes, measured, detail }
  return {
    day: row.day,
    by: row.by,
    firstAt: row.first_text,
    lastAt: row.last_text,
    records,
    bytes,
    figures: analyticNamed(behaviour.analytic).figureTexts(texts, behaviour.settings),
    evidence: row.evidence.map(([, id]) => ({ subject, id })),
    measured,
  }
}
