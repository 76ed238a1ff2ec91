import type { SigmaValue } from '../document.js'

/** What a rule says, before it is divided into searches. */
export type Part =
  | WrittenTest
  /** At least two parts, none of them of the same kind, `everything` or `nothing`. */
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Part[] }
  /** Never a `not`, `everything` or `nothing` inside. */
  | { readonly kind: 'not'; readonly part: Part }
  | { readonly kind: 'everything' | 'nothing' }

/** One value of a line `field|modifier: value`. */
export interface WrittenTest {
  readonly kind: 'test'
  /** None for a keyword. */
  readonly field?: string
  readonly modifiers: readonly string[]
  readonly value: SigmaValue
  /** A text without modifiers, its `*` written out: so it can stand in a list with others. */
  readonly inFull?: SigmaValue
}

/** All of the parts, or one of them, with what follows from parts that always or never hold. */
export function joinParts(kind: 'and' | 'or', parts: readonly Part[]): Part {
  const [neutral, deciding] =
    kind === 'and' ? (['everything', 'nothing'] as const) : (['nothing', 'everything'] as const)
  if (parts.some((part) => part.kind === deciding)) return { kind: deciding }
  const flat = parts
    .filter((part) => part.kind !== neutral)
    .flatMap((part) => ('parts' in part && part.kind === kind ? part.parts : [part]))
  const [first, ...others] = new Map(flat.map((part) => [keyOf(part), part])).values()
  if (first === undefined) return { kind: neutral }
  return others.length === 0 ? first : { kind, parts: [first, ...others] }
}

/** The opposite; of whether a field is there, the opposite value. */
export function opposite(part: Part): Part {
  switch (part.kind) {
    case 'everything':
      return { kind: 'nothing' }
    case 'nothing':
      return { kind: 'everything' }
    case 'not':
      return part.part
    case 'test':
      return typeof part.value === 'boolean' && isExistence(part)
        ? { ...part, value: !part.value }
        : { kind: 'not', part }
    default:
      return { kind: 'not', part }
  }
}

/** Whether a test asks if the field is there; such a test takes no list of values. */
export function isExistence({ modifiers }: WrittenTest): boolean {
  return modifiers.includes('exists')
}

function keyOf(part: Part): string {
  return JSON.stringify(part, (_, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  )
}
