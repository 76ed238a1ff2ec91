import { printQuery } from '@spoor/model'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openEveBench, type EveBench } from '../sources/eve/eve.testing.js'
import { runCorrelation } from './correlate/correlation-statement.js'
import { countMatches } from './count-matches.js'
import { compileSigma, type RuleSet, type SigmaFile } from './rule-set.js'

const context = { now: new Date('2026-06-02T12:00:00Z'), lists: new Map<string, string[]>() }
const day = { from: new Date('2026-06-01T00:00:00Z'), to: new Date('2026-06-02T00:00:00Z') }

function rule(name: string, test = 'file.name: a', more = ''): string {
  return `title: Rule ${name}
name: ${name}
${more}logsource: { product: suricata }
detection:
  selection:
    ${test}
  condition: selection
`
}

function correlation(name: string, rules: string, more = ''): string {
  return `title: Correlation ${name}
name: ${name}
correlation:
  type: event_count
  rules: [${rules}]
  group-by: [source.ip]
  timespan: 1h
  condition: { gte: 2 }
${more}`
}

function filter(rules: string, test = 'user.name: root'): string {
  return `title: Filter
logsource: { product: suricata }
filter:
  rules: ${rules}
  selection:
    ${test}
  condition: selection
`
}

const joined = (...documents: readonly string[]) => documents.join('---\n')
const compiled = (...documents: readonly string[]) =>
  compileSigma([{ name: 'a.yml', text: joined(...documents) }], context.lists)

/** `accepted`, or the outcome and why. */
function outcomes({ verdicts }: RuleSet): string[] {
  return verdicts.map(({ outcome, reason }) => (reason ? `${outcome}: ${reason}` : outcome))
}

