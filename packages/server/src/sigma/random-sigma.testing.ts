import fc from 'fast-check'
import { stringify } from 'yaml'
import { ADDRESSES, NUMBERS, TEXTS } from './random-sigma-events.testing.js'
import { SIGMA_FIELDS } from './slow-sigma-values.testing.js'

/** Random rules as text, from pools of values that random events have. */

export const sigmaLists = new Map<string, readonly string[]>([
  ['names', ['root', 'adm*n', 'état.zip', '/srv/x']],
  ['nets', ['10.1.0.0/16', '2001:db8::1', 'not an address']],
  ['none', []],
])

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 1 })
type Test = readonly [key: string, value: unknown]

const WRITTEN = [
  ...TEXTS.map((value) => value.replaceAll(/[\\*?]/g, String.raw`\$&`)),
  ...TEXTS,
  'r*t',
  '*.ZIP',
  '*',
  '?',
  '??ot',
  'c:\\temp\\\\*',
  'C:\\Temp\\x\\*',
  '\\\\',
  'a\\?b',
  '*o*o*',
  '',
  'oo',
  'no such',
]
const REGEXES = [
  '^ro{2}t$',
  '[0-9]{3}',
  '(?:zip|x)$',
  'a.b',
  '^b$',
  'Temp\\\\',
  '^%names%',
  '\\.',
  'R',
]

const oneOrMore = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof(value, fc.array(value, { minLength: 1, maxLength: 3 }))
const place = fc.constantFrom('contains', 'startswith', 'endswith')
const chain = (...parts: readonly fc.Arbitrary<string | undefined>[]) =>
  fc.tuple(...parts).map((names) => names.filter((name) => name !== undefined))
const fixed = (name: string) => fc.constant(name)
const seldom = (name: string) => fc.constantFrom(undefined, undefined, undefined, name)

type Asked = readonly [modifiers: readonly string[], value: unknown]
const asked = (modifiers: fc.Arbitrary<string[]>, value: fc.Arbitrary<unknown>) =>
  fc.tuple(modifiers, oneOrMore(value))

const string = fc.constantFrom(...WRITTEN)
const plain = asked(chain(maybe(place), maybe(fixed('cased'))), string)
const number = asked(chain(maybe(place)), fc.constantFrom(...NUMBERS, 4))
const expandable = fc.constantFrom('%names%', 'x%names%', '\\%names%', '%none%', '*%names%*', 'oo')
const ofText: fc.Arbitrary<Asked>[] = [
  plain,
  number,
  asked(chain(fixed('expand'), maybe(place), maybe(fixed('cased'))), expandable),
  asked(
    chain(fixed('windash'), maybe(place)),
    fc.constantFrom('-x', ' /x', 'run –x*', '*-x now', 'x-y', '-'),
  ),
  asked(
    chain(fixed('re'), maybe(fixed('i')), maybe(fixed('m')), maybe(fixed('s')), maybe(place)),
    fc.constantFrom(...REGEXES),
  ),
  asked(chain(fixed('re'), fixed('expand')), fc.constantFrom('^%names%$', '%none%|^a')),
  asked(
    chain(
      maybe(fc.constantFrom('wide', 'utf16le', 'utf16be', 'utf16')),
      fixed('base64'),
      maybe(place),
    ),
    fc.constantFrom('root', 'é', 'r\\*'),
  ),
  asked(
    chain(
      maybe(fc.constantFrom('wide', 'utf16be')),
      fixed('base64offset'),
      maybe(fixed('contains')),
    ),
    fc.constantFrom('root', 'oot', 'xroot'),
  ),
  asked(chain(fixed('cidr')), fc.constantFrom('10.0.0.0/8', '10.1.2.3', '2001:db8::/32')),
]
const anyField: fc.Arbitrary<Asked>[] = [
  fc.tuple(fc.constant(['exists']), fc.boolean()),
  fc.constant<Asked>([[], null]),
]
const compared = chain(fc.constantFrom('lt', 'lte', 'gt', 'gte'))
const hours = fc.constantFrom(0, 5, 10, 22, 23)

