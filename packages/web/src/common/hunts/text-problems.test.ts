import { expect, it } from 'vitest'
import { diagnosticsOf } from './text-problems.js'

const TEXT = 'title: A\nlevel: huge\n\ndetection: x'

it.each([
  [
    { message: 'No level.', from: 16, to: 20, hint: 'Write high.' },
    { from: 16, to: 20, line: 2, message: 'No level. Write high.' },
  ],
  [
    { message: 'Wrong.', from: 0, to: 0, line: 2 },
    { from: 9, to: 20, line: 2, message: 'Wrong.' },
  ],
  [
    { message: 'Last.', from: 0, to: 0, line: 4 },
    { from: 22, to: TEXT.length, line: 4, message: 'Last.' },
  ],
  [
    { message: 'Beyond.', from: 900, to: 950 },
    { from: TEXT.length - 1, to: TEXT.length, line: 4, message: 'Beyond.' },
  ],
  [
    { message: 'Beyond.', from: 0, to: 0, line: 99 },
    { from: 22, to: TEXT.length, line: 99, message: 'Beyond.' },
  ],
])('puts %j at %j', (problem, put) => {
  expect(diagnosticsOf([problem], TEXT)).toEqual([{ severity: 'error', ...put }])
})

it('orders them by place, and bears an empty text', () => {
  const two = [
    { message: 'b', from: 9, to: 14 },
    { message: 'a', from: 0, to: 5 },
  ]
  expect(diagnosticsOf(two, TEXT).map(({ message }) => message)).toEqual(['a', 'b'])
  expect(diagnosticsOf(two, '').map(({ from, to }) => [from, to])).toEqual([
    [0, 0],
    [0, 0],
  ])
})
