import { allOf, parseQuery, printQuery, type Query, type Subject } from '@spoor/model'
import type { CorrelationNode } from '../../sigma/correlate/correlation-plan.js'
import { changedParameters, type FilterHunt, type Hunt } from '../hunt.js'
import type { Proposal } from './tunings.js'

/** Which records of a subject stay when a filter has left out the others. */
export interface Narrowing {
  readonly subject: Subject
  /** Met by the records that stay. */
  readonly query: Query
}

/**
 * A hunt as a site wants it. The hunt itself is left as it is, and so are the ids of its findings.
 * @throws Error for a parameter that it does not have, or a value out of its range
 */
export function tuned(
  hunt: Hunt,
  proposal: Proposal = {},
  narrowings: readonly Narrowing[] = [],
): Hunt {
  const { isOn, level, parameters = {} } = proposal
  if (!isChange(proposal) && narrowings.length === 0) return hunt
  // With none to change, a hunt need not be read again.
  const set = Object.keys(parameters).length > 0 ? hunt.withParameters(parameters) : hunt
  const narrowed = narrowings.length > 0 ? narrowedHunt(set, narrowings) : set
  const levelled = level === undefined ? narrowed : { ...narrowed, level }
  const sized = level !== undefined && levelled.kind === 'filter' ? oneLevel(levelled) : levelled
  return {
    ...sized,
    isOn: isOn ?? hunt.isOn,
    withParameters: (values) =>
      tuned(hunt, { ...proposal, parameters: { ...parameters, ...values } }, narrowings),
  }
}

/** Whether a proposal changes anything of a hunt. */
export function isChange({ isOn, level, parameters = {} }: Proposal): boolean {
  return isOn !== undefined || level !== undefined || Object.keys(parameters).length > 0
}

/**
 * The part of a proposal that suits a hunt: a newer program may have parameters no longer, or within
 * other bounds.
 */
export function suitable(
  hunt: Hunt,
  proposal: Proposal,
): { readonly proposal: Proposal; readonly problems: readonly string[] } {
  const problems: string[] = []
  const parameters = Object.entries(proposal.parameters ?? {}).filter(([name, value]) => {
    try {
      changedParameters(hunt.parameters, { [name]: value })
      return true
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error))
      return false
    }
  })
  return { proposal: { ...proposal, parameters: Object.fromEntries(parameters) }, problems }
}

/** Every way and record of the hunt is as bad as the hunt. */
function oneLevel(hunt: FilterHunt): FilterHunt {
  return {
    ...hunt,
    ways: hunt.ways.map(({ name, where, enough, sentence }) => ({
      name,
      where,
      enough,
      sentence,
    })),
  }
}

function narrowedHunt(hunt: Hunt, narrowings: readonly Narrowing[]): Hunt {
  switch (hunt.kind) {
    case 'filter':
      return {
        ...hunt,
        ways: hunt.ways.map((way) => ({
          ...way,
          where: narrowedText(way.where, hunt.subject, narrowings),
        })),
      }
    case 'behaviour':
      return { ...hunt, where: narrowedText(hunt.where, hunt.subject, narrowings) }
    case 'correlation':
      return { ...hunt, plan: { ...hunt.plan, root: narrowedNode(hunt.plan.root, narrowings) } }
  }
}

function narrowedText(where: string, subject: Subject, narrowings: readonly Narrowing[]): string {
  const own = narrowings.filter((narrowing) => narrowing.subject === subject)
  if (own.length === 0) return where
  const parsed = parseQuery(where, subject)
  if (!parsed.ok) throw new Error(`A hunt asks a wrong question: ${where}`)
  return printQuery(allOf([parsed.query, ...own.map(({ query }) => query)]))
}

function narrowedNode(node: CorrelationNode, narrowings: readonly Narrowing[]): CorrelationNode {
  return {
    ...node,
    children: node.children.map((child) => {
      if (child.kind === 'correlation') return narrowedNode(child, narrowings)
      const own = narrowings.filter(({ subject }) => subject === child.rule.subject)
      const query = allOf([child.rule.query, ...own.map((narrowing) => narrowing.query)])
      return { ...child, rule: { ...child.rule, query } }
    }),
  }
}

/** Subjects whose records a hunt reads. */
export function subjectsOf(hunt: Hunt): ReadonlySet<Subject> {
  return hunt.kind === 'correlation' ? subjectsBelow(hunt.plan.root) : new Set([hunt.subject])
}

function subjectsBelow({ children }: CorrelationNode): ReadonlySet<Subject> {
  return new Set(
    children.flatMap((child) =>
      child.kind === 'rule' ? [child.rule.subject] : [...subjectsBelow(child)],
    ),
  )
}
