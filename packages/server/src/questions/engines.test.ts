import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  startClickHouse,
  whyNoServer,
  type TestServer,
} from '../store/clickhouse-server.testing.js'
import { ALL_LINES } from './eve-lines.testing.js'
import { exportRecords } from './export.js'
import { histogram } from './histogram.js'
import { listRecords } from './list.js'
import { listQuarantine } from './quarantine.js'
import type { Asking } from './question.js'
import { oneRecord } from './record.js'
import { relatedEvents } from './related.js'
import { countStore } from './store-counts.js'
import { askingOf, storeOf } from './test-store.testing.js'
import { today } from './today.js'
import { topValues } from './top-values.js'

const noServer = whyNoServer()
if (noServer && process.env['CI'] === 'true') throw new Error(`ClickHouse server: ${noServer}`)
if (noServer) console.warn(`Skipped: the same answers from a ClickHouse server: ${noServer}`)

/** What two engines must agree on: everything but how long it took and how it lies on disk. */
const QUESTIONS: Readonly<Record<string, (asking: Asking) => Promise<unknown>>> = {
  list: (asking) => listRecords(asking, 'events', { limit: 1000 }),
  'unknown field': (asking) =>
    listRecords(asking, 'events', { q: 'custom.deep.value:42', fields: 'custom.deep.value' }),
  'second page': async (asking) => {
    const { next } = await listRecords(asking, 'events', { limit: 20 })
    return listRecords(asking, 'events', { limit: 20, cursor: next })
  },
  sessions: (asking) => listRecords(asking, 'sessions', {}),
  transfers: (asking) => listRecords(asking, 'transfers', {}),
  histogram: (asking) => histogram(asking, 'events', { by: 'event.type' }),
  top: (asking) =>
    topValues(asking, 'events', {
      fields: 'source.ip,ftp.completion_code,flow.id',
      sum: 'file.size',
    }),
  record: async (asking) => {
    const { rows } = await listRecords(asking, 'events', { q: 'ftp.command:PASS' })
    return oneRecord(asking, 'events', String(rows[0]?.['event.id']))
  },
  related: async (asking) => {
    const { rows } = await listRecords(asking, 'events', { q: 'event.type:ftp_data' })
    return relatedEvents(asking, String(rows[0]?.['event.id']))
  },
  export: async (asking) => {
    const { text } = await exportRecords(asking, 'events', { format: 'csv' })
    let all = ''
    for await (const piece of text) all += piece
    return all
  },
  quarantine: (asking) => listQuarantine(asking, {}),
  today: (asking) => today(asking, { from: '2026-06-22', to: '2026-06-23' }),
  counts: async (asking) => {
    const { events, quarantined } = await countStore(asking)
    return { ...events, bytes_on_disk: events.bytes_on_disk > 0, quarantined }
  },
}

function withoutDuration(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null || !('completeness' in answer)) return answer
  return { ...answer, completeness: { ...(answer.completeness as object), elapsed_ms: 0 } }
}

describe.skipIf(noServer)('a ClickHouse server', () => {
  let server: TestServer
  let there: Asking
  let here: Asking
  const closers: (() => Promise<void>)[] = []

  beforeAll(async () => {
    server = await startClickHouse()
    const [embedded, served] = [await storeOf(ALL_LINES), await storeOf(ALL_LINES, server.url)]
    here = askingOf(embedded.store)
    there = askingOf(served.store)
    closers.push(embedded.close, served.close)
  })
  afterAll(async () => {
    for (const close of closers) await close()
    await server.stop()
  })

  it.each(Object.keys(QUESTIONS))('answers the same as the embedded engine: %s', async (name) => {
    const ask = QUESTIONS[name]
    if (!ask) throw new Error(name)
    expect(withoutDuration(await ask(there))).toEqual(withoutDuration(await ask(here)))
  })

  it('fails in the same way when time is up', async () => {
    const endless =
      'SELECT count() AS n FROM numbers(1000000000000) WHERE sipHash64(number) % 3 = 0'
    const asked = there.store.rows(endless, { settings: { max_execution_time: 0.2 } })
    await expect(asked).rejects.toMatchObject({ code: 'TIMEOUT_EXCEEDED' })
  })
})
