import type { SigmaValue } from '../document.js'
import { isReserved } from '../read/read-condition.js'
import { isExistence } from './part.js'
import type { Part, WrittenTest } from './part.js'

/** A search of a rule as YAML has it: a map, or a list of which one is enough. */
export type Search = TestMap | readonly (TestMap | SigmaValue)[]

/** `field|modifier` and its value or values; all of them must hold. */
type TestMap = Readonly<Record<string, SigmaValue | readonly SigmaValue[]>>

/** A line of a map. One of its values is enough. */
interface Line {
  readonly test: WrittenTest
  readonly values: readonly SigmaValue[]
}

/** The one search that says what a part says, if there is one. */
export function searchOf(part: Part): Search | undefined {
  switch (part.kind) {
    case 'test':
      return searchOfLine({ test: part, values: [part.value] })
    case 'and': {
      const { map, rest } = mapOf(part.parts)
      if (rest.length === 0) return map
      const [line, ...others] = keywordLines(part.parts)
      const isAll = line?.values.length === part.parts.length && others.length === 0
      return isAll ? searchOfAll(line) : undefined
    }
    case 'or': {
      const { lines, rest } = alternativesOf(part.parts)
      const [line, ...others] = lines
      if (line !== undefined && others.length === 0 && rest.length === 0) return searchOfLine(line)
      const maps = rest.map((one) => (one.kind === 'and' ? searchOf(one) : undefined))
      if (maps.includes(undefined)) return undefined
      return [...lines.map(searchOfLine), ...maps].flatMap((search) => search ?? [])
    }
    default:
      return undefined
  }
}

/** Keywords that must all be there, those of the same modifiers in one line. */
export function keywordLines(parts: readonly Part[]): Line[] {
  const groups = new Map<string, Line>()
  for (const part of parts) {
    if (part.kind !== 'test' || part.field !== undefined) continue
    const key = keyOf(part)
    groups.set(key, { test: part, values: [...(groups.get(key)?.values ?? []), part.value] })
  }
  return [...groups.values()]
}

/** The search that all values of a line of keywords are there. */
export function searchOfAll(line: Line): Search {
  return line.values.length === 1
    ? searchOfLine(line)
    : { [`${keyOf(line.test)}|all`]: line.values }
}

/** The tests of fields among parts that must all hold, in one map, and what is not in it. */
export function mapOf(parts: readonly Part[]): { readonly map?: TestMap; readonly rest: Part[] } {
  const lines = new Map<string, Line & { readonly all?: true }>()
  const rest: Part[] = []
  for (const part of parts) {
    const line = lineOf(part)
    if (line?.test.field === undefined) {
      rest.push(part)
      continue
    }
    const key = keyOf(line.test)
    const known = lines.get(key)
    if (known === undefined) lines.set(key, line)
    else if (line.values.length === 1 && canAll(known)) {
      lines.set(key, { ...known, values: [...known.values, ...line.values], all: true })
    } else rest.push(part)
  }
  if (lines.size === 0) return { rest }
  const entries = [...lines].map(([key, { values, all }]) => [
    all === undefined ? key : `${key}|all`,
    single(values),
  ])
  return { map: Object.fromEntries(entries) as TestMap, rest }
}

function canAll({ test, values, all }: Line & { readonly all?: true }): boolean {
  return (all === true || values.length === 1) && !isExistence(test)
}

/** A test, or alternatives of one field that are values of one line. */
function lineOf(part: Part): Line | undefined {
  if (part.kind === 'test') return { test: part, values: [part.value] }
  if (part.kind !== 'or') return undefined
  const { lines, rest } = alternativesOf(part.parts)
  return lines.length === 1 && rest.length === 0 ? lines[0] : undefined
}

/** Alternatives as lines, those of a field together where one line can have them. */
function alternativesOf(parts: readonly Part[]): { lines: Line[]; rest: Part[] } {
  const groups = new Map<string, WrittenTest[]>()
  const rest: Part[] = []
  for (const part of parts) {
    if (part.kind !== 'test') {
      rest.push(part)
      continue
    }
    const how = part.inFull === undefined ? keyOf(part) : (part.field ?? '')
    const key = isExistence(part) ? `${how} ${String(part.value)}` : `${how}`
    groups.set(key, [...(groups.get(key) ?? []), part])
  }
  return { lines: [...groups.values()].flatMap((tests) => listed(tests) ?? []), rest }
}

/** Texts with different modifiers stand in one list without them, their `*` written out. */
function listed(tests: readonly WrittenTest[]): Line | undefined {
  const [first] = tests
  if (first === undefined) return undefined
  if (tests.every((test) => keyOf(test) === keyOf(first))) {
    return { test: first, values: tests.map(({ value }) => value) }
  }
  return {
    test: { ...first, modifiers: [] },
    values: tests.map(({ inFull, value }) => inFull ?? value),
  }
}

function searchOfLine({ test, values }: Line): Search {
  const key = keyOf(test)
  return key === '' ? values : { [key]: single(values) }
}

function single(values: readonly SigmaValue[]): SigmaValue | readonly SigmaValue[] {
  const [value = null, ...others] = values
  return others.length === 0 ? value : values
}

function keyOf({ field = '', modifiers }: WrittenTest): string {
  return [field, ...modifiers].join('|')
}

const LONGEST_NAME = 60

/** What a search for a part is called: by its field, or `either` for tests of several. */
export function nameOf(part: Part): string {
  const fields = new Set(fieldsOf(part))
  const [first = ''] = fields
  if (fields.size > 1 && part.kind === 'or') return 'either'
  if (fields.size <= 1 && first === '') return 'keywords'
  const name = first
    .replaceAll(/[^0-9A-Za-z]+/g, '_')
    .replaceAll(/^_|_$/g, '')
    .slice(0, LONGEST_NAME)
  if (name === '') return 'field'
  const isTaken = isReserved(name) || /^(?:condition|timeframe|filter_.*)$/.test(name)
  return isTaken ? `field_${name}` : name
}

/** The fields of a part's tests; the empty text for keywords. */
function fieldsOf(part: Part): string[] {
  switch (part.kind) {
    case 'test':
      return [part.field ?? '']
    case 'not':
      return fieldsOf(part.part)
    case 'and':
    case 'or':
      return part.parts.flatMap(fieldsOf)
    default:
      return []
  }
}
