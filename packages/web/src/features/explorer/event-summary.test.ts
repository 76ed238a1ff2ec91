import { findField } from '@spoor/model'
import { expect, it } from 'vitest'
import { SUMMARY_FIELDS, summaryOf } from './event-summary.js'

const said = (row: Parameters<typeof summaryOf>[0]) =>
  summaryOf(row)
    .map((part) => (part.kind === 'word' ? part.text.trim() : (part.shown ?? part.value)))
    .join(' ')

it('knows only fields of the dictionary', () => {
  for (const name of SUMMARY_FIELDS) expect(findField('events', name)?.name, name).toBe(name)
})

it('says what an FTP command did', () => {
  expect(
    said({
      'event.type': 'ftp',
      'ftp.command': 'STOR',
      'ftp.command_data': 'a.zip',
      'ftp.completion_code': ['150', '226'],
      'ftp.reply': ['Ok to send data.'],
    }),
  ).toBe('STOR a.zip → 150 226 Ok to send data.')
})

it('leaves out words that have nothing to join', () => {
  expect(said({ 'event.type': 'ftp', 'ftp.command': 'QUIT' })).toBe('QUIT')
  expect(said({ 'event.type': 'ssh', 'ssh.server.software_version': 'OpenSSH_9' })).toBe(
    'OpenSSH_9',
  )
})

it('writes volumes for people', () => {
  expect(
    said({
      'event.type': 'flow',
      'network.protocol': 'ftp',
      'source.bytes': 4_200_000,
      'destination.bytes': 69,
    }),
  ).toBe('ftp ↑ 4.20 MB ↓ 69 B')
})

it('has something to say of types that it does not know', () => {
  expect(said({ 'event.type': '__proto__', 'network.protocol': 'modbus' })).toBe('modbus')
})
