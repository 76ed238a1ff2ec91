import type { Place } from '../document.js'
import type { Chosen } from './modifiers.js'
import { PLACEHOLDER, quoteRegex } from './sigma-strings.js'
import { listedValues } from './text-values.js'
import type { Lists } from './text-values.js'

/** RE2 that matches nothing. */
const NOTHING = '[^\\x00-\\x{10FFFF}]'

const ESCAPE_OR_PLACEHOLDER = new RegExp(`\\\\[\\s\\S]|${PLACEHOLDER.source}`, 'gu')

/**
 * The regex of a value with the modifier `re`, in RE2 as the query language has it. It is found
 * anywhere in a value, so that `contains`, `startswith` and `endswith` after `re`, which only let
 * more follow or precede it, change nothing. Backslashes are the regex's own.
 */
export function regexOf(value: string, chosen: Chosen, lists: Lists, place: Place): string {
  const flags = [
    chosen['ignore case'] === undefined ? '' : 'i',
    chosen.lines === undefined ? '' : 'm',
    chosen.dot === undefined ? '' : 's',
  ].join('')
  const pattern = chosen.placeholders === undefined ? value : expanded(value, lists, place)
  // As the text of a question is read: the backslash before a slash is of no use to the regex.
  const body = pattern.replaceAll(/\\([\s\S])/g, (pair, char: string) =>
    char === '/' ? '/' : pair,
  )
  return flags === '' ? body : `(?${flags})${body}`
}

/** `%name%` becomes the values of the list as alternatives; `\%` is a percent sign in RE2, too. */
function expanded(value: string, lists: Lists, place: Place): string {
  return value.replaceAll(ESCAPE_OR_PLACEHOLDER, (found, name?: string) => {
    if (name === undefined) return found
    const values = listedValues(name, lists, place)
    return values.length === 0 ? NOTHING : `(?:${values.map(quoteRegex).join('|')})`
  })
}
