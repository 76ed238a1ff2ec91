import { fieldsOf, formatAddress, parseAddress, wildcardParts } from '@spoor/model'
import type { Subject, WildcardPart, WordTest } from '@spoor/model'
import { printedAddress } from './address-tests.js'
import type { Params } from './params.js'
import { likePattern, regexCondition } from './text-tests.js'

/**
 * Bare words. In events they are looked for in the original line, as whole words; in sessions and
 * transfers anywhere in any text or address of the row.
 */

/** A part of a word pattern: a character, any run of characters, or any one. */
type Unit = { readonly char: string } | 'any' | 'one'

function unitsOf(parts: readonly WildcardPart[]): Unit[] {
  return parts.flatMap((part): Unit[] =>
    typeof part === 'string' ? [part] : [...part.literal].map((char) => ({ char })),
  )
}

const WORD_CHARACTER = /^[0-9A-Za-z]$/

function isAsciiWord(unit: Unit | undefined): boolean {
  return typeof unit === 'object' && WORD_CHARACTER.test(unit.char)
}

function isAscii(unit: Unit): boolean {
  return typeof unit === 'object' && unit.char < '\u0080'
}

function isPrintableAscii(unit: Unit): boolean {
  return typeof unit === 'object' && unit.char >= ' ' && unit.char <= '~'
}

/**
 * Words of letters and digits that every line that matches has as tokens of their own, so that the
 * token index can rule out blocks. Not those beside a wildcard or a non-ASCII character, nor those
 * after a control character: JSON may write it `\n`, whose letter joins the word.
 */
function certainTokens(units: readonly Unit[]): string[] {
  const tokens = new Set<string>()
  for (let start = 0; start < units.length; start += 1) {
    if (!isAsciiWord(units[start])) continue
    let end = start
    let token = ''
    for (let unit = units[end]; typeof unit === 'object' && isAsciiWord(unit); unit = units[end]) {
      token += unit.char.toLowerCase()
      end += 1
    }
    const before = units[start - 1]
    const after = units[end]
    const isCertain =
      (before === undefined || isPrintableAscii(before)) && (after === undefined || isAscii(after))
    if (isCertain) tokens.add(token)
    start = end
  }
  return [...tokens]
}

const SHORT_ESCAPES: Record<string, string> = {
  '\n': 'n',
  '\r': 'r',
  '\t': 't',
  '\b': 'b',
  '\f': 'f',
}

function jsonEscape(char: string): string {
  let out = ''
  for (let i = 0; i < char.length; i += 1) {
    out += `\\u${char.charCodeAt(i).toString(16).padStart(4, '0')}`
  }
  return out
}

function codePoint(char: string): string {
  return `\\x{${(char.codePointAt(0) ?? 0).toString(16)}}`
}

/** RE2 for one character in any form in which a line of JSON, or of text, may have it. */
function characterPattern(char: string): string {
  if (WORD_CHARACTER.test(char)) return char
  if (char === '/' || char === '"') return `\\\\?${char}`
  if (char === '\\') return '\\\\{1,2}'
  if (char >= ' ' && char <= '~') return codePoint(char)
  const forms = new Set([char, char.toLowerCase(), char.toUpperCase()])
  const short = SHORT_ESCAPES[char]
  const patterns = [
    ...[...forms].map((form) => [...form].map(codePoint).join('')),
    ...[...forms].map((form) => jsonEscape(form).replaceAll('\\', '\\\\')),
    ...(short === undefined ? [] : [`\\\\${short}`]),
  ]
  return `(?:${patterns.join('|')})`
}

/** Inside a word pattern `*` and `?` stay within one string of the line and one word of it. */
const ANY = '[^\\s"]*'
const ONE = '(?:\\\\u[0-9a-f]{4}|\\\\[\\\\/]|[^\\s"])'
/** Non-ASCII characters belong to words, as they do for the token index. */
const EDGE = '[^0-9A-Za-z\\x{80}-\\x{10FFFF}]'

function linePattern(units: readonly Unit[]): string {
  return units
    .map((unit) => {
      if (unit === 'any') return ANY
      return unit === 'one' ? ONE : characterPattern(unit.char)
    })
    .join('')
}

/**
 * The condition that the original line of an event has a word.
 *
 * Text: it is somewhere in the line, in any way in which JSON may write it, and each of its certain
 * tokens is a token of the line. Wildcards: the pattern is somewhere in one word of the line, and
 * where it begins or ends with a letter or digit, so does the word.
 */
export function lineCondition(line: string, test: WordTest, params: Params): string {
  if (test.op === 'regex') return regexCondition(line, test.pattern, params)
  if (test.op === 'wildcard') return wildcardInLine(line, test.pattern, params)
  return disjunction(writtenForms(test.value).map((text) => textInLine(line, text, params)))
}

