import {
  CORRELATION_TYPES,
  SigmaError,
  type CompareOp,
  type CorrelationCondition,
  type CorrelationType,
  type SigmaCorrelation,
  type SigmaHeader,
} from '../document.js'
import {
  asMap,
  asText,
  asTexts,
  attribute,
  listed,
  quoted,
  type YamlEntry,
  type YamlMap,
} from './yaml-node.js'

const KEYS = ['type', 'rules', 'group-by', 'timespan', 'aliases', 'condition', 'generate']
const OPS: readonly CompareOp[] = ['gt', 'gte', 'lt', 'lte', 'eq', 'neq']
const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }
const MAX_TIMESPAN_SECONDS = 366 * 86_400
/** Of rules, of fields and of aliases. */
const MAX_NAMES = 100

/** Which percentile is meant where a document does not say: the median. */
export const DEFAULT_PERCENTILE = 50

/**
 * Reads what a correlation says beyond its header.
 * Format: Sigma specification 2.1.0, "Correlation section" and "Correlation Types". Where it leaves
 * room:
 *
 * - Several bounds must all hold.
 * - Without `group-by`, all events are one group.
 * - `temporal` and `temporal_ordered` without a condition mean all of the rules.
 * - `value_percentile` takes the percentile of the condition's `percentile`, 0 to 100; the
 *   specification does not say how to write it, and its example leaves it open: 50 is meant then.
 * - `generate` stands in the section or beside it.
 * - Weeks (`w`) are read too; months and years are not, since their length varies.
 *
 * @param document the whole document
 * @throws SigmaError
 */
export function readCorrelation(
  document: YamlMap,
  entry: YamlEntry,
  header: SigmaHeader,
): SigmaCorrelation {
  const section = asMap(entry, 'correlation')
  for (const [key, { place }] of section.entries) {
    if (KEYS.includes(key)) continue
    const hint = `They are ${listed(KEYS)}.`
    throw new SigmaError(place, `A correlation has no attribute ${quoted(key)}.`, hint)
  }
  const need = (key: string): YamlEntry => {
    const found = attribute(section, key)
    if (found) return found
    throw new SigmaError(entry.place, `The correlation has no ${quoted(key)}.`)
  }
  const type = readType(need('type'))
  const rules = readNames(need('rules'), 'rules')
  if (rules.length === 0) throw new SigmaError(need('rules').place, 'The list of rules is empty.')
  const groupBy = attribute(section, 'group-by')
  return {
    ...header,
    kind: 'correlation',
    type,
    rules,
    groupBy: groupBy ? readNames(groupBy, 'group-by') : [],
    aliases: readAliases(section),
    timespanSeconds: readTimespan(need('timespan')),
    condition: readBounds(section, entry, type, rules.length),
    generate: readGenerate(document, section),
  }
}

function readType(entry: YamlEntry): CorrelationType {
  const text = asText(entry, 'type')
  const type = CORRELATION_TYPES.find((known) => known === text)
  if (type) return type
  const hint = `Write one of ${CORRELATION_TYPES.join(', ')}.`
  throw new SigmaError(entry.place, `The correlation type ${quoted(text)} is not known.`, hint)
}

function readNames(entry: YamlEntry, key: string): readonly string[] {
  const names = asTexts(entry, key)
  if (names.length > MAX_NAMES) {
    throw new SigmaError(entry.place, `${quoted(key)} has more than ${MAX_NAMES} names.`)
  }
  const seen = new Set<string>()
  for (const name of names) {
    if (name.trim() === '') throw new SigmaError(entry.place, `${quoted(key)} has an empty name.`)
    if (seen.has(name)) {
      throw new SigmaError(entry.place, `${quoted(key)} has ${quoted(name)} twice.`)
    }
    seen.add(name)
  }
  return names
}

function readAliases(section: YamlMap): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const entry = attribute(section, 'aliases')
  if (!entry) return new Map()
  const { entries } = asMap(entry, 'aliases')
  if (entries.size > MAX_NAMES) {
    throw new SigmaError(entry.place, `There are more than ${MAX_NAMES} aliases.`)
  }
  return new Map(
    [...entries].map(([alias, byRule]) => {
      const fields = [...asMap(byRule, alias).entries].map(
        ([rule, field]) => [rule, asText(field, rule)] as const,
      )
      return [alias, new Map(fields)]
    }),
  )
}

