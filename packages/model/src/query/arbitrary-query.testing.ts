import fc from 'fast-check'
import type { Subject } from '../fields/field.js'
import { fieldsOf } from '../fields/dictionary.js'
import { timePartsOf } from '../fields/time-parts.js'
import type { Query, Test, ValueTest, WordTest } from './ast.js'
import { allOf, anyOf } from './build-query.js'
import { escapeWildcard } from './escapes.js'

/** Random queries for property tests: every valid AST, with hostile texts in it. */

const HOSTILE = [
  'and',
  'OR',
  'not',
  'to',
  'TO',
  'now',
  '*',
  '**',
  '?',
  '\\',
  '\\\\',
  '"',
  '""',
  '(',
  ')',
  '()',
  'a(b)c',
  'suspended(',
  'suspended',
  '/',
  '//',
  '/etc/',
  '/etc/passwd',
  '@',
  '@list',
  '-',
  '--',
  '-x',
  '!',
  '!x',
  ':',
  'a:b',
  'a:',
  ':a',
  'source.ip:1.2.3.4',
  'http://x/y',
  'C:\\Windows\\*.exe',
  '\\\\server\\share',
  '>',
  '>=5',
  'a<b',
  'a >b',
  '[1 TO 2]',
  '{',
  ']',
  '10.0.0.0/8',
  '2001:db8::/32',
  '::1',
  'fe80::1',
  '00:11:22:33:44:55',
  'ab:cd:ef:01',
  "'; DROP TABLE events; --",
  '{q0:String}',
  '%',
  '_',
  '%_',
  '100%',
  '\\%',
  '\\u{41}',
  '\\u0041',
  '日本語',
  'Пароль',
  'ÉTÉ',
  'été',
  'straße',
  '😀',
  '😀.zip',
  'a b',
  ' ',
  '\t',
  '\n',
  'a\nb',
  '\u0000',
  '\u00a0',
  '\u3000',
  '\u202e',
  '\ufeff',
  '\u2028',
  '&&',
  '||',
  '&',
  '|',
  '~/.ssh/id_rsa',
  'report(1).zip',
  'ΟΔΟΣ',
  'İ',
  '\\N',
  'NULL',
  '=',
  '=*',
  '=a',
  '=a.b',
  '=user.name',
  '=user.name*',
  '=*user.name*',
  '\\=user.name',
  '=1+1',
  "it's",
]

/** Text of any length from 1, often hostile. No lone surrogates: they are no text to the store. */
export const hostileText = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }) },
  {
    weight: 2,
    arbitrary: fc
      .array(fc.constantFrom(...HOSTILE), { minLength: 1, maxLength: 4 })
      .map((parts) => parts.join('')),
  },
)

function equalsTest(texts: fc.Arbitrary<string>): fc.Arbitrary<WordTest> {
  return fc
    .record({ value: texts, quoted: fc.boolean() })
    .map(({ value, quoted }) => ({ op: 'equals', value, quoted: quoted || value === '' }))
}

function wildcardTest(texts: fc.Arbitrary<string>): fc.Arbitrary<WordTest> {
  const part = fc.oneof(fc.constantFrom('*', '?'), texts.map(escapeWildcard))
  return fc
    .array(part, { minLength: 1, maxLength: 5 })
    .map((parts) =>
      parts.reduce(
        (all, one) => (one === '*' && all.endsWith('*') && isStar(all) ? all : all + one),
        '',
      ),
    )
    .filter((pattern) => pattern !== '*' && /(?<!\\)(?:\\\\)*[*?]/.test(pattern))
    .map((pattern) => ({ op: 'wildcard', pattern }))
}

/** Whether the `*` at the end of a pattern is a wildcard. */
function isStar(pattern: string): boolean {
  const backslashes = /(\\*)\*$/.exec(pattern)?.[1]?.length ?? 0
  return backslashes % 2 === 0
}

const regexTest: fc.Arbitrary<WordTest> = fc
  .constantFrom(
    'a',
    'a b',
    '^STOR$',
    'a|b',
    '[/"]+',
    '\\\\',
    '(?i)стор',
    'a/b',
    '\\d+',
    '\\(',
    '日本',
    'a.b',
    '^[24]',
    '"',
    "'",
    '\\pL',
    '(a|b)*c',
    '%',
    '\\.zip$',
    '\\s',
  )
  .map((pattern) => ({ op: 'regex', pattern }))

const address = fc.oneof(
  fc.constantFrom(
    '10.1.2.3',
    '192.0.2.7',
    '::1',
    '2001:db8::1',
    'fe80::abcd',
    '::ffff:10.1.2.3',
    '10.1.2.255',
  ),
  fc.ipV4(),
  fc.ipV6().filter((text) => !text.includes('%')),
)
const network = fc.constantFrom(
  '10.0.0.0/8',
  '10.1.2.3/31',
  '0.0.0.0/0',
  '::/0',
  '2001:db8::/32',
  '::ffff:10.0.0.0/104',
  '192.0.2.7/32',
)
const integer = fc.oneof(
  fc.constantFrom('0', '21', '443', '65535', '70000', '1k', '1.5MB', '18446744073709551615'),
  fc.nat().map(String),
)
const time = fc.constantFrom(
  '2026-06-01',
  '2026-06-01T10:00',
  '2026-06-01T10:00:00Z',
  '2026-06-01 10:00:00.5',
  '2026',
  '2026-06',
  'now',
  'now-24h',
  'now/d',
  'now-1d/w',
  '2026-06-01T10:00:00+02:00',
)

