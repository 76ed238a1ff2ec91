import { parse } from 'yaml'
import {
  eventMeets,
  lineMeets,
  type SigmaEvent,
  type SlowLists,
} from './slow-sigma-values.testing.js'

/**
 * Sigma once more, read from the specification and asked of events in memory, without regard to
 * speed. It shares no code with the readers and the compiler: it takes the text of a rule.
 */

type Scalar = string | number | boolean | null
type Values = Scalar | readonly Scalar[]
type Written = Readonly<Record<string, Values>> | readonly (Scalar | Record<string, Values>)[]

/** Those of some events that a rule describes; the log source is not looked at. */
export function slowSigma(
  text: string,
  events: readonly SigmaEvent[],
  lists: SlowLists,
): SigmaEvent[] {
  const { detection } = parse(text) as { detection: Record<string, unknown> }
  const { condition, ...searches } = detection
  const conditions = Array.isArray(condition) ? (condition as string[]) : [String(condition)]
  return events.filter((event) => {
    const results = new Map(
      Object.entries(searches).map(([name, search]) => [
        name,
        searchHolds(search as Written, event, lists),
      ]),
    )
    return conditions.some((one) => conditionHolds(one, results))
  })
}

function searchHolds(search: Written, event: SigmaEvent, lists: SlowLists): boolean {
  if (!Array.isArray(search)) {
    return Object.entries(search).every(([key, values]) => testHolds(key, values, event, lists))
  }
  return (search as (Scalar | Record<string, Values>)[]).some((item) =>
    typeof item === 'object' && item !== null
      ? searchHolds(item, event, lists)
      : testHolds('', item, event, lists),
  )
}

function testHolds(key: string, written: Values, event: SigmaEvent, lists: SlowLists): boolean {
  const [field = '', ...modifiers] = key.split('|')
  const values = Array.isArray(written) ? (written as readonly Scalar[]) : [written as Scalar]
  const one = (value: Scalar) =>
    field === ''
      ? lineMeets(event, modifiers, value, lists)
      : eventMeets(event, field, modifiers, value, lists)
  const holds = modifiers.includes('all') ? values.every(one) : values.some(one)
  return modifiers.includes('neq') ? !holds : holds
}

/** By rewriting: what `of` means, then each search, then from the innermost parentheses outwards. */
function conditionHolds(condition: string, results: ReadonlyMap<string, boolean>): boolean {
  let text = condition.replaceAll(
    /\b(1|any|all) of ([\w*]+)/gi,
    (_, count: string, target: string) => {
      const held = [...results]
        .filter(([name]) => isMeant(name, target))
        .map(([, result]) => result)
      const holds = count.toLowerCase() === 'all' ? !held.includes(false) : held.includes(true)
      return holds ? ' + ' : ' - '
    },
  )
  text = text.replaceAll(/\w+/g, (word) =>
    results.has(word) ? (results.get(word) === true ? '+' : '-') : word.toLowerCase(),
  )
  while (text.includes('(')) {
    text = text.replace(/\(([^()]*)\)/, (_, inner: string) => (flatHolds(inner) ? '+' : '-'))
  }
  return flatHolds(text)
}

function isMeant(name: string, target: string): boolean {
  const pattern = target.toLowerCase() === 'them' ? '*' : target
  if (name.startsWith('_') && !pattern.startsWith('_')) return false
  return new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(name)
}

function flatHolds(text: string): boolean {
  return text.split('or').some((part) => part.split('and').every(signHolds))
}

function signHolds(text: string): boolean {
  const negations = text.split('not').length - 1
  return text.includes('+') === (negations % 2 === 0)
}
