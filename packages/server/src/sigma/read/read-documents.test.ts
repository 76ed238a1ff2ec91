import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSigma } from './read-documents.js'

const RULE = `title: Upload of a database dump
id: 2f2f9a04-5c1b-4c63-9d0c-0f3f3d6f3b11
name: dump_upload
related:
  - id: 7a5e8c3c-3f65-4b5e-a6a8-cf29a1fc8a01
    type: similar
status: test
description: A dump leaves over FTP.
license: CC0-1.0
references:
  - https://example.org/1
author: A. Author
date: 2024-01-02
modified: 2024/02/03
tags: [attack.exfiltration, attack.t1048]
logsource:
  product: zeek
  service: ftp
  definition: Zeek's ftp.log
detection:
  selection:
    arg|endswith: .sql
  condition: selection
fields:
  - arg
falsepositives: Backups
level: high
scope: [server]
note: {by: hand, big: 12345678901234567890}
`

const FILTER = `title: Backups are allowed
logsource:
  category: network
filter:
  rules:
    - dump_upload
    - 2f2f9a04-5c1b-4c63-9d0c-0f3f3d6f3b11
  selection:
    user|startswith: 'backup_'
  condition: not selection
`

describe('readSigma', () => {
  it('reads a rule', () => {
    expect(readSigma(RULE, 'f')).toEqual({
      problems: [],
      documents: [
        {
          kind: 'rule',
          place: { file: 'f', line: 1 },
          title: 'Upload of a database dump',
          id: '2f2f9a04-5c1b-4c63-9d0c-0f3f3d6f3b11',
          name: 'dump_upload',
          description: 'A dump leaves over FTP.',
          status: 'test',
          level: 'high',
          author: 'A. Author',
          references: ['https://example.org/1'],
          tags: ['attack.exfiltration', 'attack.t1048'],
          falsePositives: ['Backups'],
          custom: { note: { by: 'hand', big: '12345678901234567890' } },
          logSource: { place: { file: 'f', line: 16 }, product: 'zeek', service: 'ftp' },
          detection: {
            searches: new Map([
              [
                'selection',
                {
                  kind: 'and',
                  items: [
                    {
                      kind: 'test',
                      test: {
                        place: { file: 'f', line: 22 },
                        field: 'arg',
                        modifiers: ['endswith'],
                        values: ['.sql'],
                      },
                    },
                  ],
                },
              ],
            ]),
            conditions: [{ kind: 'search', name: 'selection' }],
          },
          fields: ['arg'],
        },
      ],
    })
  })

  it('reads a filter of some rules and a filter of any', () => {
    const any = FILTER.replace(/rules:\n(?: {4}- .*\n)+/, 'rules: any\n')
    const { documents, problems } = readSigma(`${FILTER}---\n${any}`, 'f')
    expect(problems).toEqual([])
    expect(documents).toMatchObject([
      {
        kind: 'filter',
        rules: ['dump_upload', '2f2f9a04-5c1b-4c63-9d0c-0f3f3d6f3b11'],
        logSource: { category: 'network' },
        detection: { conditions: [{ kind: 'not', item: { kind: 'search', name: 'selection' } }] },
      },
      { kind: 'filter', rules: 'any', place: { line: 12 } },
    ])
    expect(documents[0]).toHaveProperty('detection.searches.size', 1)
  })

  it.each([
    ['an unfinished text', 'title: "x\n', 2],
    ['an unfinished list', 'title: [x\n', 1],
    ['a text', 'x\n', 1],
    ['a tab', 'title:\n\tx: y\n', 2],
    ['a control character', 'title: a\nname: b\u0000\n', 2],
    ['depth', `title: ${'['.repeat(1000)}\n`, 1],
  ])('keeps %s away from the documents around it', (_, broken, line) => {
    const { documents, problems } = readSigma(`${FILTER}---\n${broken}---\n${FILTER}`, 'f')
    expect(documents.map(({ place }) => place.line)).toEqual([
      1,
      13 + broken.split('\n').length - 1,
    ])
    expect(problems).toHaveLength(1)
    expect(problems[0]?.place.line).toBeGreaterThanOrEqual(11 + line)
    expect(problems[0]?.place.line).toBeLessThanOrEqual(12 + line)
  })

  it.each([
    ['', 'The file has no documents.'],
    ['# nothing\n', 'The file has no documents.'],
    ['---\n---\n', 'The file has no documents.'],
    ['- a\n', 'A Sigma document must be a map, such as "title: …".'],
    ['a: ]\n', 'This is not YAML: Unexpected flow-seq-end token'],
    ['a: b: c\n', 'This is not YAML: Nested mappings are not allowed in compact mappings'],
    ['a:\n\tb: c\n', 'A tab cannot indent a line of YAML.'],
    ['a: 1\nb: 2\na: 3\n', 'The key "a" is there twice.'],
    ['? [a]\n: b\n', 'The key of a map must be text.'],
    ['a: !!binary eA==\n', 'The tag "tag:yaml.org,2002:binary" is not read.'],
    ['a: &x {b: c}\nd:\n  <<: *x\n', 'Merge keys ("<<") are not part of YAML 1.2.'],
    ['a: *x\n', 'There is no anchor "x" before this line.'],
    ['a: "\\0"\n', 'A text has U+0000 or half of a surrogate pair in it.'],
    ['a: "\\uD800"\n', 'A text has U+0000 or half of a surrogate pair in it.'],
    ['a: b\u0007\n', 'The control character U+0007 cannot be in YAML.'],
    ['title: t\n', 'The document has no "detection", no "correlation" and no "filter".'],
    [
      'action: global\ntitle: t\n',
      'Rule collections ("action: global") are no longer part of Sigma.',
    ],
    [`${FILTER}detection: {}\n`, 'A document cannot have both "detection" and "filter".'],
    [FILTER.replace(/^title.*\n/, ''), 'The document has no "title".'],
    [FILTER.replace(/ {2}rules:\n(?: {4}- .*\n)+/, ''), 'The filter has no "rules".'],
    [FILTER.replace(/rules:\n(?: {4}- .*\n)+/, 'rules: []\n'), 'The list of rules is empty.'],
    [FILTER.replace(/logsource:\n.*\n/, ''), 'The document has no "logsource".'],
    [FILTER.replace('category: network', 'definition: x'), 'The log source is empty.'],
    [FILTER.replace('category: network', 'category: 5'), '"category" must be text.'],
    [RULE.replace('detection:', 'detection: x\nlater:'), '"detection" must be a map.'],
  ])('refuses %.40j', (text, message) => {
    const { documents, problems } = readSigma(text, 'f')
    expect(documents).toEqual([])
    expect(problems.map((problem) => problem.message.slice(0, message.length))).toEqual([message])
  })

  it.each([
    ['title', 'title: 5', 1, '"title" must be text.'],
    ['title', `title: ${'x'.repeat(257)}`, 1, '"title" is longer than 256 characters.'],
    ['title', "title: ' '", 1, '"title" is empty.'],
    ['id', 'id: 17', 2, '"id" must be text.'],
    ['status', 'status: ready', 7, '"status" cannot be "ready".'],
    ['level', 'level: High', 27, '"level" cannot be "High".'],
    ['date', 'date: 02.01.2024', 13, '"date" is not a date.'],
    ['modified', 'modified: 2024-01/02', 14, '"modified" is not a date.'],
    ['tags', 'tags: [{a: b}]', 15, '"tags" must be a list of texts.'],
    ['author', 'author: [a, b]', 12, '"author" must be text.'],
    [
      'author',
      'taxonomy: ecs',
      12,
      'The taxonomy "ecs" is not known here, so its field names mean nothing.',
    ],
  ])('refuses a wrong %s: %.30s', (key, line, at, message) => {
    const { documents, problems } = readSigma(
      RULE.replace(new RegExp(`^${key}:.*$`, 'm'), line),
      'f',
    )
    expect(documents).toEqual([])
    expect(problems).toMatchObject([{ place: { file: 'f', line: at }, message }])
  })

  it.each(['---\n', '\uFEFF', '# comment\n\n', '%YAML 1.2\n---\n', '\r\n'])(
    'reads a document after %j',
    (prelude) => {
      const { documents, problems } = readSigma(prelude + FILTER + '---\n', 'f')
      expect(problems).toEqual([])
      expect(documents).toHaveLength(1)
    },
  )

  it('reads lines that end as on Windows, and aliases', () => {
    const text = FILTER.replace('selection:\n', 'other: &o\n    a: b\n  selection: *o\n  third:\n')
    const { documents, problems } = readSigma(text.replaceAll('\n', '\r\n'), 'f')
    expect(problems).toEqual([])
    expect(documents[0]).toHaveProperty('detection.searches.size', 3)
  })
})

