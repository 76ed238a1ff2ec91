import { createHash } from 'node:crypto'
import { microsOfSqlTime, type Micros, type Range } from './moment.js'
import { QuestionError } from './question-error.js'

/** A place in a list: after `passed` records that have exactly this time and id. */
export interface Place {
  /** In the engine's form, with all its digits. */
  readonly time: string
  readonly id: string
  /** The same line may be in a log twice, and then has the same time and id. */
  readonly passed: number
}

/** What a cursor remembers: the place, and the time range, in which `now` must not move on. */
export interface Position {
  readonly place: Place
  readonly range: Range
}

const SQL_TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}$/
const MAX_CURSOR_LENGTH = 2_000
const MAX_PASSED = 1_000_000
/** Beyond the year 2299, where the engine's time ends. */
const FAR_AWAY: Micros = 1.1e16

/**
 * The text of a cursor. It belongs to one question: `question` is everything that decides which
 * records are listed and in which order.
 */
export function encodeCursor(question: readonly unknown[], { place, range }: Position): string {
  const { time, id, passed } = place
  const fields = [digestOf(question), time, id, passed, range.from ?? null, range.to ?? null]
  return Buffer.from(JSON.stringify(fields)).toString('base64url')
}

/**
 * Reads a cursor back. Nobody gains anything by making one up: it only says where to go on in a
 * list that may be read anyway.
 * @throws QuestionError CURSOR_INVALID
 */
export function decodeCursor(question: readonly unknown[], text: string): Position {
  const fields = parse(text)
  if (!Array.isArray(fields) || fields.length !== 6) throw invalid()
  const [digest, time, id, passed, from, to] = fields as unknown[]
  if (digest !== digestOf(question)) throw invalid()
  if (!isSqlTime(time) || typeof id !== 'string') throw invalid()
  if (!isCount(passed) || !isEdge(from) || !isEdge(to)) throw invalid()
  return {
    place: { time, id, passed },
    range: { ...(from !== null && { from }), ...(to !== null && { to }) },
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

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= MAX_PASSED
}

function isEdge(value: unknown): value is Micros | null {
  return value === null || (Number.isInteger(value) && Math.abs(Number(value)) < FAR_AWAY)
}

function isSqlTime(value: unknown): value is string {
  return typeof value === 'string' && SQL_TIME.test(value) && !Number.isNaN(microsOfSqlTime(value))
}

function digestOf(question: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 16)
}

function invalid(): QuestionError {
  return new QuestionError(
    'CURSOR_INVALID',
    'This cursor does not belong to this question. Ask for the first page again.',
  )
}
