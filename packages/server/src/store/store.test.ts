import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { insertEvents } from '../sources/eve/projection.js'
import { startClickHouse, whyNoServer, type TestServer } from './clickhouse-server.testing.js'
import { openEventStore, StoreError, type EventStore } from './event-store.js'
import { migrateEvents } from './migrations.js'
import { applyRetention } from './retention.js'

/** The same tests for both engines: nothing above this room may see a difference. */
const noServer = whyNoServer()
if (noServer && process.env['CI'] === 'true') throw new Error(`ClickHouse server: ${noServer}`)
if (noServer) console.warn(`Skipped: tests against a ClickHouse server: ${noServer}`)
const engines = noServer ? (['embedded'] as const) : (['embedded', 'server'] as const)

describe.each(engines)('%s engine', (engine) => {
  let directory: string
  let server: TestServer | undefined
  let store: EventStore

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'spoor-store-'))
    if (engine === 'server') {
      server = await startClickHouse()
      store = await openEventStore({ url: server.url, database: 'spoor_test' })
    } else {
      store = await openEventStore({ directory: join(directory, 'events') })
    }
    await migrateEvents(store)
  })

  afterAll(async () => {
    await store.close()
    await server?.stop()
    await rm(directory, { recursive: true, force: true })
  })

  async function insert(lines: string[], token: string): Promise<number> {
    const spool = join(directory, 'spool')
    await writeFile(spool, lines.join('\n'))
    return store.insertLines(
      'events',
      [
        {
          spoolFile: spool,
          params: { source: 'test', key0: '0011223344556677', key1: '8899aabbccddeeff' },
          settings: { insert_deduplicate: 1, insert_deduplication_token: token },
        },
      ],
      insertEvents,
    )
  }

  const line = (timestamp: string): string =>
    JSON.stringify({
      timestamp,
      event_type: 'dns',
      src_ip: '10.0.0.1',
      dns: { rrname: 'example.org' },
    })

  test('names itself', () => {
    expect(store.engine).toBe(engine)
  })

  test('of statements side by side each has its own values, and a wrong one ends none of the others', async () => {
    await store.run('CREATE TABLE side_by_side (n UInt64) ENGINE = MergeTree ORDER BY n')
    const sql = 'INSERT INTO side_by_side SELECT {n:UInt64}'
    const put = (n: number) => ({ sql, params: { n } })
    const rows = async () => {
      const found = await store.rows<{ n: number }>(
        'SELECT toFloat64(n) AS n FROM side_by_side ORDER BY n',
      )
      return found.map(({ n }) => n)
    }
    await store.runAll([])
    await store.runAll([1, 2, 3, 4, 5].map(put))
    expect(await rows()).toEqual([1, 2, 3, 4, 5])
    const wrong = { sql: 'INSERT INTO side_by_side SELECT throwIf(1)' }
    await expect(store.runAll([put(6), wrong])).rejects.toThrow(StoreError)
    await store.runAll([put(7)])
    expect(await rows()).toEqual([1, 2, 3, 4, 5, 6, 7])
    await store.run('DROP TABLE side_by_side')
  })

  test.runIf(engine === 'embedded')(
    'a statement that runs alone waits for what comes in, and is waited for',
    async () => {
      await store.run('CREATE TABLE counts (step UInt8, n UInt64) ENGINE = MergeTree ORDER BY step')
      const spoolFile = join(directory, 'numbers')
      await writeFile(spoolFile, Array.from({ length: 20_000 }, (_, at) => String(at)).join('\n'))
      await store.run('CREATE TABLE numbers (n UInt64) ENGINE = MergeTree ORDER BY n')
      const comesIn = () =>
        store.insertLines(
          'numbers',
          [{ spoolFile, params: {} }],
          (lines) => `INSERT INTO numbers SELECT toUInt64(line) FROM ${lines}`,
        )
      const counts = (step: number) =>
        store.run(`INSERT INTO counts SELECT ${step}, count() FROM numbers`, { alone: true })
      await Promise.all([comesIn(), counts(1)])
      const broken = store.run('INSERT INTO counts SELECT throwIf(1), 0', { alone: true })
      await expect(broken).rejects.toThrow(StoreError)
      await Promise.all([comesIn(), counts(2)])
      expect(await store.rows('SELECT step, toFloat64(n) AS n FROM counts ORDER BY step')).toEqual([
        { step: 1, n: 20_000 },
        { step: 2, n: 40_000 },
      ])
      const done: string[] = []
      const slow = store.run('INSERT INTO counts SELECT sleep(0.5), 0', { alone: true })
      const alone = slow.then(() => done.push('alone'))
      // It has its turn as soon as nothing else has one.
      await new Promise(setImmediate)
      await Promise.all([alone, comesIn().then(() => done.push('came in'))])
      expect(done).toEqual(['alone', 'came in'])
      await store.run('DROP TABLE counts')
      await store.run('DROP TABLE numbers')
    },
  )

  test('values arrive as they were bound, whatever they hold', async () => {
    const hostile = `a'b"c\\d\te\nf\0g{x:String}–日本 🐾 ' OR 1=1 --`
    const [row] = await store.rows<{ v: string; a: string[] }>(
      `SELECT {v:String} AS v, {a:Array(String)} AS a`,
      { params: { v: hostile, a: [hostile, ''] } },
    )
    expect(row).toEqual({ v: hostile, a: [hostile, ''] })
  })

  // A server takes values of at most 128 KiB, as it is set up by default.
  test.runIf(engine === 'embedded')('long lists can be bound', async () => {
    const values = Array.from({ length: 30_000 }, (_, at) => `10.0.${at >> 8}.${at & 255}`)
    const rows = await store.rows<{ n: number }>(
      'SELECT toFloat64(length({values:Array(String)})) AS n',
      { params: { values } },
    )
    expect(rows).toEqual([{ n: 30_000 }])
  })

  test('the same chunk handed over twice is stored once', async () => {
    const lines = [line('2026-06-01T10:00:00.000001+0000'), line('2026-06-02T10:00:00.000001+0200')]
    expect(await insert(lines, 'one')).toBe(2)
    await insert(lines, 'one')
    const rows = await store.rows<{ ts: string; ip: string; name: string }>(
      `SELECT toString(ts) AS ts, toString(source_ip) AS ip, dns_question_name AS name FROM events ORDER BY ts`,
    )
    expect(rows).toEqual([
      { ts: '2026-06-01 10:00:00.000001', ip: '::ffff:10.0.0.1', name: 'example.org' },
      { ts: '2026-06-02 08:00:00.000001', ip: '::ffff:10.0.0.1', name: 'example.org' },
    ])
  })

  test('an error of the engine has a name and one line', async () => {
    const failure = store.rows(`SELECT no_such_column FROM events`)
    await expect(failure).rejects.toBeInstanceOf(StoreError)
    await expect(failure).rejects.toMatchObject({ code: 'UNKNOWN_IDENTIFIER' })
  })

  test('questions run side by side', async () => {
    const answers = await Promise.all(
      [1, 2, 3, 4, 5, 6].map((n) =>
        store.rows<{ n: number }>(`SELECT {n:UInt8} AS n`, { params: { n } }),
      ),
    )
    expect(answers.map(([row]) => row?.n)).toEqual([1, 2, 3, 4, 5, 6])
  })

  test('values of questions that run side by side do not mix', async () => {
    const asked = Array.from({ length: 60 }, (_, number) => `question ${number}`)
    const answers = await Promise.all(
      asked.map(async (v) => {
        const [row] = await store.rows<{ v: string; n: number }>(
          `SELECT {v:String} AS v, toFloat64(count()) AS n FROM numbers(20000)
           WHERE toString(number) != {v:String}`,
          { params: { v } },
        )
        return row
      }),
    )
    expect(answers).toEqual(asked.map((v) => ({ v, n: 20_000 })))
  })

  test('migrating again changes nothing; a newer store is refused', async () => {
    await migrateEvents(store)
    await store.insert('migrations', [{ number: 9999, name: 'from the future' }])
    await expect(migrateEvents(store)).rejects.toThrow(/version 9999.*newer Spoor/s)
    await store.run(`TRUNCATE TABLE migrations`)
    await migrateEvents(store)
  })

  test('retention by days drops old weeks and the old part of the week between', async () => {
    await store.run(`TRUNCATE TABLE events`)
    // 2026-06-01 and 2026-06-15 are Mondays.
    await insert(
      ['01', '08', '15', '16', '17'].map((day) => line(`2026-06-${day}T12:00:00.000000+0000`)),
      'retention-days',
    )
    const now = new Date('2026-06-18T00:00:00Z')
    const result = await applyRetention(store, { days: 2, bytes: null }, now)
    expect(result.droppedWeeks).toEqual(['2026-06-01', '2026-06-08'])
    expect(await days(store)).toEqual(['2026-06-16', '2026-06-17'])
  })

  test('retention by size drops the oldest weeks, but never the newest', async () => {
    await store.run(`TRUNCATE TABLE events`)
    await insert(
      ['01', '08', '15'].map((day) => line(`2026-06-${day}T12:00:00.000000+0000`)),
      'retention-size',
    )
    await applyRetention(store, { days: null, bytes: 1 }, new Date('2026-06-18T00:00:00Z'))
    expect(await days(store)).toEqual(['2026-06-15'])
  })
})

async function days(store: EventStore): Promise<string[]> {
  const rows = await store.rows<{ day: string }>(
    `SELECT toString(toDate(ts)) AS day FROM events ORDER BY ts`,
  )
  return rows.map(({ day }) => day)
}
