import type { Subject } from '@spoor/model'
import type { CompileContext } from '../../query/compile.js'
import type { Fragment } from '../../query/fragment.js'
import type { TimeSpan } from '../../query/time-span.js'
import type { EventStore } from '../../store/event-store.js'
import type { CorrelationPlan } from './correlation-plan.js'
import { StreamWriter } from './correlation-streams.js'
import { partition } from './correlation-windows.js'
import { SigmaError } from '../document.js'
import type { CorrelationCondition } from '../document.js'

/** Of one day so many matches are answered, the worst. */
const MATCHES_PER_DAY = 1000

const RECORDS_KEPT = 20
/** The engine refuses longer statements. Values are bound and do not count. */
const STATEMENT_CHARACTERS = 262_144
const STATEMENT_SECONDS = 300
const MEMORY_BYTES = 4_000_000_000
const DAY_MS = 86_400_000

/** What a correlation found in one group on one UTC day. Times are UTC, as the engine writes them. */
export interface CorrelationMatch {
  readonly day: string
  /** Values of the `group-by` fields, in their order. */
  readonly group: readonly string[]
  /** When the first record of the first hit's window was. */
  readonly firstAt: string
  /** When the last hit was. */
  readonly lastAt: string
  /** Records of the day at which the condition held. */
  readonly hits: number
  /** Records in the windows of the hits; a hit of an inner correlation counts as its last record. */
  readonly records: number
  /** The number that was compared, at the worst of the hits. */
  readonly measured: number
  /** The first of these records. */
  readonly evidence: readonly { readonly subject: Subject; readonly id: string }[]
}

export interface CorrelationRun {
  readonly matches: readonly CorrelationMatch[]
  /** Days on which more groups matched than are answered. */
  readonly cut: readonly { readonly day: string; readonly found: number }[]
}

interface MatchRow {
  day: string
  group: string[]
  first_at: string
  last_at: string
  hits: number | string
  records: number | string
  measured: number
  evidence: [number | string, Subject, string][]
  found: number | string
}

/**
 * Looks for a correlation on every UTC day that the range touches. Whole days, and with all that the
 * windows reach back to, so that a match is the same whatever range it is found in.
 * @throws StoreError if the engine fails, or the time or memory of a statement does not suffice
 * @throws SigmaError and QueryError as `correlationStatement` does
 */
export async function runCorrelation(
  store: EventStore,
  plan: CorrelationPlan,
  range: TimeSpan,
  context: CompileContext,
): Promise<CorrelationRun> {
  if (range.from >= range.to) return { matches: [], cut: [] }
  const { sql, params } = correlationStatement(plan, range, context)
  const rows = await store.rows<MatchRow>(sql, {
    params,
    settings: {
      max_execution_time: STATEMENT_SECONDS,
      max_memory_usage: String(MEMORY_BYTES),
    },
  })
  const found = new Map(rows.map((row) => [row.day, Number(row.found)]))
  return {
    matches: rows.map(matchOf),
    cut: [...found].flatMap(([day, count]) =>
      count > MATCHES_PER_DAY ? [{ day, found: count }] : [],
    ),
  }
}

/**
 * One statement that answers a row per group and UTC day on which a correlation held.
 *
 * 1. Every row of the rules' streams is judged (`correlation-windows.ts`).
 * 2. In groups with a hit, a row counts for each day that its time span touches after it.
 * 3. It is in the window of a hit of that day if the day's next hit reaches back to it: a later hit
 *    never reaches further back.
 *
 * @throws SigmaError if all rules together are too much for one statement
 * @throws QueryError if a rule asks for a saved list that `context` lacks
 */
export function correlationStatement(
  plan: CorrelationPlan,
  range: TimeSpan,
  context: CompileContext,
): Fragment {
  const { correlation, condition, children } = plan.root
  const writer = new StreamWriter(context)
  const { sql: judged, keys } = writer.judged(plan.root)
  const span = correlation.timespanSeconds * 1_000_000
  const dayOf = (at: string) => `toInt32(toDate32(fromUnixTimestamp64Micro(${at}, 'UTC')))`
  const timeOf = (at: string) => `toString(fromUnixTimestamp64Micro(${at}, 'UTC'))`
  const isLow = isAboutLow(condition)
  // A record is there once for each rule that it meets.
  const kept = RECORDS_KEPT * children.length
  const columns = [...keys, 'day_number'].join(', ')

  const sql = `
SELECT toString(toDate32(day_number)) AS day, ${keys.length === 0 ? `CAST([], 'Array(String)')` : `[${keys.join(', ')}]`} AS group,
  ${timeOf('minIf(window_since, own)')} AS first_at, ${timeOf('maxIf(at, own)')} AS last_at,
  uniqExactIf((subject, record), own) AS hits, uniqExact(subject, record) AS records,
  ${isLow ? 'minIf' : 'maxIf'}(measured, own) AS measured,
  arraySlice(arrayDistinct(groupArraySorted(${kept})((at, subject, record))), 1, ${RECORDS_KEPT}) AS evidence,
  count() OVER (PARTITION BY day_number) AS found
FROM (
  SELECT *, min(if(own, toNullable(reach), NULL)) OVER (
    ${partition([...keys, 'day_number'])} ORDER BY at DESC
    RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS next_reach
  FROM (
    SELECT *, hit AND ${dayOf('at')} = day_number AS own
    FROM (
      SELECT *, arrayJoin(range(greatest(${dayOf('at')}, {day_from:Int32}),
        least(${dayOf(`at + ${span}`)} + 1, {day_to:Int32}))) AS day_number
      FROM (SELECT *, max(hit) OVER (${partition(keys)}) AS any_hit FROM (${judged}))
      WHERE any_hit
    )
  )
)
WHERE ifNull(next_reach <= at, false)
GROUP BY ${columns}
ORDER BY day_number, measured ${isLow ? 'ASC' : 'DESC'}, records DESC, ${columns}
LIMIT ${MATCHES_PER_DAY} BY day_number`

  if (sql.length > STATEMENT_CHARACTERS) {
    throw new SigmaError(
      correlation.place,
      'The rules of the correlation are too long to be asked together.',
      'Refer to fewer rules, or make their conditions shorter.',
    )
  }

  const dayFrom = Math.floor(range.from.getTime() / DAY_MS)
  const dayTo = Math.ceil(range.to.getTime() / DAY_MS)
  const micros = (milliseconds: number) => String(BigInt(milliseconds) * 1000n)
  return {
    sql,
    params: {
      ...writer.params,
      day_from: dayFrom,
      day_to: dayTo,
      read_from: micros(dayFrom * DAY_MS - plan.reachSeconds * 1000),
      read_to: micros(dayTo * DAY_MS),
    },
  }
}

/** Whether a condition is met by small numbers only, so that the smallest is the worst. */
function isAboutLow({ bounds }: CorrelationCondition): boolean {
  return bounds.every(({ op }) => op === 'lt' || op === 'lte')
}

function matchOf(row: MatchRow): CorrelationMatch {
  return {
    day: row.day,
    group: row.group,
    firstAt: row.first_at,
    lastAt: row.last_at,
    hits: Number(row.hits),
    records: Number(row.records),
    measured: row.measured,
    evidence: row.evidence.map(([, subject, id]) => ({ subject, id })),
  }
}
