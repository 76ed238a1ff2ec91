/** What a question may cost. Larger ones are refused with a problem, never cut. */
export const QUERY_LIMITS = {
  /** Characters of text (UTF-16 units). */
  characters: 10_000,
  /** Parentheses, `not` and `suspended` inside each other. */
  depth: 100,
  /** Tests of fields and words. */
  terms: 1_000,
  /** Words, and tests of fields that the dictionary lacks: each reads whole lines. */
  lineTests: 100,
  /** Characters of one regex. */
  regexCharacters: 1_000,
  /**
   * Instructions of all compiled regexes together, which is what repetitions multiply. One with
   * classes such as `\pL` counts twenty times: RE2 spells each of them out in bytes.
   */
  regexInstructions: 5_000,
  /** Parts of a dotted field name that the dictionary lacks. */
  pathParts: 8,
  /** Where parts of values are compared with another field: values of each of the two fields. */
  comparedValues: 20,
  /** UTF-8 bytes of a value that another field's is searched for. Longer ones are not found. */
  comparedBytes: 256,
  /** Problems that are reported at once. */
  problems: 20,
} as const
