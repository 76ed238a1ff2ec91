/**
 * The one form that every question takes: text, chips and (later) Sigma all become this tree, and
 * the store turns it into SQL.
 */
export type Query =
  /** Matches everything: the empty question. */
  | { readonly kind: 'all' }
  /** Every item holds. At least two items, none of them itself an `and`. */
  | { readonly kind: 'and'; readonly items: readonly Query[] }
  /** Some item holds. At least two items, none of them itself an `or`. */
  | { readonly kind: 'or'; readonly items: readonly Query[] }
  | { readonly kind: 'not'; readonly item: Query }
  /**
   * Written down and shown, but not asked: `suspended(…)` in the text, a greyed chip on the page.
   * The question means what it would mean without it.
   */
  | { readonly kind: 'suspended'; readonly item: Query }
  /** A field meets a test: `ftp.command:STOR`. Fields of the dictionary are under their name, never an alias. */
  | { readonly kind: 'field'; readonly field: string; readonly test: Test }
  /** The original line, or any text of a session or transfer, meets a test: a bare word. */
  | { readonly kind: 'word'; readonly test: WordTest }

export type Test =
  /**
   * Equal without regard to case; the empty text means "absent". `quoted` only remembers how it was
   * written (the empty text is always quoted).
   */
  | { readonly op: 'equals'; readonly value: string; readonly quoted: boolean }
  /**
   * `*` any run of characters, `?` one; `\*`, `\?` and `\\` are the characters themselves. The
   * whole value must match, numbers and addresses as printed. Never a lone `*` (that is `exists`)
   * and never `**`.
   */
  | { readonly op: 'wildcard'; readonly pattern: string }
  /** RE2, case-sensitive unless `(?i)`, found anywhere in the value. */
  | { readonly op: 'regex'; readonly pattern: string }
  /** Network in CIDR form; the field is an address, or text that may hold one. */
  | { readonly op: 'cidr'; readonly network: string }
  /** At least one bound. */
  | { readonly op: 'range'; readonly from?: Bound; readonly to?: Bound }
  /** The field has a value: `field:*`. */
  | { readonly op: 'exists' }
  /** The value is in a saved list: `@approved-servers`. */
  | { readonly op: 'list'; readonly name: string }
  /**
   * The value is, begins with, ends with or contains the value of another field of the same row, as
   * printed and without regard to case: `=user.name`, `=user.name*`, `=*user.name`, `=*user.name*`.
   * With several values any pair is enough; false where either field is absent. Neither is a time.
   */
  | { readonly op: 'same'; readonly field: string; readonly part: SamePart }

export type SamePart = 'whole' | 'start' | 'end' | 'middle'

/** Tests that a value meets or not, whatever else is in the row. */
export type ValueTest = Exclude<Test, { op: 'same' }>

export interface Bound {
  readonly value: string
  readonly inclusive: boolean
}

/** Tests that make sense for a bare word: substring, wildcard or regex anywhere in the text. */
export type WordTest = Extract<Test, { op: 'equals' | 'wildcard' | 'regex' }>

/** A mistake in a question, with the place in the text where it was noticed. */
export interface QueryProblem {
  readonly message: string
  /** Offset of the first character concerned, from 0. */
  readonly from: number
  /** Offset after the last character concerned. */
  readonly to: number
  /** What to write instead, where that is known. */
  readonly hint?: string
}
