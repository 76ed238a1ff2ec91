import type { Query, Subject } from '@spoor/model'
import { isReadable } from '../../query/record-values.js'
import { SigmaError } from '../document.js'
import type { CorrelationCondition, SigmaCorrelation, SigmaRule } from '../document.js'
import { checkCondition } from './correlation-condition.js'

/** A rule that correlations may refer to, compiled. */
export interface CorrelationRule {
  readonly rule: SigmaRule
  readonly subject: Subject
  readonly query: Query
  /** What a field that rules of this log source name is called here. */
  fieldName(name: string): string
}

/** What a correlation may refer to. */
export interface CorrelationRegistry {
  readonly rules: readonly CorrelationRule[]
  readonly correlations: readonly SigmaCorrelation[]
}

/** A correlation with everything that it rests on, ready to be asked. */
export interface CorrelationPlan {
  readonly root: CorrelationNode
  /** Seconds before a day that its windows can reach back to, through all levels. */
  readonly reachSeconds: number
  /** Rules that match by themselves too, because a correlation of the plan says `generate`. */
  readonly generated: readonly SigmaRule[]
}

export type StreamNode = RuleNode | CorrelationNode

export interface RuleNode {
  readonly kind: 'rule'
  readonly rule: CorrelationRule
}

export interface CorrelationNode {
  readonly kind: 'correlation'
  readonly correlation: SigmaCorrelation
  /** As the correlation says, with the default of its type filled in. */
  readonly condition: CorrelationCondition
  /** In the order of `rules`. */
  readonly children: readonly StreamNode[]
}

/** Correlations that rest on each other, the outermost counted. */
const MAX_LEVELS = 5
/** Rules of a plan, counted as often as they are used. */
const MAX_RULES = 50
/** How far all windows together may reach back. */
const MAX_REACH_SECONDS = 366 * 86_400

/**
 * Resolves what a correlation refers to.
 * @throws SigmaError with the place of the correlation that is wrong
 */
export function planCorrelation(
  correlation: SigmaCorrelation,
  registry: CorrelationRegistry,
): CorrelationPlan {
  const root = new Planner(registry).node(correlation, [])
  const reachSeconds = reachOf(root)
  if (reachSeconds > MAX_REACH_SECONDS) {
    throw new SigmaError(correlation.place, 'Its time spans reach back further than 366 days.')
  }
  return { root, reachSeconds, generated: [...new Set(generatedBy(root, false))] }
}

/** What a name in `group-by` or `field` means for a rule of a correlation. */
export function nameFor(node: CorrelationNode, child: StreamNode, name: string): string {
  const fields = node.correlation.aliases.get(name)
  if (fields === undefined) return name
  const { id, name: ruleName } = headerOf(child)
  return fields.get(ruleName ?? '') ?? fields.get(id ?? '') ?? name
}

type Names = ReadonlyMap<string, readonly (CorrelationRule | SigmaCorrelation)[]>

/** A registry has thousands of rules, and thousands of correlations look names up in it. */
const namesByRegistry = new WeakMap<CorrelationRegistry, Names>()

function namesOf(registry: CorrelationRegistry): Names {
  const known = namesByRegistry.get(registry)
  if (known !== undefined) return known
  const names = new Map<string, (CorrelationRule | SigmaCorrelation)[]>()
  for (const one of [...registry.rules, ...registry.correlations]) {
    const { id, name } = 'rule' in one ? one.rule : one
    for (const key of new Set([id, name])) {
      if (key === undefined || key === '') continue
      const called = names.get(key)
      if (called === undefined) names.set(key, [one])
      else called.push(one)
    }
  }
  namesByRegistry.set(registry, names)
  return names
}

class Planner {
  private used = 0

  constructor(private readonly registry: CorrelationRegistry) {}

