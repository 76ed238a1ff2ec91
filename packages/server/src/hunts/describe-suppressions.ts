import type { Suppression } from '@spoor/model'
import type { StateStore } from '../state/state-store.js'
import type { EventStore } from '../store/event-store.js'
import {
  activeSuppressions,
  allSuppressions,
  suppressing,
  type SavedSuppression,
} from './tuning/index.js'

const READ_SECONDS = 20

/** Suppressions, each with the number of kept findings that it hides. @throws StoreError */
export async function describeSuppressions(
  store: EventStore,
  state: StateStore,
  { hunt, ended = false }: { readonly hunt?: string; readonly ended?: boolean },
  now: Date,
): Promise<Suppression[]> {
  const all = ended ? await allSuppressions(state) : await activeSuppressions(state)
  const wanted = all.filter((one) => hunt === undefined || one.hunt === null || one.hunt === hunt)
  const counts = await hidden(
    store,
    wanted.filter((one) => one.ended === null),
  )
  return wanted.map((one) => answer(one, counts.get(one.id) ?? 0, now))
}

/** One of them. @throws StoreError */
export async function describeSuppression(
  store: EventStore,
  suppression: SavedSuppression,
  now: Date,
): Promise<Suppression> {
  const counts = await hidden(store, suppression.ended === null ? [suppression] : [])
  return answer(suppression, counts.get(suppression.id) ?? 0, now)
}

/** How many findings each of some suppressions hides; those that several hide count for one. */
async function hidden(
  store: EventStore,
  active: readonly SavedSuppression[],
): Promise<ReadonlyMap<string, number>> {
  if (active.length === 0) return new Map()
  const { sql, params } = suppressing(active)
  const rows = await store.rows<{ place: number | string; n: number | string }>(
    `SELECT place, count() AS n FROM (SELECT ${sql} AS place FROM findings FINAL)
     WHERE place > 0 GROUP BY place`,
    { params, settings: { max_execution_time: READ_SECONDS } },
  )
  return new Map(
    rows.flatMap(({ place, n }) => {
      const one = active[Number(place) - 1]
      return one ? [[one.id, Number(n)]] : []
    }),
  )
}

function answer(saved: SavedSuppression, findings: number, now: Date): Suppression {
  const { id, hunt, field, value, reason, since, until, created, createdBy, ended, endedBy } = saved
  const isOver = until !== null && until <= now
  return {
    id,
    hunt,
    field,
    value,
    reason,
    since: since?.toISOString() ?? null,
    until: until?.toISOString() ?? null,
    created: created.toISOString(),
    created_by: createdBy,
    ended: ended?.toISOString() ?? null,
    ended_by: endedBy,
    state: ended ? 'ended' : isOver ? 'over' : 'active',
    findings,
  }
}
