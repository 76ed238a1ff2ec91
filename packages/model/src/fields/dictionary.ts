import { commonFields } from './common-fields.js'
import type { Field, Subject } from './field.js'
import { flowFields } from './flow-fields.js'
import { otherProtocolFields } from './other-protocol-fields.js'
import { sessionFields } from './session-fields.js'
import { timePartsOf } from './time-parts.js'
import { transferFields } from './transfer-fields.js'
import { transferProtocolFields } from './transfer-protocol-fields.js'

/** Fields of an event: one column each in the events table. */
export const eventFields: readonly Field[] = [
  ...commonFields,
  ...flowFields,
  ...transferProtocolFields,
  ...otherProtocolFields,
]

const fieldsBySubject: Record<Subject, readonly Field[]> = {
  events: eventFields,
  sessions: sessionFields,
  transfers: transferFields,
}

function indexByName(fields: readonly Field[]): ReadonlyMap<string, Field> {
  const index = new Map<string, Field>()
  for (const part of fields.flatMap(timePartsOf)) {
    for (const name of [part.name, ...(part.aliases ?? [])]) index.set(name.toLowerCase(), part)
  }
  for (const field of fields) {
    for (const alias of field.aliases ?? []) index.set(alias.toLowerCase(), field)
  }
  // Names come after aliases, and both after parts: a name always wins over what others are called.
  for (const field of fields) index.set(field.name.toLowerCase(), field)
  return index
}

const indexes: Record<Subject, ReadonlyMap<string, Field>> = {
  events: indexByName(eventFields),
  sessions: indexByName(sessionFields),
  transfers: indexByName(transferFields),
}

/** All fields of a subject, in the order of the dictionary. */
export function fieldsOf(subject: Subject): readonly Field[] {
  return fieldsBySubject[subject]
}

/**
 * The field that a name or alias means for a subject, without regard to case. Parts of its times
 * (`@timestamp.hour`) are fields too, though not among `fieldsOf`.
 */
export function findField(subject: Subject, name: string): Field | undefined {
  return indexes[subject].get(name.toLowerCase())
}
