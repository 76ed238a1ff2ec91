import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEFAULT_ORGANISATION } from '../organisation/organisation.js'
import { keepEverything } from '../derive/keep-folds.js'
import { insertEvents } from '../sources/eve/projection.js'
import { openEventStore, type EventStore } from '../store/event-store.js'
import { migrateEvents } from '../store/migrations.js'
import { DEFAULT_LIMITS } from './budget.js'
import type { Asking } from './question.js'
import { recordsOf } from './records-of.js'

export const TEST_NOW = new Date('2026-06-23T12:00:00Z')

/**
 * A store of its own with these EVE lines in it: embedded, in a folder that goes with it, or on the
 * ClickHouse server with this URL.
 */
export async function storeOf(
  lines: readonly string[],
  url?: string,
): Promise<{ store: EventStore; close: () => Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'spoor-questions-'))
  const store = await openEventStore(
    url === undefined ? { directory: join(directory, 'store') } : { url, database: 'questions' },
  )
  await migrateEvents(store)
  if (lines.length > 0) {
    const spool = join(directory, 'eve.json')
    await writeFile(spool, `${lines.join('\n')}\n`)
    await store.insertLines(
      'events',
      [
        {
          spoolFile: spool,
          params: { source: '/var/log/suricata/eve.json', key0: '1', key1: '2' },
        },
      ],
      insertEvents,
    )
    await keepEverything(store, DEFAULT_ORGANISATION)
  }
  return {
    store,
    async close() {
      await store.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

export function askingOf(store: EventStore): Asking {
  return {
    store,
    now: TEST_NOW,
    // The machine of a test may be busy.
    limits: { ...DEFAULT_LIMITS, seconds: 200 },
    lists: new Map([['partners', ['203.0.113.9']]]),
    recordsOf,
  }
}

interface Line {
  readonly at: string
  readonly type: string
  readonly [key: string]: unknown
}

/** One EVE line; what is not said is as usual. */
export function eve({ at, type, ...rest }: Line): string {
  return JSON.stringify({
    timestamp: `${at}+0000`,
    flow_id: 1,
    event_type: type,
    src_ip: '10.0.0.5',
    src_port: 40_000,
    dest_ip: '203.0.113.9',
    dest_port: 21,
    proto: 'TCP',
    host: 'sensor-1',
    ...rest,
  })
}
