import { RE2JS } from 're2js'
import type { Field, FieldKind, QuerySubject } from '../fields/field.js'
import { fieldsOf, findField } from '../fields/dictionary.js'
import { hostPrefixOf, lookupFieldsOf } from '../fields/lookup-fields.js'
import { timePartsOf } from '../fields/time-parts.js'
import type { Bound, QueryProblem, Test } from './ast.js'
import { unescapeRegex, unescapeValue, unescapeWildcard } from './escapes.js'
import { QUERY_LIMITS } from './limits.js'
import { problemAt, shown, similarNames } from './problem-texts.js'
import type { Place } from './problem-texts.js'
import {
  parseAddress,
  parseBoolean,
  parseDecimal,
  parseInteger,
  parseNetwork,
  parseTime,
} from './values.js'

/**
 * What written values mean for a field: the right test, or a problem that says what to write.
 */

/** A field of the dictionary, or a dotted name that is looked up in the original line. */
export type FieldReference =
  | { readonly name: string; readonly kind: FieldKind; readonly field: Field }
  | { readonly name: string; readonly kind: 'unknown' }

export type Outcome<T> = { readonly value: T } | { readonly problem: QueryProblem }

/** A value as it stands in the text. */
export interface WrittenValue extends Place {
  readonly form: 'Bare' | 'Wild' | 'Quoted' | 'Regex' | 'List'
  readonly source: string
}

/** Resolves a field name; a dotted name that the dictionary lacks is looked up in events' lines. */
export function resolveField(
  subject: QuerySubject,
  name: string,
  place: Place,
): Outcome<FieldReference> {
  const field = findField(subject, name)
  if (field !== undefined) return { value: { name: field.name, kind: field.kind, field } }
  const parts = name.split('.')
  if (subject === 'events' && parts.length > 1) {
    if (parts.some((part) => part === '')) {
      return { problem: problemAt(place, 'A part of this field name is empty.', 'Remove a dot.') }
    }
    if (parts.length > QUERY_LIMITS.pathParts) {
      const message = `This field name has more than ${QUERY_LIMITS.pathParts} parts.`
      return { problem: problemAt(place, message, 'Search the original line with words instead.') }
    }
    return { value: { name, kind: 'unknown' } }
  }
  return { problem: unknownField(subject, name, place) }
}

function similarFields(subject: QuerySubject, name: string): string[] {
  const own = fieldsOf(subject).flatMap((field) => [field, ...timePartsOf(field)])
  // Attributes of hosts are many: they are meant only where one of a host is asked for.
  const isOfHost = hostPrefixOf(name) !== undefined
  const others = lookupFieldsOf(subject).filter(
    (field) => isOfHost || hostPrefixOf(field.name) === undefined,
  )
  const fields = [...own, ...others]
  const names = fields.flatMap((field) => [field.name, ...(field.aliases ?? [])])
  return similarNames(name, names)
}

/** A note on a dotted name that is looked up in the line, if it is much like a field's name. */
export function noteUnknown(
  subject: QuerySubject,
  name: string,
  place: Place,
): QueryProblem | undefined {
  const similar = similarFields(subject, name)
  if (similar.length === 0) return undefined
  const message = `${shown(name)} is no known field; it is looked up in the original line.`
  return problemAt(place, message, `Did you mean ${similar.join(', ')}?`)
}

function unknownField(subject: QuerySubject, name: string, place: Place): QueryProblem {
  const similar = similarFields(subject, name)
  const quoteHint = 'To search for this text, put it in quotation marks.'
  const hint = similar.length > 0 ? `Did you mean ${similar.join(', ')}? ${quoteHint}` : quoteHint
  return problemAt(place, `There is no field ${shown(name)} in ${subject}.`, hint)
}

const UNICODE_CLASS_FACTOR = 20

/**
 * Checks a regex: RE2 syntax (no look-around, no back-references), length and size. `spent` is what
 * the regexes before it cost; the value is what it costs itself.
 */
