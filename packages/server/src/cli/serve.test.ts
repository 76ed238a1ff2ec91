import { appendFile, mkdir, mkdtemp, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FindingsAnswer, StatusAnswer } from '@spoor/model'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  dnsLines,
  fileText,
  sessionLines,
  spoor,
  startSpoor,
  until,
  type Running,
} from './spoor.testing.js'

let folder: string
const logs = (name: string) => join(folder, 'logs', name)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spoor-cli-serve-'))
  await mkdir(join(folder, 'logs'))
  await writeFile(
    join(folder, 'spoor.yaml'),
    `data: data
listen: 127.0.0.1:0
sources:
  - eve: logs/rotated.json
  - eve: logs/truncated.json
  - eve: logs/late-*.json
  - eve: logs/late.json
`,
  )
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const started: Running[] = []
// A test that fails must not leave its server to the next one.
afterEach(async () => {
  for (const { child, ended } of started.splice(0)) {
    if (child.exitCode === null) child.kill('SIGKILL')
    await ended
  }
})

async function startServe(): Promise<{ running: Running; url: string }> {
  const running = startSpoor(['serve'], { cwd: folder })
  started.push(running)
  const said = await until(
    () => running.stderr,
    (text) => text.includes('"msg":"started"'),
  )
  return { running, url: /serves (http:\S+)/.exec(said)?.[1] ?? '' }
}

async function get<T>(url: string): Promise<T> {
  return (await (await fetch(url)).json()) as T
}

/** Waits until so many events are stored; more of them would be events taken twice. */
async function untilEvents(url: string, count: number): Promise<StatusAnswer> {
  const status = await until(
    () => get<StatusAnswer>(`${url}api/v1/status`),
    ({ events }) => events.count >= count,
  )
  expect(status.events.count).toBe(count)
  return status
}

describe('spoor serve', () => {
  test('follows rotation, truncation and files that appear later, over a restart too', async () => {
    await writeFile(logs('rotated.json'), fileText(dnsLines(3)))
    await writeFile(logs('truncated.json'), fileText(dnsLines(4, 100)))
    const { running, url } = await startServe()
    await untilEvents(url, 7)

    // Half a line is no event yet.
    const [whole = ''] = dnsLines(1, 3)
    await appendFile(logs('rotated.json'), whole.slice(0, 40))
    await appendFile(logs('truncated.json'), fileText(dnsLines(1, 104)))
    await untilEvents(url, 8)
    await appendFile(logs('rotated.json'), `${whole.slice(40)}\n`)
    await untilEvents(url, 9)

    // The sensor still writes to the old file while the new one is there already.
    await rename(logs('rotated.json'), logs('rotated.json.1'))
    await appendFile(logs('rotated.json.1'), fileText(dnsLines(2, 4)))
    await writeFile(logs('rotated.json'), fileText(dnsLines(1, 10)))
    await untilEvents(url, 12)

    await truncate(logs('truncated.json'))
    await appendFile(logs('truncated.json'), fileText(dnsLines(2, 200)))
    await untilEvents(url, 14)

    const waiting = await get<StatusAnswer>(`${url}api/v1/status`)
    expect(waiting.sources.find(({ path }) => path === logs('late.json'))?.state).toBe('waiting')
    await writeFile(logs('late.json'), fileText(sessionLines()))
    await writeFile(logs('late-7.json'), fileText([...dnsLines(1, 300), 'not an event']))
    await untilEvents(url, 24)
    const status = await until(
      () => get<StatusAnswer>(`${url}api/v1/status`),
      ({ quarantined, sources }) =>
        quarantined > 0 &&
        sources.some(({ path, state }) => path === logs('late-7.json') && state === 'following'),
    )
    expect(status.quarantined).toBe(1)

    const { findings } = await until(
      () => get<FindingsAnswer>(`${url}api/v1/findings`),
      (answer) => answer.findings.some(({ hunt }) => hunt === 'external-ftp-upload'),
    )
    expect(findings[0]?.client).toBe('10.0.0.12')

    running.child.kill('SIGINT')
    expect((await running.ended).code).toBe(0)

    // Rotated while nobody followed, and written to by both names.
    await appendFile(logs('rotated.json'), fileText(dnsLines(1, 11)))
    await rename(logs('rotated.json'), logs('rotated.json-20260105'))
    await writeFile(logs('rotated.json'), fileText(dnsLines(1, 12)))
    const again = await startServe()
    await untilEvents(again.url, 26)
    again.running.child.kill('SIGTERM')
    expect((await again.running.ended).code).toBe(0)
    const numbers = await spoor(
      ['query', 'event.type:dns', '--format', 'json', '--fields', 'flow.id'],
      { cwd: folder },
    )
    const flows = numbers.stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as Record<string, number>)['flow.id'])
    expect(flows.toSorted((a = 0, b = 0) => a - b)).toEqual(
      [...Array(7).keys(), 10, 11, 12, 100, 101, 102, 103, 104, 200, 201, 300]
        .filter((number) => number !== 6)
        .map((number) => 1000 + number),
    )
  }, 300_000)

  test('a store that is being served says so to others', async () => {
    const { running } = await startServe()
    const { code, stderr } = await spoor(['query', 'x'], { cwd: folder })
    expect(code).toBe(1)
    expect(stderr).toContain(`is in use by process ${running.child.pid}`)
    running.child.kill('SIGINT')
    expect((await running.ended).code).toBe(0)
  })

  test('a port that is taken is an error', async () => {
    const { running, url } = await startServe()
    const port = new URL(url).port
    const { code, stderr } = await spoor(['serve', '--port', port, '--data', join(folder, 'other')])
    expect(code).toBe(1)
    expect(stderr).toContain(`Port ${port} is taken on 127.0.0.1.`)
    running.child.kill('SIGINT')
    expect((await running.ended).code).toBe(0)
  })
})
