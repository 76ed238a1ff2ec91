/**
 * The analytics with a history once more, as plainly as they can be said: record by record, day by
 * day, without regard to time.
 */

export interface PlainRecord {
  readonly id: string
  readonly day: number
  /** Of the day, 0 to 23. */
  readonly hour: number
  readonly client: string
  readonly server: string
  readonly direction: 'upload' | 'download'
  readonly bytes: number
  readonly seconds: number
}

/** Of an entity and day: what was measured, and which records it was. */
export interface PlainMatch {
  readonly day: number
  readonly by: string
  readonly measured: number
  readonly ids: readonly string[]
}

type Judge = (
  own: readonly PlainRecord[],
  day: number,
  all: readonly PlainRecord[],
) => { measured: number; of: readonly PlainRecord[] } | undefined

const HISTORY = 14
const LEARNING = 7

/** The matches of every client and day. `judge` gets all records of the client. */
export function plainMatches(
  records: readonly PlainRecord[],
  from: number,
  to: number,
  judge: Judge,
): PlainMatch[] {
  const matches: PlainMatch[] = []
  for (let day = from; day < to; day += 1) {
    for (const by of new Set(records.map(({ client }) => client))) {
      const own = records.filter(({ client }) => client === by)
      if (!own.some((one) => one.day === day)) continue
      const judged = judge(own, day, records)
      if (judged === undefined) continue
      matches.push({ day, by, measured: judged.measured, ids: judged.of.map(({ id }) => id) })
    }
  }
  return matches
}

const isBefore = (day: number) => (one: PlainRecord) => one.day >= day - HISTORY && one.day < day
const firstDay = (records: readonly PlainRecord[]) => Math.min(...records.map(({ day }) => day))
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
const bytesOf = (records: readonly PlainRecord[]) => sum(records.map(({ bytes }) => bytes))

function isLearnt(records: readonly PlainRecord[], day: number): boolean {
  return day - firstDay(records.filter(isBefore(day))) >= LEARNING && records.some(isBefore(day))
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2
}

function robustScore(value: number, usual: readonly number[], isGreatest: boolean): number {
  const middle = median(usual)
  const far = usual.map((one) => Math.abs(one - middle))
  if (value <= middle) return 0
  if (median(far) > 0) return Math.min(1000, (0.6745 * (value - middle)) / median(far))
  if (!isGreatest) return 0
  const mean = sum(far) / far.length
  return mean > 0 ? Math.min(1000, (0.7979 * (value - middle)) / mean) : 1000
}

export const JUDGES: Readonly<Record<string, Judge>> = {
  'first-seen': (own, day, all) => {
    const of = own.filter(
      (one) =>
        one.day === day && !own.some((old) => isBefore(day)(old) && old.server === one.server),
    )
    if (of.length === 0 || !isLearnt(all, day)) return undefined
    return { measured: new Set(of.map(({ server }) => server)).size, of }
  },
  'volume-anomaly': (own, day) => {
    const of = own.filter((one) => one.day === day)
    if (!isLearnt(own, day)) return undefined
    const first = firstDay(own.filter(isBefore(day)))
    const usual = Array.from({ length: day - first }, (_, i) =>
      bytesOf(own.filter((one) => one.day === first + i)),
    )
    const measured = robustScore(bytesOf(of), usual, bytesOf(of) > Math.max(...usual))
    return bytesOf(of) >= 1000 && measured >= 3.5 ? { measured, of } : undefined
  },
  'sudden-increase': (own, day, all) => {
    const serversOn = (one: number) =>
      new Set(own.filter((record) => record.day === one).map(({ server }) => server)).size
    const before = Math.max(...Array.from({ length: HISTORY }, (_, i) => serversOn(day - 1 - i)))
    const count = serversOn(day)
    if (!isLearnt(all, day) || count < 3 || count < 1.5 * before) return undefined
    return { measured: count / Math.max(1, before), of: own.filter((one) => one.day === day) }
  },
  'off-hours-host': (own, day) => {
    // Day 0 is a Monday.
    const isWeekend = (one: number) => one % 7 >= 5
    const before = own.filter(isBefore(day))
    if (!isLearnt(own, day) || new Set(before.map((one) => one.day)).size < 5) return undefined
    const usual = before.filter((one) => isWeekend(one.day) === isWeekend(day))
    const of = own.filter(
      (one) =>
        one.day === day &&
        !usual.some(({ hour }) => [0, 1, 23].includes((one.hour - hour + 24) % 24)),
    )
    return of.length > 0 ? { measured: of.length, of } : undefined
  },
  ratio: (own, day, all) => {
    const moved = (records: readonly PlainRecord[], direction: string) =>
      bytesOf(records.filter((one) => one.direction === direction))
    const of = own.filter((one) => one.day === day)
    const before = own.filter(isBefore(day))
    const [up, down] = [moved(of, 'upload'), moved(of, 'download')]
    const usual = moved(before, 'upload')
    if (!isLearnt(all, day) || up < 1000 || up < 4 * down) return undefined
    if (usual > 0 && !(usual < (4 / 3) * moved(before, 'download'))) return undefined
    return { measured: up / Math.max(1, down), of }
  },
  'duration-outlier': (own, day) => {
    const length = ({ seconds }: PlainRecord) => Math.round(Math.log(seconds) * 100) / 100
    const usual = own.filter(isBefore(day)).map(length)
    if (!isLearnt(own, day) || usual.length < 10) return undefined
    const lower = (numbers: readonly number[]) =>
      numbers.toSorted((a, b) => a - b)[Math.ceil(numbers.length / 2) - 1] ?? NaN
    const middle = lower(usual)
    const deviation = Math.max(0.1, lower(usual.map((one) => Math.abs(one - middle))))
    const score = (one: PlainRecord) => (0.6745 * (length(one) - middle)) / deviation
    const of = own.filter((one) => one.day === day && one.seconds >= 60 && score(one) >= 3.5)
    return of.length > 0 ? { measured: Math.max(...of.map(score)), of } : undefined
  },
  'peer-group': (own, day, all) => {
    const today = all.filter((one) => one.day === day)
    const network = (client: string) => client.split('.').slice(0, 3).join('.')
    const sums = (records: readonly PlainRecord[]) =>
      [...new Set(records.map(({ client }) => client))].map((client) =>
        bytesOf(records.filter((one) => one.client === client)),
      )
    const of = own.filter((one) => one.day === day)
    const near = sums(
      today.filter(({ client }) => network(client) === network(own[0]?.client ?? '')),
    )
    const peers = near.length >= 5 ? near : sums(today)
    if (peers.length < 5) return undefined
    const measured = robustScore(bytesOf(of), peers, bytesOf(of) >= Math.max(...peers))
    return bytesOf(of) >= 1000 && measured >= 3.5 ? { measured, of } : undefined
  },
}
