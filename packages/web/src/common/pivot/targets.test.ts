import { expect, it } from 'vitest'
import { problemsOf } from '../query/language.js'
import { targetsOf, trailEntityOf } from './targets.js'

const cases = [
  ['events', 'source.ip', '10.0.0.5'],
  ['transfers', 'server.ip', '2001:db8::21'],
  ['transfers', 'user.name', 'x" or *'],
  ['transfers', 'file.name', 'a b.zip'],
  ['transfers', 'file.path', '/upload/(x)'],
  ['events', 'file.hash.sha256', 'ab'.repeat(32)],
  ['sessions', 'ftp.password_hash', 'abc'],
  ['sessions', 'client.software', 'OpenSSH_9.2p1 Debian-2'],
  ['sessions', 'session.id', 's|1|2026-06-22'],
  ['events', 'flow.id', '1234567890123456'],
  ['events', 'network.community_id', '1:u0juReGeEkQbvO+/hqv95RrJLlU='],
] as const

it.each(cases)('leads from %s %s to questions that can be asked', (subject, field, value) => {
  const targets = targetsOf({ subject, field, value })
  expect(targets.length).toBeGreaterThan(0)
  for (const target of targets) expect(problemsOf(target.q, target.subject), target.q).toEqual([])
})

it('offers an address as client and as server', () => {
  const labels = targetsOf({ subject: 'events', field: 'source.ip', value: '10.0.0.5' }).map(
    (target) => target.label,
  )
  expect(labels).toContain('Transfers with it as client')
  expect(labels).toContain('Transfers with it as server')
})

it('leads nowhere from values that name nothing, or from none', () => {
  expect(targetsOf({ subject: 'events', field: 'event.type', value: 'ftp' })).toEqual([])
  expect(targetsOf({ subject: 'events', field: 'source.ip', value: undefined })).toEqual([])
})

it.each([
  ['events', 'source.ip', '10.0.0.5', '10.0.0.5'],
  ['transfers', 'user.name', 'x" or *', 'user:x" or *'],
  ['transfers', 'file.name', 'a b.zip', 'file:a b.zip'],
  ['events', 'file.hash.sha256', 'ab'.repeat(32), 'ab'.repeat(32)],
  ['transfers', 'file.path', '/upload/x', undefined],
  ['sessions', 'ftp.password_hash', 'abc', undefined],
  ['events', 'event.type', 'ftp', undefined],
  ['transfers', 'user.name', undefined, undefined],
] as const)('calls the trail of %s %s %j %j', (subject, field, value, entity) => {
  expect(trailEntityOf({ subject, field, value })).toBe(entity)
})
