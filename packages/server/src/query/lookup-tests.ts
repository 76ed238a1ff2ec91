import type { Field, Lookup, ValueTest, WordTest } from '@spoor/model'
import { printedAddress } from './address-tests.js'
import { fieldCondition, fieldInCondition } from './field-tests.js'
import type { CompileContext } from './field-tests.js'
import type { Params } from './params.js'
import { queryError } from './query-error.js'
import { anyOfCondition, textCondition } from './text-tests.js'
import { NETWORK_PATHS, placeOf } from './places.js'
import { containsCondition } from './word-tests.js'

/**
 * Tests of what a row does not have itself: what is known of the hosts whose addresses it has, where
 * the organisation has them, and the groups of its user. The engine looks the keys up once for all rows.
 */

type LookupField = Field & { readonly lookup: Lookup }

export function isLookup(field: Field | undefined): field is LookupField {
  return field?.lookup !== undefined
}

/** What values are tested for. */
interface Wanted {
  /** The condition that a text, never NULL, meets the test. */
  text(expression: string): string
  /** The condition that a field of a table meets the test. */
  own(field: Field): string
  /** The one way to write the value, if letters do not matter and it is the only one looked for. */
  readonly exact?: string
}

/** The condition that some value looked up for a field meets a test. It is never NULL. */
export function lookupCondition(
  field: LookupField,
  test: ValueTest,
  params: Params,
  context: CompileContext,
): string {
  const isText = field.kind === 'keywords'
  if (isText && test.op === 'equals' && test.value === '') {
    return `not (${conditionOf(field, { text: () => '1', own: () => '1' }, params)})`
  }
  if (test.op === 'exists') return conditionOf(field, { text: () => '1', own: () => '1' }, params)
  return conditionOf(
    field,
    {
      text: (expression) => textCondition(expression, test, params, context.lists),
      own: (own) => fieldCondition(own, test, params, context),
      ...(isText && test.op === 'equals' && isCaseless(test.value) && { exact: test.value }),
    },
    params,
  )
}

/** The condition that some value looked up equals one of several: one look-up for all. */
export function lookupInCondition(
  field: LookupField,
  values: readonly string[],
  params: Params,
): string {
  return conditionOf(
    field,
    {
      text: (expression) => anyOfCondition(expression, values, params),
      own: (own) => fieldInCondition(own, values, params) ?? '0',
    },
    params,
  )
}

/** Whether a text has no letters, so that equality needs no folding and reads the key of the facts. */
function isCaseless(text: string): boolean {
  return /^[\d .,:;/_-]+$/.test(text)
}

function conditionOf(field: LookupField, wanted: Wanted, params: Params): string {
  const { column, orColumn } = field
  const keys = orColumn === undefined ? [column] : [column, orColumn]
  const conditions = keys.map((key) => keyCondition(key, field, wanted, params))
  return conditions.length === 1 ? (conditions[0] ?? '0') : `(${conditions.join(' or ')})`
}

function keyCondition(key: string, field: LookupField, wanted: Wanted, params: Params): string {
  const { lookup } = field
  switch (lookup.in) {
    case 'facts': {
      const meets =
        wanted.exact === undefined
          ? wanted.text('value')
          : `value = ${params.bind('String', wanted.exact)}`
      return hostIn(
        key,
        `SELECT host FROM facts WHERE attribute = '${lookup.attribute}' AND ${meets}`,
      )
    }
    case 'fact-counts':
      return countCondition(key, field, lookup.attribute, wanted)
    case 'hosts':
      return hostIn(
        key,
        `SELECT host FROM hosts WHERE ${wanted.own({ ...plain(field), column: lookup.column })}`,
      )
    case 'roles':
      return `(isNotNull(${key}) and (${[
        `${key} in (SELECT host FROM host_roles WHERE ${wanted.text('role')})`,
        placeIn(key, `arrayExists(m -> ${wanted.text('m')}, roles)`),
      ].join(' or ')}))`
    case 'place':
      return `(isNotNull(${key}) and ${placeIn(key, placeMeets(lookup.of, wanted))})`
    case 'user-groups':
      return `(${key} != '' and lowerUTF8(${key}) in (
        SELECT lowerUTF8(user) FROM user_groups WHERE ${wanted.text('`group`')}))`
  }
}

/** The field as one of a table's own. */
function plain({ lookup: _lookup, orColumn: _orColumn, ...field }: LookupField): Field {
  return field
}

/** An absent address is no host, whatever is known of hosts. */
function hostIn(key: string, hosts: string): string {
  return `(isNotNull(${key}) and ${key} in (${hosts}))`
}

function placeIn(key: string, condition: string): string {
  return `${placeOf(key)} in (SELECT place FROM places WHERE ${condition})`
}

/** Labels of the networks around a place, and their whole paths: `Berlin`, `Home/Berlin`. */
const NETWORK_NAMES = `arrayConcat(path, ${NETWORK_PATHS})`

function placeMeets(of: 'network' | 'group' | 'site', { text }: Wanted): string {
  switch (of) {
    case 'network':
      return `arrayExists(m -> ${text('m')}, ${NETWORK_NAMES})`
    case 'group':
      return `arrayExists(m -> ${text('m')}, groups)`
    case 'site':
      return `site != '' and ${text('site')}`
  }
}

/** A host without a value of the attribute has 0 of them, and is in no group of facts. */
function countCondition(
  key: string,
  field: LookupField,
  attribute: string,
  { own }: Wanted,
): string {
  const counted = `SELECT host, uniqExact(value) AS n FROM facts WHERE attribute = '${attribute}' GROUP BY host`
  const meets = own({ ...plain(field), column: 'n' })
  const noneMeets = own({ ...plain(field), column: 'toUInt64(0)' })
  return `(isNotNull(${key}) and (${key} in (SELECT host FROM (${counted}) WHERE ${meets})
    or (${noneMeets} and ${key} not in (SELECT host FROM facts WHERE attribute = '${attribute}'))))`
}

/** What bare words look for in hosts, besides their addresses, roles and networks. */
const WORD_ATTRIBUTES = [
  'hostname',
  'username',
  'mac',
  'service',
  'client_service',
  'ssh_server_software',
  'ssh_client_software',
  'ftp_server_software',
  'ftp_client_software',
  'http_server',
] as const

/** The condition that what a host is known by has a word in it. */
export function hostWordCondition(test: WordTest, params: Params): string {
  const has = (expression: string) => containsCondition(expression, test, params)
  const attributes = WORD_ATTRIBUTES.map((name) => `'${name}'`).join(', ')
  return `(${[
    has(printedAddress('host')),
    `host in (SELECT host FROM facts WHERE attribute in (${attributes}) AND ${has('value')})`,
    `host in (SELECT host FROM host_roles WHERE ${has('role')})`,
    placeIn('host', `arrayExists(m -> ${has('m')}, arrayConcat(path, groups, roles, [site]))`),
  ].join(' or ')})`
}

/** @throws QueryError: what is looked up has no place in a row that it could be compared in. */
export function refuseLookup({ name }: Field): never {
  throw queryError(
    `${name} is looked up; it cannot be compared with other fields.`,
    'Compare fields of the record itself.',
  )
}
