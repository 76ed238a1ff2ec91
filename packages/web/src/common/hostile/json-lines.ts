/**
 * Lays JSON text out over lines without parsing its values, so that numbers keep all their digits,
 * escapes stay escapes, and doubled keys stay doubled: what is shown is what the source wrote.
 */
export type JsonTokenKind = 'key' | 'string' | 'number' | 'word' | 'mark'

export interface JsonToken {
  readonly kind: JsonTokenKind
  readonly text: string
}

export interface JsonLine {
  readonly indent: number
  readonly tokens: readonly JsonToken[]
}

const TOKEN = /\s*(?:("(?:[^"\\]|\\.)*")|(-?\d[\d.eE+-]*)|(true|false|null)|([{}[\],:]))/y

function tokens(text: string): string[] | undefined {
  const found: string[] = []
  TOKEN.lastIndex = 0
  let end = 0
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
    found.push(match[0].trimStart())
    end = TOKEN.lastIndex
  }
  return text.slice(end).trim() === '' ? found : undefined
}

function kindOf(token: string, next: string | undefined): JsonTokenKind {
  if (token.startsWith('"')) return next === ':' ? 'key' : 'string'
  if (/^[-\d]/.test(token)) return 'number'
  return /^[tfn]/.test(token) ? 'word' : 'mark'
}

/** Lines of laid-out JSON, or undefined if the text is not made of JSON's tokens. */
export function jsonLines(text: string): JsonLine[] | undefined {
  const all = tokens(text)
  if (all === undefined || all.length === 0) return undefined
  const lines: JsonLine[] = []
  let indent = 0
  let line: JsonToken[] = []
  const flush = (at: number) => {
    if (line.length > 0) lines.push({ indent: at, tokens: line })
    line = []
  }
  for (const [index, token] of all.entries()) {
    const next = all[index + 1]
    if (token === '}' || token === ']') {
      // An empty object or array stays on its line.
      if (all[index - 1] !== '{' && all[index - 1] !== '[') flush(indent)
      indent = Math.max(0, indent - 1)
      line.push({ kind: 'mark', text: token })
      continue
    }
    line.push({ kind: kindOf(token, next), text: token })
    if (token === '{' || token === '[') {
      if (next !== '}' && next !== ']') flush(indent)
      indent += 1
    } else if (token === ',') {
      flush(indent)
    }
  }
  flush(indent)
  return lines
}
