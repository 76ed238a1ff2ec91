import { parseQuery, printQuery, type Query, type Subject } from '@spoor/model'
import { compileQuery, type CompileContext } from '../query/compile.js'
import type { Fragment } from '../query/fragment.js'
import { rulesBelow, type CorrelationNode } from '../sigma/correlate/correlation-plan.js'
import type { Hunt } from './hunt.js'

/** More conditions in one statement would make it larger than the engine takes. */
const CONDITIONS_AT_ONCE = 40

/** All that a hunt looks at, in one question; of a correlation, what it looks at of its subject. */
export function questionOf(hunt: Hunt): string {
  switch (hunt.kind) {
    case 'filter':
      return either(hunt.ways.map(({ where }) => where))
    case 'behaviour':
      return hunt.where
    case 'correlation':
      return either(wheresOf(hunt.plan.root, hunt.subject))
  }
}

function wheresOf(root: CorrelationNode, subject: Subject): string[] {
  return rulesBelow(root).flatMap((rule) =>
    rule.subject === subject ? [printQuery(rule.query)] : [],
  )
}

function either(questions: readonly string[]): string {
  const [only] = questions
  if (questions.length === 1 && only !== undefined) return only
  return questions.map((question) => `(${question})`).join(' or ')
}

/**
 * What a hunt asks.
 * @throws Error if the question is wrong: a mistake in the library, not in the data
 */
export function parseWhere(text: string, subject: Subject): Query {
  const parsed = parseQuery(text, subject)
  if (parsed.ok) return parsed.query
  const reason = parsed.problems.map(({ message }) => message).join(' ')
  throw new Error(`A hunt asks a wrong question: ${text}: ${reason}`)
}

/** What a hunt asks, as SQL. @throws Error if the question is wrong */
export function compileWhere(text: string, subject: Subject, context: CompileContext): Fragment {
  return compileQuery(parseWhere(text, subject), subject, context)
}

const PLAIN_TYPE = /^[a-z][a-z0-9_]*$/

/** The one type of events that a question is about, if it is about one. */
export function eventTypeOf(text: string): string | undefined {
  const parsed = parseQuery(text, 'events')
  if (!parsed.ok) return undefined
  const { query } = parsed
  for (const item of query.kind === 'and' ? query.items : [query]) {
    if (item.kind !== 'field' || item.field !== 'event.type' || item.test.op !== 'equals') continue
    if (PLAIN_TYPE.test(item.test.value)) return item.test.value
  }
  return undefined
}

/** Items in parts that fit into one statement each, if every item brings a condition. */
export function inParts<T>(items: readonly T[]): (readonly T[])[] {
  const parts = Math.ceil(items.length / CONDITIONS_AT_ONCE)
  return Array.from({ length: parts }, (_, part) =>
    items.slice(part * CONDITIONS_AT_ONCE, (part + 1) * CONDITIONS_AT_ONCE),
  )
}
