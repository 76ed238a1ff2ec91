import type { Part } from './part.js'
import { keywordLines, mapOf, nameOf, searchOf, searchOfAll } from './searches.js'
import type { Search } from './searches.js'

/** Searches by name, and the condition that says how they go together. */
export interface WrittenDetection {
  readonly searches: ReadonlyMap<string, Search>
  readonly condition: string
}

/** What a part says as a detection, with the names that people expect. */
export function writeDetection(part: Part): WrittenDetection {
  const writer = new DetectionWriter()
  const condition = writer.whole(part)
  return { searches: writer.searches, condition }
}

/** What a condition is a part of. */
type Place = 'or' | 'and' | 'not'

class DetectionWriter {
  readonly searches = new Map<string, Search>()

  /** `selection and not 1 of filter_*`, with parentheses for what no single search can say. */
  whole(part: Part): string {
    const search = part.kind === 'test' || part.kind === 'or' ? searchOf(part) : undefined
    if (search !== undefined) return this.add(mainName(part), search)
    if (part.kind === 'or') return this.condition(part, 'or')
    const parts = part.kind === 'and' ? part.parts : [part]
    const conditions = this.together(
      parts.filter(({ kind }) => kind !== 'not'),
      true,
    )
    const filters: string[] = []
    for (const one of parts) {
      if (one.kind !== 'not') continue
      const unwanted = searchOf(one.part)
      if (unwanted === undefined) conditions.push(`not ${this.condition(one.part, 'not')}`)
      else filters.push(this.add(`filter_${nameOf(one.part)}`, unwanted))
    }
    const [filter, ...others] = filters
    if (filter !== undefined) {
      conditions.push(others.length === 0 ? `not ${filter}` : 'not 1 of filter_*')
    }
    return conditions.join(' and ')
  }

  private condition(part: Part, place: Place): string {
    const search = searchOf(part)
    if (search !== undefined) return this.add(nameOf(part), search)
    switch (part.kind) {
      case 'and': {
        const items = this.together(part.parts, false)
        const all = items.join(' and ')
        return place === 'and' || items.length === 1 ? all : `(${all})`
      }
      case 'or': {
        const any = this.alternatives(part.parts).join(' or ')
        return place === 'or' ? any : `(${any})`
      }
      case 'not':
        return `not ${this.condition(part.part, 'not')}`
      default:
        throw new Error(`A rule cannot be about ${part.kind}.`)
    }
  }

  /** Parts that must all hold: what fits into one map, keywords, and the others. */
  private together(parts: readonly Part[], isMain: boolean): string[] {
    const { map, rest } = mapOf(parts)
    const isKeyword = (part: Part) => part.kind === 'test' && part.field === undefined
    const conditions: string[] = []
    if (map !== undefined) {
      const inMap = parts.filter((part) => !rest.includes(part))
      conditions.push(this.add(isMain ? 'selection' : nameOf({ kind: 'and', parts: inMap }), map))
    }
    for (const line of keywordLines(rest)) conditions.push(this.add('keywords', searchOfAll(line)))
    for (const part of rest) if (!isKeyword(part)) conditions.push(this.condition(part, 'and'))
    return conditions
  }

  /** Those that are searches stand in one list. */
  private alternatives(parts: readonly Part[]): string[] {
    const simple = parts.filter((part) => searchOf(part) !== undefined)
    const others = parts.filter((part) => searchOf(part) === undefined)
    const list: Part[] = simple.length > 1 ? [{ kind: 'or', parts: simple }] : simple
    return [...list, ...others].map((part) => this.condition(part, 'or'))
  }

  private add(wanted: string, search: Search): string {
    let name = wanted
    for (let n = 2; this.searches.has(name); n += 1) name = `${wanted}_${n}`
    this.searches.set(name, search)
    return name
  }
}

function mainName(part: Part): string {
  const name = nameOf(part)
  return name === 'keywords' ? name : 'selection'
}
