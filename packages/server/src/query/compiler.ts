import { fieldsOf, findField } from '@spoor/model'
import type { Field, Query, QuerySubject, WordTest } from '@spoor/model'
import { fieldCondition, fieldInCondition } from './field-tests.js'
import type { CompileContext } from './field-tests.js'
import { fieldValue } from './field-value.js'
import { lineFieldCondition, lineFieldValues } from './line-field-tests.js'
import {
  hostWordCondition,
  isLookup,
  lookupCondition,
  lookupInCondition,
  refuseLookup,
} from './lookup-tests.js'
import type { Params } from './params.js'
import { queryError } from './query-error.js'
import { printedValues, sameCondition } from './same-field-tests.js'
import type { PrintedValues } from './same-field-tests.js'
import { anyRegexConditions, anyWildcardConditions } from './text-tests.js'
import { anyTextCondition, lineCondition } from './word-tests.js'

/** From this many equalities of one field on, they become one look-up in a set. */
const WORTH_A_SET = 3

type FieldQuery = Query & { readonly kind: 'field' }

/** Writes the condition of a query, with all its values bound in `params`. */
export class Compiler {
  private readonly line: string

  constructor(
    private readonly subject: QuerySubject,
    private readonly params: Params,
    private readonly context: CompileContext,
    /** What stands for the condition of a test; the condition itself, unless tests are shared. */
    private readonly named: (condition: string) => string = (condition) => condition,
  ) {
    this.line = findField('events', 'event.original')?.column ?? 'raw'
  }

  condition(query: Query): string {
    switch (query.kind) {
      case 'all':
        return '1'
      case 'suspended':
        throw queryError('A suspended part cannot be asked.')
      case 'and':
        return `(${query.items.map((item) => this.condition(item)).join(' and ')})`
      case 'or':
        return `(${this.alternatives(query.items).join(' or ')})`
      case 'not':
        return `not (${this.condition(query.item)})`
      case 'word':
        return this.named(this.wordTest(query.test))
      case 'field':
        return this.named(this.fieldTest(query))
    }
  }

  private wordTest(test: WordTest): string {
    switch (this.subject) {
      case 'events':
        return lineCondition(this.line, test, this.params)
      case 'hosts':
        return hostWordCondition(test, this.params)
      default:
        return anyTextCondition(this.subject, test, this.params)
    }
  }

  private fieldTest({ field: name, test }: Query & { kind: 'field' }): string {
    if (test.op === 'same') {
      return sameCondition(this.valuesOf(name), this.valuesOf(test.field), test.part)
    }
    const field = this.known(name)
    if (field === undefined) {
      return lineFieldCondition(this.line, name, test, this.params, this.context.lists)
    }
    return isLookup(field)
      ? lookupCondition(field, test, this.params, this.context)
      : fieldCondition(field, test, this.params, this.context)
  }

  private valuesOf(name: string): PrintedValues {
    const field = this.known(name)
    if (isLookup(field)) return refuseLookup(field)
    return field === undefined
      ? lineFieldValues(this.line, name, this.params)
      : printedValues(field)
  }

  /** The field of a name; undefined if it is looked up in the line. Throws if it cannot be. */
  private known(name: string): Field | undefined {
    const field = findField(this.subject, name)
    if (field !== undefined || (this.subject === 'events' && name.includes('.'))) return field
    const known = fieldsOf(this.subject).length
    throw queryError(`${this.subject} have ${known} fields, but none is named ${name}.`)
  }

  /** Alternatives, those that test one field for one thing in one step. */
  private alternatives(items: readonly Query[]): string[] {
    const groups = new Map<string, FieldQuery[]>()
    for (const item of items) {
      if (item.kind !== 'field') continue
      const key = `${item.test.op} ${item.field}`
      groups.set(key, [...(groups.get(key) ?? []), item])
    }
    const conditions = items.flatMap((item): string[] => {
      if (item.kind !== 'field') return [this.condition(item)]
      const group = groups.get(`${item.test.op} ${item.field}`) ?? []
      const together = group.length > 1 ? this.together(item.field, group) : undefined
      if (together === undefined) return [this.condition(item)]
      return item === group[0] ? together.map(this.named) : []
    })
    return [...new Set(conditions)]
  }

  /** Tests of one kind of one field; undefined if they are not worth, or not fit for, one step. */
  private together(name: string, group: readonly FieldQuery[]): string[] | undefined {
    const field = findField(this.subject, name)
    if (field === undefined) return undefined
    const tests = group.map(({ test }) => test)
    const values = tests.flatMap((test) =>
      test.op === 'equals' && test.value !== '' ? [test.value] : [],
    )
    if (values.length === tests.length) {
      const set = this.inSet(field, values)
      return set === undefined ? undefined : [set]
    }
    if (field.kind !== 'keyword' || isLookup(field)) return undefined
    const column = fieldValue(field)
    const patterns = tests.flatMap((test) => (test.op === 'wildcard' ? [test.pattern] : []))
    if (patterns.length === tests.length)
      return anyWildcardConditions(column, patterns, this.params)
    // A quotation by \Q would go on beyond its regex, and a name of a group may be there once only.
    const regexes = tests.flatMap((test) =>
      test.op === 'regex' && !/\\Q|\(\?P?</.test(test.pattern) ? [test.pattern] : [],
    )
    if (regexes.length === tests.length) return anyRegexConditions(column, regexes, this.params)
    return undefined
  }

  private inSet(field: Field, values: readonly string[]): string | undefined {
    if (isLookup(field)) return lookupInCondition(field, values, this.params)
    return values.length < WORTH_A_SET ? undefined : fieldInCondition(field, values, this.params)
  }
}
