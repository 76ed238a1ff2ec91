/**
 * Control, format, unassigned, private-use and lone surrogate characters, separators other than the
 * plain space, variation selectors, and fillers that look empty: what a hostile string would use to
 * move the cursor, to turn the reading direction around, or to hide.
 */
const HIDDEN =
  // oxlint-disable-next-line no-misleading-character-class -- each stands for itself
  /[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u115f\u1160\u3164\uffa0\ufffd\ufe00-\ufe0f]/gu

/** A pile of combining marks: the first two may be letters of a language, the rest is not. */
const MARKS = /(\p{M}{2})(\p{M}+)/gu

/**
 * A string that somebody else chose, fit for a terminal: whatever would not show as itself is named,
 * as the page does (`⟨␛⟩`, `⟨U+202E⟩`). Every text of an event, a file name or an error goes through
 * here before it is printed.
 */
export function visible(text: string): string {
  return text
    .replaceAll(HIDDEN, stand)
    .replaceAll(MARKS, (_, kept: string, pile: string) => kept + [...pile].map(stand).join(''))
}

function stand(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x20) return `⟨${String.fromCodePoint(0x2400 + code)}⟩`
  if (code === 0x7f) return '⟨␡⟩'
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`
}

/** The same for a text of several lines whose line feeds are our own. */
export function visibleLines(text: string): string {
  return text.split('\n').map(visible).join('\n')
}

/**
 * JSON on one line that a terminal may show: what `visible` would name is written as `\uXXXX`, which
 * every reader of JSON turns back into the same string.
 */
export function jsonLine(value: unknown): string {
  return escapeJson(JSON.stringify(value))
}

/** The same for a text that is JSON already. */
export function escapeJson(json: string): string {
  return json.replaceAll(HIDDEN, (character) =>
    [...Array(character.length).keys()]
      .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
      .join(''),
  )
}

/** At most so many characters, the last being an ellipsis if something was cut. */
export function shorten(text: string, length: number): string {
  const characters = [...text]
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`
}
