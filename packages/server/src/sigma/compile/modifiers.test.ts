import { printQuery } from '@spoor/model'
import type { Query } from '@spoor/model'
import { describe, expect, it } from 'vitest'
import { slowMatch } from '../../query/slow-evaluator.testing.js'
import { ask } from './ask-field.testing.js'
import type { Values } from './documents.testing.js'
import { MODIFIERS } from './modifiers.js'

const sessions = { product: 'spoor', service: 'session' }

function meets(query: Query, row: Record<string, unknown>): boolean {
  return slowMatch(query, 'events', row, { now: new Date(0), lists: new Map() })
}

function base64(...bytes: number[]): string {
  return Buffer.from(bytes).toString('base64')
}

describe('tests of text', () => {
  const texts: [key: string, value: Values, text: string, matching: string[], others: string[]][] =
    [
      ['', 'aB', '"aB"', ['ab', 'AB'], ['abc', '']],
      ['', ['a', 'b'], '("a" or "b")', ['A', 'b'], ['ab']],
      ['', ['a', 'a'], '"a"', ['A'], ['b']],
      ['', 'a*c?', 'a*c?', ['ACx', 'abbcd'], ['ac', 'xacd']],
      ['', '*', '*', ['x'], ['']],
      ['', 'a\\*', '"a*"', ['A*'], ['ab']],
      ['', 'C:\\Temp\\*', '"C:\\\\Temp*"', ['c:\\temp*'], ['C:\\Temp', 'C:\\Temp\\x']],
      ['', 'C:\\Temp\\\\*', 'C:\\\\Temp\\\\*', ['c:\\temp\\x'], ['C:\\Temp']],
      ['', '%two%', '"%two%"', ['%two%'], ['x']],
      ['', '', '""', [''], ['x']],
      ['', 4625, '"4625"', ['4625'], ['46250']],
      ['', 4625n, '"4625"', ['4625'], ['4625.0']],
      ['', 1.5, '"1.5"', ['1.5'], ['1.50']],
      ['', true, '"true"', ['TRUE'], ['1']],
      ['contains', 'a?c', '*a?c*', ['xAbCx'], ['ac']],
      ['contains', ['a', 'b'], '(*a* or *b*)', ['xa', 'bx'], ['c']],
      ['contains', '*a*', '*a*', ['xax'], ['b']],
      ['contains', '', '*', ['x'], ['']],
      ['contains', 429, '*429*', ['x4290'], ['42']],
      ['startswith', 7n, '7*', ['7z'], ['z7']],
      ['endswith', -1.5, '*-1.5', ['x-1.5'], ['-1.50']],
      ['startswith', 'ab', 'ab*', ['ABc', 'ab'], ['xab']],
      ['startswith', '*ab', '*ab*', ['xAb'], ['a']],
      ['endswith', '.zip', '*.zip', ['A.ZIP'], ['zip', '.zipx']],
      ['endswith', '\\x.exe', '*\\\\x.exe', ['C:\\X.EXE'], ['x.exe']],
      ['cased', 'aB', '/(?s)^aB$/', ['aB'], ['ab', 'xaB']],
      ['cased|contains', 'a/b', '/(?s)a\\/b/', ['xa/bx'], ['A/b']],
      ['contains|cased', 'aB', '/(?s)aB/', ['xaBx'], ['ab']],
      ['cased|startswith', 'aB', '/(?s)^aB/', ['aBc'], ['abc', 'xaB']],
      ['endswith|cased', 'aB', '/(?s)aB$/', ['xaB'], ['xab', 'aBx']],
      ['cased', 'a*c', '/(?s)^a.*c$/', ['abc', 'a\nc'], ['aC']],
      ['re', 'a.c', '/a.c/', ['xabcx'], ['aBC', 'a\nc']],
      ['re', ['^a', 'b$'], '(/^a/ or /b$/)', ['ax', 'xb'], ['b x']],
      ['re', '^C:\\\\x\\*', '/^C:\\\\x\\*/', ['C:\\x*'], ['C:\\xx']],
      ['re', 'a\\/b', '/a\\/b/', ['xa/b'], ['ab']],
      ['re|i', 'a.c', '/(?i)a.c/', ['xABc'], ['a\nc']],
      ['re|ignorecase', 'ac', '/(?i)ac/', ['AC'], ['bc']],
      ['re|m', '^b$', '/(?m)^b$/', ['a\nb\nc'], ['ab']],
      ['re|multiline', '^b$', '/(?m)^b$/', ['a\nb'], ['a\nB']],
      ['re|s', 'a.c', '/(?s)a.c/', ['a\nc'], ['A\nc']],
      ['re|dotall', 'a.c', '/(?s)a.c/', ['a\nc'], ['ac']],
      ['re|s|m|i', '^b.c$', '/(?ims)^b.c$/', ['a\nB\nC\nd'], ['bc']],
      ['re|i', 'a|b', '/(?i)a|b/', ['xB'], ['c']],
      ['re|contains', '^a', '/^a/', ['ab'], ['ba']],
      ['re|startswith', 'a', '/a/', ['ab', 'ba'], ['b']],
      ['re|endswith', 'a', '/a/', ['ab', 'ba'], ['b']],
      ['re|expand', '^(%two%)-\\%two%', '/^((?:x|y))-\\%two%/', ['y-%two%'], ['z-%two%']],
      ['re|expand', '%admins%', '/(?:root|adm\\*n|C:\\\\x)/', ['C:\\x', 'adm*n'], ['admin']],
      ['re|expand', 'a%empty%', '/a[^\\x00-\\x{10FFFF}]/', [], ['a', 'ab']],
      ['cidr', '10.0.0.0/8', '10.0.0.0/8', ['10.9.9.9'], ['11.0.0.1', 'x']],
      ['expand', '%two%', '("x" or "y")', ['X'], ['xy', '%two%']],
      ['expand', '%admins%', '("root" or "adm*n" or "C:\\\\x")', ['adm*n', 'c:\\X'], ['admin']],
      ['expand', ['a', '%two%'], '("a" or "x" or "y")', ['A', 'Y'], ['%two%']],
      ['expand', 'a-%two%-%two%', '("a-x-x" or "a-x-y" or "a-y-x" or "a-y-y")', ['A-X-Y'], ['a-x']],
      ['expand', '\\%two%-%two%', '("%two%-x" or "%two%-y")', ['%two%-x'], ['x-x']],
      ['expand', '%two%*', '(x* or y*)', ['xa'], ['a']],
      ['contains|expand', '%two%', '(*x* or *y*)', ['axb'], ['a']],
      ['expand|startswith', '%two%', '(x* or y*)', ['xb'], ['ax']],
      ['expand|cased', '%two%', '(/(?s)^x$/ or /(?s)^y$/)', ['x'], ['X']],
      ['base64', 'foo', '/(?s)^Zm9v$/', ['Zm9v'], ['zm9v', 'xZm9v']],
      ['base64|contains', 'foo', '/(?s)Zm9v/', ['xZm9vx'], ['ZM9V']],
      ['base64|startswith', 'fo', '/(?s)^Zm8=/', ['Zm8=x'], ['xZm8=']],
      ['base64', 'é', '/(?s)^w6k=$/', ['w6k='], ['W6K=']],
      ['utf16le|base64', 'A', '/(?s)^QQA=$/', [base64(65, 0)], []],
      ['wide|base64', 'A', '/(?s)^QQA=$/', [base64(65, 0)], []],
      ['utf16be|base64', 'A', '/(?s)^AEE=$/', [base64(0, 65)], []],
      ['utf16|base64', 'A', '/(?s)^\\/\\/5BAA==$/', [base64(0xff, 0xfe, 65, 0)], []],
      ['windash', 'a-b', '"a-b"', ['A-B'], ['a/b']],
      [
        'windash',
        '-x',
        '("-x" or "/x" or "\u2013x" or "\u2014x" or "\u2015x")',
        ['/X', '\u2015x'],
        ['x', '_x'],
      ],
      [
        'contains|windash',
        ' \u2014x',
        '(*\\ -x* or *\\ /x* or *\\ \u2013x* or *\\ \u2014x* or *\\ \u2015x*)',
        ['run /X y', 'run \u2013x'],
        ['run+x'],
      ],
    ]

  it.each(texts)('%s: %s asks %s', (modifiers, value, text, matching, others) => {
    const query = ask(modifiers === '' ? 'file.name' : `file.name|${modifiers}`, value)
    expect(printQuery(query)).toBe(`file.name:${text}`)
    for (const name of matching) expect(meets(query, { file_name: name }), name).toBe(true)
    for (const name of others) expect(meets(query, { file_name: name }), name).toBe(false)
  })

  it.each<[string, Values, string]>([
    ['file.name|contains|all', ['a', 'b'], 'file.name:*a* and file.name:*b*'],
    ['file.name|all|contains', ['a', 'b'], 'file.name:*a* and file.name:*b*'],
    ['file.name|all', 'a', 'file.name:"a"'],
    ['file.name|re|all', ['a', 'b'], 'file.name:/a/ and file.name:/b/'],
    ['file.name|all|expand', ['%two%', 'z'], 'file.name:("x" or "y") and file.name:"z"'],
    ['file.name|neq', 'a', 'not file.name:"a"'],
    ['file.name|neq', ['a', 'b'], 'not file.name:("a" or "b")'],
    ['file.name|contains|all|neq', ['a', 'b'], 'not (file.name:*a* and file.name:*b*)'],
    ['file.name', null, 'not file.name:*'],
    ['file.name|neq', null, 'file.name:*'],
    ['file.name', ['a', null], 'file.name:"a" or not file.name:*'],
    ['file.name|exists', true, 'file.name:*'],
    ['file.name|exists', false, 'not file.name:*'],
    ['file.name|exists|neq', false, 'file.name:*'],
    ['file.name|expand', '%empty%', 'not *'],
    ['file.name|expand|neq', '%empty%', ''],
    ['file.name|fieldref', 'user.name', 'file.name:=user.name'],
    ['file.name|fieldref', 'flow.start.hour', 'file.name:=flow.start.hour'],
    ['file.name|fieldref|startswith', 'user.name', 'file.name:=user.name*'],
    ['file.name|fieldref|endswith', 'user.name', 'file.name:=*user.name'],
    ['file.name|fieldref|contains', 'user.name', 'file.name:=*user.name*'],
    ['file.name|fieldref|neq', 'user.name', 'not file.name:=user.name'],
    [
      'file.name|fieldref|all',
      ['user.name', 'ftp.reply'],
      'file.name:=user.name and file.name:=ftp.reply',
    ],
    ['src_ip', '10.1.2.3', 'source.ip:10.1.2.3'],
    ['fileinfo.filename', 'a', 'file.name:"a"'],
  ])('%s: %s asks %s', (key, value, text) => {
    expect(printQuery(ask(key, value))).toBe(text)
  })

  it('finds a text wherever it begins in base64', () => {
    const query = ask('file.name|base64offset|contains', 'password')
    expect(printQuery(query)).toBe(
      'file.name:(/(?s)cGFzc3dvcm/ or /(?s)Bhc3N3b3Jk/ or /(?s)wYXNzd29yZ/)',
    )
    for (const before of ['', 'a', 'ab', 'abc']) {
      for (const after of ['', 'x', 'xy', 'xyz']) {
        const name = Buffer.from(`${before}password${after}`).toString('base64')
        expect(meets(query, { file_name: name }), name).toBe(true)
        expect(meets(query, { file_name: name.toUpperCase() })).toBe(false)
      }
    }
  })

  it.each(['utf16le', 'wide', 'utf16be'] as const)('finds %s text in base64', (wide) => {
    const query = ask(`file.name|${wide}|base64offset`, 'ping ')
    for (const before of ['', 'a', 'ab', 'abc']) {
      const bytes = Buffer.from(`${before}ping 1`, 'utf16le')
      const name = (wide === 'utf16be' ? bytes.swap16() : bytes).toString('base64')
      expect(meets(query, { file_name: name }), name).toBe(true)
    }
    expect(meets(query, { file_name: Buffer.from('ping 1').toString('base64') })).toBe(false)
  })

  it('makes at most 625 forms of dashes and 1,000 of placeholders', () => {
    const dashes = ask('file.name|windash', '-a -b -c -d')
    expect(dashes.kind === 'or' && dashes.items.length).toBe(625)
    const names = ask('file.name|expand', 'x%thousand%')
    expect(names.kind === 'or' && names.items.length).toBe(1_000)
  })
})

