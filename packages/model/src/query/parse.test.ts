import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Subject } from '../fields/field.js'
import { hostileText } from './arbitrary-query.testing.js'
import type { Query, Test } from './ast.js'
import { completionsAt } from './complete.js'
import { parseQuery } from './parse.js'
import { printQuery } from './print.js'

function parsed(text: string, subject: Subject = 'events'): Query {
  const result = parseQuery(text, subject)
  if (!result.ok) throw new Error(`${text}: ${JSON.stringify(result.problems)}`)
  return result.query
}

const field = (name: string, test: Test): Query => ({ kind: 'field', field: name, test })
const is = (value: string, quoted = false) => ({ op: 'equals', value, quoted }) as const
const word = (value: string, quoted = false): Query => ({ kind: 'word', test: is(value, quoted) })

describe('parseQuery reads', () => {
  it.each<[string, Test]>([
    ['ftp.command:STOR', is('STOR')],
    ['ftp.command: STOR', is('STOR')],
    ['FTP.Command:STOR', is('STOR')],
    ['file.name:"a \\"b\\" \\\\ c"', is('a "b" \\ c', true)],
    ['file.name:"C:\\new\\x"', is('C:\\new\\x', true)],
    ['file.name:""', is('', true)],
    ['file.name:C:\\Windows\\System32', is('C:\\Windows\\System32')],
    ['file.name:\\\\\\\\server\\share', is('\\\\server\\share')],
    ['file.name:/etc/passwd', is('/etc/passwd')],
    ['file.name:~/.ssh/id_rsa', is('~/.ssh/id_rsa')],
    ['file.name:report\\ 2026.zip', is('report 2026.zip')],
    ['file.name:report(1).zip', is('report(1).zip')],
    ['file.name:a\\*b', is('a*b')],
    ['file.name:\\u{1F600}', is('😀')],
    ['file.name:отчёт.zip', is('отчёт.zip')],
    ['file.name:"数据 库"', is('数据 库', true)],
    ['file.name:-x', is('-x')],
    ['file.name:a-b', is('a-b')],
    ['file.name:"*.zip"', is('*.zip', true)],
    ['file.name:*.zip', { op: 'wildcard', pattern: '*.zip' }],
    ['file.name:a?\\*\\\\**', { op: 'wildcard', pattern: 'a?\\*\\\\*' }],
    ['file.name:report\\ *.zip', { op: 'wildcard', pattern: 'report *.zip' }],
    ['file.name:*', { op: 'exists' }],
    ['file.name:/^a\\/b [0-9]$/', { op: 'regex', pattern: '^a/b [0-9]$' }],
    ['file.name:/(?i)\\.zip$/', { op: 'regex', pattern: '(?i)\\.zip$' }],
    ['source.ip:10.1.2.3', is('10.1.2.3')],
    ['src_ip:10.0.0.0/8', { op: 'cidr', network: '10.0.0.0/8' }],
    ['source.ip:2001:db8::1', is('2001:db8::1')],
    ['source.ip:::1', is('::1')],
    ['source.ip:"2001:db8::/32"', { op: 'cidr', network: '2001:db8::/32' }],
    ['source.ip:2001:db8::/32', { op: 'cidr', network: '2001:db8::/32' }],
    ['source.ip:10.1.*', { op: 'wildcard', pattern: '10.1.*' }],
    ['destination.ip:@approved-servers', { op: 'list', name: 'approved-servers' }],
    [
      'source.ip:[10.0.0.1 TO 10.0.0.9]',
      {
        op: 'range',
        from: { value: '10.0.0.1', inclusive: true },
        to: { value: '10.0.0.9', inclusive: true },
      },
    ],
    [
      'source.ip:{::1 to ::9}',
      {
        op: 'range',
        from: { value: '::1', inclusive: false },
        to: { value: '::9', inclusive: false },
      },
    ],
    ['file.size:>1000000', { op: 'range', from: { value: '1000000', inclusive: false } }],
    ['file.size:>=10MB', { op: 'range', from: { value: '10MB', inclusive: true } }],
    ['file.size < 5', { op: 'range', to: { value: '5', inclusive: false } }],
    ['file.size:<=5', { op: 'range', to: { value: '5', inclusive: true } }],
    [
      'file.size:[1 TO 5}',
      { op: 'range', from: { value: '1', inclusive: true }, to: { value: '5', inclusive: false } },
    ],
    ['file.size:{1 TO *]', { op: 'range', from: { value: '1', inclusive: false } }],
    ['file.size:[* TO *]', { op: 'exists' }],
    [
      '@timestamp:>2026-06-01T10:00',
      { op: 'range', from: { value: '2026-06-01T10:00', inclusive: false } },
    ],
    ['@timestamp:>=now-24h', { op: 'range', from: { value: 'now-24h', inclusive: true } }],
    [
      '@timestamp:["2026-06-01 10:00" TO now]',
      {
        op: 'range',
        from: { value: '2026-06-01 10:00', inclusive: true },
        to: { value: 'now', inclusive: true },
      },
    ],
    ['@timestamp:2026-06-01', is('2026-06-01')],
    ['file.gaps:true', is('true')],
    ['tls.notes.x:3', is('3')],
    ['dns.flags:>=1.5', { op: 'range', from: { value: '1.5', inclusive: true } }],
    ['dhcp.assigned_ip:10.0.0.0/8', { op: 'cidr', network: '10.0.0.0/8' }],
    ['file.name:10.0.0.0\\/8', is('10.0.0.0/8')],
    ['destination.port:44*', { op: 'wildcard', pattern: '44*' }],
    ['destination.port:/^80/', { op: 'regex', pattern: '^80' }],
    ['@timestamp.hour:>=22', { op: 'range', from: { value: '22', inclusive: true } }],
    ['flow.start.weekday:?', { op: 'wildcard', pattern: '?' }],
    ['user.name:=file.name', { op: 'same', field: 'file.name', part: 'whole' }],
    ['file.name:=User.Name*', { op: 'same', field: 'user.name', part: 'start' }],
    ['file.name:=*user.name', { op: 'same', field: 'user.name', part: 'end' }],
    ['file.name:=*user.name*', { op: 'same', field: 'user.name', part: 'middle' }],
    ['source.ip:=dest_ip', { op: 'same', field: 'destination.ip', part: 'whole' }],
    ['source.port:=destination.port', { op: 'same', field: 'destination.port', part: 'whole' }],
    ['@timestamp.day:=flow.start.day', { op: 'same', field: 'flow.start.day', part: 'whole' }],
    ['a.b:=x.y', { op: 'same', field: 'x.y', part: 'whole' }],
    ['file.name:"=user.name"', is('=user.name', true)],
    ['file.name:\\=user.name', is('=user.name')],
    ['file.name:\\=*user.name', { op: 'wildcard', pattern: '=*user.name' }],
    ['file.name:=user.?ame', { op: 'wildcard', pattern: '=user.?ame' }],
    ['file.name:=**user.name', { op: 'wildcard', pattern: '=*user.name' }],
    ['file.name:=1+2', is('=1+2')],
    ['file.name:=user.name,x', is('=user.name,x')],
    ['file.name:=', is('=')],
    ['file.name:==', is('==')],
    ['a.b:=1', is('=1')],
  ])('the value in %s', (text, test) => {
    expect(parsed(text)).toMatchObject({ kind: 'field', test })
  })

  it.each<[string, Query]>([
    ['', { kind: 'all' }],
    ['  \t\u3000', { kind: 'all' }],
    ['*', { kind: 'all' }],
    ['passwd', word('passwd')],
    ['"Login incorrect"', word('Login incorrect', true)],
    ['2001:db8::1', word('2001:db8::1')],
    ['fe80::1', word('fe80::1')],
    ['00:11:22:33:44:55', word('00:11:22:33:44:55')],
    ['aa:bb:cc:dd:ee:ff', word('aa:bb:cc:dd:ee:ff')],
    ['sftp://host/x', word('sftp://host/x')],
    ['C:\\Temp\\a.zip', word('C:\\Temp\\a.zip')],
    ['12:30:00', word('12:30:00')],
    ['=user.name', word('=user.name')],
    ['foo\\:bar', word('foo:bar')],
    ['--config', word('--config')],
    ['@approved', word('@approved')],
    ['用户', word('用户')],
    ['/STOR .*zip/', { kind: 'word', test: { op: 'regex', pattern: 'STOR .*zip' } }],
    ['*.zip', { kind: 'word', test: { op: 'wildcard', pattern: '*.zip' } }],
    ['-x', { kind: 'not', item: word('x') }],
    ['!x', { kind: 'not', item: word('x') }],
    ['not not x', { kind: 'not', item: { kind: 'not', item: word('x') } }],
    ['suspended(x)', { kind: 'suspended', item: word('x') }],
    ['a b', { kind: 'and', items: [word('a'), word('b')] }],
    ['a && b AND c', { kind: 'and', items: [word('a'), word('b'), word('c')] }],
    ['a and (b and (c d))', { kind: 'and', items: [word('a'), word('b'), word('c'), word('d')] }],
    ['a or b || c OR d', { kind: 'or', items: [word('a'), word('b'), word('c'), word('d')] }],
    [
      'a or b c',
      { kind: 'or', items: [word('a'), { kind: 'and', items: [word('b'), word('c')] }] },
    ],
    ['not a b', { kind: 'and', items: [{ kind: 'not', item: word('a') }, word('b')] }],
    ['not (a or b)', { kind: 'not', item: { kind: 'or', items: [word('a'), word('b')] } }],
    [
      'Android order nothing',
      { kind: 'and', items: [word('Android'), word('order'), word('nothing')] },
    ],
    [
      'sid:(2002383 or 2010642)',
      {
        kind: 'or',
        items: [
          field('alert.signature_id', is('2002383')),
          field('alert.signature_id', is('2010642')),
        ],
      },
    ],
    [
      'user.name:(=file.name or not =smb.share*)',
      {
        kind: 'or',
        items: [
          field('user.name', { op: 'same', field: 'file.name', part: 'whole' }),
          {
            kind: 'not',
            item: field('user.name', { op: 'same', field: 'smb.share', part: 'start' }),
          },
        ],
      },
    ],
    [
      'ftp.command:(a or b and not c)',
      {
        kind: 'or',
        items: [
          field('ftp.command', is('a')),
          {
            kind: 'and',
            items: [
              field('ftp.command', is('b')),
              { kind: 'not', item: field('ftp.command', is('c')) },
            ],
          },
        ],
      },
    ],
    [
      'ftp.command:STOR and not destination.ip:10.0.0.0/8 file.name:*.zip',
      {
        kind: 'and',
        items: [
          field('ftp.command', is('STOR')),
          { kind: 'not', item: field('destination.ip', { op: 'cidr', network: '10.0.0.0/8' }) },
          field('file.name', { op: 'wildcard', pattern: '*.zip' }),
        ],
      },
    ],
  ])('%j', (text, query) => {
    expect(parsed(text)).toEqual(query)
  })

  it('aliases of a subject as the field of that subject', () => {
    expect(parsed('bytes:>1', 'transfers')).toMatchObject({ field: 'transfer.bytes' })
    expect(parsed('src_ip:::1', 'sessions')).toMatchObject({ field: 'client.ip' })
    expect(parsed('timestamp.hour:1')).toMatchObject({ field: '@timestamp.hour' })
    expect(parsed('Session.End.Week:1', 'sessions')).toMatchObject({ field: 'end.week' })
    expect(parsed('user.name:=src_ip', 'sessions')).toMatchObject({ test: { field: 'client.ip' } })
  })
})

