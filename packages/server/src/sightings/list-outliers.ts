import type { ClickHouseSettings } from '@clickhouse/client'
import type { Outlier, OutliersAnswer, OutliersRequest } from '@spoor/model'
import { plainIp } from '../hosts/host-address.js'
import { withinBudget } from '../questions/budget.js'
import { completeness, stopwatch } from '../questions/completeness.js'
import { isoOfMicros, isoOfSqlTime, microsOfSqlTime, type Range } from '../questions/moment.js'
import { partWords } from './day-parts.js'
import { learningWindow } from './describe-sightings.js'
import { fullPairs, pairKey } from './full-attributes.js'
import { kindOfAttribute } from './kinds.js'
import { daysOf } from './learning.js'
import {
  outliersStatement,
  type FoundOutlier,
  type FoundParts,
  type OutliersWanted,
} from './outliers-statement.js'
import { decodePlace, encodePlace } from './place-cursor.js'
import { kindsWithParts, narrowedBy, type SightingsAsking } from './request.js'
import type { Keys } from './sightings-statement.js'
import { valueQuestion } from './value-question.js'
import { whyUnusual } from './words.js'

const DEFAULT_LIMIT = 100

/**
 * One page of outliers, the newest first: values that a host had for the first time in a part of day
 * and week.
 * @throws QuestionError
 */
export async function listOutliers(
  asking: SightingsAsking,
  request: OutliersRequest,
): Promise<OutliersAnswer> {
  const elapsed = stopwatch()
  const { limit = DEFAULT_LIMIT, cursor, ...words } = request
  const place = cursor ? decodePlace(words, cursor) : undefined
  const asked = narrowedBy(words, kindsWithParts(words.kind), asking.now)
  const narrowed = place
    ? { ...asked, range: place.range, ...(place.asOf !== undefined && { asOf: place.asOf }) }
    : asked
  const { value, reason } = await withinBudget(
    asking.store,
    narrowed.range,
    'newest',
    asking.limits,
    (range, settings) => readPage(asking, { narrowed, limit, after: place?.keys }, range, settings),
  )
  const { asOf, range } = narrowed
  return {
    rows: value.rows,
    total: value.total,
    ...(value.next && { next: encodePlace(words, { keys: value.next, range, asOf }) }),
    as_of: asOf === undefined ? asking.now.toISOString() : isoOfMicros(asOf),
    completeness: completeness(elapsed, reason),
  }
}

interface Page {
  readonly rows: Outlier[]
  readonly total: number
  readonly next?: Keys
}

async function readPage(
  asking: SightingsAsking,
  wanted: OutliersWanted,
  range: Range,
  settings: ClickHouseSettings,
): Promise<Page> {
  if (wanted.narrowed.kinds.length === 0) return { rows: [], total: 0 }
  const { sql, params } = outliersStatement(asking, wanted, range)
  const [found] = await asking.store.rows<{ total: string; page: FoundOutlier[] }>(sql, {
    params,
    settings,
    signal: asking.signal,
  })
  const page = found?.page ?? []
  const shown = page.slice(0, wanted.limit)
  const { asOf } = wanted.narrowed
  const pairs = shown.flatMap(([, , , attribute, , host]) => {
    const kind = kindOfAttribute(attribute)
    return kind ? [{ kind, attribute, host }] : []
  })
  const full = await fullPairs(asking, wanted.narrowed, pairs, settings)
  const last = shown.at(-1)
  return {
    rows: shown.flatMap((row) => outlierOf(asking, asOf, row, full)),
    total: Number(found?.total ?? 0),
    ...(page.length > shown.length &&
      last && { next: { first: Number(last[0]), second: Number(last[1]), id: last[2] } }),
  }
}

function outlierOf(
  asking: SightingsAsking,
  asOf: number | undefined,
  row: FoundOutlier,
  full: ReadonlySet<string>,
): Outlier[] {
  const [, , id, attribute, value, address, part, since, start, isNew, ofValue, ofHost] = row
  const kind = kindOfAttribute(attribute)
  if (!kind) return []
  const host = plainIp(address)
  const window = learningWindow(microsOfSqlTime(start), daysOf(kind, asking.learningDays))
  const at = isoOfSqlTime(since)
  const question = valueQuestion(kind, value, host, at, asOf)
  const unusual = {
    host,
    part: { part, words: partWords(part) },
    new_value: Number(isNew) === 1,
    usual_parts: usualParts(ofValue, ofHost),
    learning: microsOfSqlTime(since) < window.end,
    learning_window: window.shown,
  }
  return [
    {
      id,
      kind: kind.kind,
      kind_title: kind.title,
      ...(kind.attribute !== undefined && { attribute: kind.attribute }),
      value,
      first_seen: at,
      full: full.has(pairKey(attribute, address)),
      ...unusual,
      why: whyUnusual(kind, unusual),
      ...(question && { question }),
    },
  ]
}

/** Parts of the value, and those in which only the host was seen, in the order of the week. */
function usualParts(ofValue: FoundParts, ofHost: FoundParts): Outlier['usual_parts'] {
  const parts = new Map(ofHost.map(([part, first]) => [part, { first, isValue: false }]))
  for (const [part, first] of ofValue) parts.set(part, { first, isValue: true })
  return [...parts]
    .toSorted(([a], [b]) => a - b)
    .map(([part, { first, isValue }]) => ({
      part,
      words: partWords(part),
      first_seen: isoOfSqlTime(first),
      value: isValue,
    }))
}

/** Pages of an export: one after the other, until the limit. @throws QuestionError, StoreError */
export async function* outlierPages(
  asking: SightingsAsking,
  request: Omit<OutliersRequest, 'limit' | 'cursor'>,
  settings: ClickHouseSettings,
  pageSize: number,
  limit: number,
): AsyncGenerator<Page, void, void> {
  const narrowed = narrowedBy(request, kindsWithParts(request.kind), asking.now)
  let left = limit
  let after: Keys | undefined
  do {
    const wanted = { narrowed, limit: Math.min(pageSize, left), after }
    const page = await readPage(asking, wanted, narrowed.range, settings)
    yield page
    left -= page.rows.length
    after = page.next
  } while (after && left > 0 && !asking.signal?.aborted)
}