describe('tests of other kinds', () => {
  it.each<[string, Values, string]>([
    ['destination.port', 443, 'destination.port:443'],
    ['destination.port', '443', 'destination.port:443'],
    ['destination.port', ['21', 22], 'destination.port:(21 or 22)'],
    ['destination.port|cased', '443', 'destination.port:443'],
    ['destination.port', '44*', 'destination.port:44*'],
    ['destination.port|startswith', '44', 'destination.port:44*'],
    ['destination.port|re', '^44', 'destination.port:/^44/'],
    ['destination.port', null, 'not destination.port:*'],
    ['destination.port', '', 'not destination.port:*'],
    ['destination.port|exists', true, 'destination.port:*'],
    ['destination.port|expand', '%ports%', 'destination.port:21'],
    ['destination.port|fieldref', 'source.port', 'destination.port:=source.port'],
    ['destination.port|gt', 1024, 'destination.port:>1024'],
    ['destination.port|gte', '1024', 'destination.port:>=1024'],
    ['destination.port|lt', 1024, 'destination.port:<1024'],
    ['destination.port|lte', 1024n, 'destination.port:<=1024'],
    ['destination.port|lt|neq', 1024, 'not destination.port:<1024'],
    ['destination.port|gt|all', [1, 2], 'destination.port:>1 and destination.port:>2'],
    ['my.number|gte', -1.5, 'my.number:>=-1.5'],
    ['my.number', 5, 'my.number:"5"'],
    ['my.text|contains', 'a b', 'my.text:*a\\ b*'],
    ['my.text', null, 'not my.text:*'],
    ['and.not-é@x.or', 'a', 'and.not-é@x.or:"a"'],
    ['ab.cd|startswith', '12:34', 'ab.cd:12:34*'],
    ['file.x|startswith', '//a', 'file.x:\\//a*'],
    ['my.text|cidr', '10.0.0.0/8', 'my.text:10.0.0.0/8'],
    ['my.text|fieldref', 'your.text', 'my.text:=your.text'],
    ['source.ip', '10.1.2.3', 'source.ip:10.1.2.3'],
    ['source.ip', '2001:db8::1', 'source.ip:2001:db8::1'],
    ['source.ip', '10.1.*', 'source.ip:10.1.*'],
    ['source.ip|startswith', ['10.', 'fe80:'], 'source.ip:(10.* or fe80:*)'],
    ['source.ip|re', '^10\\.', 'source.ip:/^10\\./'],
    ['source.ip|cased', 'FE80::1', 'source.ip:FE80::1'],
    ['source.ip|cidr', '10.0.0.0/8', 'source.ip:10.0.0.0/8'],
    ['source.ip|cidr', ['10.0.0.0/8', '2001:db8::/32'], 'source.ip:(10.0.0.0/8 or 2001:db8::/32)'],
    ['source.ip|cidr', '10.1.2.3', 'source.ip:10.1.2.3/32'],
    ['source.ip|cidr', '::1', 'source.ip:::1/128'],
    ['source.ip|cidr|neq', '10.0.0.0/8', 'not source.ip:10.0.0.0/8'],
    ['source.ip|expand', '%servers%', 'source.ip:(10.1.2.3 or 192.0.2.0/24)'],
    ['source.ip', '', 'not source.ip:*'],
    ['source.ip|fieldref', 'destination.ip', 'source.ip:=destination.ip'],
    ['flow.alerted', true, 'flow.alerted:true'],
    ['flow.alerted', 'False', 'flow.alerted:False'],
    ['flow.alerted|exists', false, 'not flow.alerted:*'],
    ['@timestamp|minute', 5, '@timestamp.minute:5'],
    ['@timestamp|hour', [22, 23], '@timestamp.hour:(22 or 23)'],
    ['@timestamp|hour|gte', 22, '@timestamp.hour:>=22'],
    ['@timestamp|hour|lt|neq', 6, 'not @timestamp.hour:<6'],
    ['@timestamp|day', 31, '@timestamp.day:31'],
    ['@timestamp|week', 53, '@timestamp.week:53'],
    ['@timestamp|month', '12', '@timestamp.month:12'],
    ['@timestamp|year', 2026, '@timestamp.year:2026'],
    ['flow.start|hour', 0, 'flow.start.hour:0'],
    ['@timestamp.weekday', 7, '@timestamp.weekday:7'],
  ])('%s: %s asks %s', (key, value, text) => {
    expect(printQuery(ask(key, value))).toBe(text)
  })
})

