import type { WildcardPart } from '@spoor/model'

/** A text as Sigma has it, with no more escapes than it needs: `C:\Windows\\*`. */
export function writtenText(parts: readonly WildcardPart[]): string {
  return parts
    .map((part, i) => {
      if (part === 'any') return '*'
      return part === 'one' ? '?' : writtenLiteral(part.literal, i < parts.length - 1)
    })
    .join('')
}

/** A single backslash means itself, unless it would take the meaning from the sign after it. */
function writtenLiteral(literal: string, isBeforeSign: boolean): string {
  return literal.replaceAll(/\\+|[*?]/g, (found, offset: number) => {
    if (found === '*' || found === '?') return `\\${found}`
    const next = literal.charAt(offset + found.length)
    const isRead = next === '' ? isBeforeSign : next === '*' || next === '?'
    return found.length === 1 && !isRead ? found : found + found
  })
}

/** A text as it is written with a modifier that says where in the field it is. */
export interface PlacedText {
  readonly place: 'contains' | 'startswith' | 'endswith'
  readonly text: string
}

/** `*text*`, `text*` and `*text`, as people write them; other patterns have no such form. */
export function placedText(parts: readonly WildcardPart[]): PlacedText | undefined {
  const before = parts[0] === 'any'
  const after = parts.at(-1) === 'any'
  const [inner, ...others] = parts.slice(before ? 1 : 0, after ? -1 : undefined)
  if (typeof inner !== 'object' || others.length > 0) return undefined
  const text = writtenText([inner])
  if (before) return { place: after ? 'contains' : 'endswith', text }
  return after ? { place: 'startswith', text } : undefined
}
