import { SigmaError, type Place, type SigmaValue } from '../document.js'

/** A value of YAML whose place is known. */
export type YamlNode = YamlScalar | YamlList | YamlMap

export interface YamlScalar {
  readonly kind: 'scalar'
  readonly place: Place
  readonly value: SigmaValue
}

export interface YamlList {
  readonly kind: 'list'
  readonly place: Place
  readonly items: readonly YamlNode[]
}

export interface YamlMap {
  readonly kind: 'map'
  readonly place: Place
  readonly entries: ReadonlyMap<string, YamlEntry>
}

export interface YamlEntry {
  /** Of the key. */
  readonly place: Place
  readonly value: YamlNode
}

/** A name from a file as a message shows it: in quotation marks, and never long. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)
}

/** Names from a file as a message lists them; the first twenty. */
export function listed(names: Iterable<string>): string {
  const all = [...names]
  const shown = all.slice(0, 20).map(quoted).join(', ')
  return all.length > 20 ? `${shown} and ${all.length - 20} more` : shown || 'none'
}

/** What a key holds; a key without a value is as good as none. */
export function attribute(map: YamlMap, key: string): YamlEntry | undefined {
  const entry = map.entries.get(key)
  if (entry?.value.kind === 'scalar' && entry.value.value === null) return undefined
  return entry
}

/** @throws SigmaError if it is no map */
export function asMap({ place, value }: YamlEntry, key: string): YamlMap {
  if (value.kind !== 'map') throw new SigmaError(place, `${quoted(key)} must be a map.`)
  return value
}

/** @throws SigmaError if it is no text, empty, or longer than `limit` characters */
export function asText({ place, value }: YamlEntry, key: string, limit = Infinity): string {
  if (value.kind !== 'scalar' || typeof value.value !== 'string') {
    throw new SigmaError(place, `${quoted(key)} must be text.`, quotesHint(value))
  }
  if (value.value.trim() === '') throw new SigmaError(place, `${quoted(key)} is empty.`)
  if (value.value.length > limit) {
    throw new SigmaError(place, `${quoted(key)} is longer than ${limit} characters.`)
  }
  return value.value
}

/**
 * A list of texts; a single text is a list of one.
 * @throws SigmaError if it is neither
 */
export function asTexts({ place, value }: YamlEntry, key: string): readonly string[] {
  const items = value.kind === 'list' ? value.items : [value]
  return items.map((item) => {
    if (item.kind === 'scalar' && typeof item.value === 'string') return item.value
    const at = value.kind === 'list' ? item.place : place
    throw new SigmaError(at, `${quoted(key)} must be a list of texts.`, quotesHint(item))
  })
}

/** As a plain value of JSON: integers beyond its range become text. */
export function plainValue(node: YamlNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return typeof node.value === 'bigint' ? String(node.value) : node.value
    case 'list':
      return node.items.map(plainValue)
    case 'map':
      return Object.fromEntries(
        [...node.entries].map(([key, entry]) => [key, plainValue(entry.value)]),
      )
  }
}

function quotesHint(node: YamlNode): string | undefined {
  return node.kind === 'scalar' && node.value !== null
    ? `Put it in quotation marks: '${String(node.value)}'.`
    : undefined
}
