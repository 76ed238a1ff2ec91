import { isDeepStrictEqual } from 'node:util'
import { QUERY_LIMITS, checkRegex, findField, parseQuery, printQuery } from '@spoor/model'
import type { Query, Subject } from '@spoor/model'
import { compileQuery } from '../../query/compile.js'
import { QueryError } from '../../query/query-error.js'
import { SigmaError } from '../document.js'
import type { Place } from '../document.js'
import { shown } from './sigma-strings.js'

/**
 * What rules ask must be a question that could have been typed: it has a text, and the checks of
 * the query language hold for it.
 */

/** How many tests the query of a rule may have; more than a typed question, as rules list names. */
const MOST_TESTS = 5_000
/**
 * How long the condition of a rule may be as SQL. ClickHouse takes statements of 262,144 bytes. Equal
 * texts of one field cost next to nothing, a wildcard about 60 characters, and a test of a field that
 * the dictionary lacks about 900.
 */
const MOST_SQL = 200_000
const RE2_ONLY = 'Regexes are RE2: without look-around and back-references.'
const SMALLER_REGEXES =
  'Use smaller repetitions, or wildcards. The modifiers cased and base64 make regexes of values.'
const SMALLER = 'Split the rule, or use one regex or a shorter list in place of many values.'

type FieldQuery = Extract<Query, { kind: 'field' }>
type OneTest = FieldQuery | Extract<Query, { kind: 'word' }>

/**
 * A test, if the query language takes it as it is.
 * @throws SigmaError if the value does not fit the field, if no question can name the field, or if
 * a regex is no RE2 or too large
 */
export function checkedTest(test: OneTest, subject: Subject, place: Place): Query {
  const text = printQuery(test)
  if (text.length > QUERY_LIMITS.characters) {
    throw new SigmaError(place, `This value has more than ${QUERY_LIMITS.characters} characters.`)
  }
  if (test.kind === 'field') checkName(test.field, subject, place)
  if (test.test.op === 'regex') checkRegexes([test.test.pattern], place)
  if (test.kind === 'field' && suitsAnyText(test, subject)) return test
  const result = parseQuery(text, subject)
  if (result.ok && isDeepStrictEqual(result.query, test)) return test
  const [problem] = result.ok ? [] : result.problems
  throw new SigmaError(
    place,
    problem?.message ?? `This cannot be asked of ${subject}: ${shown(text)}.`,
  )
}

/** Names that can stand before the colon of a question. */
const FIELD_NAME = /^[\p{L}_@][\p{L}\p{N}_@-]*(?:\.[\p{L}\p{N}_@-]+)+$/u

function checkName(name: string, subject: Subject, place: Place): void {
  if (findField(subject, name) !== undefined) return
  const isDotted = subject === 'events' && FIELD_NAME.test(name)
  if (isDotted && name.split('.').length <= QUERY_LIMITS.pathParts) return
  const hint = `Names of other fields are up to ${QUERY_LIMITS.pathParts} words with dots between them.`
  throw new SigmaError(place, `There is no field ${shown(name)} in ${subject}.`, hint)
}

/** Tests that text of any field can be put to need no closer look, and a rule has many of them. */
function suitsAnyText({ field, test }: FieldQuery, subject: Subject): boolean {
  const kind = findField(subject, field)?.kind ?? 'unknown'
  const isText = kind === 'keyword' || kind === 'keywords' || kind === 'unknown'
  return isText && ['equals', 'wildcard', 'exists', 'regex', 'cidr'].includes(test.op)
}

/**
 * Holds the query of a rule to what it may cost.
 * @param live lists that are looked up only when the rule is asked
 * @throws SigmaError that names the limit
 */
export function checkCost(
  query: Query,
  subject: Subject,
  place: Place,
  live: ReadonlySet<string> = new Set(),
): void {
  const cost: Cost = { tests: 0, depth: 0, regexes: new Set() }
  addCost(query, 0, cost)
  if (cost.tests > MOST_TESTS) {
    throw new SigmaError(place, `The rule has more than ${MOST_TESTS} tests.`, SMALLER)
  }
  if (cost.depth > QUERY_LIMITS.depth) {
    const message = `More than ${QUERY_LIMITS.depth} parts of the rule stand inside each other.`
    throw new SigmaError(place, message)
  }
  checkRegexes([...cost.regexes], place)
  if (sqlLength(query, subject, place, live) > MOST_SQL) {
    const message = 'The rule has too many tests to be asked at once.'
    throw new SigmaError(place, message, SMALLER)
  }
}

function sqlLength(
  query: Query,
  subject: Subject,
  place: Place,
  live: ReadonlySet<string>,
): number {
  const lists = new Map([...live].map((name) => [name, []]))
  try {
    return compileQuery(query, subject, { now: new Date(0), lists }).sql.length
  } catch (error) {
    if (error instanceof QueryError) throw new SigmaError(place, error.message)
    throw error
  }
}

interface Cost {
  tests: number
  depth: number
  readonly regexes: Set<string>
}

function addCost(query: Query, depth: number, cost: Cost): void {
  cost.depth = Math.max(cost.depth, depth)
  switch (query.kind) {
    case 'all':
      return
    case 'and':
    case 'or':
      for (const item of query.items) addCost(item, depth + 1, cost)
      return
    case 'not':
    case 'suspended':
      addCost(query.item, depth + 1, cost)
      return
    case 'field':
    case 'word':
      cost.tests += 1
      if (query.test.op === 'regex') cost.regexes.add(query.test.pattern)
  }
}

const NOWHERE = { from: 0, to: 0 }

/** All regexes together, as if they were one question. */
function checkRegexes(patterns: readonly string[], place: Place): void {
  let spent = 0
  for (const pattern of patterns) {
    if (pattern === '') throw new SigmaError(place, 'This is no valid regex: it is empty.')
    const cost = checkRegex(pattern, NOWHERE, spent)
    if (!('problem' in cost)) {
      spent += cost.value
      continue
    }
    if (spent === 0) throw new SigmaError(place, cost.problem.message, RE2_ONLY)
    throw new SigmaError(place, 'The regexes of the rule are too large together.', SMALLER_REGEXES)
  }
}
