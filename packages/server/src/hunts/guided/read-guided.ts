import { Value } from '@sinclair/typebox/value'
import { printQuery, techniquesIn, type Subject } from '@spoor/model'
import { compileRule, type CompiledRule } from '../../sigma/compile/compile-rule.js'
import { planCorrelation } from '../../sigma/correlate/correlation-plan.js'
import {
  SigmaError,
  type Place,
  type SigmaCorrelation,
  type SigmaDocument,
  type SigmaHeader,
  type SigmaRule,
} from '../../sigma/document.js'
import { INDICATOR_LISTS } from '../../organisation/saved-lists.js'
import { readSigma } from '../../sigma/read/read-documents.js'
import { correlationRule } from '../../sigma/rule-set.js'
import { analyticNamed, checkBehaviour } from '../behaviours/index.js'
import { changedParameters, type Hunt, type Parameter } from '../hunt.js'
import { recordsOf } from './case-times.js'
import { HuntAttribute, type GuidedHunt, type HuntCase } from './guided-hunt.js'
import { ownAttribute, ownHeader, type OwnHunt } from './own-hunt.js'
import { parametersIn, withValues } from './parameters.js'
import { FILTER_FIGURES, patternFigures, sentenceOf } from './sentence.js'

/** Lists of the organisation that hunts may name: `destination.ip|expand: '%home%'`. */
const LIVE_LISTS: ReadonlySet<string> = new Set(['home', ...INDICATOR_LISTS])
/** What the sentence of a correlation can name of what it measures. */
const CORRELATION_FIGURES = ['measured', 'hits']

/**
 * Reads a guided hunt: a rule, a rule with the attribute `behaviour`, or a correlation after its rules.
 * @param file its name, for messages; the folder is given as `category`
 * @param values of parameters that are not to be their defaults
 * @param own if it was saved by a site: then what only people need may be absent
 * @throws SigmaError with the place and what is wrong
 */
export function readGuidedHunt(
  text: string,
  file: string,
  category: string,
  values: Readonly<Record<string, number>> = {},
  own?: OwnHunt,
): GuidedHunt {
  const parameters = changedParameters(parametersIn(text, file), values)
  const { documents, problems } = readSigma(withValues(text, parameters), file)
  const [problem] = problems
  if (problem) throw new SigmaError(problem.place, problem.message, problem.hint)
  const found = mainDocument(documents, file)
  const main = own ? ownHeader(found, own) : found
  const told = own ? ownAttribute(main) : huntAttribute(main)
  const lists = new Set([...LIVE_LISTS, ...(own?.lists ?? [])])
  return {
    ...kindOf(main, documents, told, lists),
    ...headerOf(main, told, category, parameters),
    withParameters: (changed) =>
      readGuidedHunt(text, file, category, { ...values, ...changed }, own),
    cases: [...casesOf('match', told.matches), ...casesOf('miss', told.misses)],
    text,
  }
}

/** The document that the hunt is: the only rule, or the correlation that rests on the others. */
function mainDocument(
  documents: readonly SigmaDocument[],
  file: string,
): SigmaRule | SigmaCorrelation {
  const correlations = documents.filter((document) => document.kind === 'correlation')
  const last = correlations.at(-1)
  if (last !== undefined) return last
  const [rule, ...others] = documents
  if (rule?.kind === 'rule' && others.length === 0) return rule
  throw new SigmaError(
    { file, line: 1 },
    'A guided hunt is one Sigma rule, or a correlation and the rules that it rests on.',
  )
}

type Headed = Omit<GuidedHunt, 'kind' | 'subject' | 'withParameters' | 'cases' | 'text'>

function headerOf(
  main: SigmaHeader,
  told: HuntAttribute,
  category: string,
  parameters: Readonly<Record<string, Parameter>>,
): Headed {
  return {
    id: required(main.name, main.place, 'name'),
    title: main.title,
    category,
    question: told.question,
    why: required(main.description, main.place, 'description'),
    isOn: required(main.status, main.place, 'status') === 'stable',
    level: required(main.level, main.place, 'level'),
    techniques: techniquesIn(main.tags),
    falsePositives: main.falsePositives.join(' '),
    needs: told.needs,
    next: told.next,
    parameters,
  }
}

type OfKind<H extends Hunt> = H extends Hunt
  ? Omit<H, Exclude<keyof Headed, never> | 'withParameters'>
  : never

function kindOf(
  main: SigmaRule | SigmaCorrelation,
  documents: readonly SigmaDocument[],
  told: HuntAttribute,
  lists: ReadonlySet<string>,
): OfKind<Hunt> {
  if (main.kind === 'correlation') return correlationOf(main, documents, told, lists)
  const { subject, query } = compiled(main, lists)
  const where = printQuery(query)
  if (main.custom['behaviour'] !== undefined) return behaviourOf(main, subject, where, told)
  const sentence = inPlace(main.place, () => sentenceOf(told.finding, FILTER_FIGURES))
  return {
    kind: 'filter',
    subject,
    ways: [{ name: 'match', where, enough: { kind: 'one' }, sentence }],
  }
}

function correlationOf(
  main: SigmaCorrelation,
  documents: readonly SigmaDocument[],
  told: HuntAttribute,
  lists: ReadonlySet<string>,
): OfKind<Hunt> {
  const rules = documents
    .filter((document) => document.kind === 'rule')
    .map((rule) => correlationRule(compiled(rule, lists)))
  const plan = planCorrelation(main, {
    rules,
    correlations: documents.filter((document) => document.kind === 'correlation'),
  })
  const figures = patternFigures(main.groupBy, CORRELATION_FIGURES)
  return {
    kind: 'correlation',
    subject: rules[0]?.subject ?? 'events',
    plan,
    sentence: inPlace(main.place, () => sentenceOf(told.finding, figures)),
  }
}

function behaviourOf(
  { custom, place }: SigmaRule,
  subject: Subject,
  where: string,
  told: HuntAttribute,
): OfKind<Hunt> {
  return inPlace(place, () => {
    const behaviour = checkBehaviour(custom['behaviour'], subject)
    const measured = Object.keys(analyticNamed(behaviour.analytic).figures)
    const sentence = sentenceOf(told.finding, patternFigures(behaviour.by, measured))
    return { kind: 'behaviour', subject, where, behaviour, sentence }
  })
}

function compiled(rule: SigmaRule, lists: ReadonlySet<string>): CompiledRule {
  return compileRule(rule, { filters: [], lists: new Map(), live: lists })
}

function huntAttribute({ custom, place }: SigmaHeader): HuntAttribute {
  const value = custom['hunt']
  if (Value.Check(HuntAttribute, value)) return value
  const [first] = Value.Errors(HuntAttribute, value)
  throw new SigmaError(
    place,
    `The attribute "hunt" is wrong at ${first?.path || '/'}: ${first?.message}.`,
  )
}

function required<T>(value: T | undefined, place: Place, attribute: string): T {
  if (value !== undefined) return value
  throw new SigmaError(place, `A guided hunt needs the attribute "${attribute}".`)
}

/** What is wrong with a part of the document is wrong at its place. */
function inPlace<T>(place: Place, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw new SigmaError(place, error instanceof Error ? error.message : String(error))
  }
}

function casesOf(kind: HuntCase['kind'], cases: HuntAttribute['matches']): HuntCase[] {
  return cases.map(({ name, records }) => ({ kind, name, records: records.flatMap(recordsOf) }))
}
