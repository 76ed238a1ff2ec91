import type { ClickHouseSettings } from '@clickhouse/client'
import type {
  Sighting,
  SightingScope,
  SightingsAnswer,
  SightingsRequest,
  SightingsSort,
} from '@spoor/model'
import { withinBudget } from '../questions/budget.js'
import { completeness, stopwatch } from '../questions/completeness.js'
import { isoOfMicros, type Range } from '../questions/moment.js'
import { describeSightings } from './describe-sightings.js'
import { knownNetwork } from './known-network.js'
import { decodePlace, encodePlace } from './place-cursor.js'
import { kindsInScope, narrowedBy, type Narrowed, type SightingsAsking } from './request.js'
import {
  pageStatement,
  type FoundSighting,
  type Keys,
  type PageWanted,
} from './sightings-statement.js'

const DEFAULT_LIMIT = 100

/** What decides which sightings are listed, and in which order. */
interface Listing {
  readonly scope: SightingScope
  readonly sort: SightingsSort
  readonly narrowed: Narrowed
  readonly maxHosts?: number
}

/**
 * One page of sightings: values of the kinds that were first seen within the time range.
 * @throws QuestionError
 */
export async function listSightings(
  asking: SightingsAsking,
  request: SightingsRequest,
): Promise<SightingsAnswer> {
  const elapsed = stopwatch()
  const { limit = DEFAULT_LIMIT, cursor, ...words } = request
  const place = cursor ? decodePlace(words, cursor) : undefined
  const listing = listingOf(words, asking, place)
  const { value, reason } = await withinBudget(
    asking.store,
    listing.narrowed.range,
    listing.sort === 'oldest' ? 'oldest' : 'newest',
    asking.limits,
    (range, settings) =>
      readPage(asking, { ...listing, limit, after: place?.keys }, range, settings),
  )
  const { asOf, range } = listing.narrowed
  return {
    rows: value.rows,
    total: value.total,
    ...(value.next && { next: encodePlace(words, { keys: value.next, range, asOf }) }),
    as_of: asOf === undefined ? asking.now.toISOString() : isoOfMicros(asOf),
    completeness: completeness(elapsed, reason),
  }
}

/** @throws QuestionError */
function listingOf(
  request: Omit<SightingsRequest, 'limit' | 'cursor'>,
  { now }: SightingsAsking,
  place?: { readonly range: Range; readonly asOf?: number },
): Listing {
  const scope = request.scope ?? 'network'
  const narrowed = narrowedBy(request, kindsInScope(scope, request.kind), now)
  return {
    scope,
    sort: request.sort ?? 'newest',
    // `now` must not move on from page to page.
    narrowed: place
      ? { ...narrowed, range: place.range, ...(place.asOf !== undefined && { asOf: place.asOf }) }
      : narrowed,
    ...(request.max_hosts !== undefined && { maxHosts: request.max_hosts }),
  }
}

interface Page {
  readonly rows: Sighting[]
  readonly total: number
  readonly next?: Keys
}

async function readPage(
  asking: SightingsAsking,
  wanted: PageWanted,
  range: Range,
  settings: ClickHouseSettings,
): Promise<Page> {
  if (wanted.narrowed.kinds.length === 0) return { rows: [], total: 0 }
  const network =
    wanted.scope === 'group' ? undefined : await knownNetwork(asking, wanted.narrowed, settings)
  const whole = { ...wanted, ...(network && { network }) }
  const { sql, params } = pageStatement(asking, whole, range)
  const [found] = await asking.store.rows<{ total: string; page: FoundSighting[] }>(sql, {
    params,
    settings,
    signal: asking.signal,
  })
  const page = found?.page ?? []
  const shown = page.slice(0, wanted.limit)
  const last = shown.at(-1)
  return {
    rows: await describeSightings(asking, whole, shown, settings),
    total: Number(found?.total ?? 0),
    ...(page.length > shown.length &&
      last && { next: { first: Number(last[0]), second: Number(last[1]), id: last[2] } }),
  }
}

/** Pages of an export: one after the other, until the limit. @throws QuestionError, StoreError */
export async function* sightingPages(
  asking: SightingsAsking,
  request: Omit<SightingsRequest, 'limit' | 'cursor'>,
  settings: ClickHouseSettings,
  pageSize: number,
  limit: number,
): AsyncGenerator<Page, void, void> {
  const listing = listingOf(request, asking)
  let left = limit
  let after: Keys | undefined
  do {
    const wanted = { ...listing, limit: Math.min(pageSize, left), after }
    const page = await readPage(asking, wanted, listing.narrowed.range, settings)
    yield page
    left -= page.rows.length
    after = page.next
  } while (after && left > 0 && !asking.signal?.aborted)
}
