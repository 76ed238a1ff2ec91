import { createClient, type ClickHouseClient } from '@clickhouse/client'
import { createChdbConnection } from 'chdb/connection'
import { mkdir } from 'node:fs/promises'
import { clientInsert, clientRows, clientRun } from './client-store.js'
import type { EventStore } from './event-store.js'

/** The client ships its own copy of the connection types that chdb implements from a package. */
type Connection = NonNullable<NonNullable<Parameters<typeof createClient>[0]>['connection']>

/** How many statements may run side by side; one connection runs one at a time. */
const READERS = 3

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
  const writer = connect()
  const free: ClickHouseClient[] = Array.from({ length: READERS }, connect)
  const waiting: ((client: ClickHouseClient) => void)[] = []
  const readers = [...free]
  let writing: Promise<unknown> = Promise.resolve()

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

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = writing.then(work, work)
    writing = mine.catch(() => undefined)
    return mine
  }

  return {
    engine: 'embedded',
    rows: (sql, options) => withReader((client) => clientRows(client, sql, options)),
    run: (sql, options) => inTurn(() => clientRun(writer, sql, options)),
    insert: (table, values, settings) =>
      inTurn(() => clientInsert(writer, table, values, settings)),
    insertLines: (table, spoolFile, statement, options) =>
      inTurn(async () => {
        const before = await countRows(writer, table)
        const lines = `file({spool_file:String}, 'LineAsString', 'line String', 'none')`
        const params = { ...options?.params, spool_file: spoolFile }
        await clientRun(writer, statement(lines), { ...options, params })
        return (await countRows(writer, table)) - before
      }),
    async close() {
      await writing
      await Promise.all([writer, ...readers].map((client) => client.close()))
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
