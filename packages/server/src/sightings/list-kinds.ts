import type {
  SightingKind,
  SightingKindChanged,
  SightingKindsAnswer,
  SightingKindsRequest,
} from '@spoor/model'
import { withinBudget } from '../questions/budget.js'
import { completeness, stopwatch } from '../questions/completeness.js'
import { isoOfMicros, type Micros } from '../questions/moment.js'
import { QuestionError } from '../questions/question-error.js'
import { learningWindow } from './describe-sightings.js'
import { fullHosts } from './full-attributes.js'
import { knownNetwork } from './known-network.js'
import { attributeOf, findKind, hasParts, KINDS, type Kind } from './kinds.js'
import { daysOf, setLearningDays } from './learning.js'
import type { StateStore } from '../state/state-store.js'
import { kindsInScope, narrowedBy, type SightingsAsking } from './request.js'
import { countStatement } from './sightings-statement.js'

/**
 * All kinds with their learning windows, and how many sightings of each a request means. The window is
 * that of the whole network; groups and hosts have their own.
 * @throws QuestionError
 */
export async function listKinds(
  asking: SightingsAsking,
  request: SightingKindsRequest,
): Promise<SightingKindsAnswer> {
  const elapsed = stopwatch()
  const scope = request.scope ?? 'network'
  const narrowed = narrowedBy(request, kindsInScope(scope), asking.now)
  const { max_hosts: maxHosts } = request
  const wanted = { scope, narrowed, ...(maxHosts !== undefined && { maxHosts }) }
  const { value, reason } = await withinBudget(
    asking.store,
    narrowed.range,
    'newest',
    asking.limits,
    async (range, settings) => {
      const network = await knownNetwork(asking, narrowed, settings)
      const counting = countStatement(asking, { ...wanted, network }, range)
      const [counts, full] = await Promise.all([
        asking.store.rows<{ attribute: string; total: string; in_learning: string }>(counting.sql, {
          params: counting.params,
          settings,
          signal: asking.signal,
        }),
        fullHosts(asking, narrowed, settings),
      ])
      return { counts, full, start: network.start }
    },
  )
  const { asOf } = narrowed
  const now = asOf ?? asking.now.getTime() * 1000
  const counts = new Map(value.counts.map((row) => [row.attribute, row]))
  return {
    kinds: KINDS.map((kind) => {
      const found = counts.get(attributeOf(kind))
      return {
        ...described(kind),
        ...windowOf(kind, value.start, asking, now),
        total: Number(found?.total ?? 0),
        in_learning: Number(found?.in_learning ?? 0),
        full_hosts: value.full.get(attributeOf(kind)) ?? 0,
      }
    }),
    as_of: isoOfMicros(now),
    completeness: completeness(elapsed, reason),
  }
}

function described(kind: Kind) {
  const { title, description, group, attribute, scopes, learningDays } = kind
  return {
    kind: kind.kind,
    title,
    description,
    group,
    ...(attribute !== undefined && { attribute }),
    scopes: [...scopes],
    outliers: hasParts(kind),
    default_learning_days: learningDays,
  }
}

function windowOf(
  kind: Kind,
  start: Micros | undefined,
  { learningDays }: SightingsAsking,
  now: number,
): Pick<SightingKind, 'learning' | 'learning_days' | 'learning_window'> {
  const days = daysOf(kind, learningDays)
  if (start === undefined) return { learning: days > 0, learning_days: days }
  const { end, shown } = learningWindow(start, days)
  return { learning: now < end, learning_days: days, learning_window: shown }
}

/** Changes the learning window of a kind; null means the default. @throws QuestionError NOT_FOUND */
export async function changeLearning(
  state: StateStore,
  name: string,
  days: number | null,
): Promise<SightingKindChanged> {
  const kind = findKind(name)
  if (!kind) {
    throw new QuestionError(
      'NOT_FOUND',
      'There is no such kind. /api/v1/sightings/kinds lists them.',
    )
  }
  const changed = await setLearningDays(state, kind, days)
  return {
    kind: kind.kind,
    learning_days: daysOf(kind, changed),
    default_learning_days: kind.learningDays,
  }
}
