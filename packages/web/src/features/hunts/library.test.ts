import type { HuntDescription } from '@spoor/model'
import { describe, expect, it } from 'vitest'
import { filterHunts, neededKinds, shelvesOf } from './library.js'
import { madeHunt } from './made-hunt.testing.js'

const HUNTS: readonly HuntDescription[] = [
  madeHunt({
    id: 'archive-upload',
    title: 'Archive sent outside',
    category: 'exfiltration',
    question: 'Were archives uploaded?',
    level: 'high',
    techniques: ['T1560.001', 'T1048'],
    needs: ['ftp'],
    findings: 3,
  }),
  madeHunt({
    id: 'dns-tunnel',
    title: 'Tunnel in DNS',
    category: 'dns',
    why: 'Every archive can leave in names.',
    level: 'medium',
    techniques: ['T1071.004'],
    needs: ['dns', 'flow'],
  }),
  madeHunt({
    id: 'clear-login',
    title: 'A login in clear',
    category: 'exfiltration',
    level: 'critical',
    techniques: ['T1040'],
    needs: ['ftp', 'flow'],
    findings: 1,
  }),
]

describe('the library', () => {
  it.each([
    [{}, ['archive-upload', 'dns-tunnel', 'clear-login']],
    [{ find: 'ARCHIVE' }, ['archive-upload', 'dns-tunnel']],
    [{ find: '  archive   names ' }, ['dns-tunnel']],
    [{ find: 'archives uploaded' }, ['archive-upload']],
    [{ find: 'clear-login' }, ['clear-login']],
    [{ find: 't1048' }, ['archive-upload']],
    [{ find: 'network sniffing' }, ['clear-login']],
    [{ find: '(.*' }, []],
    [{ category: 'dns' }, ['dns-tunnel']],
    [{ technique: 'T1560' }, ['archive-upload']],
    [{ technique: 'T1048.003' }, []],
    [{ needs: 'flow' }, ['dns-tunnel', 'clear-login']],
    [{ found: 'yes' }, ['archive-upload', 'clear-login']],
    [{ level: 'critical,medium' }, ['dns-tunnel', 'clear-login']],
    [{ find: 'archive', found: 'yes', needs: 'ftp' }, ['archive-upload']],
  ] as const)('%j leaves %j', (filter, ids) => {
    expect(filterHunts(HUNTS, filter).map(({ id }) => id)).toEqual(ids)
  })

  it('puts hunts under their categories, the gravest first', () => {
    const shelves = shelvesOf(HUNTS).map(({ category, hunts }) => [
      category,
      hunts.map((h) => h.id),
    ])
    expect(shelves).toEqual([
      ['dns', ['dns-tunnel']],
      ['exfiltration', ['clear-login', 'archive-upload']],
    ])
  })

  it('orders hunts of one level by title', () => {
    const [shelf] = shelvesOf([
      madeHunt({ id: 'b', title: 'B' }),
      madeHunt({ id: 'a', title: 'A' }),
    ])
    expect(shelf?.hunts.map(({ id }) => id)).toEqual(['a', 'b'])
  })

  it('counts what kinds of records are needed', () => {
    expect(neededKinds(HUNTS)).toEqual([
      { kind: 'flow', count: 2 },
      { kind: 'ftp', count: 2 },
      { kind: 'dns', count: 1 },
    ])
  })
})
