import type { QueryTexts } from '../../../model/src/query/arbitrary-query.testing.js'

/** What the tests of the compiler ask with: the moment, the lists, and texts that rows have. */

export const testContext = {
  now: new Date('2026-06-02T12:00:00Z'),
  lists: new Map<string, readonly string[]>([
    [
      'approved-servers',
      ['10.1.2.3', '192.0.2.0/24', '2001:db8::/32', '21', '443', 'STOR', 'État', 'a\tb\\n'],
    ],
    ['список', []],
    ['a.b_1', ['not an address', '10.1.2.3/33', '::1']],
  ]),
}

export const rowTexts: QueryTexts = {
  values: [
    'STOR',
    'stor',
    'état.zip',
    'report 100%.zip',
    'a_b',
    'C:\\Temp\\x',
    'User "root" logged in',
    'a\tb\\n',
    '2001:db8::1',
    '10.1.2.3',
    'логин',
    '用户',
    '/srv/ftp/report.zip',
    'report',
    'report.zip',
    'zip',
  ],
  unknownFields: [
    'extra.text',
    'extra.number',
    'extra.list',
    'extra.deep.list',
    'extra.objects.name',
    'stats.missing',
  ],
  fields: [
    'event.type',
    'file.name',
    'event.original',
    'ftp.reply',
    'ftp.completion_code',
    'ftp.command',
    'source.ip',
    'destination.ip',
    'destination.port',
    'source.bytes',
    'flow.alerted',
    '@timestamp',
    'flow.start',
    'client.ip',
    'service',
    'user.name',
    'transfer.bytes',
    'end',
    'ftp.commands',
    'session.tls',
  ],
}
