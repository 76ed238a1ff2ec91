import { isWithinTechnique, techniqueName, type HuntDescription, type Level } from '@spoor/model'
import { categoryName } from '../../common/hunts/category.js'

const LEVELS: readonly Level[] = ['critical', 'high', 'medium', 'low', 'informational']

/** What narrows the library; the names are those of the URL. */
export interface LibraryFilter {
  /** Words, of which each must occur somewhere in a hunt. */
  readonly find?: string
  readonly category?: string
  /** ATT&CK id; its sub-techniques count too. */
  readonly technique?: string
  /** Kind of records. */
  readonly needs?: string
  readonly found?: 'yes'
  /** Levels, separated by commas. */
  readonly level?: string
}

function wordsOf(hunt: HuntDescription): string {
  return [
    hunt.title,
    hunt.question,
    hunt.why,
    hunt.id,
    hunt.category,
    categoryName(hunt.category),
    ...hunt.techniques.flatMap((id) => [id, techniqueName(id) ?? '']),
  ]
    .join('\n')
    .toLowerCase()
}

/** The hunts that meet all of the filter. */
export function filterHunts(
  hunts: readonly HuntDescription[],
  filter: LibraryFilter,
): HuntDescription[] {
  const words = (filter.find ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  const levels = filter.level?.split(',')
  return hunts.filter((hunt) => {
    const { category, technique, needs } = filter
    if (category !== undefined && hunt.category !== category) return false
    if (
      technique !== undefined &&
      !hunt.techniques.some((id) => isWithinTechnique(id, technique))
    ) {
      return false
    }
    if (needs !== undefined && !hunt.needs.includes(needs)) return false
    if (filter.found !== undefined && hunt.findings === 0) return false
    if (levels !== undefined && !levels.includes(hunt.level)) return false
    if (words.length === 0) return true
    const text = wordsOf(hunt)
    return words.every((word) => text.includes(word))
  })
}

/** Hunts of one category, under one heading. */
export interface Shelf {
  readonly category: string
  /** The gravest first, of these by title. */
  readonly hunts: readonly HuntDescription[]
}

const byName = new Intl.Collator('en')

function gravestFirst(a: HuntDescription, b: HuntDescription): number {
  return LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || byName.compare(a.title, b.title)
}

/** Hunts by category, in the order of the categories' names. */
export function shelvesOf(hunts: readonly HuntDescription[]): Shelf[] {
  const categories = new Map<string, HuntDescription[]>()
  for (const hunt of hunts) {
    const shelf = categories.get(hunt.category)
    if (shelf === undefined) categories.set(hunt.category, [hunt])
    else shelf.push(hunt)
  }
  return [...categories]
    .map(([category, of]) => ({ category, hunts: of.toSorted(gravestFirst) }))
    .toSorted((a, b) => byName.compare(a.category, b.category))
}

/** Kinds of records that the hunts need, and how many hunts need each; the most needed first. */
export function neededKinds(
  hunts: readonly HuntDescription[],
): { readonly kind: string; readonly count: number }[] {
  const counts = new Map<string, number>()
  for (const kind of hunts.flatMap(({ needs }) => needs)) {
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  return [...counts]
    .map(([kind, count]) => ({ kind, count }))
    .toSorted((a, b) => b.count - a.count || byName.compare(a.kind, b.kind))
}
