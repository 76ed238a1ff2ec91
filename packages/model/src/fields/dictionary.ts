import { commonFields } from './common-fields.js'
import type { Field, QuerySubject } from './field.js'
import { flowFields } from './flow-fields.js'
import { hostFields, lookupFieldsOf } from './lookup-fields.js'
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

const fieldsBySubject: Record<QuerySubject, readonly Field[]> = {
  events: eventFields,
  sessions: sessionFields,
  transfers: transferFields,
  hosts: hostFields,
}

function indexByName(subject: QuerySubject): ReadonlyMap<string, Field> {
  const fields = fieldsBySubject[subject]
  const index = new Map<string, Field>()
  const setAliases = (field: Field) => {
    for (const alias of field.aliases ?? []) index.set(alias.toLowerCase(), field)
  }
  // A record's own fields come after what is looked up and after parts, and names after aliases: a
  // name always wins over what others are called.
  const lookups = lookupFieldsOf(subject)
  const parts = [...fields, ...lookups].flatMap(timePartsOf)
  for (const field of [...lookups, ...parts]) setAliases(field)
  for (const field of [...lookups, ...parts]) index.set(field.name.toLowerCase(), field)
  for (const field of fields) setAliases(field)
  for (const field of fields) index.set(field.name.toLowerCase(), field)
  return index
}

const indexes: Record<QuerySubject, ReadonlyMap<string, Field>> = {
  events: indexByName('events'),
  sessions: indexByName('sessions'),
  transfers: indexByName('transfers'),
  hosts: indexByName('hosts'),
}

/** All fields of a subject, in the order of the dictionary. */
export function fieldsOf(subject: QuerySubject): readonly Field[] {
  return fieldsBySubject[subject]
}

/**
 * The field that a name or alias means for a subject, without regard to case. Parts of its times
 * (`@timestamp.hour`) and what is looked up by its addresses (`source.network`) are fields too,
 * though not among `fieldsOf`.
 */
export function findField(subject: QuerySubject, name: string): Field | undefined {
  return indexes[subject].get(name.toLowerCase())
}
