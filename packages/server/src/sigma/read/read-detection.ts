import {
  SigmaError,
  type Condition,
  type Detection,
  type Place,
  type Search,
  type SigmaValue,
} from '../document.js'
import { isReserved, readCondition } from './read-condition.js'
import { attribute, quoted, type YamlEntry, type YamlMap, type YamlNode } from './yaml-node.js'

/** In a detection. */
export const MAX_SEARCHES = 200
/** In a detection. */
export const MAX_CONDITIONS = 20
/** Of a value to look for, in characters. */
export const MAX_VALUE = 10_000
/** Of the name of a field with its modifiers, in characters. */
export const MAX_KEY = 500

/**
 * Reads a `detection` section, or the searches and the condition of a `filter`.
 * Format: Sigma specification 2.1.0, "Detection" and "Condition". Modifiers are not looked at.
 * @param place of the section's key
 * @param others keys of the section that are no searches
 * @throws SigmaError
 */
export function readDetection(
  section: YamlMap,
  place: Place,
  others: readonly string[] = [],
): Detection {
  const searches = new Map<string, Search>()
  for (const [name, entry] of section.entries) {
    if (['condition', 'timeframe', ...others].includes(name)) continue
    checkName(name, entry.place)
    searches.set(name, readSearch(name, entry))
  }
  if (searches.size > MAX_SEARCHES) {
    throw new SigmaError(place, `There are more than ${MAX_SEARCHES} searches.`)
  }
  const conditions = readConditions(section, place, new Set(searches.keys()))
  refuseTimeframe(section)
  return { searches, conditions }
}

/** After the condition, whose aggregation says more about what to write instead. */
function refuseTimeframe(section: YamlMap): void {
  const timeframe = section.entries.get('timeframe')
  if (timeframe) {
    throw new SigmaError(
      timeframe.place,
      '"timeframe" is no longer part of Sigma.',
      'Write a correlation document with a "timespan" that refers to this rule.',
    )
  }
}

function checkName(name: string, place: Place): void {
  if (isReserved(name)) {
    throw new SigmaError(
      place,
      `A search cannot be called ${quoted(name)}: conditions use the word.`,
    )
  }
  if (/^[A-Za-z0-9_.-]{1,256}$/.test(name)) return
  throw new SigmaError(
    place,
    `A search cannot be called ${quoted(name)}.`,
    name.includes('|')
      ? 'A modifier belongs to a field, not to a search.'
      : 'Write letters, digits, "_", "." and "-", at most 256.',
  )
}

function readConditions(
  section: YamlMap,
  place: Place,
  searches: ReadonlySet<string>,
): readonly Condition[] {
  const entry = attribute(section, 'condition')
  if (!entry) throw new SigmaError(place, 'There is no "condition".')
  const nodes = entry.value.kind === 'list' ? entry.value.items : [entry.value]
  if (nodes.length === 0) throw new SigmaError(entry.place, 'The list of conditions is empty.')
  if (nodes.length > MAX_CONDITIONS) {
    throw new SigmaError(entry.place, `There are more than ${MAX_CONDITIONS} conditions.`)
  }
  return nodes.map((node) => {
    if (node.kind === 'scalar' && typeof node.value === 'string') {
      return readCondition(node.value, node.place, searches)
    }
    throw new SigmaError(node.place, 'A condition must be text.')
  })
}

function readSearch(name: string, { place, value }: YamlEntry): Search {
  if (value.kind === 'map') return readMap(value, place)
  if (value.kind === 'list') return readList(value.items, place)
  throw new SigmaError(
    place,
    `The search ${quoted(name)} must be a map or a list.`,
    value.value === null ? undefined : 'Write a keyword as a list of one: "- …".',
  )
}

/** Fields of a map must hold together. */
function readMap(map: YamlMap, place: Place): Search {
  if (map.entries.size === 0) throw new SigmaError(place, 'A map of fields is empty.')
  const items = [...map.entries].map(([key, entry]) => readField(key, entry))
  return { kind: 'and', items }
}

/** One of a list's maps, or of its keywords, is enough. */
function readList(nodes: readonly YamlNode[], place: Place): Search {
  if (nodes.length === 0) throw new SigmaError(place, 'A list is empty.')
  const items: Search[] = []
  const keywords: YamlNode[] = []
  for (const node of nodes) {
    if (node.kind === 'map') items.push(readMap(node, node.place))
    else keywords.push(node)
  }
  if (keywords.length > 0) {
    const values = keywords.map(listValue)
    const [first] = keywords
    items.unshift({ kind: 'test', test: { place: first?.place ?? place, modifiers: [], values } })
  }
  return { kind: 'or', items }
}

/** `field|modifier|modifier: value`; without a field, its values are keywords. */
function readField(key: string, { place, value }: YamlEntry): Search {
  if (key.length > MAX_KEY) {
    throw new SigmaError(place, `A field with its modifiers is longer than ${MAX_KEY} characters.`)
  }
  const [field = '', ...modifiers] = key.split('|')
  if (modifiers.includes('')) {
    throw new SigmaError(place, `A modifier of ${quoted(key)} is empty.`)
  }
  if (field === '' && modifiers.length === 0) {
    throw new SigmaError(place, 'A field without a name.', 'Write keywords as a list.')
  }
  const values = fieldValues(key, value, place)
  if (field === '' && values.includes(null)) {
    throw new SigmaError(place, 'A keyword cannot be null.')
  }
  return {
    kind: 'test',
    test: { place, ...(field !== '' && { field: field }), modifiers, values },
  }
}

function fieldValues(key: string, value: YamlNode, place: Place): readonly SigmaValue[] {
  if (value.kind === 'map') {
    throw new SigmaError(
      place,
      `${quoted(key)} holds a map, which Sigma does not have.`,
      'Write the name of an inner field with dots: "outer.inner".',
    )
  }
  if (value.kind === 'scalar') return [checkedValue(value.value, value.place)]
  if (value.items.length === 0) throw new SigmaError(place, `${quoted(key)} has an empty list.`)
  return value.items.map(listValue)
}

function listValue(node: YamlNode): SigmaValue {
  if (node.kind !== 'scalar') {
    throw new SigmaError(node.place, `A list of values cannot hold a ${node.kind}.`)
  }
  if (node.value === null) {
    throw new SigmaError(
      node.place,
      'A list of values cannot hold null.',
      'Write a search of its own with "field: null", and combine the two in the condition.',
    )
  }
  return checkedValue(node.value, node.place)
}

function checkedValue(value: SigmaValue, place: Place): SigmaValue {
  if (typeof value === 'string' && value.length > MAX_VALUE) {
    throw new SigmaError(place, `A value is longer than ${MAX_VALUE} characters.`)
  }
  return value
}
