import type { Subject } from '@spoor/model'
import { createHash } from 'node:crypto'

/** A row of the table of findings, without what keeps its versions apart. */
export interface FindingRow {
  id: string
  hunt: string
  /** UTC day. */
  day: string
  level: string
  entity: string
  /** What the entity is, such as `client and server`. */
  entity_kind: string
  client: string
  server: string
  user: string
  why: string
  first_seen: string
  last_seen: string
  count: number
  bytes: number | null
  files: string[]
  subject: Subject
  q: string
  /** The exclusive end of the time in which its records began. */
  evidence_to: string
  ids: string[]
}

/** Where a hunt found more on a day than is kept. */
export interface Cut {
  readonly hunt: string
  readonly day: string
  readonly found: number
}

/** The same match has the same id, however often and over whatever time it is found. */
export function findingId(hunt: string, identity: readonly unknown[]): string {
  const text = JSON.stringify([hunt, ...identity])
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}

/** `field:value` of a question; a field without a value is asked to be absent. */
export function valueTest(field: string, value: string): string {
  if (value === '') return `-${field}:*`
  return `${field}:${/^[\w.-]+$/.test(value) ? value : `"${value.replaceAll(/["\\]/g, '\\$&')}"`}`
}

/** The engine's text of a moment, `2026-06-22 22:44:46.668728`, in microseconds since 1970. */
export function microseconds(text: string): bigint {
  const [whole = '', fraction = ''] = text.split('.')
  const milliseconds = Date.parse(`${whole.replace(' ', 'T')}Z`)
  return BigInt(milliseconds) * 1000n + BigInt(fraction.slice(0, 6).padEnd(6, '0'))
}

/** The end of the millisecond that a moment is in: time ranges end before their end. */
export function nextMillisecond(text: string): string {
  const milliseconds = Number(microseconds(text) / 1000n) + 1
  return `${new Date(milliseconds).toISOString().slice(0, -1).replace('T', ' ')}000`
}
