import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { IngestContext } from '../ingest/ingest-source.js'
import { SECRET } from '../sources/eve/eve.testing.js'
import { openStateStore, type StateStore } from '../state/state-store.js'
import { openEventStore, type EventStore } from '../store/event-store.js'
import { migrateEvents } from '../store/migrations.js'
import { Following } from './following.js'

let root: string
let events: EventStore
let state: StateStore
let context: IngestContext

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'spoor-following-'))
  events = await openEventStore({ directory: join(root, 'events') })
  await migrateEvents(events)
  state = await openStateStore({ memory: true })
  // So small that each file is several chunks.
  context = { events, state, spoolDirectory: root, secret: SECRET, chunkBytes: 1024 }
})
afterAll(async () => {
  await state.close()
  await events.close()
  await rm(root, { recursive: true, force: true })
})

function lines(count: number): string {
  return Array.from({ length: count }, (_, at) => {
    const timestamp = new Date(Date.UTC(2026, 0, 1) + at * 1000).toISOString()
    return `${JSON.stringify({ timestamp, event_type: 'dns', flow_id: at })}\n`
  }).join('')
}

it('says when all files of all patterns were read, and again after more came in', async () => {
  const [one, two] = [join(root, 'one.json'), join(root, 'two.json')]
  await writeFile(one, lines(50))
  await writeFile(two, lines(200))
  let read = 0
  const sums: number[] = []
  let wake = (): void => undefined
  const following = new Following(context, [one, two], {
    interval: 10,
    onEvents: (_path, counts) => {
      read += counts.events
    },
    onCaughtUp: () => {
      sums.push(read)
      wake()
    },
  })
  const nextTime = () => new Promise<void>((resolve) => (wake = resolve))
  if (sums.length === 0) await nextTime()
  expect(sums).toEqual([250])
  const again = nextTime()
  await appendFile(one, lines(7))
  await again
  await following.close()
  expect(sums).toEqual([250, 257])
})
