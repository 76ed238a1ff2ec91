import { TrailRequest, type TrailAnswer } from '@spoor/model'
import type { Hunt } from '../hunts/hunt.js'
import { trailEntity, trailOf, type TrailCell, type TrailEntity } from '../hunts/trail.js'
import { effectiveHunts } from '../hunts/tuning/index.js'
import { boundsOf, settingsFor, withinBudget } from '../questions/budget.js'
import { completeness, stopwatch } from '../questions/completeness.js'
import { isoOfMicros, parseRange, type Micros, type Range, type Span } from '../questions/moment.js'
import type { Asking } from '../questions/question.js'
import type { EventStore } from '../store/event-store.js'
import type { Answering, App } from './app.js'
import { ApiError } from './errors.js'
import { answers, strict } from './schemas.js'

/** `/api/v1/trail` */
export function trailRoutes(app: App, { asking, platform }: Answering): void {
  app.get(
    '/api/v1/trail',
    {
      config: { permission: 'hunts:read' },
      schema: {
        operationId: 'get_trail',
        summary: 'The hunting trail of one thing',
        description:
          'The whole library of hunts against one host, network, user, file name or hash: how many of its records each hunt looks at, in the time range and in the one before.',
        tags: ['findings'],
        querystring: strict(TrailRequest),
        response: answers('TrailAnswer', 'The hunts.'),
      },
    },
    async ({ query }, reply): Promise<TrailAnswer> =>
      trail(asking(reply), await effectiveHunts(platform), query),
  )
}

/** A trail asks as much as hundreds of questions, and may take as long as some. */
const QUESTIONS = 6

async function trail(
  asking: Asking,
  hunts: readonly Hunt[],
  request: TrailRequest,
): Promise<TrailAnswer> {
  const elapsed = stopwatch()
  const { store } = asking
  const limits = { ...asking.limits, seconds: asking.limits.seconds * QUESTIONS }
  const entity = namedEntity(request.entity)
  const moment = asking.now.getTime() * 1000
  const asked = (await boundsOf(store, parseRange(request, asking.now))) ?? {
    from: moment,
    to: moment + 1000,
  }
  const kept = await boundsOf(store, {})
  const answer = await withinBudget(store, asked, 'newest', limits, (range, settings) => {
    const span = wholeMilliseconds({ ...asked, ...range })
    const bounded = boundedStore(asking, Number(settings.max_execution_time))
    return hunted(bounded, entity, span, asking, hunts)
  })
  const span = wholeMilliseconds(answer.covered ?? asked)
  const before = 2 * span.from - span.to
  return {
    entity,
    from: isoOfMicros(span.from),
    to: isoOfMicros(span.to),
    before: { from: isoOfMicros(before), kept: keptOf({ from: before, to: span.from }, kept) },
    hunts: answer.value,
    completeness: completeness(elapsed, answer.reason),
  }
}

/** @throws ApiError for a text that names nothing */
function namedEntity(text: string): TrailEntity {
  const entity = trailEntity(text.trim())
  if (entity.value.trim() !== '') return entity
  throw new ApiError(
    400,
    'ENTITY_INVALID',
    'Name a host, a network, user:NAME, file:NAME or a hash whose trail is wanted.',
  )
}

/** The trail counts in milliseconds; a range is widened to whole ones, so that it loses nothing. */
function wholeMilliseconds({ from, to }: Span): Span {
  return { from: Math.floor(from / 1000) * 1000, to: Math.ceil(to / 1000) * 1000 }
}

async function hunted(
  store: EventStore,
  entity: TrailEntity,
  { from, to }: Span,
  { now, lists }: Asking,
  hunts: readonly Hunt[],
): Promise<TrailAnswer['hunts']> {
  const date = (micros: Micros) => new Date(micros / 1000)
  const range = { from: date(from), to: date(to) }
  const cells = await trailOf(store, entity, range, { now, lists }, hunts)
  return cells.map(({ needsMore, ...cell }: TrailCell) => ({ ...cell, needs_more: needsMore }))
}

/** The store, whose statements share these seconds, and end when the person has gone. */
function boundedStore({ store, limits, signal }: Asking, seconds: number): EventStore {
  const end = performance.now() + seconds * 1000
  const left = () => Math.max(0.05, (end - performance.now()) / 1000)
  return {
    ...store,
    rows: (sql, options) =>
      store.rows(sql, {
        ...options,
        settings: { ...options?.settings, ...settingsFor(left(), limits) },
        signal,
      }),
  }
}

/** How much of a time range lies within what is kept. */
function keptOf(span: Span, kept: Range | undefined): TrailAnswer['before']['kept'] {
  if (kept?.from === undefined || kept.from >= span.to) return 'none'
  return kept.from <= span.from ? 'all' : 'part'
}
