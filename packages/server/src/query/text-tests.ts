import { formatAddress, parseNetwork, regexMatchesEmpty, wildcardParts } from '@spoor/model'
import type { ValueTest } from '@spoor/model'
import type { Params } from './params.js'
import { queryError } from './query-error.js'

/** Saved lists by name. */
export type Lists = ReadonlyMap<string, readonly string[]>

/** The values of a saved list. Throws `QueryError` when there is none of that name. */
export function valuesOfList(lists: Lists | undefined, name: string): readonly string[] {
  const values = lists?.get(name)
  if (values === undefined) {
    throw queryError(`There is no saved list ${name}.`, 'Save it first, or choose another list.')
  }
  return values
}

/** A wildcard pattern as a pattern of LIKE: `%` and `_` are text, `*` and `?` are not. */
export function likePattern(pattern: string): string {
  return wildcardParts(pattern)
    .map((part) => {
      if (part === 'any') return '%'
      if (part === 'one') return '_'
      return part.literal.replaceAll(/[\\%_]/g, '\\$&')
    })
    .join('')
}

/**
 * The condition that a text expression, never NULL, meets a test. Case is folded with lowerUTF8 on
 * both sides by the engine, so that the two sides cannot disagree on a letter.
 */
export function textCondition(
  expression: string,
  test: ValueTest,
  params: Params,
  lists?: Lists,
): string {
  switch (test.op) {
    case 'equals':
      if (test.value === '') return `${expression} = ''`
      return `lowerUTF8(${expression}) = ${lowered(test.value, params)}`
    case 'wildcard':
      return `lowerUTF8(${expression}) like ${lowered(likePattern(test.pattern), params)}`
    case 'regex':
      return regexCondition(expression, test.pattern, params)
    case 'cidr':
      return networkCondition(expression, test.network, params)
    case 'list':
      return anyOfCondition(expression, valuesOfList(lists, test.name), params)
    case 'exists':
      return `${expression} != ''`
    case 'range':
      throw queryError('Text has no range.', 'Use a wildcard such as a* or a regex.')
  }
}

/**
 * A bound text in lower case. Of ASCII, letters fold alike everywhere, and every function that the
 * engine need not plan counts.
 */
function lowered(text: string, params: Params): string {
  if (isAscii(text)) return params.bind('String', text.toLowerCase())
  return `lowerUTF8(${params.bind('String', text)})`
}

function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text)
}

/** The condition that a text equals one of several, without regard to case. */
export function anyOfCondition(
  expression: string,
  values: readonly string[],
  params: Params,
): string {
  const list = values.every(isAscii)
    ? params.bind(
        'Array(String)',
        values.map((value) => value.toLowerCase()),
      )
    : `arrayMap(v -> lowerUTF8(v), ${params.bind('Array(String)', values)})`
  return `lowerUTF8(${expression}) in (${list})`
}

/**
 * `.` does not match a line break, as everywhere but in ClickHouse's `match`. Most records have most
 * fields empty, and the engine passes by these sooner than it finds that they do not match.
 */
export function regexCondition(expression: string, pattern: string, params: Params): string {
  return matchCondition(expression, pattern, regexMatchesEmpty(pattern), params)
}

function matchCondition(
  expression: string,
  pattern: string,
  matchesEmpty: boolean,
  params: Params,
): string {
  const matches = `match(${expression}, ${params.bind('String', `(?-s)${pattern}`)})`
  const isColumn = /^\w+$/.test(expression)
  return isColumn && !matchesEmpty ? `(${expression} != '' and ${matches})` : matches
}

/** Characters of regexes that are joined into one: more could be too large for the engine. */
const JOINED_CHARACTERS = 4000

/** The condition that a text meets any of some regexes: one search for many of them. */
export function anyRegexConditions(
  expression: string,
  patterns: readonly string[],
  params: Params,
): string[] {
  const matchesEmpty = patterns.some(regexMatchesEmpty)
  return joinedInParts(patterns).map((pattern) =>
    matchCondition(expression, pattern, matchesEmpty, params),
  )
}

/**
 * The condition that a text matches any of some wildcard patterns. One regex for many of them: the
 * engine would search the text anew for each pattern of LIKE.
 */
export function anyWildcardConditions(
  expression: string,
  patterns: readonly string[],
  params: Params,
): string[] {
  return joinedInParts(patterns.map(wildcardRegex)).map(
    // No pattern matches the empty text, and most records have most fields empty.
    (pattern) =>
      `(${expression} != '' and match(lowerUTF8(${expression}), ${lowered(pattern, params)}))`,
  )
}

/** A wildcard pattern as a regex of `match`, whose `.` is any character; lower case leaves it as it is. */
function wildcardRegex(pattern: string): string {
  const parts = wildcardParts(pattern)
  const start = parts[0] === 'any' ? '' : '^'
  const end = parts.at(-1) === 'any' ? '' : '\\z'
  const inner = parts.slice(start === '' ? 1 : 0, end === '' ? -1 : undefined)
  const body = inner.map((part) => {
    if (part === 'any') return '.*'
    return part === 'one' ? '.' : part.literal.replaceAll(/[\\^$.|?*+()[\]{}]/g, '\\$&')
  })
  return `${start}${body.join('')}${end}`
}

function joinedInParts(patterns: readonly string[]): string[] {
  const parts: string[] = []
  for (const pattern of patterns) {
    const group = `(?:${pattern})`
    const last = parts.at(-1)
    if (last === undefined || last.length + group.length > JOINED_CHARACTERS) parts.push(group)
    else parts[parts.length - 1] = `${last}|${group}`
  }
  return parts
}

/** Text that happens to be an address, such as that of a field that the dictionary lacks. */
function networkCondition(expression: string, network: string, params: Params): string {
  const range = parseNetwork(network)
  if (range === undefined) throw queryError(`${network} is no network.`)
  const first = params.bind('IPv6', formatAddress(range.first))
  const last = params.bind('IPv6', formatAddress(range.last))
  return `ifNull(toIPv6OrNull(${expression}) between ${first} and ${last}, 0)`
}