function readTimespan(entry: YamlEntry): number {
  const { place } = entry
  const hint = 'Write a whole number and s, m, h, d or w, such as 90m.'
  if (entry.value.kind !== 'scalar' || typeof entry.value.value !== 'string') {
    throw new SigmaError(place, '"timespan" has no unit.', hint)
  }
  const text = entry.value.value
  const [, digits = '', unit = ''] = /^(\d{1,9})([smhdwMy])$/.exec(text) ?? []
  if (unit === 'M' || unit === 'y') {
    const what = unit === 'M' ? 'Months' : 'Years'
    throw new SigmaError(place, `${what} differ in length, so a timespan cannot be in them.`, hint)
  }
  const seconds = Number(digits) * (UNITS[unit] ?? NaN)
  if (Number.isNaN(seconds)) throw new SigmaError(place, `${quoted(text)} is no timespan.`, hint)
  if (seconds > 0 && seconds <= MAX_TIMESPAN_SECONDS) return seconds
  throw new SigmaError(place, 'A timespan must be longer than nothing and at most 366 days.')
}

function readBounds(
  section: YamlMap,
  { place }: YamlEntry,
  type: CorrelationType,
  rules: number,
): CorrelationCondition {
  const entry = attribute(section, 'condition')
  if (!entry) {
    if (isTemporal(type)) return { bounds: [{ op: 'gte', value: rules }], fields: [] }
    throw new SigmaError(place, `The correlation type ${type} needs a "condition".`)
  }
  if (entry.value.kind === 'scalar' && typeof entry.value.value === 'string') {
    throw new SigmaError(
      entry.place,
      'The condition of a correlation cannot be an expression over its rules.',
      'Write a map of bounds, such as "gte: 10", and chain correlations for more.',
    )
  }
  const map = asMap(entry, 'condition')
  checkKeys(map, type)
  const bounds = OPS.flatMap((op) => {
    const bound = map.entries.get(op)
    return bound ? [{ op, value: readNumber(bound, op, countsEvents(type)) }] : []
  })
  if (bounds.length === 0) {
    throw new SigmaError(entry.place, 'The condition has no bound.', `Write one of ${listed(OPS)}.`)
  }
  const fields = readFields(map, entry, type)
  if (type !== 'value_percentile') return { bounds, fields }
  const percentile = attribute(map, 'percentile')
  return {
    bounds,
    fields,
    percentile: percentile ? readPercentile(percentile) : DEFAULT_PERCENTILE,
  }
}

function checkKeys(map: YamlMap, type: CorrelationType): void {
  for (const [key, { place }] of map.entries) {
    if (OPS.some((op) => op === key)) continue
    if (key === 'field') {
      if (isOfValues(type)) continue
      const hint = type === 'event_count' ? 'To count values, write value_count.' : undefined
      throw new SigmaError(place, `The correlation type ${type} has no "field".`, hint)
    }
    if (key === 'percentile') {
      if (type === 'value_percentile') continue
      throw new SigmaError(place, `The correlation type ${type} has no "percentile".`)
    }
    const hint = `They are ${listed(OPS)}, "field" and "percentile".`
    throw new SigmaError(place, `A condition has no attribute ${quoted(key)}.`, hint)
  }
}

function readFields(map: YamlMap, { place }: YamlEntry, type: CorrelationType): readonly string[] {
  if (!isOfValues(type)) return []
  const entry = attribute(map, 'field')
  const fields = entry ? readNames(entry, 'field') : []
  if (fields.length > 0) return fields
  throw new SigmaError(place, `The correlation type ${type} needs a "field" in its condition.`)
}

function readPercentile(entry: YamlEntry): number {
  const percentile = readNumber(entry, 'percentile', false)
  if (percentile >= 0 && percentile <= 100) return percentile
  throw new SigmaError(entry.place, '"percentile" must be from 0 to 100.')
}

function readNumber({ place, value }: YamlEntry, key: string, isCount: boolean): number {
  const written = value.kind === 'scalar' ? value.value : undefined
  if (typeof written !== 'number' && typeof written !== 'bigint') {
    throw new SigmaError(place, `${quoted(key)} must be a number, without quotation marks.`)
  }
  const number = Number(written)
  if (!isCount || (Number.isSafeInteger(number) && number >= 0)) return number
  throw new SigmaError(place, `${quoted(key)} must be a whole number: it bounds a count.`)
}

function readGenerate(document: YamlMap, section: YamlMap): boolean {
  const entry = attribute(document, 'generate') ?? attribute(section, 'generate')
  if (!entry) return false
  const value = entry.value.kind === 'scalar' ? entry.value.value : undefined
  if (typeof value === 'boolean') return value
  throw new SigmaError(entry.place, '"generate" must be true or false.')
}

function isTemporal(type: CorrelationType): boolean {
  return type === 'temporal' || type === 'temporal_ordered'
}

function isOfValues(type: CorrelationType): boolean {
  return type.startsWith('value_')
}

function countsEvents(type: CorrelationType): boolean {
  return !isOfValues(type) || type === 'value_count'
}