describe('documents that refer to each other', () => {
  it.each<[string, string[], string[]]>([
    [
      'an unknown rule',
      [rule('a'), correlation('c', 'a, nowhere')],
      ['accepted', 'rejected: No rule or correlation is called "nowhere".'],
    ],
    [
      'a rule that is itself refused',
      [rule('a', 'file.name|like: x'), correlation('c', 'a')],
      ['rejected: There is no modifier "like".', 'rejected: No rule or correlation is called "a".'],
    ],
    [
      'itself',
      [rule('a'), correlation('c', 'a, c')],
      ['accepted', 'rejected: The correlation "c" rests on itself.'],
    ],
    [
      'each other in a circle',
      [correlation('c', 'd'), correlation('d', 'c')],
      [
        'rejected: The correlation "c" rests on itself.',
        'rejected: The correlation "d" rests on itself.',
      ],
    ],
    [
      'two of one name',
      [rule('a'), rule('a'), rule('b')],
      [
        'rejected: 2 documents are called "a".',
        'rejected: 2 documents are called "a".',
        'accepted',
      ],
    ],
    [
      'an id that is the name of another',
      [rule('a', undefined, 'id: b\n'), rule('b')],
      ['rejected: 2 documents are called "b".', 'rejected: 2 documents are called "b".'],
    ],
    [
      'a filter of an unknown rule',
      [rule('a'), filter('[b]')],
      ['accepted', 'rejected: The filter names "b", which none of the rules is called.'],
    ],
    [
      'a filter with a mistake that concerns no rule at hand',
      [filter('any', 'user.name|like: root')],
      ['rejected: There is no modifier "like".'],
    ],
    [
      'a rule about logs that are not read, and what rests on it',
      [
        rule('a').replace('suricata', 'windows'),
        correlation('c', 'a').replace('source.ip', 'SourceIp'),
      ],
      Array<string>(2).fill('not applicable: Spoor does not read Windows logs yet'),
    ],
  ])('%s', (_, documents, expected) => {
    expect(outcomes(compiled(...documents))).toEqual(expected)
  })

  it('go across files, in whatever order', () => {
    const files = [
      { name: 'b.yml', text: correlation('c', 'a') },
      { name: 'a.yml', text: joined(filter('[a]'), rule('a')) },
    ]
    const set = compileSigma(files, context.lists)
    expect(outcomes(set)).toEqual(['accepted', 'accepted', 'accepted'])
    expect(set.compiled[0]?.filters).toHaveLength(1)
  })

  it('a filter is compiled once for each log source, and not for each rule', () => {
    const lists = new Map([['backups', ['backup']]])
    const lookUp = vi.spyOn(lists, 'get')
    const rules = Array.from({ length: 20 }, (_, i) => rule(`r${i}`))
    const others = rules.map((text) =>
      text.replaceAll(/ r(\d+)$/gm, ' s$1').replace('suricata }', 'suricata, service: ftp }'),
    )
    const text = joined(...rules, filter('any', "user.name|expand: '%backups%'"), ...others)
    const set = compileSigma([{ name: 'a.yml', text }], lists)
    expect(set.compiled.map(({ filters }) => filters.length)).toEqual(Array(40).fill(1))
    const questions = set.compiled.map(({ query }) => printQuery(query))
    expect(new Set(questions)).toEqual(
      new Set([
        'file.name:"a" and not user.name:"backup"',
        'event.type:ftp and file.name:"a" and not user.name:"backup"',
      ]),
    )
    expect(lookUp).toHaveBeenCalledTimes(2)
  })

  it('a refused filter narrows nothing', () => {
    const set = compiled(rule('a'), filter('[a, b]'))
    expect(set.compiled.map(({ filters }) => filters)).toEqual([[]])
  })

  it.each<[string, string[], string[]]>([
    ['all rules that no correlation refers to', [rule('a'), rule('b')], ['a', 'b']],
    ['not those that one refers to', [rule('a'), rule('b'), correlation('c', 'a')], ['b']],
    ['unless it says so', [rule('a'), correlation('c', 'a', 'generate: true\n')], ['a']],
    [
      'or another says so',
      [rule('a'), correlation('c', 'a'), correlation('d', 'a', 'generate: true\n')],
      ['a'],
    ],
    ['but a refused correlation says nothing', [rule('a'), correlation('c', 'a, x')], ['a']],
    [
      'nor those below a chain',
      [rule('a'), correlation('c', 'a'), correlation('d', 'c', 'generate: true\n')],
      [],
    ],
  ])('match by themselves: %s', (_, documents, names) => {
    expect(compiled(...documents).rules.map((one) => one.rule.name)).toEqual(names)
  })

  it('problems stand in the order of files and lines', () => {
    const bad = 'title: [\n'
    const files = [
      { name: 'z.yml', text: joined(rule('a', 'file.name|like: x'), bad, rule('b')) },
      { name: 'a.yml', text: joined(bad, rule('c')) },
    ]
    const places = compileSigma(files, context.lists).verdicts.map(
      ({ place, outcome }) => `${place.file}:${place.line} ${outcome}`,
    )
    expect(places).toEqual([
      'z.yml:6 rejected',
      expect.stringMatching(/^z\.yml:(9|10) rejected$/),
      'z.yml:11 accepted',
      expect.stringMatching(/^a\.yml:[12] rejected$/),
      'a.yml:3 accepted',
    ])
  })
})

