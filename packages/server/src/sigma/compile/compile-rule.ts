import { allOf, anyOf, parseQuery } from '@spoor/model'
import type { Query, Subject } from '@spoor/model'
import { SigmaError } from '../document.js'
import type {
  Condition,
  Detection,
  LogSource,
  Place,
  Search,
  SigmaFilter,
  SigmaRule,
} from '../document.js'
import { matchingSearches } from '../read/read-condition.js'
import { negated, testOf } from './field-tests.js'
import type { TestContext } from './field-tests.js'
import { mappingOf } from './log-sources.js'
import type { SourceMapping } from './log-sources.js'
import { checkCost } from './query-checks.js'
import type { Lists } from './text-values.js'

/** What rules and filters are compiled with besides their own text. */
interface CompilerContext {
  /** Saved lists, for placeholders. */
  readonly lists: Lists
  /** Lists that are looked up whenever the rule is asked, and not when it is compiled. */
  readonly live?: ReadonlySet<string>
}

export interface RuleContext extends CompilerContext {
  /** Those that do not concern the rule are left out. */
  readonly filters: readonly SigmaFilter[]
}

/** A rule as a question. */
export interface CompiledRule {
  readonly rule: SigmaRule
  readonly subject: Subject
  /** The records of the log source that meet the rule and no filter. */
  readonly query: Query
  readonly mapping: SourceMapping
  /** The filters that are part of the query. */
  readonly filters: readonly SigmaFilter[]
}

/** Each is part of the rule's question, and they cost together what one long rule costs. */
const MOST_FILTERS = 50

/**
 * What a rule asks.
 * @throws SigmaError with the place of the first part that cannot be asked as it is written
 */
export function compileRule(rule: SigmaRule, { filters, ...context }: RuleContext): CompiledRule {
  return new RuleCompiler(context).compile(rule, filters)
}

/** Compiles rules, and each filter once for each log source whose rules it narrows. */
export class RuleCompiler {
  private readonly leftOutBy = new Map<SigmaFilter, Map<SourceMapping, Query>>()

  constructor(private readonly context: CompilerContext) {}

  /**
   * What a rule asks.
   * @param filters those that do not concern the rule are left out
   * @throws SigmaError with the place of the first part that cannot be asked as it is written
   */
  compile(rule: SigmaRule, filters: readonly SigmaFilter[]): CompiledRule {
    const mapping = mappingOf(rule.logSource)
    const { subject } = mapping
    const applied = filters.filter((filter) => concerns(filter, rule))
    if (applied.length > MOST_FILTERS) {
      const message = `More than ${MOST_FILTERS} filters narrow the rule.`
      throw new SigmaError(rule.place, message, 'Put what they leave out into fewer filters.')
    }
    const query = together([
      sourceQuery(mapping, rule.logSource),
      detectionQuery(rule.detection, rule.place, { mapping, ...this.context }),
      ...applied.map((filter) => negated(this.leftOut(filter, mapping))),
    ])
    checkCost(query, subject, rule.place, this.context.live)
    return { rule, subject, query, mapping, filters: applied }
  }

  /**
   * Checks a filter, which may concern no rule, against its own log source.
   * @throws SigmaError as for a rule
   */
  check(filter: SigmaFilter): void {
    const mapping = mappingOf(filter.logSource)
    const query = together([
      sourceQuery(mapping, filter.logSource),
      negated(this.leftOut(filter, mapping)),
    ])
    checkCost(query, mapping.subject, filter.place, this.context.live)
  }

  /** Names of fields mean what the log source of the rule says, which may be less general. */
  private leftOut(filter: SigmaFilter, mapping: SourceMapping): Query {
    const known = this.leftOutBy.get(filter) ?? new Map<SourceMapping, Query>()
    this.leftOutBy.set(filter, known)
    const query = known.get(mapping) ?? leftOut(filter, { mapping, ...this.context })
    known.set(mapping, query)
    return query
  }
}

