/**
 * Makes visible what a hostile string would hide: control characters, marks that turn the reading
 * direction around, characters without width, and piles of combining marks. The page shows every
 * value of an event through this.
 */
export interface Piece {
  /** What to show. */
  readonly text: string
  /** Whether the text stands for something that would not show by itself. */
  readonly hidden: boolean
  /** Name of what is hidden, for a hover. */
  readonly name?: string
}

const NAMES: Readonly<Record<number, string>> = {
  0x00: 'NUL',
  0x07: 'BEL',
  0x08: 'backspace',
  0x09: 'tab',
  0x0a: 'line feed',
  0x0d: 'carriage return',
  0x1b: 'escape',
  0x7f: 'DEL',
  0xa0: 'no-break space',
  0xad: 'soft hyphen',
  0x061c: 'Arabic letter mark',
  0x200b: 'zero-width space',
  0x200c: 'zero-width non-joiner',
  0x200d: 'zero-width joiner',
  0x200e: 'left-to-right mark',
  0x200f: 'right-to-left mark',
  0x2028: 'line separator',
  0x2029: 'paragraph separator',
  0x202a: 'left-to-right embedding',
  0x202b: 'right-to-left embedding',
  0x202c: 'pop directional formatting',
  0x202d: 'left-to-right override',
  0x202e: 'right-to-left override',
  0x2060: 'word joiner',
  0x2066: 'left-to-right isolate',
  0x2067: 'right-to-left isolate',
  0x2068: 'first strong isolate',
  0x2069: 'pop directional isolate',
  0xfeff: 'byte order mark',
  0xfffd: 'replacement character: the bytes were not valid UTF-8',
}

/**
 * Control, format, unassigned, private-use and lone surrogate characters, separators other than
 * the plain space, variation selectors, and fillers that look empty.
 */
const HIDDEN =
  /[\ufe00-\ufe0f\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u115f\u1160\u3164\uffa0\ufffd]/u
const MARK = /\p{M}/u
const MOST_MARKS = 2

/** ASCII's own names of its control characters, in order. */
const C0 =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(
    ' ',
  )

/** How a hidden character is written: `ESC` for ASCII's, `U+202E` for the rest. */
function stand(code: number): string {
  const name = code === 0x7f ? 'DEL' : C0[code]
  if (name !== undefined) return name
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
}

/** Splits a string into pieces that are safe to show beside each other. */
export function visiblePieces(value: string): Piece[] {
  const pieces: Piece[] = []
  let plain = ''
  let marks = 0
  const flush = () => {
    if (plain !== '') pieces.push({ text: plain, hidden: false })
    plain = ''
  }
  for (const character of value) {
    marks = MARK.test(character) ? marks + 1 : 0
    if (!HIDDEN.test(character) && marks <= MOST_MARKS) {
      plain += character
      continue
    }
    flush()
    const code = character.codePointAt(0) ?? 0
    const name = NAMES[code] ?? (marks > MOST_MARKS ? 'combining mark' : undefined)
    pieces.push({ text: stand(code), hidden: true, name })
  }
  flush()
  return pieces
}

/** The same as one string, for places that take only text: titles, chart labels, file names. */
export function visibleText(value: string): string {
  return visiblePieces(value)
    .map((piece) => (piece.hidden ? `⟨${piece.text}⟩` : piece.text))
    .join('')
}

/**
 * Cuts a string to at most `length` characters (code points), the last being an ellipsis.
 * A surrogate pair is never split.
 */
export function cut(value: string, length: number): string {
  if (value.length <= length) return value
  const characters = Array.from(value.slice(0, length * 2))
  if (characters.length <= length && value.length <= length * 2) return value
  return `${characters.slice(0, length - 1).join('')}…`
}
