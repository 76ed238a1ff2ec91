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

/** Runs the hunts after events came in: soon, but never twice at once. */
export class HuntScheduler {
  private since: string | undefined
  private timer: NodeJS.Timeout | undefined
  private running: Promise<void> | undefined
  private dirty = false
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
    this.timer = setTimeout(() => {
      this.timer = undefined
      this.running = this.run().finally(() => {
        this.running = undefined
        if (this.dirty) this.noteEvents()
      })
    }, this.options.pause)
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
    }
  }

  /** Ends a run in progress. What came in after it began is looked at after the next start. */
  async close(): Promise<void> {
    this.closed = true
    clearTimeout(this.timer)
    await this.running
  }
}
