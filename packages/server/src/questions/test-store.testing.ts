import { DEFAULT_ORGANISATION } from '../organisation/organisation.js'
import { keepEverything } from '../derive/keep-folds.js'
import { openEveBench } from '../sources/eve/eve.testing.js'
import type { EventStore } from '../store/event-store.js'
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
  const { store, insert, close } = await openEveBench(url)
  if (lines.length > 0) {
    await insert(lines, '/var/log/suricata/eve.json')
    await keepEverything(store, DEFAULT_ORGANISATION)
  }
  return { store, close }
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
