import type { WildcardPart } from '@spoor/model'
import { SigmaError } from '../document.js'
import type { Place } from '../document.js'
import type { Chosen } from './modifiers.js'
import {
  isPlaceholder,
  joined,
  plainText,
  readExpandable,
  readText,
  shown,
} from './sigma-strings.js'

/** Saved lists by name. */
export type Lists = ReadonlyMap<string, readonly string[]>

/** A text that a written value stands for. */
export interface TextValue {
  readonly parts: readonly WildcardPart[]
  /** It came from a saved list as it is, so it may be of another kind than the field. */
  readonly isListed: boolean
}

/** How many texts one value may stand for because of placeholders. */
const MOST_EXPANSIONS = 1_000
/** How many texts one value may stand for because of its dashes: four dashes. */
const MOST_DASH_FORMS = 625
const DASHES = ['-', '/', '\u2013', '\u2014', '\u2015']
/** A dash at the start of a word, and not one inside `two-words`. */
const DASH = /(?<![\p{L}\p{N}_])[-/\u2013-\u2015](?=[\p{L}\p{N}_])/u

/**
 * All texts that a written text stands for, after its modifiers.
 * @throws SigmaError for an unknown list, too many texts, and wildcards that cannot be encoded
 */
export function textsOf(value: string, chosen: Chosen, lists: Lists, place: Place): TextValue[] {
  const expanded =
    chosen.placeholders === undefined
      ? [{ parts: readText(value), isListed: false }]
      : expand(value, lists, place)
  return expanded.flatMap(({ parts, isListed }) => {
    const dashed = chosen.dashes === undefined ? [parts] : dashForms(parts, place)
    return dashed
      .flatMap((form) => encode(form, chosen, place))
      .map((form) => ({ parts: atPlace(form, chosen), isListed }))
  })
}

/** The values of a saved list, for a placeholder of its name. */
export function listedValues(name: string, lists: Lists, place: Place): readonly string[] {
  const values = lists.get(name)
  if (values !== undefined) return values
  const hint = 'Save a list of that name, or remove the modifier expand.'
  throw new SigmaError(place, `There is no saved list ${shown(name)} for %${name}%.`, hint)
}

/** Values of lists are plain text, as they are everywhere else: `*` in them is an asterisk. */
function expand(value: string, lists: Lists, place: Place): TextValue[] {
  const parts = readExpandable(value)
  const isListed = parts.length === 1 && parts.every(isPlaceholder)
  let texts: WildcardPart[][] = [[]]
  for (const part of parts) {
    const choices: WildcardPart[] = isPlaceholder(part)
      ? listedValues(part.placeholder, lists, place).map((literal) => ({ literal }))
      : [part]
    if (texts.length * choices.length > MOST_EXPANSIONS) {
      const message = `The placeholders of ${shown(value)} stand for more than ${MOST_EXPANSIONS} texts.`
      throw new SigmaError(place, message, 'Use a shorter list, or fewer placeholders in a value.')
    }
    texts = texts.flatMap((text) => choices.map((choice) => [...text, choice]))
  }
  return texts.map((text) => ({ parts: joined(text), isListed }))
}

function dashForms(parts: readonly WildcardPart[], place: Place): WildcardPart[][] {
  let forms: WildcardPart[][] = [[]]
  for (const part of parts) {
    const choices = typeof part === 'string' ? [part] : dashChoices(part.literal, place)
    checkDashForms(forms.length * choices.length, place)
    forms = forms.flatMap((form) => choices.map((choice) => [...form, choice]))
  }
  return forms
}

function dashChoices(text: string, place: Place): WildcardPart[] {
  const pieces = text.split(DASH)
  checkDashForms(DASHES.length ** (pieces.length - 1), place)
  const [first = '', ...others] = pieces
  let texts = [first]
  for (const piece of others) {
    texts = texts.flatMap((start) => DASHES.map((dash) => start + dash + piece))
  }
  return texts.map((literal) => ({ literal }))
}

function checkDashForms(count: number, place: Place): void {
  if (count <= MOST_DASH_FORMS) return
  const message = `windash would make more than ${MOST_DASH_FORMS} texts of this value.`
  throw new SigmaError(place, message, 'Test for at most four dashes in one value.')
}

function encode(
  parts: readonly WildcardPart[],
  { wide, base64 }: Chosen,
  place: Place,
): (readonly WildcardPart[])[] {
  if (base64 === undefined) return [parts]
  const text = plainText(parts)
  if (text === undefined) {
    const hint = `Write ${base64}|contains for a text inside the value; \\* is an asterisk.`
    throw new SigmaError(place, `${base64} cannot encode the wildcards * and ?.`, hint)
  }
  const bytes = bytesOf(text, wide)
  const encoded = base64 === 'base64' ? [bytes.toString('base64')] : shiftedBase64(bytes)
  if (encoded.some((form) => form === '')) {
    throw new SigmaError(place, `${base64} needs a longer text than ${shown(text)}.`)
  }
  return encoded.map((literal) => [{ literal }])
}

function bytesOf(text: string, wide: Chosen['wide']): Buffer {
  switch (wide) {
    case undefined:
      return Buffer.from(text, 'utf8')
    case 'wide':
    case 'utf16le':
      return Buffer.from(text, 'utf16le')
    case 'utf16be':
      return Buffer.from(text, 'utf16le').swap16()
    case 'utf16':
      return Buffer.from(`\ufeff${text}`, 'utf16le')
  }
}

/**
 * The characters that base64 has for bytes wherever they begin in a longer text. A character holds
 * six bits; those that share bits with the bytes before or after are left out.
 */
function shiftedBase64(bytes: Buffer): string[] {
  return [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64')
    const from = Math.ceil((shift * 8) / 6)
    const to = Math.floor(((shift + bytes.length) * 8) / 6)
    return encoded.slice(from, to)
  })
}

function atPlace(parts: readonly WildcardPart[], chosen: Chosen): WildcardPart[] {
  // A shifted text is by its nature in the middle of something.
  const where = chosen.place ?? (chosen.base64 === 'base64offset' ? 'contains' : undefined)
  const before: WildcardPart[] = where === 'contains' || where === 'endswith' ? ['any'] : []
  const after: WildcardPart[] = where === 'contains' || where === 'startswith' ? ['any'] : []
  return joined([...before, ...parts, ...after])
}
