import { SigmaError, type Condition, type Place } from '../document.js'
import { listed, quoted } from './yaml-node.js'

/** Of a condition, in characters. */
export const MAX_CONDITION = 10_000
/** Parentheses and negations within each other. */
export const MAX_NESTING = 50

/**
 * Reads one condition. Grammar, from the least binding to the most
 * (Sigma specification 2.1.0, "Condition"):
 *
 *     or   = and { "or" and }
 *     and  = not { "and" not }
 *     not  = "not" not | atom
 *     atom = "(" or ")" | ( "1" | "any" | "all" ) "of" ( "them" | pattern ) | search
 *
 * Words of the grammar are in lower case or in upper case.
 * @param searches the names that exist
 * @throws SigmaError at `place` that says the column, from 1, and what was expected there
 */
export function readCondition(
  text: string,
  place: Place,
  searches: ReadonlySet<string>,
): Condition {
  if (text.length > MAX_CONDITION) {
    throw new SigmaError(place, `The condition is longer than ${MAX_CONDITION} characters.`)
  }
  return new ConditionReader(tokensOf(text, place), place, searches).read()
}

/** Words of the grammar, which cannot name a search. */
export function isReserved(name: string): boolean {
  return /^(?:and|or|not|of|them)$/i.test(name)
}

/**
 * The searches that `1 of` and `all of` mean: those whose names match the pattern, where `*` is
 * any run of characters. Names that begin with `_` are left out unless the pattern begins so too.
 */
export function matchingSearches(names: Iterable<string>, pattern: string): string[] {
  return [...names].filter((name) => matchesPattern(name, pattern))
}

function matchesPattern(name: string, pattern: string): boolean {
  if (name.startsWith('_') && !pattern.startsWith('_')) return false
  const parts = pattern.split('*')
  const first = parts[0] ?? ''
  if (parts.length === 1) return name === pattern
  const last = parts.at(-1) ?? ''
  if (!name.startsWith(first) || !name.endsWith(last)) return false
  let at = first.length
  for (const part of parts.slice(1, -1)) {
    const found = name.indexOf(part, at)
    if (found === -1) return false
    at = found + part.length
  }
  return at + last.length <= name.length
}

interface Token {
  readonly text: string
  readonly column: number
}

function tokensOf(text: string, place: Place): readonly Token[] {
  const tokens: Token[] = []
  let at = 0
  for (const { 0: word, index } of text.matchAll(/[()]|[A-Za-z0-9_.*-]+/g)) {
    checkGap(text, at, index, place)
    tokens.push({ text: word, column: index + 1 })
    at = index + word.length
  }
  checkGap(text, at, text.length, place)
  return tokens
}

/** Between tokens there is space alone. */
function checkGap(text: string, from: number, to: number, place: Place): void {
  const found = text.slice(from, to).search(/\S/)
  if (found === -1) return
  const at = from + found
  if (text[at] === '|') throw aggregation(text.slice(at + 1), at + 1, place)
  const character = quoted(String.fromCodePoint(text.codePointAt(at) ?? 0))
  const message = `Column ${at + 1} of the condition: ${character} cannot be there.`
  throw new SigmaError(
    place,
    message,
    'A condition has names, "and", "or", "not", "1 of", "all of" and parentheses.',
  )
}

/** What took the place of the expressions after `|` that Sigma had before its version 2. */
const SUCCESSORS: Readonly<Record<string, string>> = {
  count: '"event_count", or "value_count" for the values of a field',
  sum: '"value_sum"',
  avg: '"value_avg"',
  near: '"temporal"',
}

function aggregation(rest: string, column: number, place: Place): SigmaError {
  const word = /^\s*([a-z]{1,20})/i.exec(rest)?.[1]?.toLowerCase() ?? ''
  const type = Object.hasOwn(SUCCESSORS, word) ? ` Its type is ${SUCCESSORS[word]}.` : ''
  return new SigmaError(
    place,
    `Column ${column} of the condition: aggregations ("| ${word}") are no longer part of Sigma.`,
    `Write a correlation document that refers to this rule.${type}`,
  )
}

class ConditionReader {
  private at = 0

  constructor(
    private readonly tokens: readonly Token[],
    private readonly place: Place,
    private readonly searches: ReadonlySet<string>,
  ) {}

  read(): Condition {
    const condition = this.or(0)
    if (this.at < this.tokens.length) throw this.expected('"and", "or" or the end')
    return condition
  }

  private or(depth: number): Condition {
    return this.chain('or', () => this.and(depth))
  }

  private and(depth: number): Condition {
    return this.chain('and', () => this.not(depth))
  }

  private chain(kind: 'and' | 'or', part: () => Condition): Condition {
    const first = part()
    const items = [first]
    while (this.takes(kind)) items.push(part())
    return items.length === 1 ? first : { kind, items }
  }

  private not(depth: number): Condition {
    if (depth > MAX_NESTING) {
      const message = `The condition is nested deeper than ${MAX_NESTING}.`
      throw new SigmaError(this.place, message)
    }
    if (this.takes('not')) return { kind: 'not', item: this.not(depth + 1) }
    if (!this.takes('(')) return this.atom()
    const condition = this.or(depth + 1)
    if (!this.takes(')')) throw this.expected('"and", "or" or ")"')
    return condition
  }

  private atom(): Condition {
    const token = this.tokens[this.at]
    if (!token || /^[()]$/.test(token.text) || isReserved(token.text)) {
      throw this.expected('a search')
    }
    const next = this.tokens[this.at + 1]
    if (next && isWord(next.text, 'of')) return this.of(token)
    if (!this.searches.has(token.text)) throw this.unknown(token)
    this.at++
    return { kind: 'search', name: token.text }
  }

  private of(quantity: Token): Condition {
    const count = this.countOf(quantity)
    this.at += 2
    const target = this.tokens[this.at]
    if (!target || /^[()]$/.test(target.text)) throw this.expected('"them" or a pattern')
    const pattern = isWord(target.text, 'them') ? '*' : target.text
    if (matchingSearches(this.searches, pattern).length === 0) throw this.unknown(target)
    this.at++
    return { kind: 'of', count, pattern }
  }

  private countOf({ text, column }: Token): 'any' | 'all' {
    if (text === '1' || isWord(text, 'any')) return 'any'
    if (isWord(text, 'all')) return 'all'
    throw new SigmaError(
      this.place,
      `Column ${column} of the condition: ${quoted(`${text} of`)} is not part of Sigma.`,
      'Write "1 of" or "all of".',
    )
  }

  private takes(word: string): boolean {
    const token = this.tokens[this.at]
    if (!token || !isWord(token.text, word)) return false
    this.at++
    return true
  }

  private expected(what: string): SigmaError {
    const token = this.tokens[this.at]
    const last = this.tokens.at(-1)
    const column = token?.column ?? (last ? last.column + last.text.length : 1)
    const found = token ? quoted(token.text) : 'the end'
    return new SigmaError(
      this.place,
      `Column ${column} of the condition: expected ${what}, found ${found}.`,
    )
  }

  private unknown({ text, column }: Token): SigmaError {
    return new SigmaError(
      this.place,
      `Column ${column} of the condition: there is no search ${quoted(text)}.`,
      `The searches are ${listed(this.searches)}.`,
    )
  }
}

function isWord(text: string, word: string): boolean {
  return text === word || text === word.toUpperCase()
}
