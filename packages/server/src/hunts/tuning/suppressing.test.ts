import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  startClickHouse,
  whyNoServer,
  type TestServer,
} from '../../store/clickhouse-server.testing.js'
import { openEventStore, type EventStore } from '../../store/event-store.js'
import { suppressing, type SavedSuppression } from './index.js'

const noServer = whyNoServer()
if (noServer && process.env['CI'] === 'true') throw new Error(`ClickHouse server: ${noServer}`)
if (noServer) console.warn(`Skipped: suppressions on a ClickHouse server: ${noServer}`)
const engines = noServer ? (['embedded'] as const) : (['embedded', 'server'] as const)

const VALUES = [
  `o'brien`,
  '"quoted"',
  'back\\slash\\',
  `'] OR 1=1 --`,
  'tab\tline\nreturn\r',
  'bell\u0007 escape\u001b[31m',
  '\u202egnp.exe',
  '{s_values:Array(String)}',
  '\\N',
  '&param_x=1#%00+ ',
  'x'.repeat(4000),
]

/** What is bound reaches both engines as it is: one gets it in the process, one over HTTP. */
describe.each(engines)('suppressions, %s', (engine) => {
  let directory: string
  let server: TestServer | undefined
  let store: EventStore
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'spoor-suppressing-'))
    if (engine === 'server') server = await startClickHouse()
    store = await openEventStore(
      server
        ? { url: server.url, database: 'suppressing' }
        : { directory: join(directory, 'events') },
    )
  })
  afterAll(async () => {
    await store.close()
    await server?.stop()
    await rm(directory, { recursive: true, force: true })
  })

  const suppression = (value: string, i: number): SavedSuppression => ({
    id: String(i),
    hunt: null,
    field: 'user',
    value,
    reason: '',
    since: null,
    until: null,
    created: new Date(),
    createdBy: '',
    ended: null,
    endedBy: null,
  })

  it.each(VALUES.map((value, i) => [i + 1, value]))(
    'number %i is found by its value',
    async (place, value) => {
      const { sql, params } = suppressing(VALUES.map(suppression))
      const rows = await store.rows<{ place: number | string }>(
        `SELECT ${sql} AS place FROM (
         SELECT 'h' AS hunt, '' AS client, '' AS server, base64Decode({user:String}) AS user,
           '' AS entity, toDateTime64('2026-06-22 10:00:00', 6, 'UTC') AS last_seen
       ) AS findings`,
        { params: { ...params, user: Buffer.from(value).toString('base64') } },
      )
      expect(rows.map((row) => Number(row.place))).toEqual([place])
    },
  )
})
