import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { huntChanges, huntDocuments, huntTunings } from '../../state/schema.js'
import { openStateStore, type StateStore } from '../../state/state-store.js'
import {
  addOwnHunt,
  changeOwnHunt,
  notesOn,
  readOwnHunt,
  removeOwnHunt,
  siteHunts,
  TuningError,
} from './index.js'
import { LISTS, OWN_RULE, someone } from './tuning.testing.js'

let state: StateStore
const site = () => ({ state, lists: LISTS })
beforeAll(async () => {
  state = await openStateStore({ memory: true })
})
afterAll(() => state.close())
afterEach(async () => {
  for (const table of [huntDocuments, huntTunings]) await state.db.delete(table)
})

const save = (text: string) => addOwnHunt(site(), { text }, someone())

/** As a rule of other people looks: no name, no level, a field name of its log source. */
const IMPORTED = `
title: Suspicious DNS Query for Télécom
id: 1b2b4203-0d3b-4d1c-9d4d-1f4a3c5a6b7c
status: test
description: |
    Detects something.
    And more.
references: [https://example.com]
author: somebody
date: 2024-01-02
tags: [attack.command-and-control, attack.t1071.004]
logsource: { category: dns }
detection:
  selection: { query|endswith: .example }
  condition: selection
falsepositives: [Unknown]
`

it('reads a rule as other people write it', () => {
  expect(readOwnHunt(IMPORTED, [])).toMatchObject({
    id: 'suspicious-dns-query-for-telecom',
    category: 'own',
    kind: 'filter',
    subject: 'events',
    question: 'Detects something.',
    level: 'medium',
    isOn: true,
    techniques: ['T1071.004'],
    text: IMPORTED,
  })
})

it.each([
  ['stable', true],
  ['test', true],
  ['experimental', false],
  ['unsupported', false],
])('a rule whose status is %s is on: %s', (status, isOn) => {
  expect(readOwnHunt(IMPORTED.replace('status: test', `status: ${status}`), []).isOn).toBe(isOn)
})

it.each([
  ['Выгрузка', /^hunt-[0-9a-f]{8}$/],
  ['../../etc/passwd', /^etc-passwd$/],
  ["'; DROP TABLE hunts --", /^drop-table-hunts$/],
  ['x'.repeat(250), /^x{80}$/],
])('makes an id from the title %s', (title, id) => {
  const text = OWN_RULE.replace('name: archive-uploads\n', '').replace(
    'Archive uploads',
    JSON.stringify(title),
  )
  expect(readOwnHunt(text, []).id).toMatch(id)
})

it('may ask for saved lists, and for no others', () => {
  const asking = (list: string) =>
    OWN_RULE.replace('file.extension: zip', `'server.ip|expand': '%${list}%'`)
  expect(readOwnHunt(asking('partners'), LISTS.keys()).kind).toBe('filter')
  expect(() => readOwnHunt(asking('nobody'), LISTS.keys())).toThrow(TuningError)
})

it('says so where nothing of that kind can be read', () => {
  const windows = IMPORTED.replace('category: dns', 'product: windows, service: security').replace(
    'query|endswith: .example',
    'EventID: 4625',
  )
  expect(notesOn(windows)).toHaveLength(1)
  expect(notesOn(OWN_RULE)).toEqual([])
})

const bomb = `title: Bomb
a: &a [x, x, x, x, x, x, x, x, x, x]
${[...'bcdefghij'].map((name, i) => `${name}: &${name} [${Array(10).fill(`*${'abcdefghi'[i]}`).join(', ')}]`).join('\n')}
logsource: { category: dns }
detection: { selection: { query: *j }, condition: selection }
`

