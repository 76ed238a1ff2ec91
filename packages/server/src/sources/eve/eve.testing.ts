import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { insertChunks, type InsertResult } from '../../ingest/insert-chunk.js'
import { countLines } from '../../ingest/cut-chunks.js'
import { spoolChunk } from '../../ingest/spool-chunks.js'
import { openEventStore, type EventStore } from '../../store/event-store.js'
import { migrateEvents } from '../../store/migrations.js'

/** A store in a folder of its own, and a way to put lines into it as the program does. */
export interface EveBench {
  readonly store: EventStore
  insert(text: string | readonly string[], source?: string): Promise<InsertResult>
  close(): Promise<void>
}

export const SECRET = '00112233445566778899aabbccddeeff'

/** Opens an embedded store for a test. */
export async function openEveBench(): Promise<EveBench> {
  const directory = await mkdtemp(join(tmpdir(), 'spoor-eve-'))
  const store = await openEventStore({ directory: join(directory, 'events') })
  await migrateEvents(store)
  let sourceId = 0
  return {
    store,
    async insert(text, source = 'test.json') {
      const bytes = Buffer.from(typeof text === 'string' ? text : text.join('\n'))
      const lines = countLines([bytes])
      const chunk = { kind: 'lines', offset: 0, end: bytes.length, pieces: [bytes], lines } as const
      sourceId += 1
      const context = { events: store, secret: SECRET, source, sourceId }
      return insertChunks(context, [await spoolChunk(chunk, directory)])
    },
    async close() {
      await store.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