  /** @param above the correlations that lead here, outermost first */
  node(correlation: SigmaCorrelation, above: readonly SigmaCorrelation[]): CorrelationNode {
    const { place, rules } = correlation
    if (above.includes(correlation)) {
      throw new SigmaError(
        place,
        `The correlation ${quoted(titleOf(correlation))} rests on itself.`,
      )
    }
    const path = [...above, correlation]
    if (path.length > MAX_LEVELS) {
      throw new SigmaError(place, `More than ${MAX_LEVELS} correlations rest on each other.`)
    }
    if (rules.length === 0)
      throw new SigmaError(place, 'A correlation refers to at least one rule.')
    const children = rules.map((reference) => this.child(reference, correlation, path))
    checkDistinct(correlation, children)
    checkAliases(correlation, children)
    const condition = checkCondition(correlation)
    const node: CorrelationNode = { kind: 'correlation', correlation, condition, children }
    for (const name of [...correlation.groupBy, ...condition.fields]) checkName(node, name, place)
    return node
  }

  private child(
    reference: string,
    { place }: SigmaCorrelation,
    path: readonly SigmaCorrelation[],
  ): StreamNode {
    const [found, ...others] = namesOf(this.registry).get(reference) ?? []
    if (found === undefined) {
      throw new SigmaError(
        place,
        `No rule or correlation is called ${quoted(reference)}.`,
        'Refer to a rule by its id or name.',
      )
    }
    if (others.length > 0) {
      throw new SigmaError(place, `${others.length + 1} rules are called ${quoted(reference)}.`)
    }
    if (!('rule' in found)) return this.node(found, path)
    this.used += 1
    if (this.used > MAX_RULES) {
      throw new SigmaError(place, `The correlation rests on more than ${MAX_RULES} rules.`)
    }
    return { kind: 'rule', rule: found }
  }
}

/** The rules that a correlation rests on, through all levels. */
export function rulesBelow(node: StreamNode): CorrelationRule[] {
  return node.kind === 'rule' ? [node.rule] : node.children.flatMap(rulesBelow)
}

function headerOf(node: StreamNode): SigmaRule | SigmaCorrelation {
  return node.kind === 'rule' ? node.rule.rule : node.correlation
}

function isCalled({ id, name }: SigmaRule | SigmaCorrelation, reference: string): boolean {
  return reference !== '' && (id === reference || name === reference)
}

function titleOf({ name, id, title }: SigmaRule | SigmaCorrelation): string {
  return name ?? id ?? title
}

/** Text of a document inside a message. */
function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 80))
}

function checkDistinct({ place }: SigmaCorrelation, children: readonly StreamNode[]): void {
  const headers = children.map(headerOf)
  const twice = headers.find((header, i) => headers.indexOf(header) < i)
  if (twice === undefined) return
  throw new SigmaError(place, `${quoted(titleOf(twice))} is among the rules more than once.`)
}

function checkAliases({ place, aliases }: SigmaCorrelation, children: readonly StreamNode[]): void {
  for (const [alias, fields] of aliases) {
    for (const rule of fields.keys()) {
      if (children.some((child) => isCalled(headerOf(child), rule))) continue
      throw new SigmaError(
        place,
        `The alias ${quoted(alias)} names ${quoted(rule)}, which is not among the rules.`,
      )
    }
  }
}

/** Every rule below must have the field that a name means for it. */
function checkName(node: CorrelationNode, name: string, place: SigmaCorrelation['place']): void {
  for (const child of node.children) {
    const meant = nameFor(node, child, name)
    if (child.kind === 'correlation') {
      checkName(child, meant, place)
      continue
    }
    const { subject, rule } = child.rule
    if (isReadable(subject, child.rule.fieldName(meant))) continue
    throw new SigmaError(
      place,
      `${quoted(meant)} is neither an alias nor a field of ${subject}, which ${quoted(titleOf(rule))} reads.`,
      'Give it an alias that names the field of each rule.',
    )
  }
}

function reachOf({ correlation, children }: CorrelationNode): number {
  const below = children.map((child) => (child.kind === 'rule' ? 0 : reachOf(child)))
  return correlation.timespanSeconds + Math.max(...below)
}

function generatedBy(node: StreamNode, generate: boolean): SigmaRule[] {
  if (node.kind === 'rule') return generate ? [node.rule.rule] : []
  return node.children.flatMap((child) => generatedBy(child, node.correlation.generate))
}
