import { describe, expect, it } from 'vitest'
import { problemsOf } from '../../common/query/language.js'
import { recordsOf, recordsOfAddresses } from './records-of.js'

describe('records of hosts', () => {
  it.each([
    ['host.role:workstation', 'events', 'client', 'source.role:workstation'],
    ['role:workstation', 'transfers', 'server', 'server.role:workstation'],
    [
      'host.client_service:ftp and not host.ip:10.1.2.3',
      'sessions',
      'client',
      'client.host.client_service:ftp and not client.ip:10.1.2.3',
    ],
    ['host.risk:>50', 'events', 'server', 'destination.host.risk:>50'],
  ] as const)('asks %s of %s on the side of the %s', (q, subject, side, expected) => {
    const question = recordsOf(q, subject, side)
    expect(question).toBe(expected)
    expect(problemsOf(question ?? '(', subject)).toEqual([])
  })

  it.each(['', 'host.is_home:true', 'printer', 'host.role:('])('cannot ask %j of records', (q) => {
    expect(recordsOf(q, 'transfers', 'client')).toBeUndefined()
  })

  it('asks for addresses instead', () => {
    const q = recordsOfAddresses(['10.1.2.3', '2001:db8::1'], 'events', 'server')
    expect(q).toContain('10.1.2.3')
    expect(problemsOf(q, 'events')).toEqual([])
  })
})
