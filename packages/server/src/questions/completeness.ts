import type { Completeness } from '@spoor/model'

/** Milliseconds since it was made. */
export function stopwatch(): () => number {
  const start = performance.now()
  return () => Math.round((performance.now() - start) * 10) / 10
}

/** What an answer says of itself; partial if there is a reason. */
export function completeness(elapsed: () => number, reason: string | undefined): Completeness {
  return { partial: reason !== undefined, ...(reason && { reason }), elapsed_ms: elapsed() }
}
