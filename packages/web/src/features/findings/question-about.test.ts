import { expect, it } from 'vitest'
import { questionAbout } from './question-about.js'

it.each([
  ['transfers', 'zone:egress', '10.0.0.1', 'zone:egress and client.ip:10.0.0.1'],
  ['sessions', 'service:ftp', '2001:db8::1', 'service:ftp and client.ip:2001:db8::1'],
  ['events', 'event.type:dns', '10.0.0.1', 'event.type:dns and source.ip:10.0.0.1'],
  [
    'transfers',
    'zone:egress or user.name:anna',
    '10.0.0.1',
    '(zone:egress or user.name:anna) and client.ip:10.0.0.1',
  ],
  ['transfers', 'zone:egress', '', 'zone:egress'],
] as const)('asks %s: %s of client "%s"', (subject, q, client, question) => {
  expect(questionAbout({ subject, q }, client)).toBe(question)
})
