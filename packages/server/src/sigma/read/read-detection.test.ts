import { describe, expect, it } from 'vitest'
import type { Search, SigmaRule } from '../document.js'
import { readSigma } from './read-documents.js'

/** A rule whose detection is `lines`; the first of them is line 5. */
function rule(lines: string): string {
  const indented = lines.replaceAll(/^/gm, '  ')
  return `title: t\nlogsource:\n  product: linux\ndetection:\n${indented}\n`
}

/** The one search of a rule. */
function searchOf(lines: string): Search | undefined {
  const { documents, problems } = readSigma(rule(`${lines}\ncondition: s`), 'f')
  expect(problems).toEqual([])
  return (documents[0] as SigmaRule).detection.searches.get('s')
}

const test = (line: number, values: unknown[], field?: string, modifiers: string[] = []) => ({
  kind: 'test',
  test: { place: { file: 'f', line }, ...(field && { field }), modifiers, values },
})

describe('the searches of a detection', () => {
  it.each([
    [
      'a map',
      's:\n  a: x\n  b: 2',
      { kind: 'and', items: [test(6, ['x'], 'a'), test(7, [2], 'b')] },
    ],
    [
      'values, and modifiers in order',
      's:\n  a|contains|all:\n    - x\n    - y',
      { kind: 'and', items: [test(6, ['x', 'y'], 'a', ['contains', 'all'])] },
    ],
    [
      'a list of maps',
      's:\n  - a: x\n    b: y\n  - c: z',
      {
        kind: 'or',
        items: [
          { kind: 'and', items: [test(6, ['x'], 'a'), test(7, ['y'], 'b')] },
          { kind: 'and', items: [test(8, ['z'], 'c')] },
        ],
      },
    ],
    ['keywords', 's:\n  - x\n  - 4', { kind: 'or', items: [test(6, ['x', 4])] }],
    [
      'keywords and maps',
      's:\n  - a: x\n  - y',
      { kind: 'or', items: [test(7, ['y']), { kind: 'and', items: [test(6, ['x'], 'a')] }] },
    ],
    [
      'all keywords',
      "s:\n  '|all':\n    - x\n    - y",
      { kind: 'and', items: [test(6, ['x', 'y'], undefined, ['all'])] },
    ],
    [
      'null, empty text and truth',
      "s:\n  a: null\n  b: ''\n  c:\n  d|exists: true",
      {
        kind: 'and',
        items: [
          test(6, [null], 'a'),
          test(7, [''], 'b'),
          test(8, [null], 'c'),
          test(9, [true], 'd', ['exists']),
        ],
      },
    ],
    [
      'numbers and texts that look like them',
      "s:\n  a: [1, -2, 0x1F, 0o17, 1.5, 1e3, 12345678901234567890, '1', 0123, 1e999, 2024-01-02]",
      {
        kind: 'and',
        items: [
          test(
            6,
            [1, -2, 31, 15, 1.5, 1000, 12345678901234567890n, '1', 123, '1e999', '2024-01-02'],
            'a',
          ),
        ],
      },
    ],
    [
      'words that only older YAML reads as truth',
      's:\n  a: [yes, No, on, TRUE, ~x]',
      { kind: 'and', items: [test(6, ['yes', 'No', 'on', true, '~x'], 'a')] },
    ],
    [
      'fields with dots and spaces',
      's:\n  a.b c: x',
      { kind: 'and', items: [test(6, ['x'], 'a.b c')] },
    ],
  ])('%s', (_, lines, expected) => {
    expect(searchOf(lines)).toEqual(expected)
  })

  it('takes a list of conditions', () => {
    const { documents } = readSigma(rule('s: {a: b}\nt: {a: c}\ncondition:\n  - s\n  - not t'), 'f')
    expect((documents[0] as SigmaRule).detection.conditions).toEqual([
      { kind: 'search', name: 's' },
      { kind: 'not', item: { kind: 'search', name: 't' } },
    ])
  })

  it.each([
    ['s:\n  a:\n    b: c\ncondition: s', 6, '"a" holds a map, which Sigma does not have.'],
    ['s:\n  a:\n    - x\n    - [y]\ncondition: s', 8, 'A list of values cannot hold a list.'],
    ['s:\n  a:\n    - x\n    - b: y\ncondition: s', 8, 'A list of values cannot hold a map.'],
    ['s:\n  a:\n    - x\n    - null\ncondition: s', 8, 'A list of values cannot hold null.'],
    ['s:\n  a: []\ncondition: s', 6, '"a" has an empty list.'],
    ['s: []\ncondition: s', 5, 'A list is empty.'],
    ['s: {}\ncondition: s', 5, 'A map of fields is empty.'],
    ['s: x\ncondition: s', 5, 'The search "s" must be a map or a list.'],
    ['s:\ncondition: s', 5, 'The search "s" must be a map or a list.'],
    ['s:\n  - - x\ncondition: s', 6, 'A list of values cannot hold a list.'],
    ["s:\n  '|all':\ncondition: s", 6, 'A keyword cannot be null.'],
    ["s:\n  '': x\ncondition: s", 6, 'A field without a name.'],
    ['s:\n  a|: x\ncondition: s', 6, 'A modifier of "a|" is empty.'],
    ['s|re:\n  a: x\ncondition: s', 5, 'A search cannot be called "s|re".'],
    ['not:\n  a: x\ncondition: s', 5, 'A search cannot be called "not": conditions use the word.'],
    ['s: {a: x}', 4, 'There is no "condition".'],
    ['s: {a: x}\ncondition: []', 6, 'The list of conditions is empty.'],
    ['s: {a: x}\ncondition: 5', 6, 'A condition must be text.'],
    ['s: {a: x}\ncondition: t', 6, 'Column 1 of the condition: there is no search "t".'],
    ['s: {a: x}\ntimeframe: 5m\ncondition: s', 6, '"timeframe" is no longer part of Sigma.'],
    [`s: {a: ${'x'.repeat(10_001)}}\ncondition: s`, 5, 'A value is longer than 10000 characters.'],
    [
      `${Array.from({ length: 201 }, (_, n) => `s${n}: {a: x}\n`).join('')}condition: s1`,
      4,
      'There are more than 200 searches.',
    ],
  ])('refuses %.40s', (lines, line, message) => {
    const { documents, problems } = readSigma(rule(lines), 'f')
    expect(documents).toEqual([])
    expect(problems).toMatchObject([{ place: { file: 'f', line }, message }])
  })
})
