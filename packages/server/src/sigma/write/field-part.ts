import {
  findField,
  parseBoolean,
  parseDecimal,
  parseInteger,
  printQuery,
  wildcardParts,
} from '@spoor/model'
import type { Bound, Field, Query, Subject, Test } from '@spoor/model'
import { testOf } from '../compile/field-tests.js'
import { mappingOf } from '../compile/log-sources.js'
import { PLACEHOLDER } from '../compile/sigma-strings.js'
import { SigmaError } from '../document.js'
import type { SigmaValue } from '../document.js'
import { joinParts } from './part.js'
import type { Part, WrittenTest } from './part.js'
import { SigmaWriteError } from './write-error.js'
import { placedText, writtenText } from './written-text.js'

type FieldQuery = Extract<Query, { kind: 'field' }>
type Kind = Field['kind'] | 'unknown'

/** `service` of the log source `product: spoor` that a subject is. */
export const SERVICES = { events: 'event', sessions: 'session', transfers: 'transfer' } as const

/**
 * The test of a field as a rule has it.
 * @throws SigmaWriteError if a rule cannot ask it
 */
export function fieldPart(query: FieldQuery, subject: Subject): Part {
  const { field, test } = query
  const known = findField(subject, field)
  if (known?.lookup) {
    throw new SigmaWriteError(
      printQuery(query),
      `${known.name} is not in the record: Spoor looks it up by the ${known.lookup.in === 'user-groups' ? 'user' : 'address'}.`,
      'Test the addresses or users themselves, or a saved list of them.',
    )
  }
  const kind = known?.kind ?? 'unknown'
  const parts = testsOf(field, kind, test, query).map((one) => withTimePart(one, subject))
  for (const one of parts) checkTest(one, query, subject)
  return joinParts('and', parts)
}

/** What a test asks, in one test or, for a range, in two that must both hold. */
function testsOf(field: string, kind: Kind, test: Test, query: FieldQuery): WrittenTest[] {
  const one = (modifiers: readonly string[], value: SigmaValue): WrittenTest[] => [
    { kind: 'test', field, modifiers, value },
  ]
  switch (test.op) {
    case 'equals': {
      const value = plainValue(kind, test)
      return [{ kind: 'test', field, modifiers: [], value, inFull: value }]
    }
    case 'wildcard':
      return [{ field, ...patternTest(test.pattern) }]
    case 'regex':
      return [{ field, ...regexTest(test.pattern) }]
    case 'cidr':
      return one(['cidr'], test.network)
    case 'exists':
      return one(['exists'], true)
    case 'list':
      return one(['expand'], placeholder(test.name, query))
    case 'same':
      return one(['fieldref', ...SAME_PLACES[test.part]], test.field)
    case 'range': {
      const { from, to } = test
      if (kind === 'unknown' && from !== undefined && to !== undefined) {
        throw new SigmaWriteError(
          printQuery(query),
          `a record may have several values of ${field}, and two tests need not mean the same one.`,
          'Test one end, or use a field of the field reference.',
        )
      }
      return [
        ...(from === undefined ? [] : one([from.inclusive ? 'gte' : 'gt'], boundValue(kind, from))),
        ...(to === undefined ? [] : one([to.inclusive ? 'lte' : 'lt'], boundValue(kind, to))),
      ]
    }
  }
}

const SAME_PLACES = {
  whole: [],
  start: ['startswith'],
  end: ['endswith'],
  middle: ['contains'],
} as const

/** A value to be equal to: a number, true or false where the field is one. */
function plainValue(kind: Kind, { value, quoted }: Extract<Test, { op: 'equals' }>): SigmaValue {
  switch (kind) {
    case 'integer':
      return integer(value)
    case 'boolean':
      return parseBoolean(value) ?? value
    case 'unknown':
      return (quoted ? undefined : bareValue(value)) ?? writtenText([{ literal: value }])
    default:
      return writtenText([{ literal: value }])
  }
}

/** What a value without quotation marks looks like, where the field does not tell. */
function bareValue(value: string): SigmaValue | undefined {
  if (value === 'true' || value === 'false') return value === 'true'
  const number = parseDecimal(value)
  return number !== undefined && String(number) === value ? number : undefined
}

/** `1.5MB` is a number of bytes; a number that JavaScript cannot hold stays exact. */
function integer(text: string): SigmaValue {
  const value = parseInteger(text)
  if (value === undefined) return text
  return value <= Number.MAX_SAFE_INTEGER ? Number(value) : value
}

function boundValue(kind: Kind, { value }: Bound): SigmaValue {
  return kind === 'integer' ? integer(value) : (parseDecimal(value) ?? value)
}

type Pattern = Pick<WrittenTest, 'kind' | 'modifiers' | 'value' | 'inFull'>

/** `*.zip` is `endswith: .zip`. */
export function patternTest(pattern: string): Pattern {
  const parts = wildcardParts(pattern)
  const inFull = writtenText(parts)
  const placed = placedText(parts)
  if (placed === undefined) return { kind: 'test', modifiers: [], value: inFull, inFull }
  return { kind: 'test', modifiers: [placed.place], value: placed.text, inFull }
}

/** Flags at the start of a regex are modifiers: `re|i`. */
export function regexTest(pattern: string): Pattern {
  const [, flags = '', body = pattern] = /^\(\?(?=[ims])(i?m?s?)\)([\s\S]+)$/.exec(pattern) ?? []
  return { kind: 'test', modifiers: ['re', ...flags], value: body }
}

function placeholder(name: string, query: FieldQuery): string {
  const text = `%${name}%`
  if (PLACEHOLDER.exec(text)?.[1] === name) return text
  throw new SigmaWriteError(
    printQuery(query),
    'the name of the list does not begin and end with a letter, a digit or _.',
    'Give the list another name.',
  )
}

/** `'@timestamp|hour': 22`, where it can be written so; parts of times are fields as well. */
function withTimePart(test: WrittenTest, subject: Subject): WrittenTest {
  const [, name = '', part = ''] = /^(.+)\.([a-z]+)$/.exec(test.field ?? '') ?? []
  if (findField(subject, name)?.kind !== 'time') return test
  const written = { ...test, field: name, modifiers: [part, ...test.modifiers] }
  return refusalOf(written, subject) === undefined ? written : test
}

/**
 * What the reader of rules says to a test, as it will when it reads the rule.
 * @throws SigmaWriteError with its reason
 */
export function checkTest(test: WrittenTest, query: Query, subject: Subject): void {
  const refusal = refusalOf(test, subject)
  if (refusal === undefined) return
  throw new SigmaWriteError(printQuery(query), refusal.message, refusal.hint)
}

const NOWHERE = { file: '', line: 1 }
/** Half of a surrogate pair, and U+0000: no text of YAML has them. */
const NOT_TEXT = /\0|\p{Surrogate}/u

function refusalOf(
  { field, modifiers, value }: WrittenTest,
  subject: Subject,
): Pick<SigmaError, 'message' | 'hint'> | undefined {
  if (NOT_TEXT.test(String(value))) {
    return { message: 'YAML has no U+0000 and no half of a surrogate pair.' }
  }
  const mapping = mappingOf({ place: NOWHERE, product: 'spoor', service: SERVICES[subject] })
  const live = new Set(modifiers.includes('expand') ? [String(value).slice(1, -1)] : [])
  try {
    testOf(
      { place: NOWHERE, ...(field !== undefined && { field }), modifiers, values: [value] },
      { mapping, lists: new Map(), live },
    )
    return undefined
  } catch (error) {
    if (error instanceof SigmaError) return error
    throw error
  }
}
