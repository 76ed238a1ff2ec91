import { parseQuery } from '@spoor/model'
import { expect, it } from 'vitest'
import { scopedQuestion } from './scope.js'

it.each([
  [undefined, 'network:Berlin'],
  ['', 'network:Berlin'],
  ['ftp.command:STOR', 'ftp.command:STOR and network:Berlin'],
  [
    'ftp.command:STOR or http.method:GET',
    '(ftp.command:STOR or http.method:GET) and network:Berlin',
  ],
  ['not ftp.command:STOR', 'not ftp.command:STOR and network:Berlin'],
  ['ftp.command:(', 'ftp.command:('],
])('narrows %s to a network', (q, expected) => {
  expect(scopedQuestion(q, 'Berlin', 'events')).toBe(expected)
})

it('asks the same without a network', () => {
  expect(scopedQuestion('ftp.command:STOR', undefined, 'events')).toBe('ftp.command:STOR')
})

it.each(['Home/Berlin', 'a "b" \\ c', 'or', '10.1', '*'])(
  'keeps a label such as %s whole',
  (label) => {
    const read = parseQuery(scopedQuestion('a', label, 'events') ?? '', 'events')
    expect(read.ok && read.query).toMatchObject({
      kind: 'and',
      items: [{}, { field: 'network', test: { op: 'equals', value: label } }],
    })
  },
)
