import { fieldsOf, findField, type Field, type Subject } from '@spoor/model'
import { fieldValue } from '../query/field-value.js'
import { placeOf } from '../query/places.js'
import { QuestionError } from './question-error.js'

/** A field that an answer shows, and the SQL that yields it. */
export interface Selection {
  /** Name under which the answer has it: the dictionary's, or as asked for if that lacks it. */
  readonly name: string
  readonly kind: Field['kind']
  readonly sql: string
  readonly params: Readonly<Record<string, string>>
}

/** Most fields that one request may name. */
export const MAX_FIELDS = 100

const MAX_PATH_DEPTH = 12

/** What a list shows if nothing is asked for. */
const DEFAULT_FIELDS: Readonly<Record<Subject, readonly string[]>> = {
  events: [
    'event.type',
    'network.protocol',
    'source.ip',
    'source.port',
    'destination.ip',
    'destination.port',
    'user.name',
    'ftp.command',
    'ftp.command_data',
    'file.name',
    'source.bytes',
    'destination.bytes',
    'alert.signature',
    'flow.id',
    'observer.name',
  ],
  sessions: [
    'end',
    'service',
    'client.ip',
    'client.port',
    'server.ip',
    'server.port',
    'user.name',
    'session.outcome',
    'session.login_failures',
    'zone',
    'verdict',
    'client.software',
    'server.software',
    'ssh.activity',
    'client.bytes',
    'server.bytes',
    'session.uploads',
    'session.downloads',
  ],
  transfers: [
    'service',
    'client.ip',
    'server.ip',
    'server.port',
    'user.name',
    'transfer.direction',
    'transfer.outcome',
    'file.name',
    'transfer.bytes',
    'transfer.bytes.quality',
    'zone',
    'verdict',
    'client.software',
    'session.id',
  ],
}

const ID_FIELDS: Readonly<Record<Subject, string>> = {
  events: 'event.id',
  sessions: 'session.id',
  transfers: 'transfer.id',
}

/** The field that identifies a record of the subject. */
export function idField(subject: Subject): Field {
  return known(subject, ID_FIELDS[subject])
}

/** The field that says when a record of the subject happened or began. */
export function timeField(subject: Subject): Field {
  return known(subject, '@timestamp')
}

function known(subject: Subject, name: string): Field {
  const field = findField(subject, name)
  if (!field) throw new Error(`The dictionary lacks ${name} of ${subject}`)
  return field
}

/**
 * The fields that a request names, separated by commas, as names or aliases; each once.
 * A dotted name that the dictionary lacks is read out of the original line of an event.
 * @param text if absent or empty, the fields that a list shows by default
 * @throws QuestionError FIELD_UNKNOWN, FIELD_UNFIT
 */
export function selectFields(subject: Subject, text: string | undefined): Selection[] {
  const names = text ? splitNames(text) : []
  const asked = names.length > 0 ? names : DEFAULT_FIELDS[subject]
  if (asked.length > MAX_FIELDS) {
    throw new QuestionError('FIELD_UNFIT', `More than ${MAX_FIELDS} fields were asked for.`)
  }
  const selections = new Map<string, Selection>()
  for (const name of asked) {
    const selection = selectField(subject, name, `x_f${selections.size}`)
    if (!selections.has(selection.name)) selections.set(selection.name, selection)
  }
  return [...selections.values()]
}

/** The selections, after the time and the id of the record, which every row has. */
export function withKeys(subject: Subject, selections: readonly Selection[]): Selection[] {
  const keys = [timeField(subject), idField(subject)].map(fromDictionary)
  const names = new Set(keys.map(({ name }) => name))
  return [...keys, ...selections.filter(({ name }) => !names.has(name))]
}

/** Every field of the subject; of events without the original line, which is asked for by itself. */
export function selectAllFields(subject: Subject): Selection[] {
  return fieldsOf(subject)
    .filter(({ column }) => !(subject === 'events' && column === 'raw'))
    .map(fromDictionary)
}

function splitNames(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}

/**
 * One field by name or alias.
 * @param prefix of the parameters' names, if the value has to be read out of the original line
 * @throws QuestionError FIELD_UNKNOWN
 */
export function selectField(subject: Subject, name: string, prefix: string): Selection {
  const field = findField(subject, name)
  if (field) return fromDictionary(field)
  const path = name.split('.')
  const isPath = path.length > 1 && path.length <= MAX_PATH_DEPTH && path.every((key) => key !== '')
  if (subject !== 'events' || !isPath) {
    throw new QuestionError(
      'FIELD_UNKNOWN',
      `There is no field ${JSON.stringify(name.slice(0, 80))} of ${subject}. /api/v1/fields lists those there are.`,
    )
  }
  const params = Object.fromEntries(path.map((key, index) => [`${prefix}_${index}`, key]))
  const names = Object.keys(params).map((param) => `{${param}:String}`)
  const keys = names.join(', ')
  const text = `JSONExtract(raw, ${keys}, 'String')`
  // Objects and arrays are shown as they are written.
  const value = `if(empty(${text}), JSONExtractRaw(raw, ${keys}), ${text})`
  // Most lines lack the key, which is seen faster than a line is parsed; keys of other letters may
  // be written with escapes.
  const isPlain = /^[\w@-]+$/.test(path.at(-1) ?? '')
  const sql = isPlain ? `if(position(raw, ${names.at(-1)}) = 0, '', ${value})` : value
  return { name, kind: 'keyword', sql, params }
}

/**
 * SQL of the labels of the most specific network around an address, from the root on, such as
 * `Home/Berlin`; empty if it is in none.
 * @throws QuestionError FIELD_UNFIT for whatever else is looked up
 */
function networkPath({ name, column, orColumn, lookup }: Field): string {
  if (lookup?.in !== 'place' || lookup.of !== 'network') {
    throw new QuestionError(
      'FIELD_UNFIT',
      `${name} is looked up and can be asked for, but not shown. Ask for addresses, and look at their hosts.`,
    )
  }
  if (orColumn !== undefined) {
    throw new QuestionError('FIELD_UNFIT', `${name} is that of either side: name one of them.`)
  }
  const paths = `(SELECT (groupArray(place), groupArray(arrayStringConcat(path, '/'))) FROM places)`
  return `transform(${placeOf(column)}, tupleElement(${paths}, 1), tupleElement(${paths}, 2), '')`
}

function fromDictionary(field: Field): Selection {
  const { name, kind, column, part, lookup } = field
  if (lookup) return { name, kind: 'keyword', sql: networkPath(field), params: {} }
  const sql = part === undefined ? `\`${column}\`` : fieldValue(field)
  return { name, kind, sql, params: {} }
}
