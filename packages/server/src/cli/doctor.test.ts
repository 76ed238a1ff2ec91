import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Check } from '../doctor/check.js'
import { dnsLines, fileText, spoor } from './spoor.testing.js'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spoor-cli-doctor-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('spoor doctor', () => {
  test('finds a store, its quarantine and its sources, and the sample comes back', async () => {
    const log = join(folder, 'eve.json')
    const data = join(folder, 'data')
    await writeFile(
      log,
      fileText([...dnsLines(2), '{"timestamp":"2026-01-05T10:00:00+0000"', 'x\u001b[1m']),
    )
    await spoor(['ingest', log, '--data', data])
    await chmod(data, 0o755)
    await writeFile(
      join(folder, 'spoor.yaml'),
      `data: data\nsources:\n  - eve: eve.json\n  - eve: late.json\n`,
    )
    const { code, stdout } = await spoor(['doctor', '--json'], { cwd: folder })
    const { ok, checks } = JSON.parse(stdout) as { ok: boolean; checks: Check[] }
    expect(checks.filter(({ state }) => state === 'broken')).toEqual([])
    expect([code, ok]).toEqual([0, true])
    const states = Object.fromEntries(checks.map(({ name, state }) => [name, state]))
    expect(states).toMatchObject({
      'Node.js': 'good',
      'data folder': 'warning',
      'events engine': 'good',
      'state store': 'good',
      events: 'good',
      quarantine: 'warning',
      'sample taken in': 'good',
      'sample session': 'good',
      'sample transfer': 'good',
      'sample finding': 'good',
      'sample quarantine': 'good',
      'sample password': 'good',
    })
    const messages = checks.map(({ message }) => message).join('\n')
    expect(messages).toContain('2 lines are no events')
    expect(messages).toContain(`${join(folder, 'late.json')} is not there (yet)`)

    const text = await spoor(['doctor'], { cwd: folder })
    expect(text.stdout).toMatch(/^✓ Node\.js/m)
    expect(text.stdout).toMatch(/^! quarantine/m)
    expect(text.stdout).not.toContain('\u001b')
  })

  test('a configuration that is wrong is broken; exit code 1', async () => {
    await writeFile(join(folder, 'wrong.yaml'), 'listen: nowhere\n')
    const { code, stdout } = await spoor(['doctor', '--config', join(folder, 'wrong.yaml')])
    expect(code).toBe(1)
    expect(stdout).toMatch(/^✗ configuration .*wrong\.yaml/m)
  })
})