const BY_KIND: Readonly<Record<string, readonly fc.Arbitrary<Asked>[]>> = {
  text: [
    ...ofText,
    ...anyField,
    asked(
      chain(fixed('fieldref'), maybe(place)),
      fc.constantFrom('http.url', 'file.name', 'email.to', 'extra.list'),
    ),
  ],
  any: [
    ...ofText,
    ...anyField,
    asked(compared, fc.constantFrom(-1, 0, 443, 999.5, '443')),
    asked(chain(), fc.constantFrom(443, 4430.5, -1, true, 1000, 0)),
    asked(chain(fixed('fieldref'), maybe(place)), fc.constantFrom('http.url', 'extra.text')),
  ],
  number: [
    asked(chain(), fc.constantFrom(...NUMBERS, '443', '44*', '?')),
    asked(chain(place), fc.constantFrom(44, '44', '3')),
    asked(compared, fc.constantFrom(...NUMBERS, '443')),
    asked(chain(fixed('re')), fc.constantFrom('^44', '0$')),
    ...anyField,
  ],
  address: [
    asked(chain(), fc.constantFrom(...ADDRESSES, '2001:0db8::0001', '10.1.*', '*', '2001:db?::*')),
    asked(chain(place), fc.constantFrom('10.1.', '3', '2001:DB')),
    asked(chain(fixed('cidr')), fc.constantFrom('10.0.0.0/8', '10.1.2.3', '2001:db8::/32', '::/0')),
    asked(chain(fixed('expand')), fixed('%nets%')),
    asked(chain(fixed('re')), fc.constantFrom('^10\\.', ':')),
    asked(chain(fixed('fieldref')), fc.constantFrom('source.ip', 'destination.ip')),
    ...anyField,
  ],
  boolean: [asked(chain(), fc.constantFrom(true, false, 'True')), ...anyField],
  time: [
    asked(chain(fixed('hour'), maybe(fc.constantFrom('lt', 'gte'))), hours),
    asked(chain(fixed('minute')), fc.constantFrom(0, 5, 59)),
    asked(chain(fixed('day')), fc.constantFrom(1, 31, '3')),
    asked(chain(fixed('week')), fc.constantFrom(1, 22, 23, 53)),
    asked(chain(fixed('month'), maybe(fc.constantFrom('lte', 'gt'))), fc.constantFrom(1, 6)),
    asked(chain(fixed('year')), fc.constantFrom(2025, 2026)),
  ],
}

/** `all` and `neq` stand anywhere: before the others or after them. */
function keyed(field: string, [modifiers, value]: Asked, link?: string, neq?: string): Test {
  const [before, after] = [link === undefined ? [] : [link], neq === undefined ? [] : [neq]]
  return [[field, ...before, ...modifiers, ...after].join('|'), value]
}

const fieldTest = fc
  .constantFrom(...Object.keys(SIGMA_FIELDS))
  .chain((field) =>
    fc.tuple(
      fc.constant(field),
      fc.oneof(...(BY_KIND[SIGMA_FIELDS[field]?.[1] ?? 'any'] ?? [])),
      seldom('all'),
      seldom('neq'),
    ),
  )
  .map(([field, one, link, neq]) => keyed(field, one, link, neq))

/** In keywords, `?` is a character of the line as it is written, not as it reads. */
const keyword = fc.constantFrom<string | number>(
  ...WRITTEN.filter((word) => word.trim() !== '' && !/(?<!\\)\?/.test(word)),
  443,
  'алог',
  '"url":',
)
const keywordTest = fc.oneof(
  asked(chain(maybe(fixed('contains')), maybe(fixed('cased'))), keyword),
  asked(chain(fixed('re'), maybe(fixed('i'))), fc.constantFrom('ro{2}t', '"src_ip":"10')),
  asked(chain(fixed('expand')), fc.constantFrom('%names%', '%none%')),
)

const map = fc
  .array(fieldTest, { minLength: 1, maxLength: 3 })
  .map((tests) => Object.fromEntries(tests) as Record<string, unknown>)
const search = fc.oneof(
  { weight: 5, arbitrary: map },
  { weight: 1, arbitrary: fc.array(map, { minLength: 1, maxLength: 2 }) },
  { weight: 1, arbitrary: fc.array(fc.oneof(keyword, map), { minLength: 1, maxLength: 3 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(keywordTest, fc.constantFrom('all', 'neq', 'contains'))
      .filter(([[modifiers], more]) => !modifiers.includes(more) && !modifiers.includes('re'))
      .map(([one, more]) => Object.fromEntries([keyed('', one, undefined, more)])),
  },
)

const NAMES = ['sel_a', 'sel_b', 'filter_main', '_hidden'] as const
const atom = fc.constantFrom(
  ...NAMES,
  '1 of them',
  'all of them',
  'any of sel*',
  'ALL OF *_*',
  '1 of _*',
  'all of *a*',
)
const { condition } = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    atom,
    tie('condition').map((inner) => `not (${inner})`),
    atom.map((inner) => `not ${inner}`),
    fc
      .tuple(tie('condition'), fc.constantFrom('and', 'or', 'AND', 'and not'), tie('condition'))
      .map(([a, word, b]) => `${a} ${word} ${b}`),
    fc
      .tuple(tie('condition'), fc.constantFrom('and', 'or'), tie('condition'))
      .map(([a, word, b]) => `(${a}) ${word} (${b})`),
  ),
}))

/** A rule of all events, as text. */
export const randomRule: fc.Arbitrary<string> = fc
  .tuple(
    fc.tuple(...NAMES.map(() => search)),
    oneOrMore(condition),
    fc.constantFrom('PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE'),
    fc.constantFrom('any', 'block', 'flow'),
  )
  .map(([searches, conditions, defaultStringType, collectionStyle]) =>
    stringify(
      {
        title: 'Random',
        logsource: { product: 'suricata' },
        detection: {
          ...Object.fromEntries(NAMES.map((name, i) => [name, searches[i]])),
          condition: conditions,
        },
      },
      { defaultStringType, collectionStyle, defaultKeyType: 'PLAIN', lineWidth: 0 } as const,
    ),
  )