describe('files made to do harm', () => {
  /** Levels of aliases that stand for a billion values. */
  const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
    .concat(
      Array.from({ length: 9 }, (_, i) => {
        const uses = Array<string>(10).fill(`*a${i}`).join(', ')
        return `a${i + 1}: &a${i + 1} [${uses}]`
      }),
    )
    .join('\n')

  it.each<[string, SigmaFile]>([
    ['a bomb of aliases', { name: 'x.yml', text: `title: x\n${bomb}\n` }],
    ['10 MB', { name: 'x.yml', text: `# ${'x'.repeat(10_000_000)}\n${rule('x')}` }],
    ['depth', { name: 'x.yml', text: `title: ${'['.repeat(100_000)}\n` }],
    [
      'a regex that explodes',
      { name: 'x.yml', text: rule('x', "file.name|re: '((a{1,99}){1,99}){1,99}'") },
    ],
    [
      'many regexes that are large together',
      {
        name: 'x.yml',
        text: rule(
          'x',
          `file.name|re: [${Array.from({ length: 400 }, (_, i) => `'${i}(a{1,30}){1,30}'`).join(', ')}]`,
        ),
      },
    ],
    [
      'dashes that multiply',
      { name: 'x.yml', text: rule('x', `file.name|windash: '${' -a'.repeat(500)}'`) },
    ],
    [
      'a condition of parentheses',
      {
        name: 'x.yml',
        text: rule('x').replace('condition: selection', `condition: '${'('.repeat(9_000)}'`),
      },
    ],
  ])('%s is refused, and its neighbours are not', (_, file) => {
    const set = compileSigma(
      [{ name: 'a.yml', text: rule('a') }, file, { name: 'z.yml', text: rule('z') }],
      context.lists,
    )
    expect(set.rules.map((one) => one.rule.name)).toEqual(['a', 'z'])
    expect(set.verdicts.filter(({ outcome }) => outcome === 'rejected')).toHaveLength(1)
    // What is said of them stays short.
    expect(JSON.stringify(set.verdicts).length).toBeLessThan(2_000)
  })

  it('10,000 rules, and correlations over them', () => {
    const files = Array.from({ length: 10 }, (_, file) => ({
      name: `${file}.yml`,
      text: joined(
        ...Array.from({ length: 900 }, (__, i) => rule(`r${file}-${i}`)),
        ...Array.from({ length: 100 }, (__, i) => {
          const rules = Array.from({ length: 50 }, (___, n) => `r${file}-${n * 10}`)
          return correlation(`c${file}-${i}`, rules.join(', '))
        }),
      ),
    }))
    const set = compileSigma(files, context.lists)
    expect(new Set(outcomes(set))).toEqual(new Set(['accepted']))
    expect([set.compiled.length, set.rules.length, set.correlations.length]).toEqual([
      9_000, 8_500, 1_000,
    ])
  }, 120_000)

  it('more filters of a rule than anyone needs', () => {
    const filters = Array.from({ length: 51 }, () => filter('any'))
    expect(outcomes(compiled(rule('a'), ...filters))[0]).toBe(
      'rejected: More than 50 filters narrow the rule.',
    )
  })
})

describe('names that try to be SQL', () => {
  let bench: EveBench
  const names = [
    "x.a') OR 1=1 --",
    "x.a', 'b",
    'x.a`b',
    'x.{r0_q0:String}',
    "x.\\'",
    'x.a"; DROP TABLE events; --',
    'x.ü\u0000',
  ]

  beforeAll(async () => {
    bench = await openEveBench()
    const line = {
      timestamp: '2026-06-01T10:00:00.000000+0000',
      event_type: 'dns',
      src_ip: '10.0.0.1',
      x: Object.fromEntries(names.map((name) => [name.slice(2), 'value'])),
    }
    await bench.insert([0, 1].map((n) => JSON.stringify({ ...line, flow_id: n })))
  }, 60_000)
  afterAll(() => bench.close())

  it('in tests are refused', () => {
    for (const name of names) {
      const set = compiled(rule('a', `${JSON.stringify(name)}: value`))
      expect([name, set.compiled.length]).toEqual([name, 0])
      expect([name, outcomes(set)[0]]).toEqual([name, expect.stringMatching(/^rejected: /)])
    }
  })

  it.each(names.slice(0, -1))('in a correlation are bound: %s', async (name) => {
    const text = correlation('c', 'a', 'generate: true\n').replace(
      '[source.ip]',
      `[${JSON.stringify(name)}]`,
    )
    const set = compiled(rule('a', 'event.type: dns'), text)
    expect(outcomes(set)).toEqual(['accepted', 'accepted'])
    const [planned] = set.correlations
    if (!planned) throw new Error('no correlation')
    const { matches } = await runCorrelation(bench.store, planned.plan, day, context)
    // A dot in a name separates what is within each other, so only names without one are found.
    const expected = name.split('.').length === 2 ? [['value']] : []
    expect(matches.map(({ group }) => group)).toEqual(expected)
    const [count] = await countMatches(bench.store, set.rules, day, context)
    expect(count).toMatchObject({ matches: 2 })
  })

  it('in values are bound', async () => {
    const values = names.slice(0, -1).map((name) => JSON.stringify(name))
    const set = compiled(
      rule('a', `file.name|contains: [${values.join(', ')}]`),
      rule('b', `"|all": [${values.map((value) => value.replace('x.', '')).join(', ')}]`),
    )
    expect(outcomes(set)).toEqual(['accepted', 'accepted'])
    const counts = await countMatches(bench.store, set.rules, day, context)
    expect(counts.map(({ matches, failure }) => [matches, failure])).toEqual([
      [0, undefined],
      [2, undefined],
    ])
  })
})
