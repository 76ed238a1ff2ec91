import { follow, type FollowState } from '../ingest/follow.js'
import type { IngestContext, IngestProgress } from '../ingest/ingest-source.js'

export interface FollowingOptions {
  /** Called for every chunk of events that came in. */
  readonly onEvents: (path: string, counts: { events: number; quarantined: number }) => void
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
  private readonly done: Promise<unknown>

  constructor(
    context: IngestContext,
    patterns: readonly string[],
    { onEvents, onChange, interval = INTERVAL_MS }: FollowingOptions,
  ) {
    const onProgress = (path: string, { events = 0, quarantined = 0 }: IngestProgress): void => {
      if (events + quarantined > 0) onEvents(path, { events, quarantined })
    }
    const onState = (path: string, state: FollowState): void => {
      const before = this.states.get(path)
      this.states.set(path, state)
      if (before?.state !== state.state || before.error !== state.error) onChange?.(path, state)
    }
    const options = { signal: this.stop.signal, interval, onProgress, onState }
    this.done = Promise.all(patterns.map((pattern) => follow(context, pattern, options)))
    // Following reports its troubles as states; whatever else happens belongs to `close`.
    this.done.catch(() => undefined)
  }

  /** Finishes the chunks at hand. */
  async close(): Promise<void> {
    this.stop.abort()
    await this.done
  }
}