describe('keywords', () => {
  it.each<[string, Values, string]>([
    ['', 'event::clear', 'event.original:*event::clear*'],
    ['', ['a', 'b'], 'event.original:(*a* or *b*)'],
    ['|all', ['a', 'b'], 'event.original:*a* and event.original:*b*'],
    ['|contains', 'a', 'event.original:*a*'],
    ['|neq', 'a', 'not event.original:*a*'],
    ['', 'a*b', 'event.original:*a*b*'],
    ['', 530, 'event.original:*530*'],
    ['', '*', 'event.original:*'],
    ['', '/etc', 'event.original:(*/etc* or *\\\\/etc*)'],
    ['', 'x\\y', 'event.original:(*x\\\\y* or *x\\\\\\\\y*)'],
    ['', 'é', 'event.original:(*é* or *\\\\u00e9*)'],
    ['|cased', 'aB', 'event.original:/(?s)aB/'],
    ['|re', 'a.c', 'event.original:/a.c/'],
    ['|re|i', 'a.c', 'event.original:/(?i)a.c/'],
    ['|expand', '%two%', 'event.original:(*x* or *y*)'],
    ['|base64', 'foo', 'event.original:/(?s)Zm9v/'],
  ])('%s: %s asks events %s', (key, value, text) => {
    expect(printQuery(ask(key, value))).toBe(text)
  })

  it.each<[string, string]>([
    ['say "hi"', 'say "hi"'],
    ['C:\\Temp', 'c:\\temp\\x'],
    ['/srv/ftp', '/srv/ftp/a'],
    ['naïve\t用户', 'naïve\t用户!'],
  ])('finds %j in a line however it is written', (keyword, value) => {
    const query = ask('', keyword)
    const json = JSON.stringify({ value })
    const ascii = json.replaceAll(
      /[^\0-~]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    const lines = [value, json, json.replaceAll('/', '\\/'), ascii, ascii.replaceAll('/', '\\/')]
    for (const raw of lines) expect(meets(query, { raw }), raw).toBe(true)
    expect(meets(query, { raw: '{"value":"other"}' })).toBe(false)
  })

  it.each<[string, Values, string]>([
    ['', 'a b', '"a b"'],
    ['', '*a*', '"a"'],
    ['', 'a*b', 'a*b'],
    ['', '*', ''],
    ['|all', ['a', 'b'], '"a" and "b"'],
    ['|re|i', 'a.c', '/(?i)a.c/'],
    ['|cased', 'aB', '/(?s)aB/'],
    ['|expand', '%empty%', 'not *'],
  ])('%s: %s asks sessions %s', (key, value, text) => {
    expect(printQuery(ask(key, value, sessions))).toBe(text)
  })
})

describe('MODIFIERS', () => {
  it('describes each in one line', () => {
    for (const [name, { description }] of Object.entries(MODIFIERS)) {
      expect(description, name).toMatch(/^[^\n]{10,100}\.$/)
    }
  })
})
