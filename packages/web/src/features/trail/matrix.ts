import type { Level, TrailHunt } from '@spoor/model'

const LEVELS: readonly Level[] = ['critical', 'high', 'medium', 'low', 'informational']

/** What a hunt has to say of a thing. */
export type Result = 'met' | 'partly' | 'gone' | 'nothing'

/**
 * `met`: a record of it is enough for the hunt; `partly`: the hunt looks at records of it, but needs
 * more than one, or others to compare with; `gone`: only in the time before; `nothing`: in neither.
 */
export function resultOf({ records, before, needs_more: more }: TrailHunt): Result {
  if (records > 0) return more ? 'partly' : 'met'
  return before > 0 ? 'gone' : 'nothing'
}

/** The hunts of one category, by what they have to say. */
export interface TrailCategory {
  readonly category: string
  /** Hunts that have anything to say, the most telling first. */
  readonly hunts: readonly TrailHunt[]
  readonly counts: Readonly<Record<Result, number>>
  /** The gravest level of the hunts that are met; undefined if none is. */
  readonly gravest: Level | undefined
  /**
   * Records in the range that are enough for a hunt; one that meets several hunts counts for each.
   */
  readonly records: number
  readonly before: number
}

const RESULTS: readonly Result[] = ['met', 'partly', 'gone', 'nothing']
const byName = new Intl.Collator('en')

function tellingFirst(a: TrailHunt, b: TrailHunt): number {
  return (
    RESULTS.indexOf(resultOf(a)) - RESULTS.indexOf(resultOf(b)) ||
    LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) ||
    b.records - a.records ||
    byName.compare(a.title, b.title)
  )
}

function graveFirst(a: TrailCategory, b: TrailCategory): number {
  const rank = ({ gravest }: TrailCategory) =>
    gravest === undefined ? LEVELS.length : LEVELS.indexOf(gravest)
  return (
    rank(a) - rank(b) ||
    b.counts.met - a.counts.met ||
    b.counts.partly - a.counts.partly ||
    b.counts.gone - a.counts.gone ||
    byName.compare(a.category, b.category)
  )
}

function summed(category: string, hunts: readonly TrailHunt[]): TrailCategory {
  const counts = { met: 0, partly: 0, gone: 0, nothing: 0 }
  for (const hunt of hunts) counts[resultOf(hunt)] += 1
  const enough = hunts.filter(({ needs_more: more }) => !more)
  return {
    category,
    counts,
    hunts: hunts.filter((hunt) => resultOf(hunt) !== 'nothing').toSorted(tellingFirst),
    gravest: LEVELS.find((level) =>
      hunts.some((hunt) => hunt.level === level && resultOf(hunt) === 'met'),
    ),
    records: enough.reduce((sum, { records }) => sum + records, 0),
    before: enough.reduce((sum, { before }) => sum + before, 0),
  }
}

/** The hunts by category, the gravest category first. */
export function matrixOf(hunts: readonly TrailHunt[]): TrailCategory[] {
  const categories = new Map<string, TrailHunt[]>()
  for (const hunt of hunts) {
    const of = categories.get(hunt.category)
    if (of === undefined) categories.set(hunt.category, [hunt])
    else of.push(hunt)
  }
  return [...categories].map(([category, of]) => summed(category, of)).toSorted(graveFirst)
}

/** All categories in one. */
export function totalOf(hunts: readonly TrailHunt[]): TrailCategory {
  return summed('', hunts)
}

/** How a count differs from the one before. */
export interface Change {
  readonly way: 'more' | 'fewer' | 'same' | 'none'
  /** `new`, `gone`, `+12 (×3.4)`, `−3 (−30 %)`, `same`; empty if there is nothing to compare. */
  readonly figure: string
}

function share(records: number, before: number): string {
  const times = records / before
  if (times >= 2) return `×${times < 10 ? times.toFixed(1).replace(/\.0$/, '') : Math.round(times)}`
  const percent = Math.round((times - 1) * 100)
  if (percent === 0) return ''
  return percent > 0 ? `+${percent} %` : `−${-percent} %`
}

/** The change of a count against the time before. */
export function changeOf(records: number, before: number): Change {
  if (records === 0 && before === 0) return { way: 'none', figure: '' }
  if (records === before) return { way: 'same', figure: 'same' }
  if (before === 0) return { way: 'more', figure: 'new' }
  if (records === 0) return { way: 'fewer', figure: 'gone' }
  const difference = Math.abs(records - before).toLocaleString('en')
  const of = share(records, before)
  return {
    way: records > before ? 'more' : 'fewer',
    figure: `${records > before ? '+' : '−'}${difference}${of === '' ? '' : ` (${of})`}`,
  }
}
