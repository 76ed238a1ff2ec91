import { expect, it } from 'vitest'
import { problemsOf } from '../../common/query/language.js'
import { questionOfHost } from './host-question.js'

it.each([
  [
    'transfers',
    'file.name:a.zip',
    '10.0.0.5',
    'file.name:a.zip and (client.ip:10.0.0.5 or server.ip:10.0.0.5)',
  ],
  [
    'transfers',
    'file.hash.md5:a or file.hash.sha256:a',
    '10.0.0.5',
    '(file.hash.md5:a or file.hash.sha256:a) and (client.ip:10.0.0.5 or server.ip:10.0.0.5)',
  ],
  [
    'events',
    'tls.client.ja3:a',
    '2001:db8::1',
    'tls.client.ja3:a and (source.ip:2001:db8::1 or destination.ip:2001:db8::1)',
  ],
] as const)('of %s, %s is asked of %s only', (subject, q, host, expected) => {
  const question = questionOfHost({ subject, q, from: '2026-06-20T00:00:00Z' }, host)
  expect(question).toEqual({ subject, q: expected, from: '2026-06-20T00:00:00Z' })
  expect(problemsOf(expected, subject)).toEqual([])
})

it('is not asked where the question cannot be read', () => {
  expect(questionOfHost({ subject: 'events', q: '(' }, '10.0.0.5')).toBeUndefined()
})
