import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SAMPLE_PASSWORD } from '../doctor/sample.js'
import { fileText, sessionLines, spoor, startSpoor, until } from './spoor.testing.js'

let folder: string
let temporary: string
let env: NodeJS.ProcessEnv

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spoor-cli-open-'))
  temporary = join(folder, 'tmp')
  await mkdir(temporary)
  env = { TMPDIR: temporary, DISPLAY: '', WAYLAND_DISPLAY: '' }
  await writeFile(join(folder, 'eve.json'), fileText(sessionLines()))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('spoor open', () => {
  test('--once prints findings and a summary, and leaves nothing behind', async () => {
    const hostile = sessionLines().map((line) =>
      line
        .replaceAll('sample.bin', '\\u001b[31m\\u202egpj.exe')
        .replaceAll('186073313802265', '186073313802266'),
    )
    await writeFile(join(folder, 'hostile.json'), fileText(hostile))
    const { code, stdout, stderr } = await spoor(['open', join(folder, 'hostile.json'), '--once'], {
      env,
    })
    expect(stderr).toBe('')
    expect(code).toBe(0)
    expect(stdout).toContain('FTP upload to an outside server')
    expect(stdout).toContain('10.0.0.12 → 192.0.2.66')
    expect(stdout).toMatch(/Events +9, 2026-01-05 09:00:00 to 2026-01-05 09:00:00 UTC/)
    expect(stdout).toMatch(/Sessions +1\n/)
    expect(stdout).toMatch(/Transfers +1, of these 1 out of home with 57 kB/)
    expect(stdout).not.toMatch(/[\u001b\u202e]/)
    expect(stdout).not.toContain(SAMPLE_PASSWORD)
    expect(await readdir(temporary)).toEqual([])
  })

  test('--json prints one object', async () => {
    const { code, stdout } = await spoor(['open', folder, '--once', '--json'], { env })
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      events: 18,
      quarantined: 0,
      summary: { events: 18, sessions: 2, transfers: 2, outward: { transfers: 2 } },
      findings: expect.arrayContaining([
        expect.objectContaining({ hunt: 'external-ftp-upload', server: '192.0.2.66' }),
      ]),
    })
  })

  test('serves API and page until Ctrl-C, on the next free port, and ends with 0', async () => {
    const first = startSpoor(['open', join(folder, 'eve.json')], { env })
    const second = startSpoor(['open', join(folder, 'eve.json'), '--no-browser'], { env })
    const urls = await Promise.all(
      [first, second].map(async (running) => {
        const said = await until(
          () => running.stderr,
          (text) => text.includes('The page: '),
        )
        return /The page: (http:\/\/127\.0\.0\.1:\d+\/)/.exec(said)?.[1] ?? ''
      }),
    )
    expect(new Set(urls).size).toBe(2)
    const status = await fetch(`${urls[0]}api/v1/status`)
    expect(await status.json()).toMatchObject({ events: { count: 9 }, hunts_last_run: /^20/ })
    expect((await fetch(urls[1] ?? '')).status).toBe(200)
    first.child.kill('SIGINT')
    second.child.kill('SIGTERM')
    expect((await first.ended).code).toBe(0)
    expect((await second.ended).code).toBe(0)
    expect(await readdir(temporary)).toEqual([])
  })

  test('a folder without anything to read is an error that says so', async () => {
    const nothing = join(folder, 'nothing')
    await mkdir(nothing)
    await writeFile(join(nothing, 'x.bin'), Buffer.from([1, 2, 3]))
    const { code, stderr } = await spoor(['open', nothing, '--once'], { env })
    expect(code).toBe(1)
    expect(stderr).toContain('spoor: Nothing there looks like a Suricata EVE log or a capture.')
  })

  test('a capture without Suricata is an error with the command that installs it', async () => {
    const capture = join(folder, 'tmp.pcap')
    await writeFile(capture, Buffer.from('d4c3b2a1020004000000000000000000ffff000001000000', 'hex'))
    const { code, stderr } = await spoor(['open', capture, '--once'], { env: { ...env, PATH: '' } })
    expect(code).toBe(1)
    expect(stderr).toContain('Suricata is not there to read it')
    expect(stderr).toContain('sudo sensor/install-suricata.sh')
    await rm(capture)
  })
})
