import { printQuery } from '@spoor/model'
import { Value } from '@sinclair/typebox/value'
import { compileRule } from '../../sigma/compile/compile-rule.js'
import { readSigma } from '../../sigma/read/read-documents.js'
import {
  SigmaError,
  type Place,
  type Search,
  type SigmaRule,
  type SigmaValue,
} from '../../sigma/document.js'
import { HuntAttribute, type GuidedHunt, type HuntCase } from './guided-hunt.js'
import { sentenceOf } from './sentence.js'

/** Lists of the organisation that hunts may name: `destination.ip|expand: '%home%'`. */
const LIVE_LISTS = new Set(['home'])
const TECHNIQUE = /^attack\.(t\d{4}(?:\.\d{3})?)$/

/**
 * Reads a guided hunt.
 * @param file its name, for messages; the folder is given as `category`
 * @throws SigmaError with the place and what is wrong
 */
export function readGuidedHunt(text: string, file: string, category: string): GuidedHunt {
  const { documents, problems } = readSigma(text, file)
  const [problem] = problems
  if (problem) throw new SigmaError(problem.place, problem.message, problem.hint)
  const [rule, ...others] = documents
  if (rule?.kind !== 'rule' || others.length > 0) {
    throw new SigmaError({ file, line: 1 }, 'A guided hunt is one Sigma rule.')
  }
  const told = huntAttribute(rule)
  const parameters = Object.entries(told.parameters ?? {})
  const defaults = new Map(parameters.map(([name, { default: value }]) => [name, value]))
  const { subject, query } = compileRule(withParameters(rule, defaults), {
    filters: [],
    lists: new Map(),
    live: LIVE_LISTS,
  })
  const { name, level, description } = rule
  return {
    id: required(name, rule.place, 'name'),
    title: rule.title,
    question: told.question,
    why: required(description, rule.place, 'description'),
    level: required(level, rule.place, 'level'),
    isOn: required(rule.status, rule.place, 'status') === 'stable',
    techniques: rule.tags.flatMap((tag) => TECHNIQUE.exec(tag)?.[1]?.toUpperCase() ?? []),
    falsePositives: rule.falsePositives.join(' '),
    subject,
    parameters: Object.fromEntries(
      parameters.map(([key, { default: value, meaning }]) => [key, { value, meaning }]),
    ),
    ways: [
      {
        name: 'match',
        where: printQuery(query),
        enough: { kind: 'one' },
        sentence: sentence(told.finding, rule.place),
      },
    ],
    category,
    needs: told.needs,
    next: told.next,
    cases: [...casesOf('match', told.matches), ...casesOf('miss', told.misses)],
  }
}

/** The rule with the values of its parameters: `%name%` stands for a number. */
function withParameters(rule: SigmaRule, parameters: ReadonlyMap<string, number>): SigmaRule {
  const used = new Set<string>()
  const valueOf = (value: SigmaValue): SigmaValue => {
    const name = typeof value === 'string' ? (/^%([a-z_]+)%$/.exec(value)?.[1] ?? '') : ''
    const parameter = parameters.get(name)
    if (parameter === undefined) return value
    used.add(name)
    return parameter
  }
  const searchOf = (search: Search): Search =>
    search.kind === 'test'
      ? { ...search, test: { ...search.test, values: search.test.values.map(valueOf) } }
      : { ...search, items: search.items.map(searchOf) }
  const { searches, conditions } = rule.detection
  const named = [...searches].map(([name, search]) => [name, searchOf(search)] as const)
  const unused = [...parameters.keys()].find((name) => !used.has(name))
  if (unused !== undefined) {
    throw new SigmaError(rule.place, `The parameter "${unused}" is in no search.`)
  }
  return { ...rule, detection: { searches: new Map(named), conditions } }
}

function huntAttribute({ custom, place }: SigmaRule): HuntAttribute {
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

function sentence(template: string, place: Place): ReturnType<typeof sentenceOf> {
  try {
    return sentenceOf(template)
  } catch (error) {
    throw new SigmaError(place, error instanceof Error ? error.message : String(error))
  }
}

function casesOf(kind: HuntCase['kind'], cases: HuntAttribute['matches']): HuntCase[] {
  return cases.map(({ name, records }) => ({
    kind,
    name,
    records: records.map(({ like, ...fields }) => ({
      ...(typeof like === 'string' && { like }),
      fields,
    })),
  }))
}
