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

  it('offers no operator where none may stand', () => {
    expect(at('|').labels).not.toContain('and')
    expect(at('x and |').labels).not.toContain('or')
    expect(at('(|').labels).not.toContain('and')
  })

  it('offers nothing inside a phrase or a regex', () => {
    expect(at('"ftp.co" |').labels).toContain('and')
    expect(at('/ftp/|').labels).toEqual([])
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
