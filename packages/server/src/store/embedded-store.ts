import { createClient, type ClickHouseClient, type ClickHouseSettings } from '@clickhouse/client'
import { formatQueryParams } from '@clickhouse/client-common'
import { createChdbConnection } from 'chdb/connection'
import { mkdir } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { allDone } from './all-done.js'
import { clientInsert, clientRows, clientRun } from './client-store.js'
import type { EventStore, RunOptions } from './event-store.js'

/** The client ships its own copy of the connection types that chdb implements from a package. */
type Connection = NonNullable<NonNullable<Parameters<typeof createClient>[0]>['connection']>

/** How many statements may run side by side; one connection runs one at a time. */
const READERS = 3

/** Statements that write side by side: an insert sorts and writes on one thread. */
const WRITERS = 2

/**
 * A connection of chDB remembers the settings of a statement for the next. So every statement says
 * all settings that any of ours sets, as they are by default.
 */
const NEUTRAL: ClickHouseSettings = {
  insert_deduplicate: 0,
  insert_deduplication_token: '',
  max_threads: availableParallelism(),
  max_insert_threads: '1',
  input_format_parallel_parsing: 1,
  min_insert_block_size_rows: '1048449',
  min_insert_block_size_bytes: '268402944',
  max_insert_block_size: '1048449',
  max_partitions_per_insert_block: '0',
  materialize_skip_indexes_on_insert: 1,
  optimize_on_insert: 1,
  max_bytes_before_external_group_by: '0',
  max_execution_time: 0,
  timeout_overflow_mode: 'throw',
  max_memory_usage: '0',
  max_result_rows: '0',
  // To look for comparisons that follow from others takes a quarter of the planning, and finds none.
  optimize_and_compare_chain: 0,
  max_result_bytes: '0',
}

/**
 * The engine keeps memory that it no longer needs for the next statement, up to 600 MB of it. While
 * the process has more than so many bytes, it gives that back, but not all the time: to have the
 * pages mapped anew costs a tenth of the next statement.
 */
const MUCH_MEMORY = 1536 * 1024 * 1024
/** Milliseconds from one time to the next, at the least. */
const GIVE_BACK_PAUSE = 4000

/** A statement of more characters may be more bytes than the engine takes by itself. */
const LONG_STATEMENT = 50_000

function neutral(settings: ClickHouseSettings | undefined): ClickHouseSettings {
  return { ...NEUTRAL, ...settings }
}

/**
 * Sets the values of a statement's `{name:Type}` on the connection that runs it next. Handed over
 * with the statement, chDB would run all statements that have values one after the other, those of
 * other connections too.
 */
async function bind(client: ClickHouseClient, params: RunOptions['params']): Promise<void> {
  const values = Object.entries(params ?? {}).map(([name, value]) => {
    const text = formatQueryParams({ value })
    return `param_${name} = '${text.replaceAll(/[\\']/g, '\\$&').replaceAll('\0', '\\0')}'`
  })
  if (values.length === 0) return
  const statement = `SET ${values.join(', ')}`
  // Of long lists, such as networks. It stays so for the connection, which does no harm.
  if (statement.length > LONG_STATEMENT) {
    await clientRun(client, `SET max_query_size = ${4 * statement.length}`)
  }
  await clientRun(client, statement)
}

/**
 * Opens ClickHouse inside this process, with its data in `directory`.
 *
 * Statements that answer rows share a few connections, so that a long question does not hold up
 * the rest; everything that writes has a connection of its own.
 */
export async function openEmbeddedStore(directory: string): Promise<EventStore> {
  await mkdir(directory, { recursive: true })
  const connect = (): ClickHouseClient =>
    createClient({ connection: createChdbConnection({ path: directory }) as unknown as Connection })
  const lanes = () => Array.from({ length: WRITERS }, connect)
  // What comes in does not wait for what is made of it, nor the other way round: planning takes
  // one core, and the other would be idle.
  const ingest = { writers: lanes(), inTurn: turns() }
  const rest = { writers: lanes(), inTurn: turns() }
  const [writer = connect()] = rest.writers
  const free: ClickHouseClient[] = Array.from({ length: READERS }, connect)
  const waiting: ((client: ClickHouseClient) => void)[] = []
  const readers = [...free]
  let gaveBackAt = -Infinity

  /** To be called between statements, when least is in use. Never throws. */
  async function giveBackMemory(client: ClickHouseClient): Promise<void> {
    const now = performance.now()
    if (now - gaveBackAt < GIVE_BACK_PAUSE || process.memoryUsage.rss() < MUCH_MEMORY) return
    gaveBackAt = now
    try {
      await clientRun(client, 'SYSTEM JEMALLOC PURGE')
    } catch {
      // An engine that was built with another allocator keeps what it has.
      gaveBackAt = Infinity
    }
  }

  async function withReader<T>(work: (client: ClickHouseClient) => Promise<T>): Promise<T> {
    const client =
      free.pop() ?? (await new Promise<ClickHouseClient>((resolve) => waiting.push(resolve)))
    try {
      return await work(client)
    } finally {
      const next = waiting.shift()
      if (next) next(client)
      else free.push(client)
    }
  }

  return {
    engine: 'embedded',
    rows: (sql, { params, settings, signal } = {}) =>
      withReader(async (client) => {
        await bind(client, params)
        return clientRows(client, sql, { settings: neutral(settings), signal })
      }),
    run(sql, { params, settings, signal, alone = false } = {}) {
      const work = async (): Promise<void> => {
        await giveBackMemory(writer)
        await bind(writer, params)
        await clientRun(writer, sql, { settings: neutral(settings), signal })
      }
      return rest.inTurn(() => (alone ? ingest.inTurn(work) : work()))
    },
    runAll: (statements) =>
      rest.inTurn(async () => {
        const waiting = [...statements]
        const done = rest.writers.map(async (client) => {
          for (let next = waiting.shift(); next; next = waiting.shift()) {
            await bind(client, next.params)
            await clientRun(client, next.sql, { settings: neutral(next.settings) })
          }
        })
        await allDone(done)
      }),
    insert: (table, values, settings) =>
      rest.inTurn(() => clientInsert(writer, table, values, neutral(settings))),
    insertLines: (table, batches, statement) =>
      ingest.inTurn(async () => {
        const [first = writer] = ingest.writers
        const before = await countRows(first, table)
        const lines = `file({spool_file:String}, 'LineAsString', 'line String', 'none')`
        await allDone(
          batches.map(async ({ spoolFile, params, settings }, lane) => {
            const client = ingest.writers[lane] ?? first
            await bind(client, { ...params, spool_file: spoolFile })
            await clientRun(client, statement(lines), { settings: neutral(settings) })
          }),
        )
        await giveBackMemory(first)
        return (await countRows(first, table)) - before
      }),
    async close() {
      await Promise.all([ingest, rest].map(({ inTurn }) => inTurn(() => Promise.resolve())))
      const clients = [...ingest.writers, ...rest.writers, ...readers]
      await Promise.all(clients.map((client) => client.close()))
    },
  }
}

/** Costs nothing: the engine keeps the number. Chdb itself does not say how much was written. */
async function countRows(client: ClickHouseClient, table: string): Promise<number> {
  const [row] = await clientRows<{ n: number }>(
    client,
    `SELECT toFloat64(count()) AS n FROM ${table}`,
  )
  return row?.n ?? 0
}

/** What runs one piece of work after the other, in the order in which they are handed over. */
function turns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = last.then(work, work)
    last = mine.catch(() => undefined)
    return mine
  }
}
