import type { Level } from '@spoor/model'
import { SigmaError, type SigmaHeader } from '../document.js'
import { asText, asTexts, attribute, plainValue, quoted, type YamlMap } from './yaml-node.js'

const STATUSES = ['stable', 'test', 'experimental', 'deprecated', 'unsupported']
const LEVELS: readonly Level[] = ['informational', 'low', 'medium', 'high', 'critical']

/** Attributes of the specification, of all kinds of documents; others are custom. */
const ATTRIBUTES = new Set([
  ...['title', 'id', 'related', 'name', 'taxonomy', 'status', 'description', 'license'],
  ...['references', 'author', 'date', 'modified', 'logsource', 'detection', 'fields'],
  ...['falsepositives', 'level', 'tags', 'scope', 'correlation', 'generate', 'filter'],
])

/** Whether the specification knows an attribute; others are kept as `custom`. */
export function isAttribute(key: string): boolean {
  return ATTRIBUTES.has(key)
}

/** The longest title, name or id, in characters. */
const MAX_NAME = 256

/**
 * What rules, correlations and filters have in common. `related`, `license` and `scope` mean
 * nothing here and are not looked at; dates are checked and then left out.
 * @throws SigmaError
 */
export function readHeader(map: YamlMap): SigmaHeader {
  const text = (key: string, limit?: number) => {
    const entry = attribute(map, key)
    return entry && asText(entry, key, limit)
  }
  const texts = (key: string) => {
    const entry = attribute(map, key)
    return entry ? asTexts(entry, key) : []
  }
  const title = text('title', MAX_NAME)
  if (title === undefined) throw new SigmaError(map.place, 'The document has no "title".')
  checkDate(map, 'date')
  checkDate(map, 'modified')
  return {
    place: map.place,
    title,
    id: text('id', MAX_NAME),
    name: text('name', MAX_NAME),
    description: text('description'),
    status: oneOf(map, 'status', STATUSES),
    level: oneOf(map, 'level', LEVELS),
    author: text('author'),
    references: texts('references'),
    tags: texts('tags'),
    falsePositives: texts('falsepositives'),
    taxonomy: taxonomyOf(map),
    custom: customOf(map),
  }
}

function oneOf<T extends string>(map: YamlMap, key: string, known: readonly T[]): T | undefined {
  const entry = attribute(map, key)
  if (!entry) return undefined
  const text = asText(entry, key)
  const found = known.find((value) => value === text)
  if (found !== undefined) return found
  throw new SigmaError(
    entry.place,
    `${quoted(key)} cannot be ${quoted(text)}.`,
    `Write one of ${known.join(', ')}.`,
  )
}

function taxonomyOf(map: YamlMap): string | undefined {
  const entry = attribute(map, 'taxonomy')
  if (!entry) return undefined
  const taxonomy = asText(entry, 'taxonomy')
  if (taxonomy === 'sigma') return taxonomy
  throw new SigmaError(
    entry.place,
    `The taxonomy ${quoted(taxonomy)} is not known here, so its field names mean nothing.`,
    'Write the names of the taxonomy "sigma", and leave "taxonomy" out.',
  )
}

function checkDate(map: YamlMap, key: string): void {
  const entry = attribute(map, key)
  if (!entry || /^\d{4}([-/])\d{2}\1\d{2}$/.test(asText(entry, key))) return
  throw new SigmaError(entry.place, `${quoted(key)} is not a date.`, 'Write it as YYYY-MM-DD.')
}

function customOf(map: YamlMap): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    [...map.entries]
      .filter(([key]) => !isAttribute(key))
      .map(([key, entry]) => [key, plainValue(entry.value)]),
  )
}
