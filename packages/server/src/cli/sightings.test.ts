import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileText, sessionLines, spoor } from './spoor.testing.js'

let folder: string
let data: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spoor-cli-sightings-'))
  data = join(folder, 'data')
  const path = join(folder, 'eve.json')
  await writeFile(path, fileText(sessionLines()))
  const { code, stderr } = await spoor(['ingest', path, '--data', data])
  if (code !== 0) throw new Error(stderr)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const ask = (...args: string[]) => spoor([...args, '--data', data])

test('sightings are a table for people, and JSON for programs', async () => {
  const { code, stdout } = await ask('sightings', '--kind', 'external-transfer-server')
  expect(code).toBe(0)
  expect(stdout).toMatch(/^FIRST SEEN \(UTC\) +KIND +VALUE +HOST +IN +HOSTS +LEARNING$/m)
  expect(stdout).toMatch(/external-transfer-server +192\.0\.2\.66 +10\.0\.0\.12 +1 of 1 +learning/)
  const json = await ask('sightings', '--kind', 'external-transfer-server', '--json')
  expect(JSON.parse(json.stdout)).toMatchObject({ value: '192.0.2.66', host: '10.0.0.12' })
  const learnt = await ask('sightings', '--no-learning')
  expect([learnt.code, learnt.stdout]).toEqual([0, ''])
})

test('the spread of a value begins with patient zero', async () => {
  const { code, stdout } = await ask('spread', 'transfer_server_outside', '192.0.2.66')
  expect(code).toBe(0)
  expect(stdout).toMatch(/10\.0\.0\.12 +transfer_server_outside/)
  expect(stdout).toMatch(/^1 of 2 hosts\.$/m)
})

test('a kind that is not there is a mistake', async () => {
  const { code, stderr } = await ask('sightings', '--kind', 'shoes')
  expect(code).toBe(2)
  expect(stderr).toContain('There is no kind of sightings named "shoes"')
})
