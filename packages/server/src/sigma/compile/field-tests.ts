import { allOf, anyOf, findField, parseAddress, parseNetwork } from '@spoor/model'
import type { Bound, FieldKind, Query, Subject, Test } from '@spoor/model'
import { SigmaError } from '../document.js'
import type { FieldTest, Place, SigmaValue } from '../document.js'
import { keywordTest } from './keyword-tests.js'
import { fieldOf } from './log-sources.js'
import type { SourceMapping } from './log-sources.js'
import { isComparison, readModifiers, valueModifiers } from './modifiers.js'
import type { Chosen, Comparison, TimePart } from './modifiers.js'
import { checkedTest } from './query-checks.js'
import { regexOf } from './regex-values.js'
import { casedTest, plainText, readText, textTest, shown } from './sigma-strings.js'
import { textsOf } from './text-values.js'
import type { Lists, TextValue } from './text-values.js'

/** What the tests of a rule are read with. */
export interface TestContext {
  readonly mapping: SourceMapping
  readonly lists: Lists
  /** Lists that are looked up whenever the rule is asked, and not when it is compiled. */
  readonly live?: ReadonlySet<string>
}

/**
 * What a test of a rule asks. Text is compared without regard to case. Empty and absent text are
 * the same to Spoor; `null` is the absence of any field.
 * @throws SigmaError for modifiers, fields and values that cannot be asked as they are written
 */
export function testOf(test: FieldTest, context: TestContext): Query {
  const chosen = readModifiers(test)
  if (test.values.length === 0) throw new SigmaError(test.place, `${nameOf(test)} has no value.`)
  const one =
    test.field === undefined
      ? (value: SigmaValue) =>
          keywordTest(value, chosen, context.mapping.subject, context.lists, test.place)
      : new FieldReader(test, test.field, chosen, context).read
  const queries = unique(test.values.map(one))
  const joined = chosen.link === 'all' ? allOf(queries) : anyOf(queries)
  return chosen.negation === undefined ? joined : negated(joined)
}

/** The opposite; a double negation is none. */
export function negated(query: Query): Query {
  return query.kind === 'not' ? query.item : { kind: 'not', item: query }
}

function nameOf(test: FieldTest): string {
  return test.field ?? 'A list of keywords'
}

function unique(queries: readonly Query[]): Query[] {
  return [...new Map(queries.map((query) => [JSON.stringify(query), query])).values()]
}

/** A list without values, or without values that fit the field. */
const NOTHING: Query = { kind: 'not', item: { kind: 'all' } }

const KIND_NAMES: Record<FieldKind, string> = {
  keyword: 'text',
  keywords: 'a list of texts',
  integer: 'a whole number',
  boolean: 'true or false',
  ip: 'an address',
  time: 'a time',
}

const PART_LIMITS: Record<TimePart, readonly [number, number]> = {
  minute: [0, 59],
  hour: [0, 23],
  day: [1, 31],
  week: [1, 53],
  month: [1, 12],
  year: [0, 9999],
}

const PARTS = { contains: 'middle', startswith: 'start', endswith: 'end' } as const

interface FieldName {
  readonly name: string
  readonly kind: FieldKind | 'unknown'
}

/** Reads the values of one test of a field. */
class FieldReader {
  private readonly place: Place
  private readonly subject: Subject
  private readonly field: FieldName

  constructor(
    test: FieldTest,
    written: string,
    private readonly chosen: Chosen,
    private readonly context: TestContext,
  ) {
    this.place = test.place
    this.subject = context.mapping.subject
    const field = this.fieldNamed(written)
    this.field = chosen['time part'] === undefined ? field : this.partOf(field, chosen['time part'])
    if (chosen.reading === 'exists' && test.values.length > 1) {
      throw this.error('exists takes one value.', 'Write true or false.')
    }
  }

  /** What one value asks. */
  readonly read = (value: SigmaValue): Query => {
    const { reading } = this.chosen
    if (isComparison(reading)) return this.comparison(reading, value)
    if (this.chosen['time part'] !== undefined)
      return this.timePart(this.chosen['time part'], value)
    switch (reading) {
      case 'exists':
        return this.existence(value)
      case 'cidr':
        return this.test({ op: 'cidr', network: this.network(value) })
      case 're':
        return this.test({
          op: 'regex',
          pattern: regexOf(this.text(value, 're'), this.chosen, this.context.lists, this.place),
        })
      case 'fieldref':
        return this.comparedWith(this.text(value, 'fieldref'))
      case undefined:
        return this.plain(value)
    }
  }

  private error(message: string, hint?: string): SigmaError {
    return new SigmaError(this.place, message, hint)
  }

  private test(test: Test): Query {
    return checkedTest({ kind: 'field', field: this.field.name, test }, this.subject, this.place)
  }

  private fieldNamed(written: string): FieldName {
    const name = fieldOf(this.context.mapping, written)
    if (name === undefined)
      throw this.error(`${this.subject} of this log source have no field ${written}.`)
    const field = findField(this.subject, name)
    if (field !== undefined) return { name: field.name, kind: field.kind }
    return { name, kind: 'unknown' }
  }

  private partOf({ name, kind }: FieldName, part: TimePart): FieldName {
    const field = kind === 'time' ? findField(this.subject, `${name}.${part}`) : undefined
    if (field !== undefined) return { name: field.name, kind: field.kind }
    const what = kind === 'unknown' ? 'not in the field reference' : KIND_NAMES[kind]
    throw this.error(`${part} needs a time; ${name} is ${what}.`, 'Test @timestamp.')
  }