it.each([
  ['no YAML', 'title: [', 1],
  ['nothing', '   ', 1],
  ['a list', '- a\n- b', 1],
  ['a rule without a detection', 'title: A\nlogsource: { category: dns }', 1],
  ['a field that there is not', OWN_RULE.replace('file.extension', 'no_such_field'), 6],
  ['a modifier that there is not', OWN_RULE.replace('extension: zip', 'name|near: zip'), 6],
  ['two rules', `${OWN_RULE}---${OWN_RULE}`, 1],
  ['a bomb of aliases', bomb, 3],
  ['ten megabytes', `${OWN_RULE}# ${'x'.repeat(10_000_000)}`, 1],
  ['deep nesting', `title: A\nx: ${'['.repeat(5000)}`, 2],
  ['a control character', OWN_RULE.replace('Archive', 'Arch\0ive'), 2],
  ['a merge key', `${OWN_RULE}x: { <<: 1 }\n`, 8],
  ['a wrong attribute hunt', `${OWN_RULE}hunt: { question: no }\n`, 2],
  ['a wrong behaviour', `${OWN_RULE}behaviour: { analytic: guess }\n`, 2],
])('refuses %s, with the line', async (_name, text, line) => {
  const error: unknown = await save(text).catch((e: unknown) => e)
  expect(error).toBeInstanceOf(TuningError)
  const { code, problems } = error as TuningError
  expect(code).toBe('HUNT_INVALID')
  expect(problems[0]?.place.line).toBe(line)
  expect(await state.db.select().from(huntDocuments)).toEqual([])
})

it('refuses what could be read but not asked', async () => {
  const values = Array.from({ length: 1500 }, (_, i) => `name-${i}-${'x'.repeat(20)}`).join(', ')
  const text = OWN_RULE.replace('file.extension: zip', `file.name: [${values}]`)
  await expect(save(text)).rejects.toThrow(/too much at once/)
})

it.each([
  ['a hunt that ships with Spoor', OWN_RULE.replace('archive-uploads', 'odd-port')],
  ['another one', OWN_RULE],
  ['another one, in other letters', OWN_RULE.replace('archive-uploads', 'Archive  Uploads')],
])('refuses the name of %s', async (_name, text) => {
  await save(OWN_RULE)
  await expect(save(text)).rejects.toMatchObject({ code: 'NAME_TAKEN' })
})

it('lets one of two writers of the same name win', async () => {
  const results = await Promise.allSettled([save(OWN_RULE), save(OWN_RULE)])
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(await state.db.select().from(huntDocuments)).toHaveLength(1)
})

it('is changed under the same id, by who has seen the newest text', async () => {
  const id = await save(OWN_RULE.replace('name: archive-uploads\n', ''))
  expect(id).toBe('archive-uploads')
  const read = (await siteHunts(site())).byId.get(id)?.document?.updated
  const renamed = OWN_RULE.replace('name: archive-uploads\n', '').replace('Archive', 'Any archive')
  await changeOwnHunt(site(), id, { text: renamed, from: 'now-30d' }, someone('bea'), read)
  const { byId } = await siteHunts(site())
  expect(byId.get(id)).toMatchObject({
    hunt: { id, title: 'Any archive uploads' },
    document: { from: 'now-30d', to: null, updatedBy: 'bea' },
  })
  const late = changeOwnHunt(site(), id, { text: OWN_RULE }, someone(), read)
  await expect(late).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' })
  const other = OWN_RULE.replace('archive-uploads', 'other-name')
  const moved = changeOwnHunt(site(), id, { text: other }, someone())
  await expect(moved).rejects.toMatchObject({ code: 'HUNT_INVALID' })
})

it('is removed; hunts that ship with Spoor are not', async () => {
  const id = await save(OWN_RULE)
  await removeOwnHunt(site(), id, someone())
  expect((await siteHunts(site())).byId.has(id)).toBe(false)
  await expect(removeOwnHunt(site(), id, someone())).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const shipped = removeOwnHunt(site(), 'odd-port', someone())
  await expect(shipped).rejects.toMatchObject({ code: 'TUNING_INVALID' })
})

it('writes down who changed what', async () => {
  await state.db.delete(huntChanges)
  const id = await save(OWN_RULE)
  await removeOwnHunt(site(), id, someone('bea'))
  const changes = await state.db.select().from(huntChanges).orderBy(huntChanges.id)
  expect(changes.map(({ by, what, subject }) => [by, what, subject])).toEqual([
    ['ana', 'add hunt', id],
    ['bea', 'remove hunt', id],
  ])
})