function rangeTest(values: fc.Arbitrary<string>): fc.Arbitrary<ValueTest> {
  const bound = fc.option(fc.record({ value: values, inclusive: fc.boolean() }), { nil: undefined })
  return fc
    .record({ from: bound, to: bound })
    .filter(({ from, to }) => from !== undefined || to !== undefined)
    .map(({ from, to }) => ({ op: 'range', ...(from && { from }), ...(to && { to }) }))
}

const plain = (values: fc.Arbitrary<string>): fc.Arbitrary<ValueTest> =>
  fc.record({ value: values, quoted: fc.boolean() }).map((test) => ({ op: 'equals', ...test }))
const cidrTest: fc.Arbitrary<ValueTest> = network.map((text) => ({ op: 'cidr', network: text }))
const existsTest: fc.Arbitrary<ValueTest> = fc.constant({ op: 'exists' })
const listTest: fc.Arbitrary<ValueTest> = fc
  .constantFrom('approved-servers', 'список', 'a.b_1')
  .map((name) => ({ op: 'list', name }))

const digitsTest = fc
  .constantFrom('4*', '*1', '?', '2?', '*2*', '?1*')
  .map((pattern): ValueTest => ({ op: 'wildcard', pattern }))

function valueTestOf(kind: string, texts: fc.Arbitrary<string>): fc.Arbitrary<ValueTest> {
  switch (kind) {
    case 'integer':
      return fc.oneof(
        plain(integer),
        rangeTest(integer),
        digitsTest,
        regexTest,
        existsTest,
        listTest,
      )
    case 'boolean':
      return fc.oneof(plain(fc.constantFrom('true', 'False', 'yes')), existsTest)
    case 'time':
      return fc.oneof(plain(time), rangeTest(time), existsTest)
    case 'ip': {
      const pattern = fc
        .constantFrom('10.1.*', '10.?.*', '*::1', '2001:*', '10.*', '10.1.2.*', '1*')
        .map((text): ValueTest => ({ op: 'wildcard', pattern: text }))
      return fc.oneof(
        plain(address),
        cidrTest,
        rangeTest(address),
        pattern,
        existsTest,
        listTest,
        regexTest,
      )
    }
    default: {
      const text = fc.oneof(
        equalsTest(fc.oneof(texts, fc.constant(''))),
        wildcardTest(texts),
        regexTest,
        cidrTest,
        existsTest,
        listTest,
      )
      const numbers = fc.constantFrom('0', '-1.5', '1000', '1e3')
      return kind === 'unknown' ? fc.oneof(text, rangeTest(numbers)) : text
    }
  }
}

/** A test for a field of a kind, given the fields that it may be compared with. */
function testOf(
  kind: string,
  texts: fc.Arbitrary<string>,
  others: fc.Arbitrary<string>,
): fc.Arbitrary<Test> {
  const value = valueTestOf(kind, texts)
  if (kind === 'time') return value
  const part = fc.constantFrom('whole', 'start', 'end', 'middle')
  const same = fc.record({ op: fc.constant('same'), field: others, part })
  return fc.oneof({ weight: 4, arbitrary: value }, { weight: 1, arbitrary: same })
}

/** Texts to build tests and words from, so that they meet the rows of a test. */
export interface QueryTexts {
  readonly values?: readonly string[]
  readonly unknownFields?: readonly string[]
  /** Only these fields of the dictionary. */
  readonly fields?: readonly string[]
}

/** Any valid query of a subject. */
export function arbitraryQuery(subject: Subject, texts: QueryTexts = {}): fc.Arbitrary<Query> {
  const values = texts.values
    ? fc.oneof(hostileText, fc.constantFrom(...texts.values))
    : hostileText
  const fields = fieldsOf(subject)
    .filter((field) => texts.fields?.includes(field.name) ?? true)
    .flatMap((field) => [field, ...timePartsOf(field)])
  const names = texts.unknownFields ?? ['a.b', 'stats.detect.alerts', 'zeichen.größe', 'x-y.@z_1.и']
  const comparable = fields.filter(({ kind }) => kind !== 'time').map(({ name }) => name)
  const others = fc.constantFrom(...comparable, ...(subject === 'events' ? names : []))
  const unknown = fc.tuple(fc.constantFrom(...names), testOf('unknown', values, others))
  const known = fc
    .constantFrom(...fields)
    .chain((field) => fc.tuple(fc.constant(field.name), testOf(field.kind, values, others)))
  const fieldTest = (
    subject === 'events' ? fc.oneof({ weight: 4, arbitrary: known }, unknown) : known
  ).map(([field, test]): Query => ({ kind: 'field', field, test }))
  const words = values.filter((text) => text.trim() !== '')
  const word = fc
    .oneof(equalsTest(words), wildcardTest(values), regexTest)
    .map((test): Query => ({ kind: 'word', test }))
  const { query } = fc.letrec<{ query: Query }>((tie) => {
    const many = fc.array(tie('query'), { minLength: 2, maxLength: 4 })
    return {
      query: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        { weight: 6, arbitrary: fieldTest },
        { weight: 3, arbitrary: word },
        { weight: 1, arbitrary: fc.constant({ kind: 'all' } as const) },
        { weight: 3, arbitrary: many.map(allOf) },
        { weight: 3, arbitrary: many.map(anyOf) },
        { weight: 2, arbitrary: tie('query').map((item): Query => ({ kind: 'not', item })) },
        { weight: 1, arbitrary: tie('query').map((item): Query => ({ kind: 'suspended', item })) },
      ),
    }
  })
  return query
}
