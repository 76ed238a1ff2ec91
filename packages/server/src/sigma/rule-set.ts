import { RuleCompiler, type CompiledRule } from './compile/compile-rule.js'
import {
  planCorrelation,
  rulesBelow,
  type CorrelationPlan,
  type CorrelationRule,
} from './correlate/correlation-plan.js'
import {
  SigmaError,
  type Place,
  type SigmaCorrelation,
  type SigmaDocument,
  type SigmaFilter,
  type SigmaProblem,
} from './document.js'
import { fieldOf } from './compile/log-sources.js'
import { readSigma } from './read/read-documents.js'
import type { Lists } from './compile/text-values.js'

/** A file with Sigma documents. */
export interface SigmaFile {
  readonly name: string
  readonly text: string
}

/** What became of a document. */
export interface Verdict {
  readonly place: Place
  /** Empty if the document could not be read so far. */
  readonly title: string
  readonly id?: string
  readonly kind?: SigmaDocument['kind']
  /** `not applicable`: right, but about a source that Spoor cannot read. */
  readonly outcome: 'accepted' | 'not applicable' | 'rejected'
  /** Why it is not accepted. */
  readonly reason?: string
  readonly hint?: string
}

/** The documents of some files, compiled together: they refer to each other. */
export interface RuleSet {
  /** One for each document, in the order of the files. */
  readonly verdicts: readonly Verdict[]
  /** All rules that were accepted or are not applicable. */
  readonly compiled: readonly CompiledRule[]
  /** Of these, the ones that match by themselves. */
  readonly rules: readonly CompiledRule[]
  readonly correlations: readonly PlannedCorrelation[]
}

export interface PlannedCorrelation {
  readonly correlation: SigmaCorrelation
  readonly plan: CorrelationPlan
}

/** More documents than that are refused: nobody has so many, and memory is bounded. */
const MAX_DOCUMENTS = 20_000
/** Of the documents; each is held against each rule. */
const MAX_FILTERS = 1000

/**
 * Compiles the rules, filters and correlations of files together. Never throws for what is in the
 * files; a document that is wrong is rejected with the reason, and the others go on.
 *
 * A rule that a correlation refers to matches by itself only if a correlation says `generate`.
 */
export function compileSigma(files: readonly SigmaFile[], lists: Lists): RuleSet {
  const { documents, verdicts } = readFiles(files)
  const refusals = new Map<SigmaDocument, SigmaProblem>()
  const attempt = <T>(document: SigmaDocument, work: () => T): T[] => {
    try {
      return [work()]
    } catch (error) {
      if (!(error instanceof SigmaError)) throw error
      refusals.set(document, error.problem)
      return []
    }
  }

  const names = countNames(documents)
  for (const document of documents) attempt(document, () => checkNames(document, names))
  const sound = documents.filter((document) => !refusals.has(document))
  const filters = sound.filter((document) => document.kind === 'filter')
  const compiler = new RuleCompiler({ lists })
  for (const [i, filter] of filters.entries()) {
    attempt(filter, () => {
      if (i < MAX_FILTERS) checkFilter(filter, names, compiler)
      else throw new SigmaError(filter.place, `More than ${MAX_FILTERS} filters at once.`)
    })
  }
  const usable = filters.filter((filter) => !refusals.has(filter))
  const compiled = sound
    .filter((document) => document.kind === 'rule')
    .flatMap((rule) => attempt(rule, () => compiler.compile(rule, usable)))
  const registry = {
    rules: compiled.map(correlationRule),
    correlations: sound.filter((document) => document.kind === 'correlation'),
  }
  const correlations = registry.correlations.flatMap((correlation) =>
    attempt(correlation, () => ({ correlation, plan: planCorrelation(correlation, registry) })),
  )

  const absent = absences(compiled, correlations)
  verdicts.push(...documents.map((document) => verdictOn(document, refusals, absent)))
  const referred = new Set(
    correlations.flatMap(({ plan }) => rulesBelow(plan.root).map(({ rule }) => rule)),
  )
  const generated = new Set(correlations.flatMap(({ plan }) => plan.generated))
  return {
    verdicts: inOrder(verdicts, files),
    compiled,
    rules: compiled.filter(({ rule }) => !referred.has(rule) || generated.has(rule)),
    correlations,
  }
}

