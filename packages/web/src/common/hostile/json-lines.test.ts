import { expect, it } from 'vitest'
import { jsonLines } from './json-lines.js'

const laidOut = (text: string) =>
  jsonLines(text)
    ?.map((line) => '  '.repeat(line.indent) + line.tokens.map((t) => t.text).join(''))
    .join('\n')

it('lays out nested objects and arrays', () => {
  expect(laidOut('{"a":1,"b":{"c":[true,null]},"d":[],"e":{}}')).toBe(
    [
      '{',
      '  "a":1,',
      '  "b":{',
      '    "c":[',
      '      true,',
      '      null',
      '    ]',
      '  },',
      '  "d":[],',
      '  "e":{}',
      '}',
    ].join('\n'),
  )
})

it('keeps digits that a parser would round, and escapes as they are written', () => {
  expect(laidOut('{"flow_id":1234567890123456789,"x":"\\u202e"}')).toContain('1234567890123456789')
  expect(laidOut('{"x":"\\u202e\\"}{"}')).toContain('"\\u202e\\"}{"')
})

it('tells keys from values', () => {
  const kinds = jsonLines('{"a":"b"}')?.flatMap((line) => line.tokens.map((t) => t.kind))
  expect(kinds).toEqual(['mark', 'key', 'mark', 'string', 'mark'])
})

it('does not lay out what is not JSON', () => {
  expect(jsonLines('{"cut":"of')).toBeUndefined()
  expect(jsonLines('Jun 22 sshd[1]: Accepted password')).toBeUndefined()
  expect(jsonLines('')).toBeUndefined()
})

it('loses no token of what it lays out', () => {
  const text = '{"a":[{"b":[[1,2],[3]]},{"c":-1.5e10}],"d":"x y","e":false}'
  const shown = jsonLines(text)
    ?.flatMap((line) => line.tokens.map((t) => t.text))
    .join('')
  expect(shown).toBe(text)
})
