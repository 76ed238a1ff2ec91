import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { findHostAttribute } from '@spoor/model'
import { expect, it } from 'vitest'
import { hasParts, KINDS } from './kinds.js'

/** `npx vitest run packages/server/src/sightings/sightings-doc.test.ts -u` writes the table. */
const DOC = fileURLToPath(new URL('../../../../docs/sightings.md', import.meta.url))

const row = (...cells: readonly string[]) =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`

function kindsTable(): string {
  const rows = KINDS.map((kind) =>
    row(
      `\`${kind.kind}\``,
      kind.title,
      kind.attribute === undefined ? '' : `\`${kind.attribute}\``,
      kind.scopes.join(', '),
      String(kind.learningDays),
      hasParts(kind) ? 'yes' : '',
    ),
  )
  const head = ['kind', 'what is new', 'attribute', 'scopes', 'learning, days', 'outliers']
  return [row(...head), `|${'---|'.repeat(head.length)}`, ...rows].join('\n')
}

it('has a row for each kind as it is', async () => {
  const written = readFileSync(DOC, 'utf8')
  const [start, end] = ['<!-- kinds -->\n', '<!-- end of kinds -->']
  const from = written.indexOf(start) + start.length
  const to = written.indexOf(end)
  expect(from >= start.length && to >= from).toBe(true)
  const wanted = `${written.slice(0, from)}${kindsTable()}\n${written.slice(to)}`
  await expect(wanted).toMatchFileSnapshot(DOC)
})

it('has at least 25 kinds, each of values that are kept', () => {
  expect(KINDS.length).toBeGreaterThanOrEqual(25)
  expect(new Set(KINDS.map(({ kind }) => kind)).size).toBe(KINDS.length)
  const attributes = KINDS.flatMap(({ attribute }) => attribute ?? [])
  expect(new Set(attributes).size).toBe(attributes.length)
  const unknown = attributes.filter((name) => findHostAttribute(name)?.kind !== 'values')
  expect(unknown).toEqual([])
})
