import { printQuery } from '@spoor/model'
import type { Level, Query, Subject } from '@spoor/model'
import { Document, Scalar, visit } from 'yaml'
import { compileRule } from '../compile/compile-rule.js'
import { SigmaError } from '../document.js'
import { readSigma } from '../read/read-documents.js'
import { isAttribute } from '../read/read-header.js'
import type { Part } from './part.js'
import { writeDetection } from './write-detection.js'
import { SigmaWriteError } from './write-error.js'
import { partOf } from './query-part.js'
import { SERVICES } from './field-part.js'

/** A question, and what its rule says about it. */
export interface RuleToWrite {
  readonly title: string
  readonly id: string
  readonly name?: string
  readonly description?: string
  readonly level?: Level
  readonly status?: 'stable' | 'test' | 'experimental' | 'deprecated' | 'unsupported'
  readonly tags?: readonly string[]
  readonly falsePositives?: readonly string[]
  readonly subject: Subject
  readonly query: Query
  /** Attributes that the specification does not know; plain values of JSON. */
  readonly custom?: Readonly<Record<string, unknown>>
}

/**
 * The YAML of a Sigma rule (specification 2.1.0) that asks what a question asks. Suspended parts
 * are left out. Saved lists are placeholders, `%name%`.
 * @throws SigmaWriteError that names the part that a rule cannot ask; also if nothing is asked, or
 * if a rule like that would be refused when it is read
 */
export function sigmaRule(rule: RuleToWrite): string {
  const { title, id, name, status, description, level, tags, falsePositives, custom } = rule
  const part = askedPart(rule)
  const { searches, condition } = writeDetection(part)
  const taken = Object.keys(custom ?? {}).find(isAttribute)
  if (taken !== undefined) {
    throw new SigmaWriteError('', `The attribute ${taken} has a meaning of its own in Sigma.`)
  }
  const text = yamlText({
    title,
    id,
    ...(name !== undefined && { name }),
    ...(status !== undefined && { status }),
    ...(description !== undefined && { description }),
    ...(level !== undefined && { level }),
    ...(tags?.length && { tags }),
    ...(falsePositives?.length && { falsepositives: falsePositives }),
    logsource: { product: 'spoor', service: SERVICES[rule.subject] },
    detection: { ...Object.fromEntries(searches), condition },
    ...custom,
  })
  checkRule(text, new Set(listsOf(part)))
  return text
}

function askedPart({ query, subject }: RuleToWrite): Part {
  const part = partOf(query, subject) ?? { kind: 'everything' }
  if (part.kind !== 'everything' && part.kind !== 'nothing') return part
  const records = part.kind === 'everything' ? 'every record' : 'no record'
  throw new SigmaWriteError(
    printQuery(query),
    `it matches ${records}, and a rule must have a test.`,
    'Test a field, or search for a word.',
  )
}

/** What would be unreadable in a file, or turn its text around. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}\u3164\uFFA0]/u
const INVISIBLE_IN_QUOTES = new RegExp(`(?!\\n)${INVISIBLE.source}`, 'gu')

function yamlText(content: Readonly<Record<string, unknown>>): string {
  const document = new Document(content, { aliasDuplicateObjects: false })
  visit(document, {
    Scalar(_, node) {
      const { value } = node
      if (typeof value !== 'string') return
      // Lines of text are read as they are; other characters that are not seen become escapes.
      if (INVISIBLE.test(value.replaceAll('\n', ''))) node.type = Scalar.QUOTE_DOUBLE
    },
  })
  return document
    .toString({ lineWidth: 0, singleQuote: true })
    .replaceAll(INVISIBLE_IN_QUOTES, escapeOf)
}

/** Characters by their number, as texts in double quotation marks have them (YAML 1.2.2, 5.7). */
function escapeOf(char: string): string {
  const code = char.codePointAt(0) ?? 0
  const digits = code.toString(16)
  if (code <= 0xff) return `\\x${digits.padStart(2, '0')}`
  return code <= 0xffff ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`
}

/** A rule that would be refused when it is read is not written. */
function checkRule(text: string, live: ReadonlySet<string>): void {
  const { documents, problems } = readSigma(text, 'rule.yml')
  const [problem] = problems
  if (problem) throw new SigmaWriteError('', problem.message, problem.hint)
  const [rule] = documents
  if (rule?.kind !== 'rule') throw new SigmaWriteError('', 'The rule cannot be read again.')
  try {
    compileRule(rule, { filters: [], lists: new Map(), live })
  } catch (error) {
    if (error instanceof SigmaError) throw new SigmaWriteError('', error.message, error.hint)
    throw error
  }
}

/** Names of the saved lists that placeholders stand for. */
function listsOf(part: Part): string[] {
  if (part.kind === 'test') {
    return part.modifiers.includes('expand') ? [String(part.value).slice(1, -1)] : []
  }
  if ('parts' in part) return part.parts.flatMap(listsOf)
  return part.kind === 'not' ? listsOf(part.part) : []
}
