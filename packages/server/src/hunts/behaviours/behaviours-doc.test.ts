import type { TSchema } from '@sinclair/typebox'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import type { Analytic } from './behaviour.js'
import { analytics } from './index.js'

/** `npx vitest run packages/server/src/hunts/behaviours/behaviours-doc.test.ts -u` writes the tables. */
const DOC = fileURLToPath(new URL('../../../../../docs/behaviours.md', import.meta.url))
const written = readFileSync(DOC, 'utf8')

const code = (text: unknown) => `\`${typeof text === 'string' ? text : JSON.stringify(text)}\``
const row = (...cells: readonly string[]) =>
  `| ${cells.map((one) => one.replaceAll('|', '\\|')).join(' | ')} |`

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(...head), `|${'---|'.repeat(head.length)}`, ...rows.map((one) => row(...one))].join(
    '\n',
  )
}

/** What a setting may be, as people say it. */
function boundsOf(schema: TSchema): string {
  if (Array.isArray(schema['anyOf'])) {
    const options = schema['anyOf'] as TSchema[]
    return options.map((one) => ('const' in one ? code(one['const']) : boundsOf(one))).join(', ')
  }
  switch (schema['type']) {
    case 'integer':
    case 'number': {
      const { minimum, maximum } = schema as { minimum?: number; maximum?: number }
      const number = (value: number) => value.toLocaleString('en-US')
      if (minimum === undefined) return 'a number'
      return maximum === undefined
        ? `from ${number(minimum)}`
        : `${number(minimum)} to ${number(maximum)}`
    }
    case 'array':
      return 'a list'
    default:
      return 'a text'
  }
}

function tablesOf({ schema, figures }: Analytic): string {
  const required = new Set(schema.required)
  const settings = Object.entries(schema.properties).map(([name, one]) => [
    code(name),
    one.description ?? '',
    one.default !== undefined ? code(one.default) : required.has(name) ? 'none' : 'left out',
    boundsOf(one),
  ])
  const named = Object.entries(figures).map(([name, meaning]) => [code(`{${name}}`), meaning])
  return `${table(['setting', 'meaning', 'default', 'bounds'], settings)}\n\n${table(['figure', 'meaning'], named)}`
}

/** The text with what is between the markers of a name replaced. */
function withPart(text: string, name: string, part: string): string {
  const [start, end] = [`<!-- ${name} -->\n`, `\n<!-- end of ${name} -->`]
  const from = text.indexOf(start)
  const to = text.indexOf(end)
  expect([name, from !== -1 && to > from]).toEqual([name, true])
  return `${text.slice(0, from + start.length)}${part}${text.slice(to)}`
}

it('has a section with the settings and figures of each analytic as they are', async () => {
  const wanted = analytics.reduce((text, one) => withPart(text, one.name, tablesOf(one)), written)
  await expect(wanted).toMatchFileSnapshot(DOC)
})

it.each(analytics.map(({ name }) => [name]))('tells what can fool %s', (name) => {
  const section = written.split('\n## ').find((one) => one.startsWith(`\`${name}\`\n`)) ?? ''
  expect(section).toMatch(/\*\*Cold start\.\*\*/)
  expect(section).toMatch(/\*\*What fools it\.\*\*/)
})