function readFiles(files: readonly SigmaFile[]): {
  documents: SigmaDocument[]
  verdicts: Verdict[]
} {
  const documents: SigmaDocument[] = []
  const verdicts: Verdict[] = []
  for (const { name, text } of files) {
    const read = readSigma(text, name)
    for (const { place, message, hint } of read.problems) {
      verdicts.push({
        place,
        title: '',
        outcome: 'rejected',
        reason: message,
        ...(hint !== undefined && { hint }),
      })
    }
    for (const document of read.documents) {
      if (documents.length < MAX_DOCUMENTS) documents.push(document)
      else {
        const reason = `More than ${MAX_DOCUMENTS.toLocaleString('en')} documents at once.`
        verdicts.push({ ...headOf(document), outcome: 'rejected', reason })
      }
    }
  }
  return { documents, verdicts }
}

function headOf({ place, title, id, kind }: SigmaDocument): Omit<Verdict, 'outcome'> {
  return { place, title, kind, ...(id !== undefined && { id }) }
}

function verdictOn(
  document: SigmaDocument,
  refusals: ReadonlyMap<SigmaDocument, SigmaProblem>,
  absent: ReadonlyMap<SigmaDocument, string>,
): Verdict {
  const refusal = refusals.get(document)
  if (refusal) {
    const { place, message, hint } = refusal
    const why = { reason: message, ...(hint !== undefined && { hint }) }
    return { ...headOf(document), place, outcome: 'rejected', ...why }
  }
  const reason = absent.get(document)
  if (reason === undefined) return { ...headOf(document), outcome: 'accepted' }
  return { ...headOf(document), outcome: 'not applicable', reason }
}

/** How many documents are called by each id or name. */
function countNames(documents: readonly SigmaDocument[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const document of documents) {
    for (const name of namesOf(document)) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return counts
}

function namesOf({ id, name }: SigmaDocument): Set<string> {
  return new Set([id, name].filter((text) => text !== undefined))
}

/** Two documents of one id or name cannot be told apart: each is refused. */
function checkNames(document: SigmaDocument, counts: ReadonlyMap<string, number>): void {
  for (const name of namesOf(document)) {
    if ((counts.get(name) ?? 0) < 2) continue
    throw new SigmaError(
      document.place,
      `${counts.get(name)} documents are called ${JSON.stringify(name)}.`,
      'Give each an id and a name of its own.',
    )
  }
}

/** A filter is checked even if it concerns none of the rules at hand. */
function checkFilter(
  filter: SigmaFilter,
  names: ReadonlyMap<string, number>,
  compiler: RuleCompiler,
): void {
  const { place, rules } = filter
  const unknown = rules === 'any' ? [] : rules.filter((name) => !names.has(name))
  if (unknown[0] !== undefined) {
    throw new SigmaError(
      place,
      `The filter names ${JSON.stringify(unknown[0])}, which none of the rules is called.`,
      'Read the rule together with its filter.',
    )
  }
  compiler.check(filter)
}

/** A rule as correlations see it. */
export function correlationRule({ rule, subject, query, mapping }: CompiledRule): CorrelationRule {
  return { rule, subject, query, fieldName: (name) => fieldOf(mapping, name) ?? name }
}

/** Which documents are about sources that Spoor cannot read, and what it says about them. */
function absences(
  compiled: readonly CompiledRule[],
  correlations: readonly PlannedCorrelation[],
): ReadonlyMap<SigmaDocument, string> {
  const absent = new Map<SigmaDocument, string>()
  for (const { rule, mapping } of compiled) {
    if (mapping.absent !== undefined) absent.set(rule, mapping.absent)
  }
  for (const { correlation, plan } of correlations) {
    const [reason] = rulesBelow(plan.root).flatMap(({ rule }) => absent.get(rule) ?? [])
    if (reason !== undefined) absent.set(correlation, reason)
  }
  return absent
}

function inOrder(verdicts: readonly Verdict[], files: readonly SigmaFile[]): Verdict[] {
  const order = new Map(files.map(({ name }, i) => [name, i]))
  return verdicts.toSorted(
    (a, b) =>
      (order.get(a.place.file) ?? 0) - (order.get(b.place.file) ?? 0) ||
      a.place.line - b.place.line,
  )
}
