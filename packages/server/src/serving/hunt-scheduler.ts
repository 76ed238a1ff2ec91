import {
  engineTime,
  huntEverything,
  huntNewEvents,
  huntsAreDue,
  type HuntingGround,
} from './hunting.js'

export interface SchedulerOptions {
  /** Called after every run with what it looked at, and how long it took in milliseconds. */
  readonly onRun?: (run: { looked: string; elapsedMs: number }) => void
  readonly onError?: (error: unknown) => void
  /** Pause after new events until the hunts run, in milliseconds: what comes meanwhile joins. */
  readonly pause: number
}

/** The hunts may take this share of the time while events keep coming in; the rest is for ingest. */
const SHARE_OF_TIME = 0.15

/** Runs the hunts after events came in: soon, but never twice at once, and not all the time. */
export class HuntScheduler {
  private since: string | undefined
  private timer: NodeJS.Timeout | undefined
  private running: Promise<void> | undefined
  private dirty = false
  /** Before that the next run would take more than its share of the time. */
  private notBefore = 0
  /** Whether the next run looks at everything, because a program before this one did not come to it. */
  private everything = false
  private closed = false

  private constructor(
    private readonly ground: HuntingGround,
    private readonly options: SchedulerOptions,
  ) {}

  /** @throws StoreError if the engine does not answer */
  static async start(ground: HuntingGround, options: SchedulerOptions): Promise<HuntScheduler> {
    const scheduler = new HuntScheduler(ground, options)
    scheduler.since = await engineTime(ground.events)
    scheduler.everything = await huntsAreDue(ground)
    if (scheduler.everything) scheduler.noteEvents()
    return scheduler
  }

  /** Says that events came in. */
  noteEvents(): void {
    this.dirty = true
    if (this.closed || this.timer || this.running) return
    const wait = Math.max(this.options.pause, this.notBefore - performance.now())
    this.timer = setTimeout(() => {
      this.timer = undefined
      this.running = this.run().finally(() => {
        this.running = undefined
        if (this.dirty) this.noteEvents()
      })
    }, wait)
  }

  private async run(): Promise<void> {
    const began = performance.now()
    const since = this.since ?? '0'
    this.dirty = false
    try {
      const next = await engineTime(this.ground.events)
      const looked = this.everything
        ? await huntEverything(this.ground).then(() => 'everything')
        : await huntNewEvents(this.ground, since).then((days) => `${days} days`)
      this.everything = false
      this.since = next
      this.options.onRun?.({ looked, elapsedMs: Math.round(performance.now() - began) })
    } catch (error) {
      // What was missed is looked at in the next run, because `since` did not move on.
      this.options.onError?.(error)
    } finally {
      const elapsed = performance.now() - began
      this.notBefore = performance.now() + elapsed / SHARE_OF_TIME - elapsed
    }
  }

  /** Ends a run in progress. What came in after it began is looked at after the next start. */
  async close(): Promise<void> {
    this.closed = true
    clearTimeout(this.timer)
    await this.running
  }
}
