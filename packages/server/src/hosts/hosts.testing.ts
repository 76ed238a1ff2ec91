import { DEFAULT_HOME } from '../organisation/organisation.js'
import { askingOf } from '../questions/test-store.testing.js'
import type { EventStore } from '../store/event-store.js'
import type { HostAsking } from './host-asking.js'
import { DEFAULT_RISK } from './risk/index.js'

/** What questions about hosts are asked with in tests; `now` is noon of 23 June 2026. */
export function hostAskingOf(store: EventStore): HostAsking {
  return {
    ...askingOf(store),
    home: DEFAULT_HOME,
    timeZone: 'UTC',
    learningDays: new Map(),
    risk: DEFAULT_RISK,
  }
}
