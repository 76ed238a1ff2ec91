import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  dnsLines,
  fileText,
  sessionLines,
  spoor,
  startSpoor,
  until,
  zstdFrame,
} from './spoor.testing.js'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spoor-cli-ingest-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const lastObject = (stdout: string) =>
  JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>

describe('spoor ingest', () => {
  test('takes a folder of plain, gzip and zstd files, says what it skips, and repeats for nothing', async () => {
    const logs = join(folder, 'logs')
    await mkdir(join(logs, 'old'), { recursive: true })
    await writeFile(join(logs, 'eve.json'), fileText([...sessionLines(), 'not an event']))
    await writeFile(join(logs, 'old', 'eve.json.1.gz'), gzipSync(fileText(dnsLines(3))))
    await writeFile(join(logs, 'old', 'eve.zst'), zstdFrame(Buffer.from(fileText(dnsLines(4, 3)))))
    await writeFile(join(logs, 'notes.txt'), 'nothing to see\n')
    await writeFile(join(logs, 'empty.json'), '')
    const data = join(folder, 'data')

    const first = await spoor(['ingest', logs, '--data', data, '--json'])
    expect(first.stderr).toContain(`Skipped ${join(logs, 'notes.txt')}: neither EVE nor a capture.`)
    expect(first.stderr).toContain(`Skipped ${join(logs, 'empty.json')}: empty.`)
    expect(first.code).toBe(0)
    expect(lastObject(first.stdout)).toMatchObject({
      events: 9 + 3 + 4,
      quarantined: 1,
      sources: 3,
      skipped_bytes: 0,
      troubles: [],
      interrupted: false,
    })
    expect(lastObject(first.stdout)['seconds']).toBeGreaterThan(0)

    const again = await spoor(['ingest', logs, '--data', data, '--json'])
    expect(again.code).toBe(0)
    expect(lastObject(again.stdout)).toMatchObject({ events: 0, quarantined: 0, sources: 3 })
    expect(lastObject(again.stdout)['skipped_bytes']).toBeGreaterThan(1000)

    // The same log under another name, grown by one line, and unpacked meanwhile.
    await writeFile(join(folder, 'renamed.json'), fileText([...dnsLines(3), ...dnsLines(1, 50)]))
    const grown = await spoor(['ingest', join(folder, 'renamed.json'), '--data', data, '--json'])
    expect(lastObject(grown.stdout)).toMatchObject({ events: 1 })

    const count = await spoor(['query', 'event.type:dns', '--data', data, '--format', 'json'])
    expect(count.stdout.trim().split('\n')).toHaveLength(8)
  })

  test('reads standard input, and what was read before from a file is known', async () => {
    const data = join(folder, 'data-stdin')
    const text = fileText(dnsLines(5))
    const input = gzipSync(text)
    const first = await spoor(['ingest', '-', '--data', data, '--json'], { input })
    expect(first.code).toBe(0)
    expect(lastObject(first.stdout)).toMatchObject({ events: 5, bytes: input.length })
    await writeFile(join(folder, 'same.json'), text)
    const again = await spoor(['ingest', join(folder, 'same.json'), '--data', data, '--json'])
    expect(lastObject(again.stdout)).toMatchObject({ events: 0 })
  })

  test('an archive that is cut off gives its whole lines; exit code 3 says it is not all', async () => {
    const data = join(folder, 'data-cut')
    const whole = gzipSync(fileText(dnsLines(3000)))
    const path = join(folder, 'cut.json.gz')
    await writeFile(path, whole.subarray(0, whole.length / 2))
    const cut = await spoor(['ingest', path, '--data', data, '--json'])
    expect(cut.code).toBe(3)
    expect(cut.stderr).toContain(`Trouble with ${path}: `)
    const before = lastObject(cut.stdout)
    expect(before['events']).toBeGreaterThan(100)
    expect(before['quarantined']).toBe(0)

    await writeFile(path, whole)
    const rest = await spoor(['ingest', path, '--data', data, '--json'])
    expect(rest.code).toBe(0)
    expect(lastObject(rest.stdout)).toMatchObject({ events: 3000 - Number(before['events']) })
  })

  test('Ctrl-C while it waits for standard input: exit code 130, and how to go on', async () => {
    const running = startSpoor(['ingest', '-', '--data', join(folder, 'data-stop')])
    running.child.stdin?.write(fileText(dnsLines(1)))
    await until(
      () => readdir(join(folder, 'data-stop')).catch(() => []),
      (names) => names.some((name) => name.startsWith('stdin-')),
    )
    running.child.kill('SIGINT')
    const { code, stderr } = await running.ended
    expect(code).toBe(130)
    expect(stderr).toContain('The same command goes on where this one stopped.')
    expect(await readdir(join(folder, 'data-stop'))).toEqual([])
  })

  test('a path that is not there is an error in one line, and nothing is made of it', async () => {
    const { code, stderr } = await spoor([
      'ingest',
      join(folder, 'nowhere'),
      '--data',
      join(folder, 'd'),
    ])
    expect(code).toBe(1)
    expect(stderr.trim()).toBe(`spoor: There is no file or folder ${join(folder, 'nowhere')}.`)
  })

  test('without a path it is wrong usage', async () => {
    const { code, stderr } = await spoor(['ingest'])
    expect(code).toBe(2)
    expect(stderr).toContain("missing required argument 'path'")
  })
})
