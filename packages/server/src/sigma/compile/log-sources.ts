import { findField } from '@spoor/model'
import type { Subject } from '@spoor/model'
import { SigmaError } from '../document.js'
import type { LogSource } from '../document.js'
import { SOURCE_ROWS } from './log-source-table.js'

/** What a log source of Sigma means here. */
export interface SourceMapping {
  readonly subject: Subject
  /** Which records it means, in the query language; empty for all of the subject. */
  readonly where: string
  /** Field names of rules for it, as they are written there, and what they are called here. */
  readonly fields: ReadonlyMap<string, string>
  /** Where names without a dot are looked for that `fields` lacks: `winlog.event_data`. */
  readonly prefix?: string
  /** Why no record of it can be there, if none can: Spoor cannot read such a source. */
  readonly absent?: string
}

/** One row of the list of log sources, for the documentation. */
export interface LogSourceNote {
  /** As a rule has it: `product: zeek, service: ssl`. */
  readonly source: string
  /** As `SourceMapping` has them. */
  readonly subject: Subject
  readonly where: string
  readonly absent?: string
}

const mappings: ReadonlyMap<string, SourceMapping> = new Map(
  SOURCE_ROWS.map(({ source, mapping }) => [keyOf(source), mapping]),
)

/**
 * What a log source means. All attributes that a rule gives must be in the table together: a rule
 * with fewer of them means the more general log source, one with others means a source that Spoor
 * does not know.
 * @throws SigmaError if the table lacks it
 */
export function mappingOf(source: LogSource): SourceMapping {
  const mapping = mappings.get(keyOf(source))
  if (mapping !== undefined) return mapping
  const named = attributesOf(source).map(([attribute, value]) => `${attribute} ${value}`)
  throw new SigmaError(
    source.place,
    `Spoor does not know the log source ${named.join(', ')}.`,
    'docs/sigma.md lists the log sources that Spoor knows.',
  )
}

/**
 * The name under which a field of a rule is asked for: as the log source maps it, else a name or
 * alias of the field dictionary, else, for events, a dotted name as it is, which is looked for in
 * the original line. Case does not matter for the first two. Where the log source has a prefix, a
 * name without a dot never means an alias of the dictionary: it is looked for under the prefix.
 *
 * `undefined` if no record of the log source can have the field. A caller must then reject the
 * rule ("X is no field of product zeek, service dns."): a test that never matches would be worse.
 */
export function fieldOf(mapping: SourceMapping, name: string): string | undefined {
  const mapped = mapping.fields.get(name) ?? withoutCase(mapping.fields, name)
  if (mapped !== undefined) return mapped
  const dotted = name.includes('.')
  if (!dotted && mapping.prefix !== undefined) return `${mapping.prefix}.${name}`
  const known = findField(mapping.subject, name)
  // What is looked up is never meant by the short name that another product has for a field of its own.
  if (known !== undefined && (dotted || !known.lookup)) return known.name
  return dotted && mapping.subject === 'events' ? name : undefined
}

/** All log sources that Spoor knows, in the order of the table. */
export function listLogSources(): readonly LogSourceNote[] {
  return SOURCE_ROWS.map(({ source, mapping: { subject, where, absent } }) => ({
    source: attributesOf(source)
      .map(([attribute, value]) => `${attribute}: ${value}`)
      .join(', '),
    subject,
    where,
    ...(absent !== undefined && { absent }),
  }))
}

function withoutCase(fields: ReadonlyMap<string, string>, name: string): string | undefined {
  const wanted = name.toLowerCase()
  for (const [field, mapped] of fields) if (field.toLowerCase() === wanted) return mapped
  return undefined
}

type Attributes = Omit<LogSource, 'place'>

function attributesOf({ product, category, service }: Attributes): [string, string][] {
  const all = { product, category, service }
  return Object.entries(all).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]))
}

function keyOf(source: Attributes): string {
  return JSON.stringify(attributesOf(source)).toLowerCase()
}
