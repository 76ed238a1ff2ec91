import { formatAddress, parseNetwork, wildcardParts } from '@spoor/model'
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
      return `lowerUTF8(${expression}) = lowerUTF8(${params.bind('String', test.value)})`
    case 'wildcard':
      return `lowerUTF8(${expression}) like lowerUTF8(${params.bind('String', likePattern(test.pattern))})`
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

/** The condition that a text equals one of several, without regard to case. */
export function anyOfCondition(
  expression: string,
  values: readonly string[],
  params: Params,
): string {
  const bound = params.bind('Array(String)', values)
  return `lowerUTF8(${expression}) in (arrayMap(v -> lowerUTF8(v), ${bound}))`
}

/** `.` does not match a line break, as everywhere but in ClickHouse's `match`. */
export function regexCondition(expression: string, pattern: string, params: Params): string {
  return `match(${expression}, ${params.bind('String', `(?-s)${pattern}`)})`
}

/** Text that happens to be an address, such as that of a field that the dictionary lacks. */
function networkCondition(expression: string, network: string, params: Params): string {
  const range = parseNetwork(network)
  if (range === undefined) throw queryError(`${network} is no network.`)
  const first = params.bind('IPv6', formatAddress(range.first))
  const last = params.bind('IPv6', formatAddress(range.last))
  return `ifNull(toIPv6OrNull(${expression}) between ${first} and ${last}, 0)`
}
