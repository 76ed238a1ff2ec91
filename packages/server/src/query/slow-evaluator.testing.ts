import { findField, parseInteger, parseTime } from '@spoor/model'
import type { Bound, Field, Query, Subject, ValueTest, WordTest } from '@spoor/model'
import { fieldsOf } from '@spoor/model'
import { RE2JS } from 're2js'
import { bitsOf } from './slow-address.testing.js'
import { samePart, slowTimePart } from './slow-parts.testing.js'
import { unitsOf } from './slow-units.testing.js'
import { lineHas } from './slow-words.testing.js'

/**
 * The query language once more, in plain JavaScript and without regard to speed: what the SQL must
 * agree with. It shares no code with the compiler but the reading of numbers, times and patterns.
 */

/** A row by column, as it is inserted: addresses as text, numbers as numbers, moments as text. */
type SlowRow = Readonly<Record<string, unknown>>

interface SlowContext {
  readonly now: Date
  readonly lists: ReadonlyMap<string, readonly string[]>
}

/** Whether a row meets a query; undefined where all of the query is suspended. */
export function slowMatch(
  query: Query,
  subject: Subject,
  row: SlowRow,
  context: SlowContext,
): boolean {
  return asked(query, subject, row, context) ?? true
}

function asked(
  query: Query,
  subject: Subject,
  row: SlowRow,
  context: SlowContext,
): boolean | undefined {
  const inner = (item: Query) => asked(item, subject, row, context)
  switch (query.kind) {
    case 'all':
      return true
    case 'suspended':
      return undefined
    case 'not': {
      const result = inner(query.item)
      return result === undefined ? undefined : !result
    }
    case 'and':
    case 'or': {
      const results = query.items.map(inner).filter((result) => result !== undefined)
      if (results.length === 0) return undefined
      return query.kind === 'and' ? results.every(Boolean) : results.some(Boolean)
    }
    case 'word':
      return subject === 'events'
        ? lineHas(String(row.raw), query.test)
        : anyTextHas(subject, row, query.test)
    case 'field': {
      const { test } = query
      if (test.op === 'same') {
        const others = printedValues(subject, row, test.field)
        return printedValues(subject, row, query.field).some((value) =>
          others.some((other) => samePart(value, other, test.part)),
        )
      }
      const field = findField(subject, query.field)
      if (field === undefined) return lineFieldMeets(String(row.raw), query.field, test, context)
      return fieldMeets(field, valueOf(field, row), test, context)
    }
  }
}

function valueOf({ column, part }: Field, row: SlowRow): unknown {
  const value = row[column]
  return part === undefined || value === null ? value : slowTimePart(String(value), part)
}

/** The values of a field as people write them; none is empty. */
function printedValues(subject: Subject, row: SlowRow, name: string): string[] {
  const field = findField(subject, name)
  if (field === undefined) return valuesAt(String(row.raw), name.split('.'))
  const value = valueOf(field, row)
  const values = Array.isArray(value) ? value : [value ?? '']
  return values
    .map((one) => (field.kind === 'ip' ? printedAddress(String(one)) : String(one)))
    .filter((text) => text !== '')
}

function fieldMeets(field: Field, value: unknown, test: ValueTest, context: SlowContext): boolean {
  if (field.kind === 'keyword') return textMeets(String(value), test, context)
  if (field.kind === 'keywords') return anyMeets(value as string[], test, context)
  if (value === null || value === undefined) return false
  if (test.op === 'exists') return true
  switch (field.kind) {
    case 'ip':
      return addressMeets(String(value), test, context)
    case 'integer':
      return integerMeets(BigInt(value as number), test, context)
    case 'boolean':
      return test.op === 'equals' && value === ['true', 'yes'].includes(test.value.toLowerCase())
    case 'time':
      return timeMeets(String(value), test, context)
  }
}

function anyMeets(values: readonly string[], test: ValueTest, context: SlowContext): boolean {
  if (test.op === 'exists') return values.length > 0
  if (test.op === 'equals' && test.value === '') return values.length === 0
  return values.some((value) => textMeets(value, test, context))
}

function textMeets(value: string, test: ValueTest, context: SlowContext): boolean {
  switch (test.op) {
    case 'equals':
      return value.toLowerCase() === test.value.toLowerCase()
    case 'wildcard':
      return wildcardMatches(value, test.pattern)
    case 'regex':
      return RE2JS.compile(test.pattern).matcher(value).find()
    case 'cidr':
      return bitsOf(value) !== undefined && inNetwork(value, test.network)
    case 'list':
      return listOf(context, test.name).some((entry) => entry.toLowerCase() === value.toLowerCase())
    case 'exists':
      return value !== ''
    case 'range':
      throw new Error('text has no range')
  }
}

function listOf(context: SlowContext, name: string): readonly string[] {
  return context.lists.get(name) ?? []
}

