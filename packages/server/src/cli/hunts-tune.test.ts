import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OWN_RULE } from '../hunts/tuning/tuning.testing.js'
import { fileText, sessionLines, spoor } from './spoor.testing.js'

const HUNT = 'external-ftp-upload'

let directory: string
let data: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'spoor-cli-'))
  data = join(directory, 'data')
  const log = join(directory, 'eve.json')
  await writeFile(log, fileText(sessionLines()))
  const { code, stderr } = await spoor(['ingest', log, '--data', data])
  if (code !== 0) throw new Error(stderr)
  // All hunts are tried, and the machine of a test may be busy.
}, 300_000)
afterAll(() => rm(directory, { recursive: true, force: true }))

const hunts = (...args: string[]) => spoor(['hunts', ...args, '--data', data])
const json = (text: string): Record<string, unknown>[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

describe('spoor hunts', () => {
  it('sets, switches and resets a hunt, and its findings follow', async () => {
    const set = await hunts('set', HUNT, 'level=critical', '--json')
    expect(json(set.stdout)).toMatchObject([{ id: HUNT, level: 'critical', tuned: true }])
    const off = await hunts('disable', HUNT)
    // What was set before stays.
    expect(off.stdout).toMatch(/^external-ftp-upload: off level=critical/)
    const findings = await spoor(['findings', '--hunt', HUNT, '--format', 'json', '--data', data])
    expect(json(findings.stdout)).toMatchObject([{ level: 'critical' }])
    const reset = await hunts('reset', HUNT, '--json')
    expect(json(reset.stdout)).toMatchObject([{ is_on: true, tuned: false }])
  })

  it('previews, imports and exports rules', async () => {
    const rule = join(directory, 'rule.yml')
    await writeFile(rule, OWN_RULE)
    const broken = join(directory, 'broken.yml')
    await writeFile(broken, OWN_RULE.replace('file.extension', 'no_such_field'))
    const preview = await hunts('preview', rule, '--json')
    expect(json(preview.stdout)).toMatchObject([{ title: 'Archive uploads', cut: null }])
    const imported = await hunts('import', rule, broken, '--json')
    expect(imported.code).toBe(3)
    expect(json(imported.stdout)).toMatchObject([
      { file: rule, id: 'archive-uploads', isOn: true },
      { file: broken, reason: expect.stringMatching(/^line 6: /) as string },
    ])
    const exported = await hunts('export', 'archive-uploads')
    expect(exported.stdout).toBe(OWN_RULE)
  })

  it('hides findings, tells so, and shows them again', async () => {
    const suppressed = await hunts(
      ...['suppress', 'all', 'client', '10.1.20.15', '--reason', 'a\u001b[31m test', '--json'],
    )
    const [one] = json(suppressed.stdout)
    expect(one).toMatchObject({ hunt: null, state: 'active' })
    const list = await hunts('suppressions')
    expect(list.stdout).toContain(String(one?.['id']))
    expect(list.stdout).not.toContain('\u001b[31m')
    const ended = await hunts('suppressions', '--end', String(one?.['id']), '--json')
    expect(json(ended.stdout)).toMatchObject([{ state: 'ended', findings: 0 }])
  })

  it.each([
    [['set', 'none', 'level=low'], /There is no hunt "none"/],
    [['set', HUNT, 'level=bad'], /bad is no level/],
    [['set', HUNT, 'no_such=5'], /There is no parameter "no_such"/],
    [['set', HUNT, 'minutes'], /is no setting/],
    [['suppress', HUNT, 'client', 'x', '--reason', 'x', '--until', 'soon'], /until: write/],
    [['suppressions', '--end', 'x'], /no suppression/],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await hunts(...args)
    expect(stderr).toMatch(message)
    expect(code).toBe(2)
  })
})
