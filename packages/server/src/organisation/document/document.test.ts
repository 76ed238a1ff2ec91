import type { OrganisationDocument } from '@spoor/model'
import fc from 'fast-check'
import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { DEFAULT_HOME } from '../organisation.js'
import { someDocument } from '../random-organisation.testing.js'
import { checkDocument } from './check-document.js'
import { defaultDocument } from './default-document.js'
import { readText } from './read-text.js'
import { writeCsv } from './write-csv.js'
import { writeYaml } from './write-yaml.js'

const BASE = { document: defaultDocument({ home: DEFAULT_HOME }), home: DEFAULT_HOME }

/** What is wrong with a document, and what is worth a look. */
function told(input: unknown): { problems: string[]; warnings: string[]; isRead: boolean } {
  const { document, problems, warnings } = checkDocument(input, BASE)
  const texts = (some: typeof problems): string[] =>
    some.listed().map(({ place, message }) => `${place}: ${message}`)
  return { problems: texts(problems), warnings: texts(warnings), isRead: document !== undefined }
}

const home = (...children: object[]): object => ({ networks: [{ label: 'Home', children }] })
const site = (hours: object): object => ({ sites: [{ name: 'Berlin', ...hours }] })

describe('a document', () => {
  test('leaves parts as they are that it does not have, and Home as it is by default', () => {
    const { document } = checkDocument(
      home({ label: 'Berlin', networks: ['10.1.2.3/16', '2001:DB8:0::/48'] }),
      BASE,
    )
    expect(document).toEqual({
      ...BASE.document,
      networks: [
        {
          label: 'Home',
          networks: BASE.document.networks[0]?.networks,
          children: [{ label: 'Berlin', networks: ['10.1.0.0/16', '2001:db8::/48'], children: [] }],
        },
        { label: 'Internet', networks: [], children: [] },
      ],
    })
  })

  test.each<[input: unknown, ...problems: string[]]>([
    [7, 'organisation: must be an object'],
    [[], 'organisation: must be an object'],
    [{ hosts: [] }, 'organisation.hosts: is not known; write networks, host_groups'],
    [{ networks: {} }, 'networks: must be a list'],
    [
      { networks: [{ label: 'Office' }] },
      'networks[0].label: the first level is Home and Internet',
    ],
    [
      { networks: [{ label: 'Home' }, { label: 'Home' }] },
      'networks[1]: there are two nodes Home on the first level',
    ],
    [home({ label: 'a', cidr: 'x' }), 'networks.Home.children[0].cidr: is not known'],
    [home('x' as unknown as object), 'must be an object', 'label: must be a text'],
    [home({ label: '' }), 'children[0].label: must be a text'],
    [home({ label: 'a/b' }), 'has a /, which stands between the labels of a path'],
    [home({ label: 'a\u0000b' }), 'has a control character'],
    [home({ label: 'a\u202eb' }), 'has a control character, or one that cannot be seen'],
    [home({ label: 'a\ud800' }), 'has a control character'],
    [home({ label: ' a' }), 'begins or ends with a space'],
    [home({ label: 'x'.repeat(101) }), 'is longer than 100 characters'],
    [home({ label: 'x'.repeat(65_536) }), 'is longer than 100 characters'],
    [home({ label: 'a' }, { label: 'A' }), 'there are two nodes A in Home'],
    [home({ label: 'a', site: 'Rome' }), 'networks.Home/a.site: there is no site Rome'],
    [home({ label: 'a', note: 'x\u0007' }), 'networks.Home/a.note: has a control character'],
    [home({ label: 'a', networks: '10.0.0.0/8' }), 'networks.Home/a.networks: must be a list'],
    [
      home({ label: 'a', networks: [10] }),
      'networks.Home/a.networks[0]: must be a network as text',
    ],
    [home({ label: 'a', networks: ['10.0.0.0/33'] }), '"10.0.0.0/33" is no network; its length is'],
    [home({ label: 'a', networks: ['10.0.0/24'] }), '"10.0.0/24" is no network'],
    [home({ label: 'a', networks: ['office'] }), 'networks.Home/a.networks[0]: "office" is no'],
    [home({ label: 'a', networks: ['fe80::1%eth0'] }), 'write it without the zone behind the %'],
    [home({ label: 'a', networks: ['::ffff:10.0.0.0/8'] }), 'IPv4 address written as IPv6'],
    [home({ label: 'a', networks: ['x'.repeat(10_000)] }), 'is no network'],
    [
      home({ label: 'a', networks: ['10.9.0.0/16'] }, { label: 'b', networks: ['10.9.1.1/16'] }),
      'networks.Home/b.networks[0]: 10.9.0.0/16 is a network of Home/a already',
    ],
    [
      home({ label: 'a', networks: ['10.9.0.1', '::ffff:10.9.0.1'] }),
      'networks.Home/a.networks[1]: 10.9.0.1 is a network of Home/a already',
    ],
    [{ host_groups: [{ networks: [] }] }, 'host_groups[0].name: must be a text'],
    [
      { host_groups: [{ name: 'a' }, { name: 'A' }] },
      'host_groups[1]: there are two of the name A',
    ],
    [{ host_groups: [{ name: 'a', networks: ['x'] }] }, 'host_groups.a.networks[0]: "x" is no'],
    [{ roles: [{ name: 'printer' }] }, 'roles[0].name: is not known', 'roles[0].role: must be'],
    [{ user_groups: [{ name: 'a', users: ['x\u0000'] }] }, 'user_groups.a.users[0]: has U+0000'],
    [{ user_groups: [{ name: 'a', users: [''] }] }, 'user_groups.a.users[0]: must be a text'],
    [{ lists: [{ name: 'a b', values: [] }] }, 'lists.a b.name: is made of letters, digits'],
    [{ lists: [{ name: 'home', values: [] }] }, 'home is always the networks below Home'],
    [{ lists: [{ name: 'a', values: ['x'.repeat(1001)] }] }, 'is longer than 1,000 characters'],
    [site({ time_zone: 'Europe/Berlyn' }), 'sites.Berlin.time_zone: there is no time zone'],
    [site({ days: ['mon', 'x'] }), 'sites.Berlin.days[1]: must be one of mon'],
    [site({ from: '7' }), "sites.Berlin.from: must be a time such as '07:30'"],
    [site({ from: '09:00', to: '09:00' }), 'sites.Berlin: from and to are the same'],
    [site({ holidays: ['2026-02-30'] }), 'sites.Berlin.holidays[0]: must be a day'],
    [
      {
        sites: [
          { name: 'a', default: true },
          { name: 'b', default: true },
        ],
      },
      'sites: more than one is the default',
    ],
  ])('%j is refused', (input, ...expected) => {
    const { problems, isRead } = told(input)
    expect(isRead).toBe(false)
    for (const problem of expected) {
      expect(problems).toContainEqual(expect.stringContaining(problem))
    }
  })

  test.each([
    [
      'too deep a tree',
      Array(20)
        .fill(0)
        .reduce<object>((child) => ({ label: 'a', children: [child] }), { label: 'end' }),
      'is deeper than 16 levels',
    ],
    [
      'too many networks',
      {
        label: 'a',
        networks: Array.from(
          { length: 100_001 },
          (_, at) => `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`,
        ),
      },
      'networks.Home/a.networks: has more than 100,000 networks',
    ],
    [
      'too many in all',
      {
        label: 'a',
        children: Array.from({ length: 3 }, (_, node) => ({
          label: `n${node}`,
          networks: Array(50_000).fill('10.0.0.1'),
        })),
      },
      'is one too many: an organisation has at most 100,000 networks',
    ],
  ])('%s', (_, child, problem) => {
    expect(told(home(child)).problems).toContainEqual(expect.stringContaining(problem))
  })

  test('counts all problems and keeps the first', () => {
    const children = Array.from({ length: 5000 }, (_, at) => ({ label: `n${at}`, networks: ['x'] }))
    const { problems } = checkDocument(home(...children), BASE)
    expect([problems.total, problems.listed().length]).toEqual([5000, 100])
  })

  test('tells of networks within those of another branch, and takes them all the same', () => {
    const { warnings, isRead } = told({
      networks: [
        {
          label: 'Home',
          networks: ['10.0.0.0/8'],
          children: [
            {
              label: 'a',
              networks: ['10.1.0.0/16'],
              children: [{ label: 'b', networks: ['10.1.1.0/24'] }],
            },
            { label: 'c', networks: ['10.1.2.0/24'] },
          ],
        },
        { label: 'Internet', children: [{ label: 'partner', networks: ['10.7.7.7/24'] }] },
      ],
    })
    expect(isRead).toBe(true)
    expect(warnings).toEqual([
      'networks.Internet/partner.networks[0]: 10.7.7.7/24 has bits behind its prefix; it is 10.7.7.0/24',
      'networks.Home/c.networks[0]: 10.1.2.0/24 lies in 10.1.0.0/16 of Home/a, which is not above it: its addresses are of Home/c',
      'networks.Internet/partner.networks[0]: 10.7.7.0/24 lies in 10.0.0.0/8 of Home, which is not above it: its addresses are of Internet/partner',
    ])
  })

  test('keeps an address from being in hundreds of groups', () => {
    const host_groups = Array.from({ length: 51 }, (_, at) => ({
      name: `g${at}`,
      networks: ['10.1.0.0/16'],
    }))
    expect(told({ host_groups }).problems).toEqual([
      'host_groups: 10.1.0.0/16 is in more than 50 groups and roles',
    ])
  })
})

