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

export interface SchedulerOptions {
  /** Called after every run with what it looked at, and how long it took in milliseconds. */
  readonly onRun?: (run: { looked: string; elapsedMs: number }) => void
  readonly onError?: (error: unknown) => void
}

/** Milliseconds without new events after which the hunts run, if they may: what comes meanwhile joins. */
const PAUSE = 2000

/** The filters may take this share of the time while events keep coming in; the rest is for ingest. */
const SHARE_OF_TIME = 0.1
/** Milliseconds after which they run all the same: a finding should not be late on a slow machine. */
const LONGEST_WAIT = 30_000
/** Correlations and behaviours compare days: they need not follow each event, and may take less. */
const PATTERNS_SHARE_OF_TIME = 0.05
/** Milliseconds from one run of the patterns to the next, at the least. */
const PATTERNS_PAUSE = 60_000
/** Milliseconds that they wait for a moment without new events, at the most. */
const PATTERNS_PATIENCE = 300_000

/** What hosts are is inferred anew from all that is kept of them, which may take this share of the time. */
const HOSTS_SHARE_OF_TIME = 0.05
/** Milliseconds from one time to the next, at the least. */
const HOSTS_PAUSE = 10_000

/**
 * Runs the hunts after events came in, or hunts were changed: soon, but never twice at once, and for
 * events not all the time.
 */
export class HuntScheduler {
  private since: string | undefined
  private timer: NodeJS.Timeout | undefined
  private running: Promise<void> | undefined
  /** What is to be looked at in the next run. */
  private noted = { events: false, hunts: false, patterns: false, hosts: false }
  /** Since when events wait for a run, and when the last of them came. */
  private firstNoted = 0
  private lastNoted = 0
  /** Milliseconds from a run for events to the next, while they keep coming; unknown before the first. */
  private wait = LONGEST_WAIT
  /** Before that the next run for events would take more than its share of the time. */
  private notBefore = 0
  /** The same for correlations and behaviours. */
  private patternsNotBefore = 0
  /** The same for what hosts are. */
  private hostsNotBefore = 0
  /** Since when the patterns are due. */
  private patternsDueAt = Infinity
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
    if (await patternsAreDue(ground.state)) scheduler.notePatterns()
    // Whether a program before this one came to it is not known.
    scheduler.noted.hosts = !scheduler.everything
    if (scheduler.everything || (await huntsAreDue(ground))) scheduler.noteHunts()
    else scheduler.scheduleNoted()
    return scheduler
  }

  /** Says that events came in. */
  noteEvents(): void {
    this.lastNoted = performance.now()
    if (!this.noted.events) this.firstNoted = this.lastNoted
    this.noted.events = true
    this.scheduleNoted()
  }

  /** Says that hunts were changed: a person waits for what they find. */
  noteHunts(): void {
    this.noted.hunts = true
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
    const now = performance.now()
    const { hunts, events, patterns, hosts } = this.noted
    if (hunts) this.schedule(now)
    if (events) this.schedule(Math.max(now, this.eventsFrom()))
    if (patterns) this.schedule(Math.max(now, this.patternsFrom()))
    if (hosts) this.schedule(Math.max(now, this.hostsNotBefore))
  }

  private schedule(at: number): void {
    if (this.timer && this.timerAt <= at) return
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
    if (this.everything) await this.runForEvents()
    if (this.noted.hunts) await this.runChangedHunts()
    if (this.noted.events && performance.now() >= this.eventsFrom()) await this.runForEvents()
    if (this.noted.patterns && performance.now() >= this.patternsFrom()) await this.runPatterns()
    if (this.noted.hosts && performance.now() >= this.hostsNotBefore) await this.keepHosts()
  }

  /** From when on a run for events is due: in a quiet moment, or when they waited long enough. */
  private eventsFrom(): number {
    const due = Math.min(this.lastNoted + PAUSE, this.firstNoted + this.wait)
    return Math.max(due, this.notBefore)
  }

  private notePatterns(): void {
    if (!this.noted.patterns) this.patternsDueAt = performance.now()
    this.noted.patterns = true
  }

  /** From when on correlations and behaviours may run: while events come in, these go first. */
  private patternsFrom(): number {
    const patience = this.noted.events ? this.patternsDueAt + PATTERNS_PATIENCE : 0
    return Math.max(this.patternsNotBefore, patience)
  }

  private async runPatterns(): Promise<void> {
    const began = performance.now()
    this.noted.patterns = false
    try {
      const hunts = await huntPatterns(this.ground)
      const elapsedMs = Math.round(performance.now() - began)
      this.options.onRun?.({ looked: `${hunts} correlations and behaviours`, elapsedMs })
      this.noted.hosts = true
    } catch (error) {
      // They stay due, and are tried again when events come in.
      this.options.onError?.(error)
    } finally {
      const elapsed = performance.now() - began
      const wait = Math.max(PATTERNS_PAUSE, elapsed / PATTERNS_SHARE_OF_TIME)
      this.patternsNotBefore = performance.now() + wait
    }
  }

  private async keepHosts(): Promise<void> {
    const began = performance.now()
    this.noted.hosts = false
    try {
      await keepKnownHosts(this.ground)
      const elapsedMs = Math.round(performance.now() - began)
      this.options.onRun?.({ looked: 'hosts', elapsedMs })
    } catch (error) {
      // They are kept when events come in or hunts are changed.
      this.options.onError?.(error)
    } finally {
      const elapsed = performance.now() - began
      const wait = Math.max(HOSTS_PAUSE, elapsed / HOSTS_SHARE_OF_TIME)
      this.hostsNotBefore = performance.now() + wait
    }
  }

  private async runChangedHunts(): Promise<void> {
    const began = performance.now()
    this.noted.hunts = false
    try {
      const hunts = await huntChangedHunts(this.ground)
      const elapsedMs = Math.round(performance.now() - began)
      if (hunts > 0) {
        this.options.onRun?.({ looked: `${hunts} changed hunts`, elapsedMs })
        this.noted.hosts = true
      }
    } catch (error) {
      // They stay due, and are tried again when events come in or hunts are changed.
      this.options.onError?.(error)
    }
  }

  private async runForEvents(): Promise<void> {
    const began = performance.now()
    const since = this.since ?? '0'
    this.noted.events = false
    // It is done anew if it is noted again meanwhile.
    const { everything } = this
    this.everything = false
    try {
      const next = await engineTime(this.ground.events)
      const looked = everything
        ? await huntEverything(this.ground).then(() => 'everything')
        : await huntNewEvents(this.ground, since, () => this.noted.events).then(
            (days) => `${days} days`,
          )
      if (everything) this.noted.patterns = false
      else {
        this.notePatterns()
        this.noted.hosts = true
      }
      this.since = next
      this.options.onRun?.({ looked, elapsedMs: Math.round(performance.now() - began) })
    } catch (error) {
      // What was missed is looked at in the next run, because `since` did not move on.
      this.everything ||= everything
      this.options.onError?.(error)
    } finally {
      const elapsed = performance.now() - began
      this.wait = Math.min(elapsed / SHARE_OF_TIME - elapsed, LONGEST_WAIT)
      this.notBefore = performance.now() + this.wait
    }
  }

  /** Ends a run in progress. What came in after it began is looked at after the next start. */
  async close(): Promise<void> {
    this.closed = true
    clearTimeout(this.timer)
    await this.running
  }
}
