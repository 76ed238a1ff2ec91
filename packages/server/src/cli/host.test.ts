import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dnsLines, fileText, sessionLines, spoor } from './spoor.testing.js'

let folder: string
let data: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spoor-cli-host-'))
  data = join(folder, 'data')
  const path = join(folder, 'eve.json')
  const hostile = dnsLines(1, 30).map((line) =>
    line.replace('host-30.example', 'a\\u001b[2J\\u009b\\u202e.example'),
  )
  await writeFile(path, fileText([...sessionLines(), ...dnsLines(3), ...hostile]))
  const { code, stderr } = await spoor(['ingest', path, '--data', data])
  if (code !== 0) throw new Error(stderr)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const host = (...args: string[]) => spoor(['host', ...args, '--data', data])

describe('spoor host', () => {
  test('a host for people: what it is, its risk, its insights', async () => {
    const { code, stdout, stderr } = await host('10.0.0.12')
    expect(stderr).toBe('')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^10\.0\.0\.12 \(home\)\n/)
    expect(stdout).toMatch(/^records +\d+ session/m)
    expect(stdout).toMatch(/^Risk \d+ of 100$/m)
    expect(stdout).toMatch(/^ATTRIBUTE +VALUE +COUNT +HOSTS/m)
  })

  test('no control characters, whatever events hold', async () => {
    const text = await host('10.0.0.12')
    const json = await host('10.0.0.12', '--json')
    for (const { stdout } of [text, json]) {
      expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u)
    }
    expect(JSON.parse(json.stdout)).toMatchObject({ host: { ip: '10.0.0.12' }, counts: {} })
  })

  test.each([
    [['10.0.0'], /Not an address/],
    [['fe80::1%eth0'], /without the scope/],
    [['10.99.99.99'], /No record is known of 10\.99\.99\.99/],
    [['10.0.0.12', '--as-of', 'nonsense'], /Not a time/],
    [['10.0.0.12', '--as-of', '2001-01-01'], /Nothing was known of 10\.0\.0\.12/],
  ])('%j is refused', async (args, message) => {
    const { code, stdout, stderr } = await host(...args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(message)
  })
})
