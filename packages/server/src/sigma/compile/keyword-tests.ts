import { anyOf } from '@spoor/model'
import type { Query, Subject, WildcardPart, WordTest } from '@spoor/model'
import { SigmaError } from '../document.js'
import type { Place, SigmaValue } from '../document.js'
import type { Chosen } from './modifiers.js'
import { checkedTest } from './query-checks.js'
import { regexOf } from './regex-values.js'
import { casedTest, joined, plainText, textTest, shown } from './sigma-strings.js'
import { textsOf } from './text-values.js'
import type { Lists } from './text-values.js'

/** The field of an event that holds its line as it came. */
const LINE = 'event.original'

/**
 * What a keyword asks: in events, whether it is anywhere in the original line; in sessions and
 * transfers, whether it is in any of their texts. Without regard to case, and not as a word.
 * @throws SigmaError for modifiers that need a field, and for values that are no text
 */
export function keywordTest(
  value: SigmaValue,
  chosen: Chosen,
  subject: Subject,
  lists: Lists,
  place: Place,
): Query {
  checkModifiers(chosen, place)
  const text = keywordText(value, place)
  if (chosen.reading === 're') {
    const pattern = regexOf(text, chosen, lists, place)
    return checked({ op: 'regex', pattern }, subject, place)
  }
  const isCased = chosen.case !== undefined || chosen.base64 !== undefined
  const queries = textsOf(text, chosen, lists, place).flatMap(({ parts }) =>
    subject === 'events'
      ? linesWith(parts, isCased, place)
      : [textsWith(parts, isCased, subject, place)],
  )
  return queries.length === 0 ? { kind: 'not', item: { kind: 'all' } } : anyOf(queries)
}

function checkModifiers({ reading, place: where, 'time part': part }: Chosen, place: Place): void {
  const needsField = [
    ...(reading === undefined || reading === 're' ? [] : [reading]),
    ...(where === undefined || where === 'contains' ? [] : [where]),
    ...(part === undefined ? [] : [part]),
  ]
  const [modifier] = needsField
  if (modifier === undefined) return
  throw new SigmaError(place, `The modifier ${modifier} needs the name of a field before it.`)
}

function keywordText(value: SigmaValue, place: Place): string {
  const text = value === null || typeof value === 'boolean' ? '' : String(value)
  if (text.trim() !== '') return text
  throw new SigmaError(place, `A keyword needs text, not ${shown(value)}.`)
}

function checked(test: WordTest, subject: Subject, place: Place): Query {
  const query: Query =
    subject === 'events' ? { kind: 'field', field: LINE, test } : { kind: 'word', test }
  return checkedTest(query, subject, place)
}

function linesWith(parts: readonly WildcardPart[], isCased: boolean, place: Place): Query[] {
  const forms = lineForms(parts).map((form) => {
    const around = joined<WildcardPart>(['any', ...form, 'any'])
    const test = isCased ? casedTest(around) : textTest(around)
    return checkedTest({ kind: 'field', field: LINE, test }, 'events', place)
  })
  return [...new Map(forms.map((form) => [JSON.stringify(form), form])).values()]
}

/** The ways in which a line of text or JSON may have a text. */
function lineForms(parts: readonly WildcardPart[]): WildcardPart[][] {
  const ways: ((text: string) => string)[] = [(text) => text, inJson, inAsciiJson]
  return ways.flatMap((way) => [
    written(parts, way),
    written(parts, (text) => way(text).replaceAll('/', '\\/')),
  ])
}

function written(parts: readonly WildcardPart[], way: (text: string) => string): WildcardPart[] {
  return parts.map((part) => (typeof part === 'string' ? part : { literal: way(part.literal) }))
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

function inAsciiJson(text: string): string {
  return inJson(text).replaceAll(
    /[^\0-~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Words of sessions and transfers are found inside texts, so `*` around them says nothing. */
function textsWith(
  parts: readonly WildcardPart[],
  isCased: boolean,
  subject: Subject,
  place: Place,
): Query {
  const from = parts[0] === 'any' ? 1 : 0
  const to = parts.length > 1 && parts.at(-1) === 'any' ? parts.length - 1 : parts.length
  const inner = parts.slice(from, to)
  if (inner.length === 0) return { kind: 'all' }
  const text = plainText(inner)
  const around = joined<WildcardPart>(['any', ...inner, 'any'])
  if (isCased) return checked(casedTest(around) as WordTest, subject, place)
  if (text !== undefined)
    return checked({ op: 'equals', value: text, quoted: true }, subject, place)
  return checked(textTest(inner) as WordTest, subject, place)
}
