import { parseAddress } from '@spoor/model'
import { createHash } from 'node:crypto'
import type { Micros, Range } from '../questions/moment.js'
import { QuestionError } from '../questions/question-error.js'

/** After a host in the list: what it is ordered by, and its address in the engine's form. */
export interface HostPlace {
  readonly key: string
  readonly host: string
}

/** Where a list goes on, and its time range, in which `now` must not move on. */
export interface HostPosition {
  readonly place: HostPlace
  readonly range: Range
}

const LONGEST = 2_000
const FAR_AWAY: Micros = 1.1e16

/** @param question everything that decides which hosts are listed, and in which order */
export function encodeHostCursor(question: readonly unknown[], position: HostPosition): string {
  const { place, range } = position
  const fields = [digestOf(question), place.key, place.host, range.from ?? null, range.to ?? null]
  return Buffer.from(JSON.stringify(fields)).toString('base64url')
}

/** @throws QuestionError CURSOR_INVALID */
export function decodeHostCursor(question: readonly unknown[], text: string): HostPosition {
  const fields = parsed(text)
  if (!Array.isArray(fields) || fields.length !== 5) throw invalid()
  const [digest, key, host, from, to] = fields as unknown[]
  if (digest !== digestOf(question)) throw invalid()
  if (typeof key !== 'string' || !/^-?\d{1,40}$/.test(key)) throw invalid()
  if (typeof host !== 'string' || parseAddress(host) === undefined) throw invalid()
  if (!isEdge(from) || !isEdge(to)) throw invalid()
  return {
    place: { key, host },
    range: { ...(from !== null && { from }), ...(to !== null && { to }) },
  }
}

function parsed(text: string): unknown {
  if (text.length > LONGEST) throw invalid()
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    throw invalid()
  }
}

function isEdge(value: unknown): value is Micros | null {
  return value === null || (Number.isInteger(value) && Math.abs(Number(value)) < FAR_AWAY)
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