export function checkRegex(pattern: string, place: Place, spent: number): Outcome<number> {
  if (pattern.length > QUERY_LIMITS.regexCharacters) {
    const message = `This regex is longer than ${QUERY_LIMITS.regexCharacters} characters.`
    const hint = 'Shorten it, or use several tests joined with or.'
    return { problem: problemAt(place, message, hint) }
  }
  try {
    const factor = /\\p/i.test(pattern) ? UNICODE_CLASS_FACTOR : 1
    const cost = compiledRegex(pattern).size * factor
    if (spent + cost <= QUERY_LIMITS.regexInstructions) return { value: cost }
    const message = 'The regexes of the question are too large.'
    return { problem: problemAt(place, message, 'Use smaller repetitions, or wildcards.') }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const message = `This is no valid regex: ${shown(reason.replace(/^error parsing regexp: /, ''))}.`
    const hint =
      'RE2 syntax, without look-around and back-references; for a path, use quotation marks.'
    return { problem: problemAt(place, message, hint) }
  }
}

/** Whether a regex is met by the empty text; a wrong regex is taken to be. */
export function regexMatchesEmpty(pattern: string): boolean {
  try {
    return compiledRegex(pattern).matchesEmpty
  } catch {
    return true
  }
}

interface CompiledRegex {
  /** Instructions of its program. */
  readonly size: number
  readonly matchesEmpty: boolean
}

/** Compiling takes a millisecond, and the same regexes are asked about again and again. */
const compiledRegexes = new Map<string, CompiledRegex>()
const MOST_COMPILED = 2000

/** @throws if the regex is wrong */
function compiledRegex(pattern: string): CompiledRegex {
  const known = compiledRegexes.get(pattern)
  if (known) return known
  const regex = RE2JS.compile(pattern)
  const compiled = { size: regex.programSize(), matchesEmpty: regex.matcher('').find() }
  if (compiledRegexes.size >= MOST_COMPILED) compiledRegexes.clear()
  compiledRegexes.set(pattern, compiled)
  return compiled
}

type TypedKind = Exclude<FieldKind, 'keyword' | 'keywords'>

const EXPECTED: Record<TypedKind, readonly [what: string, hint: string]> = {
  integer: [
    'a whole number',
    'Write digits, such as 443, 10MB or 44*; for a range >1000 or [1 TO 9].',
  ],
  boolean: ['true or false', 'Write true or false.'],
  ip: ['an address', 'Write an address such as 10.1.2.3, a network such as 10.0.0.0/8, or 10.1.*.'],
  time: ['a time', 'Write 2026-06-01, 2026-06-01T10:00, 2026-06-01T10:00:00Z or now-24h.'],
}

function wrongKind(
  name: string,
  kind: TypedKind,
  text: string,
  place: Place,
): { problem: QueryProblem } {
  const [what, hint] = EXPECTED[kind]
  return { problem: problemAt(place, `${name} is ${what}, not ${shown(text)}.`, hint) }
}

function isText(kind: FieldReference['kind']): kind is 'keyword' | 'keywords' | 'unknown' {
  return kind === 'keyword' || kind === 'keywords' || kind === 'unknown'
}

/** The test that a single written value means for a field. A regex is still to be checked. */
export function readValue(reference: FieldReference, written: WrittenValue): Outcome<Test> {
  switch (written.form) {
    case 'Regex':
      return readRegex(reference, written)
    case 'List':
      return readList(reference, written)
    case 'Wild':
      return readWildcard(reference, written)
    case 'Quoted':
      return readPlain(reference, written, unescapeValue(written.source.slice(1, -1), true), true)
    case 'Bare':
      return readPlain(reference, written, unescapeValue(written.source, false), false)
  }
}

function readPlain(
  reference: FieldReference,
  written: WrittenValue,
  value: string,
  quoted: boolean,
): Outcome<Test> {
  const { kind } = reference
  const equals: Outcome<Test> = { value: { op: 'equals', value, quoted } }
  if (isText(kind)) {
    const isNetwork = !quoted && written.source === value && parseNetwork(value) !== undefined
    return isNetwork ? { value: { op: 'cidr', network: value } } : equals
  }
  const trap = kind === 'ip' ? addressTrap(value, written) : undefined
  if (trap !== undefined) return { problem: trap }
  if (kind === 'ip' && value.includes('/')) {
    if (parseNetwork(value) !== undefined) return { value: { op: 'cidr', network: value } }
    const hint = 'Write an address and a length, such as 10.0.0.0/8 or 2001:db8::/32.'
    return { problem: problemAt(written, `${shown(value)} is no network.`, hint) }
  }
  return isValueOf(kind, value) ? equals : wrongKind(reference.name, kind, value, written)
}

