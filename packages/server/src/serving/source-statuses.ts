import type { SourceStatus } from '@spoor/model'
import { listCheckpoints } from '../ingest/checkpoints.js'
import type { FollowState } from '../ingest/follow.js'
import type { SourceRow } from '../state/schema.js'
import type { StateStore } from '../state/state-store.js'

/** What followed paths say of themselves. */
export type FollowStates = ReadonlyMap<string, FollowState>

/**
 * Every path that was ever read, and every one that is followed, by name. The streams that a path
 * held one after the other, by rotation, count together.
 */
export async function sourceStatuses(
  state: StateStore,
  followed: FollowStates,
): Promise<SourceStatus[]> {
  return mergeStatuses(await listCheckpoints(state), followed)
}

/** @param checkpoints the last used first */
export function mergeStatuses(
  checkpoints: readonly SourceRow[],
  followed: FollowStates,
): SourceStatus[] {
  const byPath = new Map<string, SourceStatus>()
  for (const row of checkpoints) {
    const newer = byPath.get(row.path)
    byPath.set(row.path, {
      path: row.path,
      kind: 'eve',
      state: 'done',
      bytes_read: newer?.bytes_read ?? row.position,
      bytes_total: null,
      events: row.events + (newer?.events ?? 0),
      quarantined: row.quarantined + (newer?.quarantined ?? 0),
      last_read: newer?.last_read ?? row.updated.toISOString(),
    })
  }
  for (const [path, { state, bytesRead, bytesTotal, error }] of followed) {
    const known = byPath.get(path)
    byPath.set(path, {
      path,
      kind: 'eve',
      state,
      bytes_read: bytesRead,
      bytes_total: bytesTotal,
      events: known?.events ?? 0,
      quarantined: known?.quarantined ?? 0,
      last_read: known?.last_read ?? null,
      ...(error !== undefined && { error }),
    })
  }
  return [...byPath.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1))
}