function read(text: string, format: 'yaml' | 'csv'): OrganisationDocument | undefined {
  return checkDocument(readText(text, format).input, BASE).document
}

describe('files', () => {
  test('the examples of the manual are as it says', async () => {
    const manual = await readFile(
      new URL('../../../../../docs/organisation.md', import.meta.url),
      'utf8',
    )
    const example = (format: 'yaml' | 'csv'): string =>
      new RegExp(`\`\`\`${format}\\n(.*?)\`\`\``, 's').exec(manual)?.[1] ?? ''
    const document = read(example('yaml'), 'yaml')
    expect(document?.sites[0]?.holidays).toEqual(['2026-12-24', '12-25'])
    const { input } = readText(example('csv'), 'csv')
    const { problems, warnings } = checkDocument(input, { ...BASE, document: document as never })
    expect([problems.total, warnings.total]).toEqual([0, 0])
  })

  test('YAML that is written is read back', () => {
    fc.assert(
      fc.property(someDocument, (document) => {
        expect(read(writeYaml(document), 'yaml')).toEqual(document)
      }),
      { numRuns: 200 },
    )
  })

  test('CSV that is written is read back', () => {
    fc.assert(
      fc.property(someDocument, (document) => {
        expect(read(writeCsv(document), 'csv')?.networks).toEqual(document.networks)
      }),
      { numRuns: 200 },
    )
  })

  test('texts of YAML mean what they say', () => {
    const text = `
networks:
  - label: Home
    networks: [10.0.0.0/8]
    children:
      - label: 010
        networks:
        note: ~
      - label: "no"
        networks: [ 10.1.0.0/16 ]   # the old office
host_groups:
lists:
  - name: scanners
    values: [10.1.1.1, true, 7]
`
    const document = read(text, 'yaml')
    expect(document?.networks[0]?.children).toEqual([
      { label: '010', networks: [], children: [] },
      { label: 'no', networks: ['10.1.0.0/16'], children: [] },
    ])
    expect(document?.lists).toEqual([{ name: 'scanners', values: ['10.1.1.1', 'true', '7'] }])
  })

  test('CSV takes labels and paths as parents, several lines of a node, and semicolons', () => {
    const text =
      '\uFEFFlabel;parent;cidr;site;note\r\nOffice;Berlin;10.1.1.0/24;;"old; ""new"""\r\n' +
      'Berlin;Home;;Main;\n\n Office ; Berlin ; 10.1.2.0/24 10.1.3.0/24 ;;\nLab;Home/Berlin/Office;10.1.3.7;;'
    expect(read(text, 'csv')?.networks[0]?.children).toEqual([
      {
        label: 'Berlin',
        networks: [],
        site: 'Main',
        children: [
          {
            label: 'Office',
            networks: ['10.1.1.0/24', '10.1.2.0/24', '10.1.3.0/24'],
            note: 'old; "new"',
            children: [{ label: 'Lab', networks: ['10.1.3.7'], children: [] }],
          },
        ],
      },
    ])
  })

  const heading = 'label,parent,cidr,site,note\n'
  test.each<[format: 'yaml' | 'csv', text: string, message: string]>([
    ['yaml', '', 'The file is empty.'],
    ['yaml', 'a: &x 1\nb: *x\n', 'line 1: Anchors and aliases are not read.'],
    ['yaml', `a: ${'['.repeat(100_000)}`, 'line 1: Maps and lists are nested deeper than 40.'],
    ['yaml', 'a: !!binary eA==', 'line 1: Tags are not read.'],
    [
      'yaml',
      'networks: []\nlists: []\nnetworks: []\n',
      'line 3: The key "networks" is there twice.',
    ],
    ['yaml', 'a: "x', 'line 1: This is not YAML'],
    ['yaml', 'a: 1\n---\nb: 2\n', 'The file has more than one document.'],
    ['yaml', '\n'.repeat(1_000_000), 'The file has 1,000,001 lines; 500,000 is the most.'],
    ['csv', 'x,Home,10.0.0.0/8,,\n'.repeat(1_000_000), 'The file is larger than'],
    ['csv', '\n'.repeat(1_000_000), 'The file has 1,000,001 lines; 500,000 is the most.'],
    ['csv', '', 'The file is empty.'],
    ['csv', 'label,cidr\n', 'line 1: the first line names the columns'],
    ['csv', 'label,parent,cidr,label\n', 'line 1: the first line names the columns'],
    ['csv', 'label,parent,cidr,owner\n', 'line 1: the first line names the columns'],
    ['csv', `${heading},Home,10.0.0.0/8,,`, 'line 2: has no label.'],
    ['csv', `${heading}\n\na,,10.0.0.0/8,,`, 'line 4: has no parent.'],
    ['csv', `${heading}a,b,,,`, 'line 2: there is no node b.'],
    ['csv', `${heading}a,Home/b,,,`, 'line 2: there is no node Home/b.'],
    ['csv', `${heading}a,a,,,`, 'line 2: parents go in a circle: a → a.'],
    ['csv', `${heading}a,b,,,\nb,c,,,\nc,a,,,`, 'line 2: parents go in a circle: a → b → c → a.'],
    ['csv', `${heading}x,Home,,,\nx,Internet,,,\ny,x,,,`, 'line 4: several nodes have the label x'],
    [
      'csv',
      `${heading}a,Home,,Main,\na,Home,,Other,`,
      'line 3: has another site than a line before',
    ],
    ['csv', `${heading}"a\n,Home,,,`, 'line 2: a quotation mark is not closed.'],
    ['csv', `${heading}"a"b,Home,,,`, 'line 2: there is text behind a closing quotation mark'],
  ])('%s %#', (format, text, message) => {
    expect(() => readText(text, format)).toThrow(message)
  })

  test('a chain of a hundred thousand parents ends soon', () => {
    const rows = Array.from({ length: 100_000 }, (_, at) => `n${at},n${at + 1},,,\n`)
    expect(() => readText(`${heading}${rows.join('')}n100000,Home,,,`, 'csv')).toThrow(
      /path of this node is longer than 500|at most 100,000 nodes/,
    )
  })

  test.each<['yaml' | 'csv', string, object]>([
    [
      'yaml',
      'networks:\n  - label: Home\n    children:\n      - label: a\n        networks:\n          - 10.0.0.0/8\n          - 10.0.0.0/99\n',
      { place: 'networks.Home/a.networks[1]', line: 7 },
    ],
    ['yaml', 'lists:\n  - name: x\n  - name: x y\n', { place: 'lists.x y.name', line: 3 }],
    [
      'csv',
      `${heading}a,Home,,,\nb,a,10.0.0.0/8,,\nb,a,10.0.0.0/99,,\n`,
      { place: 'networks.Home/a/b.networks[1]', line: 4 },
    ],
    ['csv', `${heading}a,Home,,,\nb,a,,Rome,\n`, { place: 'networks.Home/a/b.site', line: 3 }],
  ])('problems of %s have their lines', (format, text, expected) => {
    const { input, lineOf } = readText(text, format)
    expect(checkDocument(input, BASE).problems.listed(lineOf)).toMatchObject([expected])
  })
})
