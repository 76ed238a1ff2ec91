import { escapeWildcard } from '@spoor/model'
import type { Test, WildcardPart } from '@spoor/model'
import type { SigmaValue } from '../document.js'
import { quoted } from '../read/yaml-node.js'

/**
 * Texts of Sigma: `*` is any run of characters and `?` any one. A backslash takes the meaning from
 * these and from a backslash; before anything else it is a plain backslash, so that `C:\Windows`
 * needs no escapes. Format: Sigma specification 2.1.0, "Escaping".
 */

/** A part of a text in which `%name%` may stand for the values of a list. */
type ExpandablePart = WildcardPart | { readonly placeholder: string }

/** `%name%`; a name begins and ends with a letter, a digit or `_`. */
export const PLACEHOLDER = /%([\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?)%/u
const PLACEHOLDER_HERE = new RegExp(PLACEHOLDER, 'uy')

/** The parts of a text; neighbouring literals are joined. */
export function readText(source: string): WildcardPart[] {
  return read(source, false).flatMap((part) => (isPlaceholder(part) ? [] : [part]))
}

/** The parts of a text with the modifier `expand`: `%name%` is a placeholder, `\%` a percent sign. */
export function readExpandable(source: string): ExpandablePart[] {
  return read(source, true)
}

export function isPlaceholder(part: ExpandablePart): part is { readonly placeholder: string } {
  return typeof part === 'object' && 'placeholder' in part
}

function read(source: string, expands: boolean): ExpandablePart[] {
  const escapable = expands ? '*?\\%' : '*?\\'
  const parts: ExpandablePart[] = []
  for (let i = 0; i < source.length; i += 1) {
    const char = source.charAt(i)
    const next = source.charAt(i + 1)
    const name = expands && char === '%' ? placeholderAt(source, i) : undefined
    if (char === '\\' && next !== '' && escapable.includes(next)) {
      parts.push({ literal: next })
      i += 1
    } else if (char === '*') parts.push('any')
    else if (char === '?') parts.push('one')
    else if (name !== undefined) {
      parts.push({ placeholder: name })
      i += name.length + 1
    } else parts.push({ literal: char })
  }
  return joined(parts)
}

function placeholderAt(source: string, offset: number): string | undefined {
  PLACEHOLDER_HERE.lastIndex = offset
  return PLACEHOLDER_HERE.exec(source)?.[1]
}

/** The same text with neighbouring literals joined and runs of `*` as one. */
export function joined<Part extends ExpandablePart>(parts: readonly Part[]): Part[]
export function joined(parts: readonly ExpandablePart[]): ExpandablePart[] {
  const result: ExpandablePart[] = []
  for (const part of parts) {
    const last = result.at(-1)
    if (typeof part === 'object' && 'literal' in part) {
      if (part.literal === '') continue
      const before = typeof last === 'object' && 'literal' in last ? last.literal : undefined
      if (before !== undefined) result.pop()
      result.push({ literal: (before ?? '') + part.literal })
    } else if (part !== 'any' || last !== 'any') result.push(part)
  }
  return result
}

/** The text if it has no wildcards. */
export function plainText(parts: readonly WildcardPart[]): string | undefined {
  let text = ''
  for (const part of parts) {
    if (typeof part === 'string') return undefined
    text += part.literal
  }
  return text
}

/** The test that a whole value is the text, without regard to case. */
export function textTest(parts: readonly WildcardPart[]): Test {
  const text = plainText(parts)
  if (text !== undefined) return { op: 'equals', value: text, quoted: true }
  const pattern = joined(parts).map(patternOf).join('')
  return pattern === '*' ? { op: 'exists' } : { op: 'wildcard', pattern }
}

function patternOf(part: WildcardPart): string {
  if (part === 'any') return '*'
  return part === 'one' ? '?' : escapeWildcard(part.literal)
}

/** The test that a whole value is the text, letter by letter in the same case. */
export function casedTest(parts: readonly WildcardPart[]): Test {
  const all = joined(parts)
  if (all.length === 0 || (all.length === 1 && all[0] === 'any')) return textTest(all)
  const from = all[0] === 'any' ? 1 : 0
  const to = all.at(-1) === 'any' ? all.length - 1 : all.length
  const body = all.slice(from, to).map(regexOf).join('')
  const start = from === 0 ? '^' : ''
  const end = to === all.length ? '$' : ''
  return { op: 'regex', pattern: `(?s)${start}${body}${end}` }
}

function regexOf(part: WildcardPart): string {
  if (part === 'any') return '.*'
  return part === 'one' ? '.' : quoteRegex(part.literal)
}

/** What would be unreadable in a regex, or not survive a line of input. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]/u

/** A regex that matches only the text; a slash needs no escape. */
export function quoteRegex(text: string): string {
  let pattern = ''
  for (const char of text) {
    if (INVISIBLE.test(char)) pattern += `\\x{${(char.codePointAt(0) ?? 0).toString(16)}}`
    else pattern += /[\\.+*?()|[\]{}^$]/.test(char) ? `\\${char}` : char
  }
  return pattern
}

/** A value for a message: text in quotation marks and not too long. */
export function shown(value: SigmaValue): string {
  return typeof value === 'string' ? quoted(value) : String(value)
}
