/**
 * How characters that mean something in a question are written when they are meant as text.
 *
 * Outside quotation marks a backslash takes the meaning from the characters of `ESCAPABLE` and from
 * white space; before anything else it is a plain backslash, so that Windows paths can be typed as
 * they are. Inside quotation marks only `\"` and `\\` are escapes. `\u{1F600}` is a character by
 * its number in both.
 */

const ESCAPABLE = '\\*?"()[]{}:/@<>!-&|='

/** A character by its number, at the start of the text that is tried. */
const CODE_POINT = /^\\u\{([0-9a-fA-F]{1,6})\}/
const MAX_CODE_POINT = 0x10ffff
const LONGEST_CODE_POINT = '\\u{10FFFF}'.length

/** Whether a UTF-16 code unit is white space, in any script. */
export function isSpace(code: number): boolean {
  if (code < 0x80) return code === 32 || (code >= 9 && code <= 13)
  return (
    code === 0x85 ||
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000 ||
    code === 0xfeff
  )
}

/**
 * Length of the escape that starts at an offset: 0 when there is none, so that the character there
 * stands for itself.
 */
export function escapeLength(text: string, offset: number, quoted: boolean): number {
  if (text[offset] !== '\\' || offset + 1 >= text.length) return 0
  if (text[offset + 1] === 'u') return codePointAt(text, offset)?.length ?? 0
  const next = text.charAt(offset + 1)
  if (quoted) return next === '"' || next === '\\' ? 2 : 0
  return ESCAPABLE.includes(next) || isSpace(next.charCodeAt(0)) ? 2 : 0
}

function codePointAt(text: string, offset: number): { code: number; length: number } | undefined {
  const match = CODE_POINT.exec(text.slice(offset, offset + LONGEST_CODE_POINT))
  const code = match?.[1] === undefined ? undefined : parseInt(match[1], 16)
  if (match === null || code === undefined || code > MAX_CODE_POINT) return undefined
  return { code, length: match[0].length }
}

/** One character of a value: `special` marks an unescaped `*` or `?`. */
interface Piece {
  readonly text: string
  readonly special: boolean
}

function* pieces(source: string, quoted: boolean): Generator<Piece> {
  for (let i = 0; i < source.length;) {
    const length = escapeLength(source, i, quoted)
    if (length === 0) {
      const text = source.charAt(i)
      yield { text, special: !quoted && (text === '*' || text === '?') }
      i += 1
    } else {
      const point = source[i + 1] === 'u' ? codePointAt(source, i) : undefined
      const text = point === undefined ? source.charAt(i + 1) : String.fromCodePoint(point.code)
      yield { text, special: false }
      i += length
    }
  }
}

/** The text that a bare or quoted value stands for (`source` without the quotation marks). */
export function unescapeValue(source: string, quoted: boolean): string {
  let text = ''
  for (const piece of pieces(source, quoted)) text += piece.text
  return text
}

/**
 * The wildcard pattern of the AST that a bare value stands for: literal `*`, `?` and backslash are
 * escaped, runs of `*` are one.
 */
export function unescapeWildcard(source: string): string {
  let pattern = ''
  let afterStar = false
  for (const { text, special } of pieces(source, false)) {
    const isStar = special && text === '*'
    if (special) pattern += isStar && afterStar ? '' : text
    else pattern += escapeWildcard(text)
    afterStar = isStar
  }
  return pattern
}

/** A text as a wildcard pattern that matches only itself. */
export function escapeWildcard(text: string): string {
  return text.replaceAll(/[\\*?]/g, '\\$&')
}

/** A part of a wildcard pattern: literal text, any run of characters, or any one character. */
export type WildcardPart = { readonly literal: string } | 'any' | 'one'

/** The parts of a wildcard pattern of the AST; neighbouring literals are joined. */
export function wildcardParts(pattern: string): WildcardPart[] {
  const parts: WildcardPart[] = []
  let literal = ''
  const flush = () => {
    if (literal !== '') parts.push({ literal })
    literal = ''
  }
  for (let i = 0; i < pattern.length; i += 1) {
    const char = pattern.charAt(i)
    const next = pattern.charAt(i + 1)
    if (char === '\\' && (next === '*' || next === '?' || next === '\\')) {
      literal += next
      i += 1
    } else if (char === '*' || char === '?') {
      flush()
      parts.push(char === '*' ? 'any' : 'one')
    } else literal += char
  }
  flush()
  return parts
}

/**
 * Characters that are shown by their number, because as themselves they would be invisible, turn
 * the text around, or not survive a line of input: controls, formats such as bidi marks, line
 * separators, lone surrogates, private use.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029\u3164\uFFA0]/u

function byNumber(char: string): string {
  return `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`
}

/** Text between quotation marks, with the marks. */
export function quote(text: string): string {
  let out = ''
  for (const char of text) {
    if (INVISIBLE.test(char)) out += byNumber(char)
    else out += char === '"' || char === '\\' ? `\\${char}` : char
  }
  return `"${out}"`
}

const KEYWORDS = new Set(['and', 'AND', 'or', 'OR', 'not', 'NOT'])
/** Characters that mean something only at the start of a value. */
const SPECIAL_AT_START = '/@<>[{!-&|='

function escapeChar(char: string, isFirst: boolean): string {
  if (INVISIBLE.test(char)) return byNumber(char)
  if (isSpace(char.charCodeAt(0)) || '\\*?"()[]{}'.includes(char)) {
    return char === ' ' || !isSpace(char.charCodeAt(0)) ? `\\${char}` : byNumber(char)
  }
  return isFirst && SPECIAL_AT_START.includes(char) ? `\\${char}` : char
}

/** Non-empty text as a bare value that stands for exactly it. */
export function escapeBare(text: string): string {
  if (KEYWORDS.has(text)) return byNumber(text) + text.slice(1)
  let out = ''
  for (const char of text) out += escapeChar(char, out === '')
  return out
}

/** A wildcard pattern of the AST as a bare value. */
export function escapePattern(pattern: string): string {
  let out = ''
  for (const part of wildcardParts(pattern)) {
    if (part === 'any') out += '*'
    else if (part === 'one') out += '?'
    else for (const char of part.literal) out += escapeChar(char, out === '')
  }
  return out
}

/** What stands between the slashes of a regex, as a pattern: `\/` is a slash. */
export function unescapeRegex(source: string): string {
  return source.replaceAll(/\\([\s\S])/g, (pair, char: string) => (char === '/' ? '/' : pair))
}

/** A pattern with its slashes escaped, between slashes. */
export function escapeRegex(pattern: string): string {
  const body = pattern.replaceAll(/\\[\s\S]|\//g, (part) => (part === '/' ? '\\/' : part))
  return `/${body}/`
}
