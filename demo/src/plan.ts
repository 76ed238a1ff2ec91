import { Casting, type Host, takenAddresses } from './hosts.js'
import { mulberry32, type Random, seedFor } from './random.js'
import { CAMPAIGNS, CHORES, PASTIMES, rhythm } from './schedule.js'
import type { Role, Take } from './takes.js'
import { parseMicros } from './times.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** What decides a composition. */
export interface OfficeOptions {
  seed: number
  /** The last moment of the composition. */
  end: Date
  /** How much history; 14 when absent. */
  days?: number
  /** About how many events in all; 200,000 when absent. */
  events?: number
}

/** One take that is performed: who plays, and when. */
export interface Planned {
  take: Take
  /** Which performance of this take it is, from 1. */
  instance: number
  /** When it begins, in milliseconds since 1970. */
  start: number
  hosts: Record<string, Host>
  seed: number
}

/**
 * Decides who does what and when. Hostile takes stand at fixed distances before the end, whatever
 * the end is; ordinary ones follow the hours and days of the week (UTC).
 * Returns the plan ordered by time. Throws RangeError when a take that the plan names is missing.
 */
export function planOffice(takes: ReadonlyMap<string, Take>, options: OfficeOptions): Planned[] {
  const days = options.days ?? 14
  const plan = [...planHostile(takes, options, days), ...planChores(takes, options, days)]
  const wanted = options.events ?? 200_000
  const sure = plan.reduce((sum, planned) => sum + planned.take.events.length, 0)
  plan.push(...planPastimes(takes, options, days, wanted - sure))
  plan.sort((a, b) => a.start - b.start || a.take.id.localeCompare(b.take.id))
  const counts = new Map<string, number>()
  for (const planned of plan) {
    planned.instance = (counts.get(planned.take.id) ?? 0) + 1
    counts.set(planned.take.id, planned.instance)
  }
  return plan
}

/** Milliseconds that a take and the last of its events need. */
function length(take: Take): number {
  const { start, end } = take.recorded
  return (parseMicros(end) - parseMicros(start)) / 1000 + 5 * MINUTE
}

function named(takes: ReadonlyMap<string, Take>, id: string): Take {
  const take = takes.get(id)
  if (take === undefined) throw new RangeError(`no recording of ${id}`)
  return take
}

function castRoles(
  take: Take,
  casting: Casting,
  unique: (name: string, role: Role) => boolean,
): Record<string, Host> {
  const hosts: Record<string, Host> = {}
  for (const [name, role] of Object.entries(take.roles)) {
    hosts[name] = casting.choose(role, unique(name, role))
  }
  return hosts
}

/** The hostile takes: each campaign in its own slot of the time, its runs with the same hosts. */
function planHostile(
  takes: ReadonlyMap<string, Take>,
  options: OfficeOptions,
  days: number,
): Planned[] {
  const random = mulberry32(seedFor(options.seed, 'hostile'))
  const casting = new Casting(random, takenAddresses(takes.values()))
  const slot = (days * DAY - 4 * HOUR) / CAMPAIGNS.length
  const plan: Planned[] = []
  shuffle(CAMPAIGNS, random).forEach((campaign, index) => {
    const take = named(takes, campaign.take)
    const hosts = castRoles(
      take,
      casting,
      (name, role) => name === 'client' || role.place === 'internet',
    )
    const pause = (campaign.everyMinutes ?? 0) * MINUTE
    const whole = (campaign.runs - 1) * pause * 1.2 + length(take)
    const before = Math.round(whole + slot * (index + random.next()))
    let start = options.end.getTime() - before
    for (let run = 0; run < campaign.runs; run++) {
      plan.push({ take, instance: 0, start, hosts, seed: random.integer(1, 2 ** 31) })
      start += Math.round(pause * (0.85 + random.next() * 0.3))
    }
  })
  return plan
}

/** What happens each day at its hour, or so many times a day. */
function planChores(
  takes: ReadonlyMap<string, Take>,
  options: OfficeOptions,
  days: number,
): Planned[] {
  const random = mulberry32(seedFor(options.seed, 'chores'))
  const casting = new Casting(random, takenAddresses(takes.values()))
  const from = options.end.getTime() - days * DAY
  const plan: Planned[] = []
  for (let day = startOfDay(from); day < options.end.getTime(); day += DAY) {
    const weekend = isWeekend(day)
    for (const chore of CHORES) {
      const take = named(takes, chore.take)
      for (const start of choreTimes(chore, day, weekend, random)) {
        const hosts = castRoles(take, casting, () => false)
        const seed = random.integer(1, 2 ** 31)
        if (start < from || start + length(take) > options.end.getTime()) continue
        plan.push({ take, instance: 0, start, hosts, seed })
      }
    }
  }
  return plan
}

function choreTimes(
  chore: (typeof CHORES)[number],
  day: number,
  weekend: boolean,
  random: Random,
): number[] {
  if (weekend && chore.weekdaysOnly === true) return []
  if (chore.at !== undefined) {
    return chore.at.map((hour) => Math.round(day + hour * HOUR + random.next() * 12 * MINUTE))
  }
  const times = chore.perDay ?? 0
  const count = Math.floor(times) + (random.next() < times % 1 ? 1 : 0)
  return Array.from({ length: count }, () => {
    const hour = chore.allHours === true ? random.next() * 24 : rhythm(random.next())
    return Math.round(day + hour * HOUR)
  })
}

/** People at their screens: as many as are needed to reach the wanted number of events. */
function planPastimes(
  takes: ReadonlyMap<string, Take>,
  options: OfficeOptions,
  days: number,
  events: number,
): Planned[] {
  const random = mulberry32(seedFor(options.seed, 'pastimes'))
  const casting = new Casting(random, takenAddresses(takes.values()))
  const end = options.end.getTime()
  const from = end - days * DAY
  const first = startOfDay(from)
  const lots = PASTIMES.flatMap(({ take, weight }) => Array<string>(weight).fill(take))
  const dates: number[] = []
  for (let day = first; day < end; day += DAY) {
    dates.push(...Array<number>(isWeekend(day) ? 1 : 9).fill(day))
  }
  const plan: Planned[] = []
  let left = events
  while (left > 0) {
    const take = named(takes, random.pick(lots))
    const start = Math.round(random.pick(dates) + rhythm(random.next()) * HOUR)
    const hosts = castRoles(take, casting, () => false)
    const seed = random.integer(1, 2 ** 31)
    if (start < from || start + length(take) > end) continue
    plan.push({ take, instance: 0, start, hosts, seed })
    left -= take.events.length
  }
  return plan
}

function startOfDay(time: number): number {
  return Math.floor(time / DAY) * DAY
}

function isWeekend(day: number): boolean {
  const weekday = new Date(day).getUTCDay()
  return weekday === 0 || weekday === 6
}

function shuffle<T>(items: readonly T[], random: Random): T[] {
  const shuffled: T[] = []
  for (const item of items) shuffled.splice(random.integer(0, shuffled.length), 0, item)
  return shuffled
}