/** What is wrong with the answer to a text, in words. */
function faults(text: string): string[] {
  const result = parseQuery(text, 'events')
  if (result.ok) {
    const again = parseQuery(printQuery(result.query), 'events')
    const same = again.ok && JSON.stringify(again.query) === JSON.stringify(result.query)
    return same ? [] : ['is not printed as itself']
  }
  const { problems } = result
  if (problems.length === 0) return ['has no problem']
  return problems.flatMap(({ from, to, message }) => [
    ...(from < 0 || from > to || to > text.length ? [`${from} to ${to} is outside`] : []),
    ...(message.endsWith('.') ? [] : [`no sentence: ${message}`]),
  ])
}

describe('any text', () => {
  const pieces = fc.constantFrom(
    '(',
    ')',
    '"',
    '\\',
    '/',
    ':',
    '[',
    ']',
    '{',
    '}',
    ' TO ',
    ' ',
    '*',
    '?',
    '@',
    '-',
    '!',
    '>',
    '<',
    '=',
    'and ',
    'or ',
    'not ',
    'suspended(',
    'source.ip:',
    'file.size:',
    '@timestamp:',
    'a.b:',
    'user.name',
    '@timestamp.hour:',
    '&&',
    '||',
    '1',
    'x',
  )
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join('')),
    fc.array(fc.oneof(pieces, hostileText), { maxLength: 12 }).map((parts) => parts.join('')),
  )

  it('is a query or has problems inside the text, and has completions', () => {
    fc.assert(
      fc.property(anyText, fc.nat(70), (text, offset) => {
        expect(faults(text)).toEqual([])
        const completions = completionsAt(text, offset, 'events')
        expect(completions.from).toBeLessThanOrEqual(completions.to)
        expect(completions.to).toBeLessThanOrEqual(text.length)
      }),
      { numRuns: 10_000 },
    )
  })
})
