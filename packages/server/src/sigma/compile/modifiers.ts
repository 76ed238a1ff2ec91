import { SigmaError } from '../document.js'
import type { FieldTest } from '../document.js'
import { shown } from './sigma-strings.js'

/**
 * What stands after a field's name: `field|contains|all`. Names and meanings: Sigma specification
 * 2.1.0, appendix "Modifiers", and the names that pySigma adds.
 */

/** What a modifier decides; two that decide the same do not go together. */
type Slot =
  | 'link'
  | 'negation'
  | 'reading'
  | 'time part'
  | 'place'
  | 'case'
  | 'ignore case'
  | 'lines'
  | 'dot'
  | 'placeholders'
  | 'dashes'
  | 'wide'
  | 'base64'

interface Modifier {
  readonly slot: Slot
  /** One line for the reference. */
  readonly description: string
}

const IGNORE_CASE = 'A regex that matches without regard to case.'
const LINES = 'A regex in which ^ and $ are also the start and end of a line.'
const DOT = 'A regex in which . is also a line break.'
const WIDE = 'Before base64: the text in UTF-16, little-endian.'

function timePart(what: string) {
  return { slot: 'time part', description: `The value is ${what} of a time in UTC.` } as const
}

function comparison(what: string) {
  return { slot: 'reading', description: `The number is ${what} the value.` } as const
}

export const MODIFIERS = {
  all: { slot: 'link', description: 'All of the values must hold, not just one of them.' },
  neq: {
    slot: 'negation',
    description: 'None of the values holds; true where the field is absent.',
  },
  contains: { slot: 'place', description: 'The value is anywhere in the field.' },
  startswith: { slot: 'place', description: 'The field starts with the value.' },
  endswith: { slot: 'place', description: 'The field ends with the value.' },
  cased: { slot: 'case', description: 'Text is compared with regard to case.' },
  exists: { slot: 'reading', description: 'Whether the field has a value: true or false.' },
  re: {
    slot: 'reading',
    description: 'A regex (RE2), found anywhere in the field, with regard to case.',
  },
  i: { slot: 'ignore case', description: IGNORE_CASE },
  ignorecase: { slot: 'ignore case', description: IGNORE_CASE },
  m: { slot: 'lines', description: LINES },
  multiline: { slot: 'lines', description: LINES },
  s: { slot: 'dot', description: DOT },
  dotall: { slot: 'dot', description: DOT },
  cidr: { slot: 'reading', description: 'The address is in the network.' },
  lt: comparison('less than'),
  lte: comparison('at most'),
  gt: comparison('greater than'),
  gte: comparison('at least'),
  minute: timePart('the minute, 0 to 59,'),
  hour: timePart('the hour, 0 to 23,'),
  day: timePart('the day of the month, 1 to 31,'),
  week: timePart('the week of the year, 1 to 53,'),
  month: timePart('the month, 1 to 12,'),
  year: timePart('the year'),
  fieldref: { slot: 'reading', description: 'The value is the name of a field to compare with.' },
  expand: { slot: 'placeholders', description: '%name% stands for the values of the saved list.' },
  windash: {
    slot: 'dashes',
    description: 'A dash or slash before a word stands for each of - / \u2013 \u2014 \u2015.',
  },
  wide: { slot: 'wide', description: WIDE },
  utf16le: { slot: 'wide', description: WIDE },
  utf16be: { slot: 'wide', description: 'Before base64: the text in UTF-16, big-endian.' },
  utf16: {
    slot: 'wide',
    description: 'Before base64: the text in UTF-16, little-endian, after a byte order mark.',
  },
  base64: { slot: 'base64', description: 'The value in base64, with regard to case.' },
  base64offset: {
    slot: 'base64',
    description: 'The value in base64 somewhere in longer base64, with regard to case.',
  },
} as const satisfies Record<string, Modifier>

export type ModifierName = keyof typeof MODIFIERS
type NameIn<S extends Slot> = {
  [Name in ModifierName]: (typeof MODIFIERS)[Name]['slot'] extends S ? Name : never
}[ModifierName]

export type Comparison = 'lt' | 'lte' | 'gt' | 'gte'
export type TimePart = NameIn<'time part'>

