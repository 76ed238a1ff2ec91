import { ensureSyntaxTree } from '@codemirror/language'
import { EditorState } from '@codemirror/state'
import { expect, it } from 'vitest'
import { yamlLanguage } from './yaml-language.js'

/** The coloured parts of a line, each with what it is taken for. */
function parts(text: string): [string, string][] {
  const state = EditorState.create({ doc: text, extensions: yamlLanguage })
  const found: [string, string][] = []
  ensureSyntaxTree(state, text.length, 5_000)?.iterate({
    enter: ({ name, from, to, node }) => {
      if (node.firstChild === null && from < to) found.push([name, text.slice(from, to)])
    },
  })
  return found
}

it.each([
  [
    'title: A plain one',
    [
      ['propertyName', 'title'],
      ['punctuation', ':'],
    ],
  ],
  [
    '  - "a: b"',
    [
      ['punctuation', '-'],
      ['string', '"a: b"'],
    ],
  ],
  [
    'level: high # why',
    [
      ['propertyName', 'level'],
      ['punctuation', ':'],
      ['comment', '# why'],
    ],
  ],
  [
    'enough: 3',
    [
      ['propertyName', 'enough'],
      ['punctuation', ':'],
      ['number', '3'],
    ],
  ],
  ['---', [['punctuation', '---']]],
])('colours %j', (text, expected) => {
  expect(parts(text)).toEqual(expected)
})

it('comes to an end on anything', () => {
  expect(() => parts(`"${'a:'.repeat(5_000)}\n'${'\\'.repeat(5_000)}`)).not.toThrow()
})
