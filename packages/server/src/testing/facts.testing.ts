import { formatAddress, parseAddress } from '@spoor/model'
import { sqlTimeOfMicros } from '../questions/moment.js'
import type { EventStore } from '../store/event-store.js'

/** Facts and days of hosts straight into the store, for tests of what reads them. */

/** One fact; what is not said is of no matter to the test. */
export interface TestFact {
  readonly attribute: string
  readonly value: string
  readonly host: string
  /** Default: `flow`. */
  readonly source?: string
  /** Part of day and week; default: not kept. */
  readonly part?: number
  /** ISO 8601; default: the start of `TEST_DAY`. */
  readonly first?: string
  /** ISO 8601; default: `first`. */
  readonly last?: string
  /** Default: 1. */
  readonly count?: number
}

/** What a host did in a UTC day; numbers that are not said are 0. */
export interface TestHostDay {
  readonly host: string
  /** `2026-06-22`; default: `TEST_DAY`. */
  readonly day?: string
  /** ISO 8601; default: noon of the day. */
  readonly first?: string
  /** ISO 8601; default: `first`. */
  readonly last?: string
  readonly events?: number
  readonly off_hours_events?: number
  readonly flows?: number
  readonly bytes_out?: number
  readonly bytes_in?: number
  readonly outside_bytes_out?: number
  readonly outside_bytes_in?: number
  readonly alerts?: number
}

export const TEST_DAY = '2026-06-22'
const PART_NOT_KEPT = 255

/** Inserts facts as if events had said so. Times keep their milliseconds. */
export async function insertFacts(store: EventStore, facts: readonly TestFact[]): Promise<void> {
  const rows = facts.map((fact) => {
    const first = fact.first ?? TEST_DAY
    return {
      attribute: fact.attribute,
      value: fact.value,
      host: engineAddress(fact.host),
      source: fact.source ?? 'flow',
      part: fact.part ?? PART_NOT_KEPT,
      first: engineTime(first),
      last: engineTime(fact.last ?? first),
      count: fact.count ?? 1,
    }
  })
  if (rows.length > 0) await store.insert('event_facts', rows)
}

/** Inserts days of hosts as if events had made them. */
export async function insertHostDays(
  store: EventStore,
  days: readonly TestHostDay[],
): Promise<void> {
  const rows = days.map(
    ({ host, day = TEST_DAY, first = `${day}T12:00:00Z`, last, ...numbers }) => ({
      host: engineAddress(host),
      day,
      first: engineTime(first),
      last: engineTime(last ?? first),
      ...numbers,
    }),
  )
  if (rows.length > 0) await store.insert('host_days', rows)
}

function engineAddress(text: string): string {
  const address = parseAddress(text)
  if (address === undefined) throw new Error(`Not an address: ${text}`)
  return formatAddress(address)
}

function engineTime(text: string): string {
  const time = Date.parse(text)
  if (Number.isNaN(time)) throw new Error(`Not a time: ${text}`)
  return sqlTimeOfMicros(time * 1000)
}
