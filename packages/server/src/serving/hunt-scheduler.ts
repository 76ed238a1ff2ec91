import { keepKnownHosts } from './keep-known-hosts.js'
import {
  huntChangedHunts,
  huntEverything,
  huntNewEvents,
  huntPatterns,
  huntsAreDue,
  patternsAreDue,
  whyEverythingIsDue,
  type HuntingGround,
} from './hunting.js'
import { engineTime } from './new-events.js'
import { Timetable, type Work } from './timetable.js'

export interface SchedulerOptions {
  /** Called after every run with what it looked at, and how long it took in milliseconds. */
  readonly onRun?: (run: { looked: string; elapsedMs: number }) => void
  readonly onError?: (error: unknown) => void
}

/**
 * Runs the hunts after events came in, or hunts were changed: soon, but never twice at once, and for
 * events not all the time.
 */
export class HuntScheduler {
  private since: string | undefined
  private timer: NodeJS.Timeout | undefined
  private running: Promise<void> | undefined
  private readonly timetable = new Timetable()
  /** When the timer fires. */
  private timerAt = 0
  /** Whether the next run looks at everything, because a program before this one did not come to it. */
  private everything = false
  private closed = false

  private constructor(
    private readonly ground: HuntingGround,
    private readonly options: SchedulerOptions,
  ) {}

  /** One that waits until it is told of changed hunts: where no events come in. */
  static idle(ground: HuntingGround, options: SchedulerOptions): HuntScheduler {
    return new HuntScheduler(ground, options)
  }

  /** @throws StoreError if the engine does not answer */
  static async start(ground: HuntingGround, options: SchedulerOptions): Promise<HuntScheduler> {
    const scheduler = new HuntScheduler(ground, options)
    scheduler.since = await engineTime(ground.events)
    scheduler.everything = (await whyEverythingIsDue(ground)) !== undefined
    if (await patternsAreDue(ground.state)) scheduler.note('patterns')
    // Whether a program before this one came to it is not known.
    if (!scheduler.everything) scheduler.note('hosts')
    if (scheduler.everything || (await huntsAreDue(ground))) scheduler.noteHunts()
    else scheduler.scheduleNoted()
    return scheduler
  }

  /** Whether a source has more than was read. */
  get hasBacklog(): boolean {
    return this.timetable.hasBacklog
  }

  /** Says that events came in; unless `noteCaughtUp` follows, there are more to be read. */
  noteEvents(): void {
    this.timetable.noteEvents(performance.now())
    this.scheduleNoted()
  }

  /** Says that all events that are there were read. */
  noteCaughtUp(): void {
    this.timetable.noteCaughtUp()
    this.scheduleNoted()
  }

  /** Says that hunts were changed: a person waits for what they find. */
  noteHunts(): void {
    this.note('hunts')
    this.scheduleNoted()
  }

  /** Says that the organisation was changed: all that follows from it is made anew. */
  noteOrganisation(): void {
    this.everything = true
    this.noteHunts()
  }

  /** Sees to it that what was noted is looked at as soon as it may be. */
  private scheduleNoted(): void {
    if (this.closed || this.running) return
    const at = Math.max(this.timetable.next(), performance.now())
    if (at === Infinity || (this.timer && this.timerAt <= at)) return
    clearTimeout(this.timer)
    this.timerAt = at
    this.timer = setTimeout(() => {
      this.timer = undefined
      this.running = this.run().finally(() => {
        this.running = undefined
        this.scheduleNoted()
      })
    }, at - performance.now())
  }

  private async run(): Promise<void> {
    if (this.everything) await this.perform('events', () => this.huntEvents())
    if (this.isDue('hunts')) await this.perform('hunts', () => this.huntChanged())
    if (this.isDue('events')) await this.perform('events', () => this.huntEvents())
    if (this.isDue('patterns')) await this.perform('patterns', () => this.huntAllPatterns())
    if (this.isDue('hosts')) await this.perform('hosts', () => this.keepHosts())
  }

  private isDue(work: Work): boolean {
    return this.timetable.from(work) <= performance.now()
  }

  /**
   * Does work, and says what was looked at. What fails stays due in the store, and is tried again
   * when events come in or hunts are changed.
   */
  private async perform(work: Work, look: () => Promise<string | undefined>): Promise<void> {
    const began = performance.now()
    this.timetable.begin(work)
    try {
      const looked = await look()
      const elapsedMs = Math.round(performance.now() - began)
      if (looked !== undefined) this.options.onRun?.({ looked, elapsedMs })
    } catch (error) {
      this.options.onError?.(error)
    } finally {
      this.timetable.ended(work, began, performance.now())
    }
  }

  private note(work: Work): void {
    this.timetable.note(work, performance.now())
  }

  private async huntEvents(): Promise<string> {
    // It is done anew if it is noted again meanwhile.
    const { everything } = this
    this.everything = false
    try {
      const next = await engineTime(this.ground.events)
      const looked = everything ? await this.huntAll() : await this.huntNew()
      // If it fails, what was missed is looked at in the next run.
      this.since = next
      return looked
    } catch (error) {
      this.everything ||= everything
      throw error
    }
  }

  private async huntAll(): Promise<string> {
    await huntEverything(this.ground)
    // They were tried with the rest.
    this.timetable.begin('patterns')
    return 'everything'
  }

  private async huntNew(): Promise<string> {
    const runsAgain = () => this.hasBacklog && this.timetable.waits('events')
    const days = await huntNewEvents(this.ground, this.since ?? '0', runsAgain)
    this.note('patterns')
    this.note('hosts')
    return `${days} days`
  }

  private async huntChanged(): Promise<string | undefined> {
    const hunts = await huntChangedHunts(this.ground)
    if (hunts === 0) return undefined
    this.note('hosts')
    return `${hunts} changed hunts`
  }

  private async huntAllPatterns(): Promise<string> {
    const hunts = await huntPatterns(this.ground)
    this.note('hosts')
    return `${hunts} correlations and behaviours`
  }

  private async keepHosts(): Promise<string> {
    await keepKnownHosts(this.ground)
    return 'hosts'
  }

  /** Ends a run in progress. What came in after it began is looked at after the next start. */
  async close(): Promise<void> {
    this.closed = true
    clearTimeout(this.timer)
    await this.running
  }
}
