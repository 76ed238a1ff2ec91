import { execFileSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expandPaths, looksLikeEve, PathError } from './expand-paths.js'

let folder: string
const EVENT = '{"timestamp":"2026-01-05T10:00:00+0000","event_type":"dns"}\n'
const CAPTURE = Buffer.from('d4c3b2a102000400', 'hex')

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spoor-expand-'))
  await mkdir(join(folder, 'logs', 'b'), { recursive: true })
  await writeFile(join(folder, 'logs', 'z.json'), EVENT)
  await writeFile(join(folder, 'logs', 'b', 'named-anything'), gzipSync(`broken line\n${EVENT}`))
  await writeFile(join(folder, 'logs', 'a.dump'), CAPTURE)
  await writeFile(join(folder, 'logs', 'b', 'packed.bin'), gzipSync(CAPTURE))
  await writeFile(join(folder, 'logs', 'conn.log'), '{"ts":1,"uid":"C1"}\n')
  await writeFile(join(folder, 'logs', 'empty'), '')
  await symlink(join(folder, 'logs', 'z.json'), join(folder, 'logs', 'link'))
  await symlink(join(folder, 'logs'), join(folder, 'logs', 'b', 'loop'))
  await symlink(join(folder, 'gone'), join(folder, 'logs', 'dangling'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const expand = (...paths: string[]) => expandPaths(paths, { spoolDirectory: folder })
const short = (path: string) => path.slice(join(folder, 'logs').length + 1)

test('a folder gives what looks like EVE or is a capture, sorted, each file once', async () => {
  const { inputs, skipped } = await expand(join(folder, 'logs'), join(folder, 'logs', 'z.json'))
  expect(inputs.map(({ kind, path }) => [kind, short(path)])).toEqual([
    ['capture', 'a.dump'],
    ['log', 'b/named-anything'],
    ['capture', 'b/packed.bin'],
    ['log', 'z.json'],
  ])
  expect(skipped.map(({ path, reason }) => [short(path), reason])).toEqual([
    ['b/loop', 'not a file'],
    ['conn.log', 'neither EVE nor a capture'],
    ['dangling', 'a link to nothing'],
    ['empty', 'empty'],
  ])
})

test('a file that is named is taken, whatever it looks like', async () => {
  const { inputs, skipped } = await expand(join(folder, 'logs', 'conn.log'))
  expect(inputs).toMatchObject([{ kind: 'log', path: join(folder, 'logs', 'conn.log'), size: 20 }])
  expect(skipped).toEqual([])
})

test('a file may stand for something else, such as standard input', async () => {
  const path = join(folder, 'logs', 'a.dump')
  const { inputs } = await expandPaths([{ path, name: 'standard input' }], {
    spoolDirectory: folder,
  })
  expect(inputs).toEqual([{ kind: 'capture', path, name: 'standard input', size: CAPTURE.length }])
})

test('a pipe is put into a file that only its owner can read', async () => {
  const pipe = join(folder, 'pipe')
  execFileSync('mkfifo', [pipe])
  const [{ inputs }] = await Promise.all([expand(pipe), writeFile(pipe, EVENT + EVENT)])
  expect(inputs).toMatchObject([{ kind: 'log', name: pipe, size: 2 * EVENT.length }])
  expect((await stat(inputs[0]?.path ?? '')).mode & 0o777).toBe(0o600)
})

test('what is not there or may not be read is an error that says so', async () => {
  await expect(expand(join(folder, 'nowhere'))).rejects.toThrow(
    new PathError(`There is no file or folder ${join(folder, 'nowhere')}.`),
  )
  await expect(expand('/dev/log-that-is-not')).rejects.toThrow(PathError)
})

test.skipIf(process.getuid?.() === 0)(
  'a file without the right to read it (not as root)',
  async () => {
    const secret = join(folder, 'secret')
    await writeFile(secret, EVENT)
    await chmod(secret, 0o000)
    await expect(expand(secret)).rejects.toThrow('may not be read')
  },
)

test('EVE is told by its lines', () => {
  const eve = (text: string) => looksLikeEve(Buffer.from(text))
  expect(eve(EVENT)).toBe(true)
  expect(eve(`\ufeffgarbage\n  ${EVENT}`)).toBe(true)
  expect(eve('{"event": 1}\n')).toBe(false)
  expect(eve('text about "event_type": here\n')).toBe(false)
  expect(eve('')).toBe(false)
})
