import type { SyntaxNode } from '@lezer/common'
import { fieldsOf, findField } from '../fields/dictionary.js'
import type { Field, QuerySubject } from '../fields/field.js'
import { hostPrefixesOf, hostPrefixOf, lookupFieldsOf } from '../fields/lookup-fields.js'
import { timePartsOf } from '../fields/time-parts.js'
import { escapeBare, quote } from './escapes.js'
import { QUERY_LIMITS } from './limits.js'
import { syntaxTree } from './syntax-tree.js'

export interface Completion {
  /** What replaces the text from `from` to `to`. */
  readonly label: string
  /** What it is, in a few words. */
  readonly detail: string
  readonly kind: 'field' | 'value' | 'operator' | 'list'
}

export interface Completions {
  readonly from: number
  readonly to: number
  readonly options: readonly Completion[]
}

export interface CompletionSources {
  /** Names of the saved lists. */
  readonly lists?: Iterable<string>
}

const MOST_OPTIONS = 50

/**
 * What can stand at a place of a text: field names and operators where a test begins, values of
 * the field after its colon. Best first, by what is already written there. Never throws.
 */
export function completionsAt(
  text: string,
  offset: number,
  subject: QuerySubject,
  sources: CompletionSources = {},
): Completions {
  const at = Math.min(Math.max(offset, 0), text.length)
  const nothing = { from: at, to: at, options: [] }
  if (text.length > QUERY_LIMITS.characters) return nothing
  const node = syntaxTree(text)?.resolveInner(at, -1)
  if (node === undefined) return nothing
  if (node.name === 'Quoted' && !isOpenQuote(text.slice(node.from, at))) return nothing
  if (node.name === 'Regex') return nothing
  const touching = node.to >= at && node.from < at && node.firstChild === null
  const isWritten = touching && WRITTEN.has(node.name)
  const from = isWritten ? node.from : at
  const to = isWritten ? node.to : at
  const prefix = text.slice(from, at)
  const field = fieldAround(node, text, from)
  const options =
    field === undefined
      ? testOptions(subject, prefix, text.slice(0, from))
      : valueOptions(subject, findField(subject, field), prefix, sources)
  return { from, to, options: best(options, prefix.replace(/^"/, '')) }
}

/** Tokens that a completion replaces. */
const WRITTEN = new Set(['FieldName', 'Bare', 'Wild', 'List', 'AndOp', 'OrOp', 'NotOp', 'Quoted'])

function isOpenQuote(written: string): boolean {
  return !/^"(?:[^"\\]|\\[\s\S])*"$/.test(written)
}

/** The field whose value the place is in: by the tree, or just after a colon. */
function fieldAround(node: SyntaxNode, text: string, from: number): string | undefined {
  for (let outer: SyntaxNode | null = node; outer !== null; outer = outer.parent) {
    if (outer.name !== 'Field') continue
    const name = outer.getChild('FieldName')
    const isInside =
      outer.to >= from && (outer.to > from || !text.slice(outer.from, from).endsWith(')'))
    if (name !== null && name.to < from && isInside) return text.slice(name.from, name.to)
  }
  return /([\w.@-]+):\s*$/.exec(text.slice(Math.max(0, from - 200), from))?.[1]
}

interface Candidate extends Completion {
  /** What the written text is compared with. */
  readonly match: string
}

function testOptions(subject: QuerySubject, prefix: string, before: string): Candidate[] {
  const options: Candidate[] = []
  const add = (label: string, detail: string, kind: Completion['kind'], match = label) =>
    options.push({ label, detail, kind, match })
  if (isAfterTest(before)) {
    add('and', 'both hold', 'operator')
    add('or', 'one of both holds', 'operator')
  }
  if (prefix !== '' || before === '') add('not', 'the opposite of what follows', 'operator')
  for (const field of fieldsBegunBy(subject, prefix)) {
    const label = `${field.name}:`
    add(label, field.description, 'field', field.name)
    for (const alias of field.aliases ?? [])
      add(label, `${alias}: ${field.description}`, 'field', alias)
  }
  for (const begun of hostPrefixesOf(subject)) {
    if (!prefix.toLowerCase().startsWith(begun)) {
      add(begun, 'what is known of the host: roles, services, names, figures …', 'field')
    }
  }
  return options
}

/**
 * The fields of a subject, and the parts of a time whose name and dot are written. Attributes of
 * hosts are many: they are offered once it is written whose they are.
 */
function fieldsBegunBy(subject: QuerySubject, prefix: string): readonly Field[] {
  const dot = prefix.lastIndexOf('.')
  const time = dot < 0 ? undefined : findField(subject, prefix.slice(0, dot))
  const host = hostPrefixOf(prefix.toLowerCase())
  const lookups = lookupFieldsOf(subject).filter(
    ({ name, aliases = [] }) =>
      hostPrefixOf(name) === undefined ||
      [name, ...aliases].some((known) => host !== undefined && known.startsWith(host)),
  )
  return [...(time ? timePartsOf(time) : []), ...fieldsOf(subject), ...lookups]
}

/** Other fields whose values a value can be compared with. */
function sameOptions(subject: QuerySubject, field: Field | undefined, prefix: string): Candidate[] {
  if (field?.kind === 'time' || field?.lookup) return []
  const sign = prefix.startsWith('=*') ? '=*' : '='
  return fieldsBegunBy(subject, prefix.slice(sign.length))
    .filter(({ kind, name, lookup }) => kind !== 'time' && !lookup && name !== field?.name)
    .flatMap(({ name, aliases = [], description }) =>
      [name, ...aliases].map((match) => ({
        label: `${sign}${name}`,
        detail: description,
        kind: 'field' as const,
        match: `${sign}${match}`,
      })),
    )
}

/** Whether the text before a place ends in a test, after which `and` or `or` may stand. */
function isAfterTest(before: string): boolean {
  const operator = /(?:^|[\s(])(?:and|or|not|AND|OR|NOT|&&|\|\|)\s+$/
  return /[^\s(]\s+$/.test(before) && !operator.test(before)
}

const TIMES: readonly (readonly [string, string])[] = [
  ['>now-1h', 'the last hour'],
  ['>now-24h', 'the last 24 hours'],
  ['>now-7d', 'the last 7 days'],
  ['now/d', 'today in UTC'],
]

function valueOptions(
  subject: QuerySubject,
  field: Field | undefined,
  prefix: string,
  sources: CompletionSources,
): Candidate[] {
  if (prefix.startsWith('=')) return sameOptions(subject, field, prefix)
  const options: Candidate[] = []
  const add = (label: string, detail: string, kind: Completion['kind'], match = label) =>
    options.push({ label, detail, kind, match })
  for (const value of field?.values ?? []) {
    add(/[\s()"]/.test(value) ? quote(value) : escapeBare(value), `${field?.name}`, 'value', value)
  }
  if (field?.kind === 'boolean') {
    add('true', 'yes', 'value')
    add('false', 'no', 'value')
  }
  if (field?.kind === 'time') for (const [label, detail] of TIMES) add(label, detail, 'value')
  if (field?.kind === 'integer') add('>', 'more than', 'operator')
  if (field?.kind !== 'boolean' && field?.kind !== 'time') {
    for (const name of sources.lists ?? []) add(`@${name}`, 'saved list', 'list')
  }
  if (prefix === '' || prefix === '*') add('*', 'has any value', 'operator')
  return options
}

/** Options that begin with what is written, then those that contain it; each label once. */
function best(candidates: readonly Candidate[], prefix: string): Completion[] {
  const wanted = prefix.toLowerCase()
  const starting: Candidate[] = []
  const containing: Candidate[] = []
  for (const candidate of candidates) {
    const match = candidate.match.toLowerCase()
    if (match.startsWith(wanted)) starting.push(candidate)
    else if (match.includes(wanted)) containing.push(candidate)
  }
  const byLabel = new Map<string, Completion>()
  for (const { label, detail, kind } of [...starting, ...containing]) {
    if (!byLabel.has(label)) byLabel.set(label, { label, detail, kind })
  }
  return [...byLabel.values()].slice(0, MOST_OPTIONS)
}
