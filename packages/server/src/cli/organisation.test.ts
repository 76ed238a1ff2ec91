import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fileText, sessionLines, spoor } from './spoor.testing.js'

let directory: string
let data: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'spoor-cli-'))
  data = join(directory, 'data')
  const log = join(directory, 'eve.json')
  await writeFile(log, fileText(sessionLines()))
  const { code, stderr } = await spoor(['ingest', log, '--data', data])
  if (code !== 0) throw new Error(stderr)
}, 300_000)
afterAll(() => rm(directory, { recursive: true, force: true }))

const organisation = (...args: string[]) => spoor(['organisation', ...args, '--data', data])

async function fileOf(name: string, text: string): Promise<string> {
  const path = join(directory, name)
  await writeFile(path, text)
  return path
}

const zones = async (): Promise<string[]> => {
  const { stdout } = await spoor(['transfers', '', '--format', 'json', '--data', data])
  const rows = stdout.trim().split('\n')
  return rows.map((row) => String((JSON.parse(row) as Record<string, unknown>)['zone']))
}

describe('spoor organisation', () => {
  it('shows the configuration, refuses bad files, and saves nothing unasked', async () => {
    const shown = await organisation('show')
    expect(shown.stdout).toContain('Nothing is saved: what spoor.yaml says holds.')
    const bad = await fileOf('bad.csv', 'label,parent,cidr\na,Home,10.0.0.0/99\na\u202e,Home,\n')
    const check = await organisation('check', bad)
    expect(check.code).toBe(2)
    expect(check.stdout).toContain('line 2: networks.Home/a.networks[0]: "10.0.0.0/99" is no')
    expect(check.stdout).not.toContain('\u202e')
    const circle = await fileOf('circle.csv', 'label,parent,cidr\na,b,\nb,a,\n')
    const refused = await organisation('import', circle, '--yes')
    expect([refused.code, refused.stderr]).toEqual([
      2,
      'spoor: line 2: parents go in a circle: a → b → a.\n',
    ])
    const good = await fileOf('good.csv', 'label,parent,cidr\na,Home,10.0.0.0/9\n')
    const unasked = await organisation('import', good)
    expect(unasked.code).toBe(1)
    expect(unasked.stdout).toContain('+ network Home/a\n    + 10.0.0.0/9')
    expect(unasked.stderr).toContain('Nothing was saved.')
    expect((await organisation('versions')).stderr).toContain('Nothing is saved')
  }, 120_000)

  it('imports, exports and restores, and zones follow', async () => {
    const before = await zones()
    expect(new Set(before)).not.toEqual(new Set(['external']))
    const file = await fileOf(
      'organisation.yaml',
      'networks:\n  - label: Home\n    networks: [198.18.0.0/24]\n',
    )
    const saved = await organisation('import', file, '--yes', '--note', 'elsewhere', '--json')
    expect(JSON.parse(saved.stdout)).toMatchObject({
      ok: true,
      diff: { total: 1 },
      version: { number: 1, note: 'elsewhere' },
    })
    expect(new Set(await zones())).toEqual(new Set(['external']))
    const again = await organisation('import', file, '--yes')
    expect(again.stdout).toBe('Nothing is different.\n')

    const exported = await organisation('export')
    const copy = await fileOf('copy.yaml', exported.stdout)
    expect((await organisation('check', copy)).stdout).toBe('Nothing is different.\n')
    const csv = await organisation('export', '--format', 'csv')
    expect(csv.stdout).toBe(
      'label,parent,cidr,site,note\r\nHome,,198.18.0.0/24,,\r\nInternet,,,,\r\n',
    )

    const home = await fileOf('home.csv', 'label,parent,cidr\nBerlin,Home,10.1.0.0/16\n')
    expect((await organisation('import', home, '--yes')).code).toBe(0)
    expect(await zones()).toEqual(before)
    const restored = await organisation('restore', '1', '--yes')
    expect(restored.stdout).toContain('Version 3 holds: 1 network.')
    expect(new Set(await zones())).toEqual(new Set(['external']))
    const versions = await organisation('versions', '--json')
    expect(
      versions.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toMatchObject([
      { number: 3, note: 'Version 1 again.' },
      { number: 2 },
      { number: 1, note: 'elsewhere' },
    ])
  }, 240_000)

  it('says which parts of the configuration do not hold', async () => {
    const config = await fileOf('spoor.yaml', 'networks:\n  home: [10.0.0.0/8]\n')
    const shown = await organisation('show', '--config', config)
    expect(shown.stderr).toContain('Of spoor.yaml, networks do not hold any more.')
    const doctor = await spoor(['doctor', '--data', data, '--config', config])
    expect(doctor.stdout).toMatch(/! organisation .*networks in the configuration do not hold/)
  }, 120_000)
})