/** What is wrong with an address that looks right, or would mean another one than is meant. */
function addressTrap(value: string, place: Place): QueryProblem | undefined {
  const [bare = '', scope] = value.split('%')
  if (scope !== undefined && parseAddress(bare) !== undefined) {
    const message = `Records do not say to which interface (%${shown(scope)}) an address belongs.`
    return problemAt(place, message, `Leave out the scope: write ${bare}.`)
  }
  const [, mapped, length] = /^::ffff:((?:\d+\.){3}\d+)\/(\d+)$/i.exec(value) ?? []
  if (mapped !== undefined && Number(length) < MAPPED_BITS && parseNetwork(value) !== undefined) {
    const message = `The length of an IPv4 network written as IPv6 counts from ${MAPPED_BITS}.`
    return problemAt(place, message, `Write it as IPv4, such as ${mapped}/24.`)
  }
  return undefined
}

/** Bits before the address itself where IPv4 is mapped into IPv6. */
const MAPPED_BITS = 96

function isValueOf(kind: TypedKind, value: string): boolean {
  switch (kind) {
    case 'integer':
      return parseInteger(value) !== undefined
    case 'boolean':
      return parseBoolean(value) !== undefined
    case 'ip':
      return parseAddress(value) !== undefined
    case 'time':
      return parseTime(value, new Date(0)) !== undefined
  }
}

function readRegex(reference: FieldReference, written: WrittenValue): Outcome<Test> {
  if (reference.kind === 'boolean' || reference.kind === 'time') {
    return wrongKind(reference.name, reference.kind, 'a regex', written)
  }
  return { value: { op: 'regex', pattern: unescapeRegex(written.source.slice(1, -1)) } }
}

function readList(reference: FieldReference, written: WrittenValue): Outcome<Test> {
  if (reference.kind === 'boolean' || reference.kind === 'time') {
    return wrongKind(reference.name, reference.kind, 'a list', written)
  }
  return { value: { op: 'list', name: written.source.slice(1) } }
}

/** Wildcards that a printed value can match. */
const PRINTED: Partial<Record<FieldKind, RegExp>> = {
  ip: /^[0-9a-fA-F:.*?]+$/,
  integer: /^[0-9*?]+$/,
}

function readWildcard(reference: FieldReference, written: WrittenValue): Outcome<Test> {
  const pattern = unescapeWildcard(written.source)
  const { kind } = reference
  if (pattern === '*') return { value: { op: 'exists' } }
  if (isText(kind) || PRINTED[kind]?.test(pattern)) return { value: { op: 'wildcard', pattern } }
  return wrongKind(reference.name, kind, written.source, written)
}

/** A bound as it stands in the text. */
export interface WrittenBound extends Place {
  readonly source: string
  readonly inclusive: boolean
}

/** Reads a bound; a bare `*` is no bound. */
export function readBound(
  reference: FieldReference,
  written: WrittenBound,
): Outcome<Bound | undefined> {
  const { kind } = reference
  const quoted = written.source.startsWith('"')
  if (written.source === '*') return { value: undefined }
  const value = unescapeValue(quoted ? written.source.slice(1, -1) : written.source, quoted)
  if (kind === 'keyword' || kind === 'keywords' || kind === 'boolean') {
    const hint =
      'Use a wildcard such as a* or a regex such as /^[a-m]/; put it in quotation marks to search for it.'
    const what = kind === 'boolean' ? 'true or false' : 'text'
    const message = `${reference.name} is ${what}, so it has no range.`
    return { problem: problemAt(written, message, hint) }
  }
  if (kind === 'unknown') {
    if (parseDecimal(value) !== undefined) return { value: { value, inclusive: written.inclusive } }
    const message = `${reference.name} is not in the field reference: its range needs numbers.`
    return { problem: problemAt(written, message, 'Write a number, such as >1000.') }
  }
  if (isValueOf(kind, value)) return { value: { value, inclusive: written.inclusive } }
  return wrongKind(reference.name, kind, value, written)
}