/** Sensors write IPv6 addresses with or without their zeros. */
function writtenForms(text: string): string[] {
  const address = text.includes(':') ? parseAddress(text) : undefined
  return address === undefined ? [text] : [...new Set([text, formatAddress(address)])]
}

function disjunction(conditions: readonly string[]): string {
  return conditions.length === 1 ? conditions.join('') : `(${conditions.join(' or ')})`
}

function conjunction(conditions: readonly string[]): string {
  return conditions.length === 1 ? conditions.join('') : `(${conditions.join(' and ')})`
}

/** Conditions that the token index of the events table can answer for whole blocks. */
export function tokenConditions(line: string, text: string, params: Params): string[] {
  return tokensIn(line, unitsOf([{ literal: text }]), params)
}

function tokensIn(line: string, units: readonly Unit[], params: Params): string[] {
  return certainTokens(units).map(
    (token) => `hasToken(lower(${line}), ${params.bind('String', token)})`,
  )
}

function contains(line: string, lowerText: string, params: Params): string {
  return `position(lower(${line}), ${params.bind('String', lowerText)}) > 0`
}

function textInLine(line: string, text: string, params: Params): string {
  const units = unitsOf([{ literal: text }])
  const tokens = tokensIn(line, units, params)
  // A whole word of letters and digits is a token: there is nothing left to check.
  if (units.every(isAsciiWord)) return conjunction(tokens)
  // The text comes first because it is rare, while `0` and `com` are tokens of nearly every line.
  // The index is asked for the tokens all the same.
  return conjunction([anyForm(line, text, units, params), ...tokens])
}

/** The text in any form in which a line of JSON may have it. */
function anyForm(line: string, text: string, units: readonly Unit[], params: Params): string {
  if (!units.every(hasOneCase)) {
    return `match(${line}, ${params.bind('String', `(?i)${linePattern(units)}`)})`
  }
  const json = JSON.stringify(text).slice(1, -1)
  const escaped = json.replaceAll(/[^\0-~]/g, (unit) => jsonEscape(unit))
  const forms = [text, json, escaped].flatMap((form) => [form, form.replaceAll('/', '\\/')])
  const different = new Set(forms.map(lowerAscii))
  return disjunction([...different].map((form) => contains(line, form, params)))
}

/** As the engine's `lower`. */
function lowerAscii(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())
}

/** Whether a character has no other case than its own, or one that `lower` knows. */
function hasOneCase(unit: Unit): boolean {
  if (typeof unit === 'string') return false
  return (
    isAscii(unit) ||
    (unit.char.toLowerCase() === unit.char && unit.char.toUpperCase() === unit.char)
  )
}

function wildcardInLine(line: string, pattern: string, params: Params): string {
  const units = unitsOf(wildcardParts(pattern))
  const before = isAsciiWord(units[0]) ? `(?:^|${EDGE})` : ''
  const after = isAsciiWord(units.at(-1)) ? `(?:${EDGE}|$)` : ''
  const bound = params.bind('String', `(?i)${before}${linePattern(units)}${after}`)
  // The longest plain part rules out most lines at a fraction of the cost of the regex.
  const runs = units
    .map((unit) => (isPlain(unit) ? unit.char : '\0'))
    .join('')
    .split('\0')
  const longest = runs.reduce((a, b) => (b.length > a.length ? b : a), '')
  const plain = longest.length > 1 ? [contains(line, lowerAscii(longest), params)] : []
  return conjunction([...plain, ...tokensIn(line, units, params), `match(${line}, ${bound})`])
}

/** Whether a line can have the character only as itself, in either case. */
function isPlain(unit: Unit): unit is { char: string } {
  return typeof unit === 'object' && isPrintableAscii(unit) && !'/"\\'.includes(unit.char)
}

/** The condition that some text or address of a session or transfer has a word in it. */
export function anyTextCondition(subject: Subject, test: WordTest, params: Params): string {
  return `arrayExists(t -> ${containsCondition('t', test, params)}, ${allTexts(subject)})`
}

/** The condition that a text has a word anywhere in it, without regard to case. */
export function containsCondition(expression: string, test: WordTest, params: Params): string {
  if (test.op === 'regex') return regexCondition(expression, test.pattern, params)
  const pattern =
    test.op === 'wildcard' ? likePattern(test.pattern) : test.value.replaceAll(/[\\%_]/g, '\\$&')
  return `lowerUTF8(${expression}) like lowerUTF8(${params.bind('String', `%${pattern}%`)})`
}

function allTexts(subject: Subject): string {
  const singles: string[] = []
  const many: string[] = []
  for (const { kind, column } of fieldsOf(subject)) {
    if (kind === 'keyword') singles.push(`toString(${column})`)
    if (kind === 'ip') singles.push(printedAddress(column))
    if (kind === 'keywords') many.push(column)
  }
  return `arrayConcat(${[`[${singles.join(', ')}]`, ...many].join(', ')})`
}
