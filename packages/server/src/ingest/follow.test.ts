import { appendFile, mkdtemp, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { follow, type FollowState } from './follow.js'
import { newLines, useIngestGround } from './ingest-ground.testing.js'

const ground = useIngestGround()
let directory: string
let stop: (() => Promise<void>) | undefined
let states: Map<string, FollowState>

beforeEach(async () => {
  directory = await mkdtemp(join(ground().root, 'logs-'))
  states = new Map()
})
afterEach(async () => {
  await stop?.()
  const { events } = ground().context
  await events.run('TRUNCATE TABLE events')
  await events.run('TRUNCATE TABLE quarantine')
})

function start(pattern: string): void {
  const controller = new AbortController()
  const done = follow(ground().context, join(directory, pattern), {
    signal: controller.signal,
    interval: 10,
    onState: (path, state) => states.set(path, state),
  })
  stop = async () => {
    controller.abort()
    await done
    stop = undefined
  }
}

async function stored(): Promise<{ events: number; different: number; quarantined: number }> {
  const [row] = await ground().context.events.rows<{
    events: number
    different: number
    quarantined: number
  }>(
    `SELECT toFloat64(count()) AS events, toFloat64(uniqExact(flow_id)) AS different,
       toFloat64((SELECT count() FROM quarantine)) AS quarantined FROM events`,
  )
  if (!row) throw new Error('no answer')
  return row
}

/** Waits until so many events are in the store, each once; the test's own limit ends a vain wait. */
async function until(count: number): Promise<void> {
  for (;;) {
    const now = await stored()
    if (now.events >= count) {
      expect(now).toEqual({ events: count, different: count, quarantined: 0 })
      return
    }
    await pause(20)
  }
}

test('a file that appears later, and grows', async () => {
  start('eve.json')
  const path = join(directory, 'eve.json')
  while (states.get(path)?.state !== 'waiting') await pause(10)
  await writeFile(path, newLines(3))
  await until(3)
  await appendFile(path, newLines(2))
  await until(5)
})

test('how far a long file is read is known while it is being read', async () => {
  const path = join(directory, 'eve.json')
  // Files are read in pieces of a mebibyte.
  const text = newLines(60_000)
  await writeFile(path, text)
  const controller = new AbortController()
  const seen: FollowState[] = []
  await follow({ ...ground().context, chunkBytes: 500_000 }, path, {
    signal: controller.signal,
    interval: 10,
    onState: (_path, state) => seen.push(state),
    onCaughtUp: () => controller.abort(),
  })
  const read = seen.map(({ bytesRead }) => bytesRead)
  expect(read.length).toBeGreaterThan(2)
  expect(read).toEqual(read.toSorted((a, b) => a - b))
  expect(read[0]).toBeLessThan(text.length)
  expect(seen.at(-1)).toEqual({
    state: 'following',
    bytesRead: text.length,
    bytesTotal: text.length,
  })
})

test('half a line waits for its other half', async () => {
  const text = newLines(2)
  const path = join(directory, 'eve.json')
  await writeFile(path, text.slice(0, -10))
  start('eve.json')
  await until(1)
  await appendFile(path, text.slice(-10))
  await until(2)
})

test('renamed and made anew: the rest of the old file is not lost', async () => {
  const path = join(directory, 'eve.json')
  await writeFile(path, newLines(3))
  start('eve.json')
  await until(3)
  await appendFile(path, newLines(2))
  await rename(path, join(directory, 'eve.json.1'))
  await writeFile(path, newLines(4))
  await until(9)
})

test('truncated in place', async () => {
  const path = join(directory, 'eve.json')
  await writeFile(path, newLines(5))
  start('eve.json')
  await until(5)
  await truncate(path)
  await appendFile(path, newLines(2))
  await until(7)
  await appendFile(path, newLines(9))
  await until(16)
})

test('rotated twice while nobody followed, once compressed', async () => {
  const path = join(directory, 'eve.json')
  const first = newLines(3)
  await writeFile(path, first)
  start('eve.json')
  await until(3)
  await stop?.()
  await writeFile(join(directory, 'eve.json.2.gz'), gzipSync(first + newLines(2)))
  await writeFile(join(directory, 'eve.json.1'), newLines(2))
  await writeFile(path, newLines(1))
  await rm(path)
  await writeFile(path, newLines(1))
  start('eve.json')
  await until(8)
})

test('every file that a pattern matches', async () => {
  await writeFile(join(directory, 'eve-a.json'), newLines(1))
  await writeFile(join(directory, 'other.log'), newLines(1))
  start('eve-?.json')
  await until(1)
  await writeFile(join(directory, 'eve-b.json'), newLines(2))
  await until(3)
  // A file's state is told after its events are stored.
  while (states.size < 2) await pause(10)
  expect([...states.keys()].map((path) => path.slice(directory.length + 1))).toEqual([
    'eve-a.json',
    'eve-b.json',
  ])
})

test('a folder in the place of a file is trouble that is told, and goes by', async () => {
  const { mkdir, rmdir } = await import('node:fs/promises')
  const path = join(directory, 'eve.json')
  await mkdir(path)
  start('eve.json')
  while (states.get(path)?.state !== 'error') await pause(10)
  expect(states.get(path)?.error).toMatch(/EISDIR|directory/)
  await rmdir(path)
  await writeFile(path, newLines(2))
  await until(2)
})