  private text(value: SigmaValue, modifier: string): string {
    if (typeof value === 'string') return value
    const hint = value === null ? undefined : 'Put the value in quotation marks.'
    throw this.error(`${modifier} needs text, not ${shown(value)}.`, hint)
  }

  private existence(value: SigmaValue): Query {
    if (typeof value !== 'boolean') {
      throw this.error(`exists needs true or false, not ${shown(value)}.`)
    }
    const present = this.test({ op: 'exists' })
    return value ? present : negated(present)
  }

  private network(value: SigmaValue): string {
    const text = this.text(value, 'cidr')
    const isSingle = parseAddress(text) !== undefined
    const network = isSingle ? `${text}/${text.includes(':') ? 128 : 32}` : text
    const { kind, name } = this.field
    if (kind === 'integer' || kind === 'boolean' || kind === 'time') {
      throw this.error(`cidr needs an address; ${name} is ${KIND_NAMES[kind]}.`)
    }
    if (parseNetwork(network) !== undefined) return network
    const hint = 'Write an address and a length, such as 10.0.0.0/8 or 2001:db8::/32.'
    throw this.error(`cidr needs a network, not ${shown(text)}.`, hint)
  }

  private comparedWith(written: string): Query {
    const name = plainText(readText(written))
    if (name === undefined)
      throw this.error('fieldref needs the name of a field, without wildcards.')
    const { place } = this.chosen
    const part = place === undefined ? 'whole' : PARTS[place]
    return this.test({ op: 'same', field: this.fieldNamed(name).name, part })
  }

  private comparison(comparison: Comparison, value: SigmaValue): Query {
    const { kind, name } = this.field
    if (kind !== 'integer' && kind !== 'unknown') {
      throw this.error(`${comparison} compares numbers; ${name} is ${KIND_NAMES[kind]}.`)
    }
    const bound: Bound = {
      value: this.number(value, comparison),
      inclusive: comparison.endsWith('e'),
    }
    return this.test(
      comparison.startsWith('g') ? { op: 'range', from: bound } : { op: 'range', to: bound },
    )
  }

  private number(value: SigmaValue, modifier: string): string {
    if (typeof value === 'number' || typeof value === 'bigint') return String(value)
    if (typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value)) return value
    throw this.error(`${modifier} needs a number, not ${shown(value)}.`)
  }

  /** The live list that a value stands for, if it is nothing but its placeholder. */
  private liveList(value: SigmaValue): string | undefined {
    const isBare = valueModifiers(this.chosen).every((modifier) => modifier === 'expand')
    if (!isBare || this.chosen.placeholders === undefined) return undefined
    const name = typeof value === 'string' ? /^%([^%\\]+)%$/.exec(value)?.[1] : undefined
    return name !== undefined && this.context.live?.has(name) ? name : undefined
  }

  private timePart(part: TimePart, value: SigmaValue): Query {
    const text = this.number(value, part)
    const [least, most] = PART_LIMITS[part]
    if (!/^\d+$/.test(text) || Number(text) < least || Number(text) > most) {
      throw this.error(`${part} is a whole number from ${least} to ${most}, not ${text}.`)
    }
    return this.test({ op: 'equals', value: text, quoted: false })
  }

  private plain(value: SigmaValue): Query {
    const live = this.liveList(value)
    if (live !== undefined) return this.test({ op: 'list', name: live })
    const [modifier] = valueModifiers(this.chosen)
    if (modifier === undefined && value === null) return negated(this.test({ op: 'exists' }))
    if (modifier === undefined && typeof value !== 'string') return this.equals(String(value))
    const isNumber = typeof value === 'number' || typeof value === 'bigint'
    const texts = textsOf(
      isNumber ? String(value) : this.text(value, modifier ?? ''),
      this.chosen,
      this.context.lists,
      this.place,
    )
    const queries = unique(texts.flatMap((text) => this.textTests(text)))
    return queries.length === 0 ? NOTHING : anyOf(queries)
  }

  private equals(value: string): Query {
    return this.test({ op: 'equals', value, quoted: this.isText() })
  }

  private isText(): boolean {
    const { kind } = this.field
    return kind === 'keyword' || kind === 'keywords' || kind === 'unknown'
  }

  /** None for a value of a list that does not fit the field: as with `@list`, it never matches. */
  private textTests(text: TextValue): Query[] {
    if (!text.isListed) return [this.textTest(text)]
    const network = plainText(text.parts) ?? ''
    if (this.field.kind === 'ip' && parseNetwork(network) !== undefined) {
      return [this.test({ op: 'cidr', network })]
    }
    try {
      return [this.textTest(text)]
    } catch (error) {
      if (error instanceof SigmaError) return []
      throw error
    }
  }

  private textTest({ parts }: TextValue): Query {
    const isCased = this.chosen.case !== undefined || this.chosen.base64 !== undefined
    if (this.isText()) return this.test(isCased ? casedTest(parts) : textTest(parts))
    const text = plainText(parts)
    if (text === undefined) return this.test(textTest(parts))
    if (text === '') return negated(this.test({ op: 'exists' }))
    if (this.field.kind === 'ip' && parseNetwork(text) !== undefined) {
      const hint = `Write ${this.field.name}|cidr for a network.`
      throw this.error(`${this.field.name} is an address, not ${text}.`, hint)
    }
    return this.equals(text)
  }
}
