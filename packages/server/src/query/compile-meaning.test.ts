import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fieldsOf, printQuery } from '@spoor/model'
import type { Query, Subject } from '@spoor/model'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { arbitraryQuery } from '../../../model/src/query/arbitrary-query.testing.js'
import { startClickHouse, whyNoServer } from '../store/clickhouse-server.testing.js'
import type { TestServer } from '../store/clickhouse-server.testing.js'
import { openEventStore } from '../store/event-store.js'
import type { EventStore } from '../store/event-store.js'
import { compileQuery } from './compile.js'
import { randomRows } from './random-rows.testing.js'
import { slowMatch } from './slow-evaluator.testing.js'
import { rowTexts, testContext } from './test-questions.testing.js'

const SUBJECTS: readonly Subject[] = ['events', 'sessions', 'transfers']
const rowsBySubject = new Map(SUBJECTS.map((subject) => [subject, randomRows(subject, 80)]))
const hostile = fc.string({ unit: 'binary', maxLength: 20 })

async function createTable(store: EventStore, subject: Subject): Promise<void> {
  const columns = fieldsOf(subject).map(({ column, type }) => `\`${column}\` ${type}`)
  await store.run(`CREATE TABLE ${subject} (n UInt32, ${columns.join(', ')}) ENGINE = Memory`)
  await store.insert(subject, rowsBySubject.get(subject) ?? [])
}

/** Numbers of the rows that the engine finds. */
async function found(store: EventStore, query: Query, subject: Subject): Promise<number[]> {
  const { sql, params } = compileQuery(query, subject, testContext)
  const statement = `SELECT n FROM ${subject} WHERE ${sql} ORDER BY n`
  return (await store.rows<{ n: number }>(statement, { params })).map(({ n }) => n)
}

/** Rows for which a question and its opposite are not one true and one false. */
async function undecided(store: EventStore, query: Query): Promise<number> {
  const { sql, params } = compileQuery(query, 'events', testContext)
  const condition = `(${sql}) = (not (${sql})) or isNull(${sql})`
  const statement = `SELECT toUInt32(countIf(${condition})) AS n FROM events`
  return (await store.rows<{ n: number }>(statement, { params }))[0]?.n ?? NaN
}

const noServer = whyNoServer()
if (noServer && process.env['CI'] === 'true') throw new Error(`ClickHouse server: ${noServer}`)
if (noServer) console.warn(`Skipped: questions to a ClickHouse server: ${noServer}`)
const engines = noServer ? (['embedded'] as const) : (['embedded', 'server'] as const)

describe.each(engines)('questions to the %s engine mean', (engine) => {
  /** The server gets fewer: it is the same engine, reached in another way. */
  const numRuns = engine === 'server' ? 80 : 300

  let directory: string
  let server: TestServer | undefined
  let store: EventStore

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'spoor-query-'))
    if (engine === 'server') server = await startClickHouse()
    store = await openEventStore(server ? { url: server.url, database: 'spoor' } : { directory })
    for (const subject of SUBJECTS) await createTable(store, subject)
  }, 120_000)

  afterAll(async () => {
    await store.close()
    await server?.stop()
    await rm(directory, { recursive: true, force: true })
  })

  it.each(SUBJECTS)(
    'on %s what the slow evaluator says',
    async (subject) => {
      const rows = rowsBySubject.get(subject) ?? []
      let telling = 0
      await fc.assert(
        fc.asyncProperty(arbitraryQuery(subject, rowTexts), async (query) => {
          const hits = rows.filter((row) => slowMatch(query, subject, row, testContext))
          if (hits.length > 0 && hits.length < rows.length) telling += 1
          const numbers = hits.map((row) => row.n)
          expect(await found(store, query, subject), printQuery(query)).toEqual(numbers)
        }),
        { numRuns },
      )
      // Many questions must tell rows apart, or the comparison would show nothing.
      expect(telling).toBeGreaterThan(numRuns / 10)
    },
    240_000,
  )

  it('either yes or no for every row', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryQuery('events', rowTexts), async (query) => {
        expect(await undecided(store, query)).toBe(0)
      }),
      { numRuns: 60 },
    )
  }, 240_000)

  it('texts that arrive unchanged', async () => {
    const statement = 'SELECT {q0:String} AS text, {q1:Array(String)} AS array'
    await fc.assert(
      fc.asyncProperty(hostile, fc.array(hostile, { maxLength: 4 }), async (text, array) => {
        const params = { q0: text, q1: array }
        expect(await store.rows(statement, { params })).toEqual([{ text, array }])
      }),
      { numRuns: 150, examples: [['a\tb\nc\\d\\n\u0000\'"', ['\\N', '\t', "'", '']]] },
    )
  }, 120_000)
})
