import type { FastifyInstance } from 'fastify'
import { DEFAULT_ORGANISATION } from '../organisation/organisation.js'
import type { Platform } from '../platform.js'
import { DEFAULT_LIMITS } from '../questions/budget.js'
import { storeOf } from '../questions/test-store.testing.js'
import type { EventStore } from '../store/event-store.js'
import { buildApi, type ApiOptions } from './build-api.js'

export function platformOn(events: EventStore): Platform {
  return {
    version: '0.0.0-test',
    notice: 'This is a test.',
    startedAt: new Date('2026-06-23T11:00:00Z'),
    events,
    organisation: DEFAULT_ORGANISATION,
    lists: new Map(),
    status: async () => ({
      engine: { events: 'embedded', state: 'PGlite' },
      sources: [
        {
          path: '/var/log/suricata/eve.json',
          kind: 'eve',
          state: 'waiting',
          bytes_read: 10,
          bytes_total: null,
          events: 1,
          quarantined: 2,
          last_read: null,
        },
      ],
      retention: { days: 90, bytes: null },
      hunts_last_run: null,
    }),
  }
}

/** The API over a store of its own with these EVE lines in it. */
export async function apiOn(
  lines: readonly string[],
  options: ApiOptions = {},
): Promise<{ app: FastifyInstance; store: EventStore; close: () => Promise<void> }> {
  const { store, close } = await storeOf(lines)
  // The machine of a test may be busy.
  const limits = { ...DEFAULT_LIMITS, seconds: 200 }
  const app = await buildApi(platformOn(store), { limits, ...options })
  return {
    app,
    store,
    async close() {
      await app.close()
      await close()
    },
  }
}
