import { follow, type FollowState } from '../ingest/follow.js'
import type { IngestContext } from '../ingest/ingest-source.js'

export interface FollowingOptions {
  /** Called for every chunk of events that came in. */
  readonly onEvents: (path: string, counts: { events: number; quarantined: number }) => void
  /** Called when all that is there was read, once after each time that events came in. */
  readonly onCaughtUp?: () => void
  /** Called when the state of a path changes, not for every byte. */
  readonly onChange?: (path: string, state: FollowState) => void
  /** Pause between looks at the files, in milliseconds. */
  readonly interval?: number
}

/** Every look that finds something costs the engine a quarter of a second of work. */
const INTERVAL_MS = 1000

/** Follows all configured files until it is closed. */
export class Following {
  readonly states = new Map<string, FollowState>()
  private readonly stop = new AbortController()
  /** Patterns with files of which more may be there than was read. */
  private readonly behind: Set<string>
  private readonly done: Promise<unknown>

  constructor(
    context: IngestContext,
    patterns: readonly string[],
    { onEvents, onCaughtUp, onChange, interval = INTERVAL_MS }: FollowingOptions,
  ) {
    this.behind = new Set(patterns)
    const onState = (path: string, state: FollowState): void => {
      const before = this.states.get(path)
      this.states.set(path, state)
      if (before?.state !== state.state || before.error !== state.error) onChange?.(path, state)
    }
    const followOne = (pattern: string): Promise<void> =>
      follow(context, pattern, {
        signal: this.stop.signal,
        interval,
        onState,
        onProgress: (path, { events = 0, quarantined = 0 }) => {
          if (events + quarantined === 0) return
          this.behind.add(pattern)
          onEvents(path, { events, quarantined })
        },
        onCaughtUp: () => {
          if (this.behind.delete(pattern) && this.behind.size === 0) onCaughtUp?.()
        },
      })
    this.done = Promise.all(patterns.map(followOne))
    // Following reports its troubles as states; whatever else happens belongs to `close`.
    this.done.catch(() => undefined)
  }

  /** Finishes the chunks at hand. */
  async close(): Promise<void> {
    this.stop.abort()
    await this.done
  }
}
