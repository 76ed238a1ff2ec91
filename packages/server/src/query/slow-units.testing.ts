import { wildcardParts } from '@spoor/model'

/** What a pattern is made of: a character, any run of characters, or any one. */
export type Unit = { char: string } | 'any' | 'one'

/** The characters and wildcards of a pattern, in lower case if asked for. */
export function unitsOf(pattern: string, lower: boolean): Unit[] {
  return wildcardParts(pattern).flatMap((part): Unit[] =>
    typeof part === 'string'
      ? [part]
      : [...(lower ? part.literal.toLowerCase() : part.literal)].map((char) => ({ char })),
  )
}
