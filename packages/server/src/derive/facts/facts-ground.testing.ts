import { afterAll, beforeAll, beforeEach } from 'vitest'
import { DEFAULT_CALENDAR } from '../../organisation/calendar.js'
import { DEFAULT_ORGANISATION } from '../../organisation/organisation.js'
import { openEveBench, type EveBench } from '../../sources/eve/eve.testing.js'
import { openStateStore, type StateStore } from '../../state/state-store.js'
import type { EventStore } from '../../store/event-store.js'
import type { FactsGround } from './keep-event-facts.js'

/** What the tests of facts share: stores of their own, and facts as short texts. */

export type Line = Record<string, unknown>

const TABLES = ['events', 'event_facts', 'host_days', 'record_facts', 'sessions', 'transfers']

/** Stores for the tests of a file; empty before each of them, unless they are filled once for all. */
export function useFactsGround({ keep = false } = {}) {
  let bench: EveBench
  let state: StateStore

  beforeAll(async () => {
    bench = await openEveBench()
    state = await openStateStore({ memory: true })
  })
  if (!keep) beforeEach(() => clear())
  afterAll(async () => {
    await bench?.close()
    await state?.close()
  })

  async function clear(): Promise<void> {
    for (const table of TABLES) await bench.store.run(`TRUNCATE TABLE ${table}`)
  }

  return {
    clear,
    ground: (): FactsGround => ({
      events: bench.store,
      state,
      organisation: DEFAULT_ORGANISATION,
      calendar: DEFAULT_CALENDAR,
    }),
    ingest: (lines: readonly Line[]) => bench.insert(lines.map((line) => JSON.stringify(line))),
    ingestFile: (bytes: Buffer, source: string) => bench.insert(bytes, source),
    facts: (where = 'true') => factTexts(bench.store, where),
    days: () => dayTexts(bench.store),
  }
}

const text = (address: string) => `replaceOne(toString(${address}), '::ffff:', '')`

/** Facts as `host attribute=value source/part count first last`, in order. */
export async function factTexts(store: EventStore, where: string): Promise<string[]> {
  const rows = await store.rows<{ fact: string }>(
    `SELECT concat(${text('host')}, ' ', attribute, '=', value, ' ', source, '/', toString(part), ' ',
       toString(sum(count)), ' ', toString(min(first)), ' ', toString(max(last))) AS fact
     FROM facts WHERE ${where}
     GROUP BY attribute, value, host, source, part ORDER BY fact`,
  )
  return rows.map(({ fact }) => fact)
}

/** Days of hosts as texts, in order. */
export async function dayTexts(store: EventStore): Promise<string[]> {
  const rows = await store.rows<Record<string, unknown>>(
    `SELECT ${text('host')} AS address, toString(day) AS date, toString(min(first)) AS begun, toString(max(last)) AS ended,
       toFloat64(sum(events)) AS all_events, toFloat64(sum(off_hours_events)) AS off, toFloat64(sum(flows)) AS all_flows,
       toFloat64(sum(bytes_out)) AS up, toFloat64(sum(bytes_in)) AS down,
       toFloat64(sum(outside_bytes_out)) AS up_outside, toFloat64(sum(outside_bytes_in)) AS down_outside,
       toFloat64(sum(alerts)) AS all_alerts
     FROM host_days GROUP BY address, date ORDER BY address, date`,
  )
  return rows.map((row) => Object.values(row).join(' '))
}

const NOON = Date.UTC(2026, 5, 22, 12)

/** A moment so many seconds after noon of a Monday, as EVE writes it. */
export function at(seconds: number): string {
  return new Date(NOON + seconds * 1000).toISOString().replace('Z', '000+0000')
}

/** An event between two hosts; a flow of 1,000 bytes each way if nothing else is said. */
export function line(type: string, more: Line = {}): Line {
  return {
    timestamp: at(0),
    event_type: type,
    host: 'sensor-1',
    flow_id: 1,
    src_ip: '10.0.0.1',
    src_port: 50_000,
    dest_ip: '10.0.0.2',
    dest_port: 443,
    proto: 'TCP',
    ...more,
  }
}

export function flow(more: Line = {}, counters: Line = {}): Line {
  return line('flow', {
    app_proto: 'tls',
    flow: {
      pkts_toserver: 5,
      pkts_toclient: 5,
      bytes_toserver: 1000,
      bytes_toclient: 2000,
      start: at(-10),
      end: at(-1),
      ...counters,
    },
    ...more,
  })
}
