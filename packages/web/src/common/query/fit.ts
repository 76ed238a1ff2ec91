import {
  findField,
  fromChips,
  parseQuery,
  printQuery,
  toChips,
  type Chip,
  type Query,
  type QueryProblem,
  type QuerySubject,
} from '@spoor/model'
import { fieldsIn } from './language.js'

const SUBJECTS: readonly QuerySubject[] = ['events', 'sessions', 'transfers', 'hosts']

/** What a page makes of the question. */
export interface Fitted {
  /** The question that the page asks. */
  readonly asked: string
  /** Parts that are kept, but that make no sense of this page's subject. */
  readonly left: readonly Chip[]
}

/** The query of a text for a subject, or else for another: a carried question may be another's. */
export function readFor(text: string, subject: QuerySubject): Query | undefined {
  for (const of of [subject, ...SUBJECTS.filter((other) => other !== subject)]) {
    const result = parseQuery(text, of)
    if (result.ok) return result.query
  }
  return undefined
}

/** Whether a part names a field that only other subjects have, such as `zone` for events. */
export function isForeign(chip: Chip, subject: QuerySubject): boolean {
  const query = fromChips([chip])
  const foreign = fieldsIn(query).some(
    (name) =>
      findField(subject, name) === undefined &&
      SUBJECTS.some((other) => findField(other, name) !== undefined),
  )
  return foreign || !parseQuery(printQuery(query), subject).ok
}

/**
 * The part of a question that a subject can answer. What it cannot is left out here and kept in the
 * URL, so that it holds again on the page that it came from.
 */
export function fitQuestion(text: string, subject: QuerySubject): Fitted {
  const query = readFor(text, subject)
  // What nobody can read goes to the server as it is: its answer says what is wrong.
  if (query === undefined) return { asked: text, left: [] }
  const chips = toChips(query)
  const left = chips.filter((chip) => isForeign(chip, subject))
  if (left.length === 0) return { asked: text, left }
  return { asked: printQuery(fromChips(chips.filter((chip) => !left.includes(chip)))), left }
}

/**
 * Mistakes of a text for a subject. Parts that are foreign to the subject are no mistake if they
 * were there before: they came along from another page. Newly written ones are.
 */
export function mistakesOf(
  text: string,
  subject: QuerySubject,
  before: string,
): readonly QueryProblem[] {
  const result = parseQuery(text, subject)
  if (result.ok) return []
  const foreign = fitQuestion(text, subject).left
  const carried = new Set(fitQuestion(before, subject).left.map(chipKey))
  const rest = fitQuestion(text, subject).asked
  const isCarried = foreign.length > 0 && foreign.every((chip) => carried.has(chipKey(chip)))
  return isCarried && parseQuery(rest, subject).ok ? [] : result.problems
}

function chipKey(chip: Chip): string {
  return printQuery(fromChips([{ ...chip, negated: false, suspended: false }]))
}
