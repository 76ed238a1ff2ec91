import { ExternalTokenizer } from '@lezer/lr'
import type { InputStream, Stack } from '@lezer/lr'
import { escapeLength, isSpace } from './escapes.js'
import * as terms from './generated/parser.terms.js'
import { parseAddress } from './values.js'

const END = -1

/** What was read ahead of each parse: the text from an offset to its end. */
const readAhead = new WeakMap<InputStream, { start: number; text: string }>()

/** The text from the tokenizer's place to its end. */
function restOf(input: InputStream): string {
  const known = readAhead.get(input)
  if (known !== undefined && input.pos >= known.start) {
    return known.text.slice(input.pos - known.start)
  }
  const codes: string[] = []
  for (let i = 0; ; i += 1) {
    const code = input.peek(i)
    if (code === END) break
    codes.push(String.fromCharCode(code))
  }
  const text = codes.join('')
  readAhead.set(input, { start: input.pos, text })
  return text
}

function endsToken(text: string, offset: number): boolean {
  return (
    offset >= text.length || '()"'.includes(text.charAt(offset)) || isSpace(text.charCodeAt(offset))
  )
}

function spaceLength(text: string): number {
  let i = 0
  while (i < text.length && isSpace(text.charCodeAt(i))) i += 1
  return i
}

/** Length of a phrase with its quotation marks; to the end of the text if it is not closed. */
function quotedLength(text: string): number {
  let i = 1
  while (i < text.length && text[i] !== '"') i += escapeLength(text, i, true) || 1
  return Math.min(i + 1, text.length)
}

/**
 * Length of `/…/`, or 0: what is between has no bare slash, and after it the value must end, so
 * that `/etc/passwd` is a path.
 */
function regexLength(text: string): number {
  let i = 1
  while (i < text.length && text[i] !== '/') i += text[i] === '\\' ? 2 : 1
  const closed = i > 1 && i < text.length
  return closed && endsToken(text, i + 1) ? i + 1 : 0
}

/** Offset after the parenthesis that opens here, if it closes in the same word; otherwise 0. */
function afterParenthesis(text: string, open: number): number {
  for (let i = open + 1; i < text.length; i += escapeLength(text, i, false) || 1) {
    if (text[i] === ')') return i + 1
    if (endsToken(text, i)) return 0
  }
  return 0
}

/** Length of a bare value, and whether it has a wildcard. `report(1).zip` is one value. */
function scanBare(text: string, stops = ''): { length: number; wild: boolean } {
  let i = 0
  let wild = false
  while (i < text.length) {
    const char = text.charAt(i)
    const escape = escapeLength(text, i, false)
    if (escape > 0) i += escape
    else if (stops.includes(char)) break
    else if (char === '(' && i > 0 && afterParenthesis(text, i) > 0) {
      const after = afterParenthesis(text, i)
      wild ||= /(?<!\\)[*?]/.test(text.slice(i, after))
      i = after
    } else if (endsToken(text, i)) break
    else {
      wild ||= char === '*' || char === '?'
      i += 1
    }
  }
  return { length: i, wild }
}

const NAME_SOURCE = '[A-Za-z_@\\u0080-\\uFFFF][A-Za-z0-9_.@\\-\\u0080-\\uFFFF]*'
const NAME = new RegExp(`^${NAME_SOURCE}`)
/** The name of a field as a value: `=user.name`, with a `*` where the rest may be anything. */
const FIELD_AS_VALUE = new RegExp(`^=(\\*?)(${NAME_SOURCE})(\\*?)$`)
const URL_SCHEME = /^(?:https?|ftps?|sftp|scp|tftp|ssh|smb|file|ldaps?|wss?):\/\//i
const DRIVE = /^[A-Za-z]:[\\/]/
/** MAC address or certificate fingerprint. */
const HEX_PAIRS = /^(?:[0-9a-f]{2}:){3,}[0-9a-f]{2}$/i
const LONGEST_HEX_PAIRS = 192

/**
 * Length of the field name that a text starts with, or 0. A name is followed at once by a colon, or
 * by a comparison; URLs, drive letters, addresses and fingerprints only look like that.
 */
export function fieldNameLength(text: string): number {
  const name = NAME.exec(text)?.[0] ?? ''
  let length = 0
  while (length < name.length && !isSpace(name.charCodeAt(length))) length += 1
  if (length === 0) return 0
  if (text[length] !== ':') return /^[ \t]*[<>]/.test(text.slice(length)) ? length : 0
  if (URL_SCHEME.test(text) || DRIVE.test(text)) return 0
  const word = /^[0-9a-f:.]*/i.exec(text.slice(0, LONGEST_HEX_PAIRS))?.[0] ?? ''
  const whole = endsToken(text, word.length) || text[word.length] === '/'
  if (whole && (HEX_PAIRS.test(word) || parseAddress(word) !== undefined)) return 0
  return length
}