describe('hostile files', () => {
  const bomb = Array.from(
    { length: 15 },
    (_, n) => `k${n + 1}: &k${n + 1} [${Array.from({ length: 9 }, () => `*k${n}`).join()}]\n`,
  ).join('')

  it.each([
    ['10 MB', 'x'.repeat(10_000_000), 'The file is larger than 1048576 bytes.'],
    ['aliases', `k0: &k0 [x]\n${bomb}`, 'The document has more than 20 aliases.'],
    ['an alias of itself', 'a: &a [*a]\n', 'Maps and lists are nested deeper than 20.'],
    [
      'aliases of much',
      `a: &a [${'x,'.repeat(5000)}]\nb: [*a, *a]\n`,
      'The document has more than 10000 values.',
    ],
    ['depth in brackets', 'a: ' + '['.repeat(500_000), 'Maps and lists are nested deeper than 20.'],
    ['depth in dashes', '- '.repeat(500_000), 'Maps and lists are nested deeper than 20.'],
    [
      'depth of 21',
      'a: ' + '['.repeat(20) + ']'.repeat(20),
      'Maps and lists are nested deeper than 20.',
    ],
    [
      'keys',
      Array.from({ length: 100_000 }, (_, n) => `k${n}: v\n`).join(''),
      'The document is too long.',
    ],
    ['values', `a: [${'x,'.repeat(10_000)}]`, 'The document has more than 10000 values.'],
    ['a long text', `a: ${'x'.repeat(65_536)}`, 'A text is longer than 65535 characters.'],
    [
      'digits',
      `title: t\na: ${'9'.repeat(60_000)}`,
      'The document has no "detection", no "correlation" and no "filter".',
    ],
  ])('%s', (_, text, message) => {
    const { documents, problems } = readSigma(text, 'f')
    expect(documents).toEqual([])
    expect(problems.map((problem) => problem.message)).toEqual([message])
  })

  it('reads the first 1,000 documents', () => {
    const { documents, problems } = readSigma(`${FILTER}---\n`.repeat(1001), 'f')
    expect(documents).toHaveLength(1000)
    expect(problems).toMatchObject([
      {
        place: { file: 'f', line: 11_000 },
        message: 'The file has too many documents; the rest is not read.',
      },
    ])
  })

  it('answers a document or a problem for any text, with a line that is there', () => {
    const pieces = fc.constantFrom(
      ...[
        'a',
        ':',
        ' ',
        '\n',
        '- ',
        '  ',
        '[',
        ']',
        '{',
        '}',
        '"',
        "'",
        '|',
        '>',
        '&a ',
        '*a',
        '!x ',
      ],
      ...['---\n', '...\n', '#', ',', '? ', '\t', '\0', '%', '\r\n', 'title: t\n', 'detection:\n'],
      ...['  s:\n    a|b: c\n', '  condition: s and (\n', 'logsource: {product: x}\n', FILTER],
      ...[
        'correlation:\n',
        '  type: temporal\n',
        '  rules: [a]\n',
        '\uD800',
        '\uFEFF',
        '__proto__: x\n',
      ],
    )
    const text = fc.oneof(
      fc.array(pieces, { maxLength: 40 }).map((all) => all.join('')),
      fc.string(),
    )
    fc.assert(
      fc.property(text, (file) => {
        const { documents, problems } = readSigma(file, 'f')
        expect(documents.length + problems.length).toBeGreaterThan(0)
        const lines = file.split('\n').length
        for (const { place } of [...documents, ...problems]) {
          expect(place.line).toBeGreaterThanOrEqual(1)
          expect(place.line).toBeLessThanOrEqual(lines)
        }
      }),
      { numRuns: 1000 },
    )
  })
})
