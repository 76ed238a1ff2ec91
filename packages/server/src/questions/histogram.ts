import type { ClickHouseSettings } from '@clickhouse/client'
import type { HistogramAnswer, HistogramRequest, Subject } from '@spoor/model'
import { boundsOf, withinBudget } from './budget.js'
import { completeness, stopwatch } from './completeness.js'
import { bucketsFor, type Buckets } from './interval.js'
import { isoOfMicros, parseRange, SECOND, type Span } from './moment.js'
import { Condition, type Asking } from './question.js'
import { QuestionError } from './question-error.js'
import { selectField, type Selection } from './selection.js'
import { valueOf } from './value.js'

const DEFAULT_BUCKETS = 60

/** Values that a split shows by themselves; the rest is put together. */
const SPLIT_VALUES = 6

type Series = HistogramAnswer['series'][number]

/**
 * Counts the records that a question means over time, with empty times as zeros; optionally split
 * by the commonest values of a field.
 * @throws QuestionError
 */
export async function histogram(
  asking: Asking,
  subject: Subject,
  request: HistogramRequest,
): Promise<HistogramAnswer> {
  const elapsed = stopwatch()
  const condition = Condition.of(subject, request.q, asking)
  const by = request.by ? selectField(subject, request.by, 'x_by') : undefined
  if (by?.kind === 'keywords') {
    throw new QuestionError(
      'FIELD_UNFIT',
      `A record may have several values of ${by.name}: it cannot be split by.`,
    )
  }
  const asked = await boundsOf(asking.store, parseRange(request, asking.now))
  if (!asked) return nothing(asking, elapsed)
  const most = request.buckets ?? DEFAULT_BUCKETS
  const { value, covered, reason } = await withinBudget(
    asking.store,
    asked,
    'newest',
    asking.limits,
    async (range, settings) => {
      const span = { ...asked, ...range }
      const buckets = bucketsFor(span, most)
      return { buckets, counts: await count(asking, condition, by, span, buckets, settings) }
    },
  )
  const { buckets, counts } = value
  return {
    from: isoOfMicros((covered ?? asked).from),
    to: isoOfMicros((covered ?? asked).to),
    interval_seconds: buckets.step / SECOND,
    total: sum(counts.total.values()),
    series: by
      ? splitSeries(by, counts, buckets)
      : [series('count', 'count', counts.total, buckets)],
    completeness: completeness(elapsed, reason),
  }
}

/** Number of a bucket → records in it. */
type Counts = ReadonlyMap<number, number>

interface CountRow {
  is_total: number
  value: unknown
  buckets: (string | number)[]
  counts: (string | number)[]
}

/** One pass: counts by bucket, and by bucket and value of `by`, of which the commonest are kept. */
async function count(
  { store, signal }: Asking,
  condition: Condition,
  by: Selection | undefined,
  span: Span,
  { first, step }: Buckets,
  settings: ClickHouseSettings,
): Promise<{ total: Counts; values: { value: unknown; counts: Counts }[] }> {
  const source = condition.from(span)
  const bucket = `intDiv(toUnixTimestamp64Micro(${condition.time}) - {x_first:Int64}, {x_step:Int64})`
  const split = by
    ? {
        columns: `toString(${by.sql}) AS value, grouping(value) AS is_total`,
        sets: '(bucket), (bucket, value)',
      }
    : { columns: `'' AS value, 1 AS is_total`, sets: '(bucket)' }
  const rows = await store.rows<CountRow>(
    `SELECT is_total, value, groupArray(bucket) AS buckets, groupArray(n) AS counts FROM (
  SELECT ${bucket} AS bucket, ${split.columns}, count() AS n
  ${source.sql}
  GROUP BY GROUPING SETS (${split.sets})
)
GROUP BY is_total, value
ORDER BY is_total DESC, sum(n) DESC, value
LIMIT ${SPLIT_VALUES + 1}`,
    {
      params: { ...by?.params, ...source.params, x_first: String(first), x_step: String(step) },
      settings,
      signal,
    },
  )
  const [total, ...values] = rows.map((row) => ({
    value: row.value,
    counts: new Map(row.buckets.map((b, index) => [Number(b), Number(row.counts[index])])),
  }))
  return { total: total?.counts ?? new Map(), values }
}

function splitSeries(
  by: Selection,
  { total, values }: Awaited<ReturnType<typeof count>>,
  buckets: Buckets,
): Series[] {
  const shown = values.map(({ value, counts }) => {
    const known = valueOf(by.kind, value)
    return known === undefined
      ? series('', 'missing', counts, buckets)
      : series(String(known), 'value', counts, buckets)
  })
  const rest = new Map(
    [...total].map(([bucket, n]) => [
      bucket,
      n - sum(values.map(({ counts }) => counts.get(bucket) ?? 0)),
    ]),
  )
  return sum(rest.values()) > 0 ? [...shown, series('other', 'other', rest, buckets)] : shown
}

function series(name: string, kind: Series['kind'], counts: Counts, buckets: Buckets): Series {
  const { first, step, count: length } = buckets
  return {
    name,
    kind,
    buckets: Array.from({ length }, (_, index) => ({
      time: isoOfMicros(first + index * step),
      count: counts.get(index) ?? 0,
    })),
  }
}

function sum(numbers: Iterable<number>): number {
  let total = 0
  for (const number of numbers) total += number
  return total
}

/** There is no data, and so no time range to draw. */
function nothing({ now }: Asking, elapsed: () => number): HistogramAnswer {
  const moment = isoOfMicros(now.getTime() * 1000)
  return {
    from: moment,
    to: moment,
    interval_seconds: 1,
    total: 0,
    series: [],
    completeness: completeness(elapsed, undefined),
  }
}