/** What the modifiers of a field test decide. */
export type Chosen = { readonly [S in Slot]?: NameIn<S> }

/** How values are read, and what else may be said of values that are read so. */
const GOES_WITH = {
  text: ['place', 'case', 'placeholders', 'dashes', 'wide', 'base64'],
  re: ['place', 'ignore case', 'lines', 'dot', 'placeholders'],
  cidr: [],
  exists: [],
  fieldref: ['place'],
  number: ['time part'],
} as const satisfies Record<string, readonly Slot[]>

/** The first of two must stand before the second: a text is changed before it is encoded. */
const BEFORE: readonly (readonly [Slot, Slot])[] = [
  ['reading', 'place'],
  ['reading', 'placeholders'],
  ['reading', 'ignore case'],
  ['reading', 'lines'],
  ['reading', 'dot'],
  ['time part', 'reading'],
  ['placeholders', 'wide'],
  ['placeholders', 'base64'],
  ['dashes', 'wide'],
  ['dashes', 'base64'],
  ['wide', 'base64'],
  ['base64', 'place'],
]

/**
 * What the modifiers of a test say together.
 * @throws SigmaError if one is unknown, or if they do not go together or stand in a wrong order
 */
export function readModifiers({ place, modifiers }: FieldTest): Chosen {
  const chosen: Partial<Record<Slot, ModifierName>> = {}
  for (const name of modifiers) {
    if (!isModifier(name)) {
      const hint = `Modifiers are ${Object.keys(MODIFIERS).join(', ')}.`
      throw new SigmaError(place, `There is no modifier ${shown(name)}.`, hint)
    }
    const { slot } = MODIFIERS[name]
    const other = chosen[slot]
    if (other !== undefined) throw notTogether(place, other, name)
    chosen[slot] = name
  }
  checkTogether(place, chosen)
  checkOrder(place, modifiers, chosen)
  return chosen as Chosen
}

function isModifier(name: string): name is ModifierName {
  return Object.hasOwn(MODIFIERS, name)
}

function notTogether(place: FieldTest['place'], one: string, other: string): SigmaError {
  if (one === other) return new SigmaError(place, `The modifier ${one} stands here twice.`)
  return new SigmaError(place, `The modifiers ${one} and ${other} do not go together.`)
}

function checkTogether(
  place: FieldTest['place'],
  chosen: Partial<Record<Slot, ModifierName>>,
): void {
  const { reading } = chosen
  const isNumber = reading === undefined ? chosen['time part'] !== undefined : isComparison(reading)
  const way = isNumber ? 'number' : ((reading as keyof typeof GOES_WITH | undefined) ?? 'text')
  const allowed: readonly string[] = ['link', 'negation', 'reading', ...GOES_WITH[way]]
  for (const [slot, name] of Object.entries(chosen)) {
    if (allowed.includes(slot)) continue
    const cause = reading ?? chosen['time part']
    if (cause === undefined) {
      throw new SigmaError(place, `The modifier ${name} goes only after re.`)
    }
    throw notTogether(place, cause, name)
  }
  if (chosen.wide !== undefined && chosen.base64 === undefined) {
    const hint = `Write ${chosen.wide}|base64 or ${chosen.wide}|base64offset|contains.`
    const message = `The modifier ${chosen.wide} makes bytes, which no field holds as they are.`
    throw new SigmaError(place, message, hint)
  }
}

function checkOrder(
  place: FieldTest['place'],
  modifiers: readonly string[],
  chosen: Partial<Record<Slot, ModifierName>>,
): void {
  for (const [firstSlot, secondSlot] of BEFORE) {
    const first = chosen[firstSlot]
    const second = chosen[secondSlot]
    if (first === undefined || second === undefined) continue
    if (modifiers.indexOf(first) > modifiers.indexOf(second)) {
      throw new SigmaError(place, `The modifier ${first} must stand before ${second}.`)
    }
  }
}

export function isComparison(name: ModifierName | undefined): name is Comparison {
  return name === 'lt' || name === 'lte' || name === 'gt' || name === 'gte'
}

/** The modifiers that concern the values themselves, not how tests are joined. */
export function valueModifiers(chosen: Chosen): ModifierName[] {
  const { link: _link, negation: _negation, ...others } = chosen
  return Object.values(others)
}
