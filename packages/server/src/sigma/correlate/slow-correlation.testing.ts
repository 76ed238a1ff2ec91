import { momentText, SECOND } from './correlation-records.testing.js'
import type { MadeRecord } from './correlation-records.testing.js'
import type { CorrelationMatch } from './correlation-statement.js'
import type { CompareOp, SigmaCorrelation } from '../document.js'

/** Correlations as plainly as they can be said: each row's window is looked up among all rows. */

interface SlowRow {
  readonly record: MadeRecord
  readonly at: number
  readonly since: number
  /** Place of the rule that it is a row of. */
  readonly rule: number
}

interface SlowHit {
  readonly row: SlowRow
  readonly group: readonly string[]
  readonly window: readonly SlowRow[]
  readonly since: number
  readonly measured: number
}

/** Whose rules are named as the commands that their records have. */
export interface SlowQuestion {
  readonly records: readonly MadeRecord[]
  readonly correlations: readonly SigmaCorrelation[]
}

const FIELDS: Record<string, (record: MadeRecord) => unknown> = {
  'source.ip': ({ client }) => client,
  'destination.ip': ({ server }) => server,
  'extra.user': ({ extra }) => extra?.user,
  'extra.amount': ({ extra }) => extra?.amount,
}

function textOf(record: MadeRecord, field: string): string {
  const value = FIELDS[field]?.(record) ?? ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function numbersOf(rows: readonly SlowRow[], field: string): number[] {
  return rows
    .map(({ record }) => textOf(record, field))
    .filter((text) => text !== '' && Number.isFinite(Number(text)))
    .map(Number)
}

/** The matches of all days of the records, in the order of day and group. */
export function slowMatches(
  asked: SigmaCorrelation,
  question: SlowQuestion,
  ids: ReadonlyMap<number, string>,
): CorrelationMatch[] {
  const byDayAndGroup = grouped(slowHits(asked, question), ({ row, group }) =>
    JSON.stringify([momentText(row.at).slice(0, 10), group]),
  )
  return [...byDayAndGroup]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, hits]) => {
      const [day, group] = JSON.parse(key) as [string, string[]]
      const records = new Map(
        hits.flatMap(({ window }) => window.map(({ at, record }) => [record.n, at] as const)),
      )
      const evidence = [...records]
        .map(([n, at]) => ({ at, id: ids.get(n) ?? '' }))
        .toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
      const measured = hits.map((hit) => hit.measured)
      const isLow = asked.condition.bounds.every(({ op }) => op === 'lt' || op === 'lte')
      return {
        day,
        group,
        firstAt: momentText(Math.min(...hits.map(({ since }) => since))),
        lastAt: momentText(Math.max(...hits.map(({ row }) => row.at))),
        hits: new Set(hits.map(({ row }) => row.record.n)).size,
        records: records.size,
        measured:
          isLow && asked.condition.bounds.length > 0
            ? Math.min(...measured)
            : Math.max(...measured),
        evidence: evidence.slice(0, 20).map(({ id }) => ({ subject: 'events' as const, id })),
      }
    })
}

function slowHits(asked: SigmaCorrelation, question: SlowQuestion): SlowHit[] {
  const groups = grouped(rowsOf(asked, question), ({ record }) =>
    JSON.stringify(asked.groupBy.map((field) => textOf(record, field))),
  )
  return [...groups].flatMap(([key, rows]) => {
    const group = JSON.parse(key) as string[]
    if (group.includes('')) return []
    return rows.flatMap((row) => {
      const hit =
        asked.type === 'temporal_ordered' ? inOrder(asked, rows, row) : sliding(asked, rows, row)
      return hit === undefined ? [] : [{ ...hit, row, group }]
    })
  })
}

function rowsOf({ rules, type }: SigmaCorrelation, question: SlowQuestion): SlowRow[] {
  const rows = rules.flatMap((name, rule): SlowRow[] => {
    const inner = question.correlations.find((other) => other.name === name)
    if (inner !== undefined) {
      return slowHits(inner, question).map(({ row, since }) => ({ ...row, since, rule }))
    }
    const known = type.startsWith('temporal') ? rule : -1
    return question.records
      .filter(({ command }) => command === name)
      .map((record) => ({ record, at: record.at, since: record.at, rule: known }))
  })
  const unique = new Map(
    rows.map((row) => [JSON.stringify([row.record.n, row.rule, row.since]), row]),
  )
  return [...unique.values()]
}

type Judged = Omit<SlowHit, 'row' | 'group'> | undefined

function sliding(asked: SigmaCorrelation, rows: readonly SlowRow[], row: SlowRow): Judged {
  const span = asked.timespanSeconds * SECOND
  const window = rows.filter(({ at }) => at >= row.at - span && at <= row.at)
  const measured = measure(asked, window)
  if (measured === undefined || !holds(asked, measured)) return undefined
  const [first = row] = window.toSorted((a, b) => a.at - b.at || a.since - b.since)
  return { window, measured, since: first.since }
}

function measure(
  { type, condition }: SigmaCorrelation,
  window: readonly SlowRow[],
): number | undefined {
  const [field = ''] = condition.fields
  if (type === 'event_count') return window.length
  if (type === 'temporal') return new Set(window.map(({ rule }) => rule)).size
  if (type === 'value_count') {
    const tuples = window.map(({ record }) => condition.fields.map((name) => textOf(record, name)))
    return new Set(tuples.filter((tuple) => !tuple.includes('')).map((tuple) => tuple.join('\0')))
      .size
  }
  const numbers = numbersOf(window, field).toSorted((a, b) => a - b)
  if (numbers.length === 0) return undefined
  const sum = numbers.reduce((total, number) => total + number, 0)
  if (type === 'value_sum') return sum
  if (type === 'value_avg') return sum / numbers.length
  const place =
    ((numbers.length - 1) * (type === 'value_median' ? 50 : (condition.percentile ?? 50))) / 100
  const [below = 0, above = below] = numbers.slice(Math.floor(place))
  return below + (above - below) * (place - Math.floor(place))
}

const COMPARE: Record<CompareOp, (a: number, b: number) => boolean> = {
  gt: (a, b) => a > b,
  gte: (a, b) => a >= b,
  lt: (a, b) => a < b,
  lte: (a, b) => a <= b,
  eq: (a, b) => a === b,
  neq: (a, b) => a !== b,
}

function holds({ condition: { bounds }, rules }: SigmaCorrelation, measured: number): boolean {
  const asked = bounds.length === 0 ? [{ op: 'gte' as const, value: rules.length }] : bounds
  return asked.every(({ op, value }) => COMPARE[op](measured, value))
}

/** Every chain of rows that ends with the row is tried; the one that starts last counts. */
function inOrder(asked: SigmaCorrelation, rows: readonly SlowRow[], row: SlowRow): Judged {
  const last = asked.rules.length - 1
  if (row.rule !== last) return undefined
  const start = latestStart(rows, row, last)
  if (start === undefined || start.at < row.at - asked.timespanSeconds * SECOND) return undefined
  const window = rows.filter(({ at }) => at >= start.at && at <= row.at)
  return { window, measured: asked.rules.length, since: start.since }
}

function latestStart(rows: readonly SlowRow[], row: SlowRow, rule: number): SlowRow | undefined {
  if (rule === 0) return row
  return rows
    .filter((other) => other.rule === rule - 1 && other.at <= row.at)
    .flatMap((other) => latestStart(rows, other, rule - 1) ?? [])
    .toSorted((a, b) => b.at - a.at || b.since - a.since)[0]
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}