/** The field that a value names, and whether anything may stand before and after its value. */
export function fieldAsValue(
  source: string,
): { readonly name: string; readonly before: boolean; readonly after: boolean } | undefined {
  const [, before, name, after] = FIELD_AS_VALUE.exec(source) ?? []
  return name === undefined ? undefined : { name, before: before === '*', after: after === '*' }
}

const OPERATORS: readonly (readonly [RegExp, number])[] = [
  [/^(?:and|AND)/, terms.AndOp],
  [/^(?:or|OR)/, terms.OrOp],
  [/^(?:not|NOT)/, terms.NotOp],
]

function operator(text: string): [term: number, length: number] | undefined {
  if (text.startsWith('&&')) return [terms.AndOp, 2]
  if (text.startsWith('||')) return [terms.OrOp, 2]
  for (const [pattern, term] of OPERATORS) {
    const length = pattern.exec(text)?.[0].length
    if (length !== undefined && endsToken(text, length)) return [term, length]
  }
  return undefined
}

function isNegation(text: string): boolean {
  if (text.startsWith('!')) return text.length > 1 && text[1] !== ')'
  return (
    text.startsWith('-') &&
    text[1] !== '-' &&
    (text[1] === '(' || !endsToken(text, 1) || text[1] === '"')
  )
}

type Can = (term: number) => boolean

function boundToken(text: string): [term: number, length: number] {
  return [terms.BareBound, scanBare(text, ']}').length]
}

/** Tokens that are told by their first character. */
function punctuation(text: string, can: Can): [term: number, length: number] | undefined {
  switch (text[0]) {
    case ':':
      return can(terms.Colon) ? [terms.Colon, 1] : undefined
    case '(':
      return [terms.Open, 1]
    case ')':
      return [terms.Close, 1]
    case '"':
      return [terms.Quoted, quotedLength(text)]
    case '[':
    case '{':
      return can(terms.RangeOpen) ? [terms.RangeOpen, 1] : undefined
    case ']':
    case '}':
      return can(terms.RangeClose) ? [terms.RangeClose, 1] : undefined
    case '<':
    case '>':
      return can(terms.CompareOp) ? [terms.CompareOp, text[1] === '=' ? 2 : 1] : undefined
    case '!':
    case '-':
      return can(terms.NotOp) && isNegation(text) ? [terms.NotOp, 1] : undefined
    case '/': {
      const length = regexLength(text)
      return length > 0 ? [terms.Regex, length] : undefined
    }
    case '@': {
      const length = /^@[A-Za-z0-9_.\-\u0080-\uFFFF]+/.exec(text)?.[0].length ?? 0
      return can(terms.List) && length > 0 && endsToken(text, length)
        ? [terms.List, length]
        : undefined
    }
    default:
      return undefined
  }
}

/** The token at the start of a non-empty text, and its length, given what the parser can take. */
function nextToken(text: string, can: Can): [term: number, length: number] {
  const space = spaceLength(text)
  if (space > 0) return [terms.Space, space]
  if (can(terms.BareBound) && !'()"'.includes(text.charAt(0))) return boundToken(text)
  if (can(terms.To) && /^(?:to|TO)/.test(text) && endsToken(text, 2)) return [terms.To, 2]
  const known = punctuation(text, can) ?? operator(text)
  if (known !== undefined) return known
  if (text.startsWith('suspended(') && can(terms.SuspendedOpen)) {
    return [terms.SuspendedOpen, 'suspended('.length]
  }
  const name = can(terms.FieldName) ? fieldNameLength(text) : 0
  if (name > 0) return [terms.FieldName, name]
  const bare = scanBare(text)
  return [bare.wild ? terms.Wild : terms.Bare, bare.length]
}

/**
 * All tokens of the grammar: which one it is depends on where the parser stands. The generated
 * parser imports it.
 *
 * @public
 */
export const questionTokens = new ExternalTokenizer(
  (input: InputStream, stack: Stack) => {
    if (input.next === END) return
    const [term, length] = nextToken(restOf(input), (wanted) => stack.canShift(wanted))
    if (length > 0) input.acceptTokenTo(term, input.pos + length)
  },
  { contextual: true },
)
