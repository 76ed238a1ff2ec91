import { describe, expect, it } from 'vitest'
import type { SigmaCorrelation } from '../document.js'
import { readSigma } from './read-documents.js'

/** A correlation whose section is `lines`; the first of them is line 3. */
function correlation(lines: string): string {
  return `title: t\ncorrelation:\n${lines.replaceAll(/^/gm, '  ')}\n`
}

const BASE = 'rules: [r1, r2]\ngroup-by: [user]\ntimespan: 1h'

function read(lines: string): SigmaCorrelation {
  const { documents, problems } = readSigma(correlation(lines), 'f')
  expect(problems).toEqual([])
  return documents[0] as SigmaCorrelation
}

describe('readCorrelation', () => {
  it.each([
    [
      'type: event_count\ncondition: {gte: 100}',
      { bounds: [{ op: 'gte', value: 100 }], fields: [] },
    ],
    [
      'type: event_count\ncondition:\n  lte: 200\n  gt: 100',
      {
        bounds: [
          { op: 'gt', value: 100 },
          { op: 'lte', value: 200 },
        ],
        fields: [],
      },
    ],
    [
      'type: value_count\ncondition: {field: user, gte: 5}',
      { bounds: [{ op: 'gte', value: 5 }], fields: ['user'] },
    ],
    [
      'type: value_count\ncondition: {field: [user, domain], neq: 0}',
      { bounds: [{ op: 'neq', value: 0 }], fields: ['user', 'domain'] },
    ],
    ['type: temporal', { bounds: [{ op: 'gte', value: 2 }], fields: [] }],
    ['type: temporal\ncondition: {eq: 1}', { bounds: [{ op: 'eq', value: 1 }], fields: [] }],
    ['type: temporal_ordered', { bounds: [{ op: 'gte', value: 2 }], fields: [] }],
    [
      'type: value_sum\ncondition: {field: bytes, gt: 1000000}',
      { bounds: [{ op: 'gt', value: 1_000_000 }], fields: ['bytes'] },
    ],
    [
      'type: value_avg\ncondition: {field: bytes, lt: -0.5}',
      { bounds: [{ op: 'lt', value: -0.5 }], fields: ['bytes'] },
    ],
    [
      'type: value_median\ncondition: {field: bytes, lt: 3}',
      { bounds: [{ op: 'lt', value: 3 }], fields: ['bytes'] },
    ],
    [
      'type: value_percentile\ncondition: {field: bytes, lte: 1}',
      { bounds: [{ op: 'lte', value: 1 }], fields: ['bytes'], percentile: 50 },
    ],
    [
      'type: value_percentile\ncondition: {field: bytes, lte: 1, percentile: 99.5}',
      { bounds: [{ op: 'lte', value: 1 }], fields: ['bytes'], percentile: 99.5 },
    ],
  ])('reads %s', (lines, condition) => {
    expect(read(`${BASE}\n${lines}`).condition).toEqual(condition)
  })

  it('reads all that a section can say', () => {
    const lines = `type: temporal
rules:
  - logins
  - uploads
group-by: address
timespan: 10m
aliases:
  address:
    logins: src_ip
    uploads: dst_ip
generate: true`
    expect(read(lines)).toEqual({
      kind: 'correlation',
      place: { file: 'f', line: 1 },
      title: 't',
      references: [],
      tags: [],
      falsePositives: [],
      custom: {},
      type: 'temporal',
      rules: ['logins', 'uploads'],
      groupBy: ['address'],
      aliases: new Map([
        [
          'address',
          new Map([
            ['logins', 'src_ip'],
            ['uploads', 'dst_ip'],
          ]),
        ],
      ]),
      timespanSeconds: 600,
      condition: { bounds: [{ op: 'gte', value: 2 }], fields: [] },
      generate: true,
    })
  })

  it('takes a single rule, no group, and generate beside the section', () => {
    const text = `${correlation('type: temporal\nrules: r1\ntimespan: 1h')}generate: true\n`
    const [document] = readSigma(text, 'f').documents
    expect(document).toMatchObject({ rules: ['r1'], groupBy: [], generate: true, custom: {} })
  })

  it.each([
    ['30s', 30],
    ['90m', 5400],
    ['24h', 86_400],
    ['1d', 86_400],
    ['2w', 1_209_600],
    ['366d', 31_622_400],
  ])('a timespan of %s', (text, seconds) => {
    expect(read(`type: temporal\nrules: r\ntimespan: ${text}`).timespanSeconds).toBe(seconds)
  })

  it.each([
    ['1M', 'Months differ in length, so a timespan cannot be in them.'],
    ['1y', 'Years differ in length, so a timespan cannot be in them.'],
    ['0s', 'A timespan must be longer than nothing and at most 366 days.'],
    ['367d', 'A timespan must be longer than nothing and at most 366 days.'],
    ['3600', '"timespan" has no unit.'],
    ['1h30m', '"1h30m" is no timespan.'],
    ['1H', '"1H" is no timespan.'],
    ['-1h', '"-1h" is no timespan.'],
  ])('refuses a timespan of %s', (text, message) => {
    const { problems } = readSigma(correlation(`type: temporal\nrules: r\ntimespan: ${text}`), 'f')
    expect(problems).toMatchObject([{ place: { line: 5 }, message }])
  })

  it.each([
    ['type: temporal_extended', 6, 'The correlation type "temporal_extended" is not known.'],
    ['condition: {gte: 1}', 2, 'The correlation has no "type".'],
    ['type: event_count', 2, 'The correlation type event_count needs a "condition".'],
    [
      'type: value_count\ncondition: {gte: 1}',
      7,
      'The correlation type value_count needs a "field" in its condition.',
    ],
    [
      'type: event_count\ncondition: {field: a, gte: 1}',
      7,
      'The correlation type event_count has no "field".',
    ],
    [
      'type: value_sum\ncondition: {field: a, percentile: 1, gte: 1}',
      7,
      'The correlation type value_sum has no "percentile".',
    ],
    ['type: value_sum\ncondition: {field: a}', 7, 'The condition has no bound.'],
    [
      "type: event_count\ncondition: {gte: '5'}",
      7,
      '"gte" must be a number, without quotation marks.',
    ],
    [
      'type: event_count\ncondition: {gte: 1.5}',
      7,
      '"gte" must be a whole number: it bounds a count.',
    ],
    ['type: event_count\ncondition: {gte: 5, at: 1}', 7, 'A condition has no attribute "at".'],
    [
      'type: value_percentile\ncondition: {field: a, gte: 1, percentile: 101}',
      7,
      '"percentile" must be from 0 to 100.',
    ],
    [
      'type: temporal\ncondition: r1 and not r2',
      7,
      'The condition of a correlation cannot be an expression over its rules.',
    ],
    ['type: temporal\ncondition: [1]', 7, '"condition" must be a map.'],
    ['type: temporal\ngroupby: a', 7, 'A correlation has no attribute "groupby".'],
    ['type: temporal\naliases: [a]', 7, '"aliases" must be a map.'],
    ['type: temporal\ngenerate: maybe', 7, '"generate" must be true or false.'],
  ])('refuses %s', (lines, line, message) => {
    const { documents, problems } = readSigma(correlation(`${BASE}\n${lines}`), 'f')
    expect(documents).toEqual([])
    expect(problems).toMatchObject([{ place: { file: 'f', line }, message }])
  })

  it.each([
    ['rules: []', 'The list of rules is empty.'],
    ['rules: [a, a]', '"rules" has "a" twice.'],
    ['rules: [1]', '"rules" must be a list of texts.'],
    [
      `rules: [${Array.from({ length: 101 }, (_, n) => `r${n}`).join()}]`,
      '"rules" has more than 100 names.',
    ],
  ])('refuses %.20s', (rules, message) => {
    const { problems } = readSigma(correlation(`type: temporal\ntimespan: 1h\n${rules}`), 'f')
    expect(problems).toMatchObject([{ place: { line: 5 }, message }])
  })
})
