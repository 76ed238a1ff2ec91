import type { FastifyInstance } from 'fastify'
import { DEFAULT_RISK } from '../hosts/risk/index.js'
import { CurrentOrganisation } from '../organisation/current.js'
import type { Platform } from '../platform.js'
import { DEFAULT_LIMITS } from '../questions/budget.js'
import { storeOf } from '../questions/test-store.testing.js'
import { openStateStore, type StateStore } from '../state/state-store.js'
import type { EventStore } from '../store/event-store.js'
import { buildApi, type ApiOptions } from './build-api.js'

/** For tests of what needs no state. */
const NOWHERE: StateStore = {
  engine: 'PGlite',
  get db(): never {
    throw new Error('This test has no state store.')
  },
  close: () => Promise.resolve(),
}

export function platformOn(
  events: EventStore,
  state: StateStore = NOWHERE,
  noteHunts: () => void = () => undefined,
): Platform {
  const current = new CurrentOrganisation({ organisation: { policy: [] }, lists: new Map() })
  return {
    version: '0.0.0-test',
    notice: 'This is a test.',
    startedAt: new Date('2026-06-23T11:00:00Z'),
    events,
    state,
    current,
    get organisation() {
      return current.organisation
    },
    get calendar() {
      return current.calendar
    },
    get lists() {
      return current.lists
    },
    risk: DEFAULT_RISK,
    noteHunts,
    noteOrganisation: noteHunts,
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
      lag: { backlog: false, events_without_facts: 0 },
    }),
  }
}

export interface ApiBench {
  readonly app: FastifyInstance
  readonly store: EventStore
  readonly state: StateStore
  /** How often hunts were said to be changed. */
  readonly noted: { hunts: number }
  close(): Promise<void>
}

/** The API over a store of its own with these EVE lines in it. */
export async function apiOn(lines: readonly string[], options: ApiOptions = {}): Promise<ApiBench> {
  const { store, close } = await storeOf(lines)
  const state = await openStateStore({ memory: true })
  const noted = { hunts: 0 }
  // The machine of a test may be busy.
  const limits = { ...DEFAULT_LIMITS, seconds: 200 }
  const app = await buildApi(
    platformOn(store, state, () => (noted.hunts += 1)),
    { limits, ...options },
  )
  return {
    app,
    store,
    state,
    noted,
    async close() {
      await app.close()
      await state.close()
      await close()
    },
  }
}
