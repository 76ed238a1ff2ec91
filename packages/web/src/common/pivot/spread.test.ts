import { describe, expect, it } from 'vitest'
import { spreadLeads } from './spread.js'

describe('who else had a value', () => {
  it.each([
    ['transfers', 'file.hash.sha256', ['hash']],
    ['events', 'file.hash.md5', ['hash']],
    ['transfers', 'file.name', ['file']],
    ['events', 'user.name', ['user']],
    ['sessions', 'user.name', ['user']],
    ['events', 'tls.client.server_name', ['domain']],
    ['events', 'dns.question.name', ['domain']],
    ['sessions', 'client.software', ['software']],
    ['sessions', 'ssh.client.hassh', ['ssh_client_hassh']],
    ['events', 'tls.client.ja3', ['ja3']],
    ['events', 'tls.server.fingerprint', ['certificate_fingerprint']],
    ['events', 'user_agent.original', ['user_agent']],
    ['events', 'destination.ip', ['server']],
    ['transfers', 'server.ip', ['server']],
    ['hosts', 'host.ja4', ['ja4']],
    // Ways to have had the software of a server: to be it, or to have used it.
    [
      'sessions',
      'server.software',
      ['ssh_server_software', 'ssh_server_used', 'ftp_server_software', 'ftp_server_used'],
    ],
    ['events', 'source.ip', []],
    ['transfers', 'client.ip', []],
    ['events', 'event.type', []],
    ['sessions', 'ftp.password_hash', []],
    ['hosts', 'host.risk', []],
    ['events', 'no.such.field', []],
  ] as const)('%s %s is asked as %j', (subject, field, names) => {
    expect(spreadLeads({ subject, field, value: 'x' }).map(({ of }) => of)).toEqual(names)
  })

  it('is asked of nothing that is missing, or too long to ask for', () => {
    for (const value of [undefined, '', 'x'.repeat(1_001)]) {
      expect(spreadLeads({ subject: 'events', field: 'user.name', value })).toEqual([])
    }
  })
})
