import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { insertChunks, type InsertResult } from '../../ingest/insert-chunk.js'
import { countLines } from '../../ingest/cut-chunks.js'
import { spoolChunk } from '../../ingest/spool-chunks.js'
import { openEventStore, type EventStore } from '../../store/event-store.js'
import { migrateEvents } from '../../store/migrations.js'

/** A store with all tables, and a way to put lines into it as the program does. */
export interface EveBench {
  readonly store: EventStore
  /** Inserts a whole file, or lines without their ends. */
  insert(text: string | Buffer | readonly string[], source?: string): Promise<InsertResult>
  close(): Promise<void>
}

export const SECRET = '00112233445566778899aabbccddeeff'

/** Opens a store for a test: embedded, or a database on the ClickHouse server with this URL. */
export async function openEveBench(url?: string): Promise<EveBench> {
  const directory = await mkdtemp(join(tmpdir(), 'spoor-eve-'))
  const store = await openEventStore(
    url === undefined ? { directory: join(directory, 'events') } : { url, database: 'eve' },
  )
  await migrateEvents(store)
  let sourceId = 0
  return {
    store,
    async insert(text, source = 'test.json') {
      const bytes = bytesOf(text)
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

function bytesOf(text: string | Buffer | readonly string[]): Buffer {
  if (Buffer.isBuffer(text)) return text
  return Buffer.from(typeof text === 'string' ? text : text.join('\n'))
}
