import type { Query } from '@spoor/model'
import { SigmaError, type SigmaFilter } from '../../sigma/document.js'
import { compileRule } from '../../sigma/compile/compile-rule.js'
import { mappingOf } from '../../sigma/compile/log-sources.js'
import { readSigma } from '../../sigma/read/read-documents.js'
import type { Hunt } from '../hunt.js'
import { subjectsOf, type Narrowing } from './tuned.js'
import { TuningError } from './tuning-error.js'

/** A Sigma filter, ready to narrow hunts. */
export interface SigmaNarrowing extends Narrowing {
  readonly title: string
  /** Ids or names of hunts, or all that read its records. */
  readonly hunts: readonly string[] | 'any'
}

const FILE = 'filter'

/**
 * Reads a Sigma filter. What it describes is left out of the hunts that its `rules` name.
 * @param lists names of the saved lists that it may ask for
 * @throws TuningError HUNT_INVALID with the line
 */
export function readFilter(text: string, lists: Iterable<string>): SigmaNarrowing {
  const { documents, problems } = readSigma(text, FILE)
  const [document, ...others] = documents
  if (problems[0] !== undefined) throw invalid(problems[0].message, problems)
  if (document?.kind !== 'filter' || others.length > 0) {
    const place = { file: FILE, line: document?.place.line ?? 1 }
    const message = 'A filter is one Sigma document with the attribute "filter".'
    throw invalid(message, [{ place, message }])
  }
  try {
    const { title, rules } = document
    return { title, hunts: rules, ...narrowingOf(document, new Set([...lists, 'home'])) }
  } catch (error) {
    if (error instanceof SigmaError) throw invalid(error.message, [error.problem])
    throw error
  }
}

function invalid(message: string, problems: TuningError['problems']): TuningError {
  return new TuningError('HUNT_INVALID', message, problems)
}

/** Records that are not of the filter's log source stay, and of the others those that it leaves. */
function narrowingOf(filter: SigmaFilter, live: ReadonlySet<string>): Narrowing {
  const { place, logSource } = filter
  const { subject, where } = mappingOf(logSource)
  // A rule that all records of the log source meet, less what the filter leaves out.
  const everything = { searches: new Map(), conditions: [{ kind: 'and', items: [] }] } as const
  const rule = { ...filter, kind: 'rule', detection: everything, fields: [] } as const
  const { query } = compileRule(rule, {
    filters: [{ ...filter, rules: 'any' }],
    lists: new Map(),
    live,
  })
  if (where === '') return { subject, query }
  const { query: ofSource } = compileRule(rule, { filters: [], lists: new Map(), live })
  const others: Query = { kind: 'not', item: ofSource }
  if (query.kind === 'all') throw new SigmaError(place, 'The filter leaves nothing out.')
  return { subject, query: { kind: 'or', items: [others, query] } }
}

/** Whether a filter narrows a hunt: it names it, or all, and reads records that the hunt reads. */
export function narrows(filter: SigmaNarrowing, hunt: Hunt): boolean {
  const isNamed = filter.hunts === 'any' || filter.hunts.some((name) => isCalled(hunt, name))
  return isNamed && subjectsOf(hunt).has(filter.subject)
}

/** By its id, or by the UUID of its document. */
function isCalled(hunt: Hunt, name: string): boolean {
  if (hunt.id === name) return true
  const text = 'text' in hunt && typeof hunt.text === 'string' ? hunt.text : ''
  return UUID.test(name) && new RegExp(`^id: *['"]?${name}`, 'mi').test(text)
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * A filter that names a hunt must be able to narrow it: one that does nothing would go unnoticed.
 * @throws TuningError HUNT_INVALID
 */
export function checkNames(filter: SigmaNarrowing, hunts: readonly Hunt[]): void {
  const refuse = (message: string): never => {
    throw invalid(message, [{ place: { file: FILE, line: 1 }, message }])
  }
  if (filter.hunts === 'any') return
  for (const name of filter.hunts) {
    const hunt = hunts.find((one) => isCalled(one, name))
    if (hunt === undefined) {
      return refuse(
        `The filter names ${JSON.stringify(name.slice(0, 80))}, and no hunt is called so.`,
      )
    }
    if (!subjectsOf(hunt).has(filter.subject)) {
      const reads = [...subjectsOf(hunt)].join(' and ')
      return refuse(`The filter is about ${filter.subject}, but ${hunt.id} reads ${reads}.`)
    }
  }
}
