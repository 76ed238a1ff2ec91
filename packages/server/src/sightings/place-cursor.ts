import { createHash } from 'node:crypto'
import type { Micros, Range } from '../questions/moment.js'
import { QuestionError } from '../questions/question-error.js'
import type { Keys } from './sightings-statement.js'

/** Where a list goes on, and what `now` meant on its first page. */
interface ListPlace {
  readonly keys: Keys
  readonly range: Range
  readonly asOf?: Micros
}

const MAX_CURSOR_LENGTH = 500
const ID = /^[0-9a-f]{32}$/

/** The text of a cursor. It belongs to the words of one request. */
export function encodePlace(words: object, { keys, range, asOf }: ListPlace): string {
  const fields = [digestOf(words), keys.first, keys.second, keys.id]
  const moments = [range.from ?? null, range.to ?? null, asOf ?? null]
  return Buffer.from(JSON.stringify([...fields, ...moments])).toString('base64url')
}

/** Reads a cursor back. @throws QuestionError CURSOR_INVALID */
export function decodePlace(words: object, text: string): ListPlace {
  const fields = parse(text)
  if (!Array.isArray(fields) || fields.length !== 7) throw invalid()
  const [digest, first, second, id, from, to, asOf] = fields as unknown[]
  if (digest !== digestOf(words)) throw invalid()
  if (typeof id !== 'string' || !ID.test(id)) throw invalid()
  if (!isWhole(first) || !isWhole(second)) throw invalid()
  const moments = [from, to, asOf].map((one) => (one === null ? undefined : one))
  if (!moments.every((one) => one === undefined || isWhole(one))) throw invalid()
  const [start, end, known] = moments as (number | undefined)[]
  return {
    keys: { first, second, id },
    range: { ...(start !== undefined && { from: start }), ...(end !== undefined && { to: end }) },
    ...(known !== undefined && { asOf: known }),
  }
}

function parse(text: string): unknown {
  if (text.length > MAX_CURSOR_LENGTH) throw invalid()
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    throw invalid()
  }
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value)
}

function digestOf(words: object): string {
  const sorted = Object.entries(words)
    .filter(([, value]) => value !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(sorted)).digest('base64url').slice(0, 16)
}

function invalid(): QuestionError {
  return new QuestionError(
    'CURSOR_INVALID',
    'This cursor does not belong to this list. Ask for the first page again.',
  )
}
