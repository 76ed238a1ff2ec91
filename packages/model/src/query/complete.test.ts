import { describe, expect, it } from 'vitest'
import { completionsAt } from './complete.js'
import { parseQuery } from './parse.js'

/** Completes at the `|` of a text; answers the labels and what they would replace. */
function at(marked: string, lists?: string[]) {
  const offset = marked.indexOf('|')
  const text = marked.replace('|', '')
  const { from, to, options } = completionsAt(text, offset, 'events', { lists })
  return { replaced: text.slice(from, to), labels: options.map((option) => option.label), options }
}

describe('completionsAt', () => {
  it.each([
    ['|', '', '@timestamp:'],
    ['source.net|', 'source.net', 'source.network:'],
    ['hos|', 'hos', 'host.'],
    ['source.h|', 'source.h', 'source.host.'],
    ['source.host.client_serv|', 'source.host.client_serv', 'source.host.client_service:'],
    ['host.rol|', 'host.rol', 'host.role:'],
    ['ftp.com|', 'ftp.com', 'ftp.command:'],
    ['src_i|', 'src_i', 'source.ip:'],
    ['x and dest|', 'dest', 'destination.ip:'],
    ['not (dest|', 'dest', 'destination.ip:'],
    ['ftp.command:|', '', 'STOR'],
    ['ftp.command:s|', 's', 'STOR'],
    ['ftp.command:(STOR or r|', 'r', 'RETR'],
    ['ftp.command:s| and x', 's', 'STOR'],
    ['file.gaps:|', '', 'true'],
    ['@timestamp:|', '', '>now-24h'],
    ['@timestamp.|', '@timestamp.', '@timestamp.hour:'],
    ['x and timestamp.wee|', 'timestamp.wee', '@timestamp.weekday:'],
    ['flow.start.y|', 'flow.start.y', 'flow.start.year:'],
    ['user.name:=|', '=', '=event.type'],
    ['user.name:=file.n|', '=file.n', '=file.name'],
    ['user.name:(x or =filena|', '=filena', '=file.name'],
    ['user.name:=*file.n|', '=*file.n', '=*file.name'],
    ['source.port:=timestamp.h|', '=timestamp.h', '=@timestamp.hour'],
    ['a.b:=user.n|', '=user.n', '=user.name'],
    ['x |', '', 'and'],
    ['x o|', 'o', 'or'],
    ['ftp.command:(STOR) |', '', 'and'],
  ])('offers at %s, for %j, %s', (marked, replaced, label) => {
    const found = at(marked)
    expect(found.replaced).toBe(replaced)
    expect(found.labels).toContain(label)
  })

  it('offers saved lists', () => {
    expect(at('source.ip:@a|', ['approved-servers']).labels).toEqual(['@approved-servers'])
  })

  it('offers what begins with the written text before what contains it', () => {
    const { labels } = at('file.s|')
    expect(labels.slice(0, 3).toSorted()).toEqual(['file.size:', 'file.state:', 'file.stored:'])
  })

  it('offers parts of times only once a time is named', () => {
    expect(at('hour|').labels).toEqual([])
    expect(at('@timestamp|').labels).toEqual(['@timestamp:'])
  })

  it('offers no time and no field itself to compare with', () => {
    const { labels } = at('user.name:=|')
    expect(labels).not.toContain('=@timestamp')
    expect(labels).not.toContain('=user.name')
    expect(at('@timestamp:=|').labels).toEqual([])
  })

  it('offers no operator where none may stand', () => {
    expect(at('|').labels).not.toContain('and')
    expect(at('x and |').labels).not.toContain('or')
    expect(at('(|').labels).not.toContain('and')
  })

  it('offers nothing inside a phrase or a regex', () => {
    expect(at('"ftp.co" |').labels).toContain('and')
    expect(at('/ftp/|').labels).toEqual([])
  })

  it('never throws, however deep a text is', () => {
    for (const text of ['('.repeat(10_000), `${'!'.repeat(9_999)}x`]) {
      expect(completionsAt(text, text.length, 'events').options.length).toBeLessThan(51)
    }
  })

  it('describes what it offers', () => {
    expect(at('ftp.com|').options[0]).toMatchObject({
      kind: 'field',
      detail: expect.stringContaining('FTP command') as string,
    })
  })

  it('offers values that can be read', () => {
    for (const { label } of completionsAt('ssh.activity.source:', 20, 'sessions').options) {
      expect(parseQuery(`ssh.activity.source:${label}`, 'sessions').ok).toBe(true)
    }
  })
})