/** The whole value, character by character. */
function wildcardMatches(value: string, pattern: string): boolean {
  const chars = [...value.toLowerCase()]
  const units = unitsOf(pattern, true)
  let reachable = new Set([0])
  for (const unit of units) {
    const next = new Set<number>()
    for (const at of reachable) {
      if (unit === 'any') for (let i = at; i <= chars.length; i += 1) next.add(i)
      else if (unit === 'one' ? at < chars.length : chars[at] === unit.char) next.add(at + 1)
    }
    reachable = next
  }
  return reachable.has(chars.length)
}

function inNetwork(address: string, network: string): boolean {
  const [base = '', length = ''] = network.split('/')
  const digits = Number(length) + (base.includes(':') ? 0 : 96)
  if (digits > 128) return false
  return bitsOf(address)?.slice(0, digits) === bitsOf(base)?.slice(0, digits)
}

function printedAddress(text: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(text)?.[1]
  if (mapped !== undefined || !text.includes(':')) return mapped ?? text
  return new URL(`http://[${text}]/`).hostname.slice(1, -1)
}

function addressMeets(value: string, test: ValueTest, context: SlowContext): boolean {
  const bits = bitsOf(value) ?? ''
  switch (test.op) {
    case 'equals':
      return bits === bitsOf(test.value)
    case 'cidr':
      return inNetwork(value, test.network)
    case 'range':
      return inRange(bits, test.from, test.to, (text) => bitsOf(text) ?? '')
    case 'list':
      return listOf(context, test.name).some((entry) =>
        entry.includes('/')
          ? bitsOf(entry.split('/')[0] ?? '') !== undefined && inNetwork(value, entry)
          : bitsOf(entry) === bits,
      )
    default:
      return textMeets(printedAddress(value), test, context)
  }
}

function inRange<T extends bigint | string | number>(
  value: T,
  from: Bound | undefined,
  to: Bound | undefined,
  read: (text: string) => T,
): boolean {
  if (
    from !== undefined &&
    !(from.inclusive ? value >= read(from.value) : value > read(from.value))
  )
    return false
  return to === undefined || (to.inclusive ? value <= read(to.value) : value < read(to.value))
}

function integerOf(text: string): bigint {
  return parseInteger(text) ?? -1n
}

function integerMeets(value: bigint, test: ValueTest, context: SlowContext): boolean {
  if (test.op === 'equals') return value === integerOf(test.value)
  if (test.op === 'list')
    return listOf(context, test.name).some((entry) => integerOf(entry) === value)
  if (test.op === 'range') return inRange(value, test.from, test.to, integerOf)
  return textMeets(String(value), test, context)
}

function timeMeets(value: string, test: ValueTest, context: SlowContext): boolean {
  const micros = parseTime(`${value}Z`, context.now)?.from ?? NaN
  const span = (text: string) => parseTime(text, context.now) ?? { from: NaN, to: NaN }
  if (test.op === 'equals') return micros >= span(test.value).from && micros < span(test.value).to
  if (test.op !== 'range') return false
  const { from, to } = test
  if (from && !(from.inclusive ? micros >= span(from.value).from : micros >= span(from.value).to))
    return false
  return !to || (to.inclusive ? micros < span(to.value).to : micros < span(to.value).from)
}

function anyTextHas(subject: Subject, row: SlowRow, test: WordTest): boolean {
  const texts = fieldsOf(subject).flatMap(({ kind, column }): string[] => {
    const value = row[column]
    if (kind === 'keyword') return [String(value)]
    if (kind === 'keywords') return value as string[]
    return kind === 'ip' ? [value === null ? '' : printedAddress(String(value))] : []
  })
  return texts.some((text) => {
    if (test.op === 'regex') return RE2JS.compile(test.pattern).matcher(text).find()
    if (test.op === 'equals') return text.toLowerCase().includes(test.value.toLowerCase())
    return wildcardMatches(text, `*${test.pattern}*`)
  })
}

function lineFieldMeets(
  line: string,
  path: string,
  test: ValueTest,
  context: SlowContext,
): boolean {
  const values = valuesAt(line, path.split('.'))
  if (test.op === 'exists') return values.length > 0
  if (test.op === 'equals' && test.value === '') return values.length === 0
  return values.some((value) => {
    const number = value.trim() === '' ? NaN : Number(value)
    if (test.op === 'range')
      return !Number.isNaN(number) && inRange(number, test.from, test.to, Number)
    if (textMeets(value, test, context)) return true
    return test.op === 'equals' && test.value.trim() !== '' && number === Number(test.value)
  })
}

function valuesAt(line: string, keys: readonly string[]): string[] {
  let values: unknown[]
  try {
    values = [JSON.parse(line)]
  } catch {
    return []
  }
  for (const key of keys) {
    values = values.flatMap((value) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
      const inside = (value as Record<string, unknown>)[key]
      return Array.isArray(inside) ? inside : [inside]
    })
  }
  return values
    .filter((value) => ['string', 'number', 'boolean'].includes(typeof value) && value !== '')
    .map(String)
}
