import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { listLogSources } from './compile/log-sources.js'
import { MODIFIERS, readModifiers, type ModifierName } from './compile/modifiers.js'
import { CORRELATION_TYPES } from './document.js'

/** `npx vitest run packages/server/src/sigma/sigma-doc.test.ts -u` writes the tables into it. */
const DOC = fileURLToPath(new URL('../../../../docs/sigma.md', import.meta.url))
const written = readFileSync(DOC, 'utf8')

const code = (text: string) => `\`${text}\``
const cell = (text: string) => text.replaceAll('|', '\\|')
const row = (...cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [row(...head), `|${'---|'.repeat(head.length)}`, ...rows.map((one) => row(...one))]
  return lines.join('\n')
}

/** The names that may stand beside a modifier, in whatever order and with whatever that needs. */
function partners(name: ModifierName): ModifierName[] {
  return (Object.keys(MODIFIERS) as ModifierName[]).filter((other) =>
    [
      [name, other],
      [other, name],
    ].some(
      ([first = '', second = '']) =>
        goTogether([first, second]) ||
        goTogether(['re', first, second]) ||
        goTogether([first, 'base64', second]) ||
        goTogether([first, second, 'base64']),
    ),
  )
}

function goTogether(modifiers: readonly string[]): boolean {
  try {
    readModifiers({ place: { file: '', line: 1 }, modifiers, values: [] })
    return true
  } catch {
    return false
  }
}

/** Modifiers that do the same are one row. */
function modifierTable(): string {
  const groups = new Map<string, ModifierName[]>()
  for (const name of Object.keys(MODIFIERS) as ModifierName[]) {
    const { slot, description } = MODIFIERS[name]
    if (slot === 'link' || slot === 'negation') continue
    const key = `${slot} ${description}`
    groups.set(key, [...(groups.get(key) ?? []), name])
  }
  const rows = [...groups.values()].map((names) => {
    const [first] = names
    if (first === undefined) throw new Error('no modifier')
    const beside = partners(first).filter((other) => other !== 'all' && other !== 'neq')
    const { description } = MODIFIERS[first]
    return [names.map(code).join(', '), description, beside.map(code).join(' ') || '–']
  })
  const everywhere = (['all', 'neq'] as const).map((name) => [
    code(name),
    MODIFIERS[name].description,
    'all others',
  ])
  return table(['modifier', 'meaning', 'goes with'], [...everywhere, ...rows])
}

function sourceTable(): string {
  const rows = listLogSources().filter(({ absent }) => absent === undefined)
  return table(
    ['log source', 'reads', 'that meet'],
    rows.map(({ source, subject, where }) => [code(source), subject, where && code(where)]),
  )
}

function absentTable(): string {
  const reasons = new Map<string, string[]>()
  for (const { source, absent } of listLogSources()) {
    if (absent === undefined) continue
    const why = absent.replace(/Zeek's \S+/, "Zeek's log of that name")
    reasons.set(why, [...(reasons.get(why) ?? []), source])
  }
  return table(
    ['why', 'log sources'],
    [...reasons].map(([why, sources]) => [why, sources.map(code).join('; ')]),
  )
}

/** The text with what is between two markers replaced. */
function withPart(text: string, name: string, part: string): string {
  const [start, end] = [`<!-- ${name} -->\n`, `\n<!-- end of ${name} -->`]
  const from = text.indexOf(start)
  const to = text.indexOf(end)
  expect([name, from !== -1 && to > from]).toEqual([name, true])
  return `${text.slice(0, from + start.length)}${part}${text.slice(to)}`
}

describe('docs/sigma.md', () => {
  it('has the tables of modifiers and log sources as they are', async () => {
    const parts: [string, string][] = [
      ['modifiers', modifierTable()],
      ['log sources', sourceTable()],
      ['unread log sources', absentTable()],
    ]
    const wanted = parts.reduce((text, [name, part]) => withPart(text, name, part), written)
    await expect(wanted).toMatchFileSnapshot(DOC)
  })

  it.each(Object.keys(MODIFIERS))('names the modifier %s', (name) => {
    expect(written).toContain(code(name))
  })

  it.each(CORRELATION_TYPES)('tells of the correlation type %s', (type) => {
    expect(written).toContain(code(type))
  })
})