function together(queries: readonly Query[]): Query {
  return allOf(queries.filter((query) => query.kind !== 'all'))
}

/** Mappings are few and stay, while rules are many. */
const sourceQueries = new WeakMap<SourceMapping, Query>()

function sourceQuery(mapping: SourceMapping, { place }: LogSource): Query {
  const known = sourceQueries.get(mapping)
  if (known !== undefined) return known
  const result = parseQuery(mapping.where, mapping.subject)
  if (!result.ok) {
    throw new SigmaError(place, `The log source cannot be asked: ${result.problems[0]?.message}`)
  }
  sourceQueries.set(mapping, result.query)
  return result.query
}

/** Whether a filter names the rule and its log source is the rule's, or more general. */
function concerns({ rules, logSource }: SigmaFilter, rule: SigmaRule): boolean {
  const isNamed = rules === 'any' || [rule.id, rule.name].some((name) => isOneOf(name, rules))
  const attributes = ['product', 'category', 'service'] as const
  return (
    isNamed &&
    attributes.every(
      (attribute) =>
        logSource[attribute] === undefined ||
        logSource[attribute].toLowerCase() === rule.logSource[attribute]?.toLowerCase(),
    )
  )
}

function isOneOf(name: string | undefined, names: readonly string[]): boolean {
  return name !== undefined && names.includes(name)
}

/**
 * What a filter leaves out. The specification writes down what is left out: `condition: selection`.
 * Filters written for sigma-cli write down what stays: `condition: not selection`. So a condition
 * that consists of negations alone says what stays.
 */
function leftOut({ detection, place }: SigmaFilter, context: TestContext): Query {
  const searches = searchQueries(detection, context)
  return anyOf(
    detection.conditions.map((condition) => {
      const query = conditionQuery(condition, searches, place)
      return isNegation(condition) ? negated(query) : query
    }),
  )
}

function isNegation(condition: Condition): boolean {
  if (condition.kind === 'and') return condition.items.every(isNegation)
  return condition.kind === 'not'
}

function detectionQuery(detection: Detection, place: Place, context: TestContext): Query {
  const searches = searchQueries(detection, context)
  return anyOf(detection.conditions.map((condition) => conditionQuery(condition, searches, place)))
}

/** All searches, also those that no condition names: a mistake in them is one all the same. */
function searchQueries(detection: Detection, context: TestContext): Map<string, Query> {
  return new Map(
    [...detection.searches].map(([name, search]) => [name, searchQuery(search, context)]),
  )
}

function searchQuery(search: Search, context: TestContext): Query {
  if (search.kind === 'test') return testOf(search.test, context)
  const items = search.items.map((item) => searchQuery(item, context))
  return search.kind === 'and' ? allOf(items) : anyOf(items)
}

function conditionQuery(
  condition: Condition,
  searches: ReadonlyMap<string, Query>,
  place: Place,
): Query {
  switch (condition.kind) {
    case 'and':
      return allOf(condition.items.map((item) => conditionQuery(item, searches, place)))
    case 'or':
      return anyOf(condition.items.map((item) => conditionQuery(item, searches, place)))
    case 'not':
      return negated(conditionQuery(condition.item, searches, place))
    case 'search': {
      const query = searches.get(condition.name)
      if (query !== undefined) return query
      const hint = `Searches of this rule are ${[...searches.keys()].join(', ')}.`
      throw new SigmaError(place, `The condition names no search: ${condition.name}.`, hint)
    }
    case 'of': {
      const queries = matchingSearches(searches.keys(), condition.pattern).flatMap(
        (name) => searches.get(name) ?? [],
      )
      if (queries.length === 0) {
        const hint = `Searches of this rule are ${[...searches.keys()].join(', ')}.`
        const message = `No search has a name like ${condition.pattern}, which the condition needs.`
        throw new SigmaError(place, message, hint)
      }
      return condition.count === 'all' ? allOf(queries) : anyOf(queries)
    }
  }
}
