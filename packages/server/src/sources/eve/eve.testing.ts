import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { insertChunks, type InsertResult } from '../../ingest/insert-chunk.js'
import { countLines } from '../../ingest/cut-chunks.js'
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
    insert: (text, source = 'test.json') => {
      const bytes = Buffer.from(typeof text === 'string' ? text : text.join('\n'))
      const context = { events: store, spoolDirectory: directory, secret: SECRET, source }
      sourceId += 1
      return insertChunks({ ...context, sourceId }, [
        { kind: 'lines', offset: 0, end: bytes.length, bytes, lines: countLines(bytes) },
      ])
    },
    async close() {
      await store.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
