import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { SECRET } from '../sources/eve/eve.testing.js'
import { openStateStore, type StateStore } from '../state/state-store.js'
import { openEventStore, type EventStore } from '../store/event-store.js'
import { migrateEvents } from '../store/migrations.js'
import type { IngestContext } from './ingest-source.js'

export interface IngestGround {
  /** A folder for the files of tests; gone after the last. */
  readonly root: string
  readonly context: IngestContext
}

/** Stores of its own for the tests of a file, from the first test on. */
export function useIngestGround(): () => IngestGround {
  let root: string
  let events: EventStore
  let state: StateStore
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'spoor-ingest-'))
    events = await openEventStore({ directory: join(root, 'events') })
    await migrateEvents(events)
    state = await openStateStore({ memory: true })
  })
  afterAll(async () => {
    await state.close()
    await events.close()
    await rm(root, { recursive: true, force: true })
  })
  return () => ({ root, context: { events, state, spoolDirectory: root, secret: SECRET } })
}

let made = 0
/** So many new lines, each different from every other of the file's tests. */
export function newLines(count: number): string {
  return Array.from({ length: count }, () => {
    made += 1
    const timestamp = new Date(Date.UTC(2026, 0, 1) + made * 1000).toISOString()
    return `${JSON.stringify({ timestamp, event_type: 'dns', flow_id: made })}\n`
  }).join('')
}
