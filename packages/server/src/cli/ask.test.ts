import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dnsLines, fileText, sessionLines, spoor } from './spoor.testing.js'

let folder: string
let data: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spoor-cli-ask-'))
  data = join(folder, 'data')
  const path = join(folder, 'eve.json')
  const hostile = dnsLines(1, 30).map((line) =>
    line.replace('host-30.example', 'a\\u001b[2J\\u009b\\u202e.example'),
  )
  await writeFile(path, fileText([...sessionLines(), ...dnsLines(30), ...hostile]))
  const { code, stderr } = await spoor(['ingest', path, '--data', data])
  if (code !== 0) throw new Error(stderr)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const ask = (...args: string[]) => spoor([...args, '--data', data])

describe('spoor query', () => {
  test('a table for people', async () => {
    const { code, stdout } = await ask('query', 'ftp.command:STOR event.type:ftp')
    expect(code).toBe(0)
    const [head, row, ...rest] = stdout.trimEnd().split('\n')
    expect(head).toMatch(/^TIME \(UTC\) +TYPE +SOURCE → DESTINATION +WHAT$/)
    expect(row).toMatch(
      /^2026-01-05 09:00:00 +ftp +10\.0\.0\.12 → 192\.0\.2\.66:21 +STOR sample\.bin$/,
    )
    expect(rest).toEqual([])
  })

  test('one JSON object per line, with the fields asked for, and no control characters', async () => {
    const { code, stdout, stderr } = await ask(
      'query',
      'event.type:dns',
      '--from',
      '2026-01-05T10:00:20Z',
      '--to',
      '2026-01-05T10:01:00Z',
      '--format',
      'json',
      '--limit',
      '3',
      '--fields',
      'dns.question.name',
    )
    expect(code).toBe(0)
    const rows = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(rows.map((row) => row['dns.question.name'])).toEqual([
      'a\u001b[2J\u009b\u202e.example',
      'host-29.example',
      'host-28.example',
    ])
    expect(stdout).not.toMatch(/[\u001b\u009b\u202e]/)
    expect(stderr).toContain('The newest 3 rows of 11')
  })

  test('CSV with a line of names', async () => {
    const { stdout } = await ask(
      'query',
      'dns.question.name:host-1.example',
      '--format',
      'csv',
      '--fields',
      'source.ip,dns.question.name',
    )
    const [head, row] = stdout.split('\r\n')
    expect(head).toMatch(/source\.ip,dns\.question\.name$/)
    expect(row).toMatch(/,10\.0\.0\.7,host-1\.example$/)
  })

  test('a mistake is shown under the question; exit code 2', async () => {
    const { code, stdout, stderr } = await ask('query', 'source.ip:10.0.0.7 and (')
    expect(code).toBe(2)
    expect(stdout).toBe('')
    const lines = stderr.trimEnd().split('\n')
    expect(lines[0]).toBe('spoor: The question has a mistake:')
    expect(lines[1]).toBe('  source.ip:10.0.0.7 and (')
    expect(lines[2]).toMatch(/^ +\^/)
  })

  test('a wrong time, field or limit is wrong usage', async () => {
    for (const args of [
      ['query', 'x', '--from', 'tomorrowish'],
      ['transfers', '--fields', 'no_such_field'],
      ['query', 'x', '--limit', '0'],
      ['query', 'x', '--format', 'xml'],
      ['query', 'x', '--limit', '20000'],
      ['querry', 'x'],
    ]) {
      const { code, stderr } = await ask(...args)
      expect([args, code]).toEqual([args, 2])
      expect(stderr).not.toContain('    at ')
    }
  })

  test('nothing found is no failure', async () => {
    const { code, stdout, stderr } = await ask('query', 'user.name:nobody-at-all')
    expect([code, stdout, stderr]).toEqual([0, '', 'No events match.\n'])
  })

  test('a store that is not there is an error that says how to make one', async () => {
    const { code, stderr } = await spoor(['query', 'x', '--data', join(folder, 'none')])
    expect(code).toBe(1)
    expect(stderr.trim()).toBe(
      `spoor: There is no store in ${join(folder, 'none')}. Name another with --data, or make it: spoor ingest eve.json --data ${join(folder, 'none')}`,
    )
  })
})

describe('spoor transfers, sessions and findings', () => {
  test('who → where on one line', async () => {
    const transfers = await ask('transfers', 'transfer.direction:upload')
    expect(transfers.code).toBe(0)
    expect(transfers.stdout).toMatch(
      /10\.0\.0\.12 → 192\.0\.2\.66:21 +57 kB +sample\.bin +sample-user +ftp +egress, unknown/,
    )
    const sessions = await ask('sessions')
    expect(sessions.stdout).toMatch(
      /10\.0\.0\.12 → 192\.0\.2\.66:21 +ftp +sample-user +success +1\/0/,
    )
  })

  test('findings, the gravest first, and as JSON', async () => {
    const table = await ask('findings')
    expect(table.code).toBe(0)
    expect(table.stdout).toMatch(/medium +2026-01-05 09:00:00 +FTP upload to an outside server/)
    const json = await ask('findings', '--format', 'json', '--level', 'medium')
    const hunts = json.stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { hunt: string }).hunt)
    expect(hunts).toContain('external-ftp-upload')
    expect((await ask('findings', '--level', 'awful')).code).toBe(2)
  })
})

// The last: it changes what the others look at.
describe('the store can be named', () => {
  test('by the environment, or by a configuration, whose home networks then count', async () => {
    const byEnvironment = await spoor(['sessions'], { env: { SPOOR_DATA: data }, cwd: folder })
    expect(byEnvironment.code).toBe(0)
    await writeFile(join(folder, 'spoor.yaml'), 'data: data\nnetworks:\n  home: [192.0.2.0/24]\n')
    const byConfiguration = await spoor(['transfers', 'zone:ingress'], { cwd: folder })
    expect(byConfiguration.stderr).toContain('Bringing sessions, transfers and findings up to date')
    expect(byConfiguration.stdout).toContain('sample.bin')
    // Without a configuration, zones stay as they are.
    const without = await ask('transfers', 'zone:ingress')
    expect([without.stderr, without.stdout]).toEqual(['', byConfiguration.stdout])
    await writeFile(join(folder, 'spoor.yaml'), 'dataa: data\n')
    const wrong = await spoor(['transfers'], { cwd: folder })
    expect(wrong.code).toBe(2)
    expect(wrong.stderr).toContain('/dataa')
  })
})
