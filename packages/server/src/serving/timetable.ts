/**
 * When what follows from new events may be made: hunts must not keep events from coming in, and a
 * finding should not be late. Moments and times are milliseconds of any one clock.
 */

/** Changed hunts; filters on new events; correlations and behaviours on them; what hosts are. */
export type Work = 'hunts' | 'events' | 'patterns' | 'hosts'

/** Filters run so long after the last new event: what comes meanwhile joins. */
const PAUSE = 2000
/** While events keep coming, they may take this share of the time; the rest is for ingest. */
const SHARE = 0.1
/** So long after an event they run all the same: a finding should not be late on a slow machine. */
const AT_LATEST = 30_000
/**
 * While there is more to read than was read, days are not complete, and all that is found on them
 * is looked for again. So long filters leave events alone then, in case all is read meanwhile.
 */
const BACKLOG_PAUSE = 90_000
/** So long after a run they run again all the same. */
const BACKLOG_AT_LATEST = 300_000

/** Correlations and behaviours compare days: they need not follow each event, and may take less. */
const PATTERNS = { share: 0.05, pause: 60_000 }
/** What hosts are is inferred anew from all that is kept of them. */
const HOSTS = { share: 0.05, pause: 10_000 }
/** So long patterns wait until all is read. */
const PATTERNS_PATIENCE = 300_000

/** The time from one run to the next, by what the last one took. */
class Pace {
  private took: number | undefined
  private ended = -Infinity

  constructor(
    private readonly share: number,
    private readonly pause = 0,
  ) {}

  ran(began: number, ended: number): void {
    this.took = ended - began
    this.ended = ended
  }

  /** How long a run is waited for: `atLatest` if nobody knows what it takes. */
  wait(atLatest = Infinity): number {
    if (this.took === undefined) return atLatest
    return Math.min(Math.max(this.took / this.share - this.took, this.pause), atLatest)
  }

  /** From when on the next run is within its share of the time. */
  from(atLatest = Infinity): number {
    return this.took === undefined ? -Infinity : this.ended + this.wait(atLatest)
  }
}

/** What waits to be done, and from when on it may be. */
export class Timetable {
  /** Since when work waits. */
  private readonly since = new Map<Work, number>()
  private readonly events = new Pace(SHARE)
  private readonly patterns = new Pace(PATTERNS.share, PATTERNS.pause)
  private readonly hosts = new Pace(HOSTS.share, HOSTS.pause)
  private lastEvents = -Infinity
  private backlog = false

  /** Whether more is there to be read than was read. */
  get hasBacklog(): boolean {
    return this.backlog
  }

  note(work: Work, now: number): void {
    if (!this.since.has(work)) this.since.set(work, now)
  }

  /** Events came in; unless `noteCaughtUp` follows, there are more. */
  noteEvents(now: number): void {
    this.note('events', now)
    this.lastEvents = now
    this.backlog = true
  }

  /** All that is there was read. */
  noteCaughtUp(): void {
    this.backlog = false
  }

  waits(work: Work): boolean {
    return this.since.has(work)
  }

  /** From when on work may be done; `Infinity` if none waits. */
  from(work: Work): number {
    const since = this.since.get(work)
    if (since === undefined) return Infinity
    switch (work) {
      case 'hunts':
        return since
      case 'events':
        return this.eventsFrom(since)
      case 'patterns':
        return Math.max(this.patterns.from(), this.backlog ? since + PATTERNS_PATIENCE : since)
      case 'hosts':
        return Math.max(this.hosts.from(), since)
    }
  }

  /** When the next work may be done; `Infinity` if none waits. */
  next(): number {
    return Math.min(...[...this.since.keys()].map((work) => this.from(work)))
  }

  /** Work begins: what is noted from now on is for the next time. */
  begin(work: Work): void {
    this.since.delete(work)
  }

  ended(work: Work, began: number, now: number): void {
    if (work !== 'hunts') this[work].ran(began, now)
  }

  private eventsFrom(since: number): number {
    if (this.backlog) {
      return Math.max(since + BACKLOG_PAUSE, this.events.from(BACKLOG_AT_LATEST))
    }
    const quiet = Math.min(this.lastEvents + PAUSE, since + this.events.wait(AT_LATEST))
    return Math.max(quiet, this.events.from(AT_LATEST))
  }
}
