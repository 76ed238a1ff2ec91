import { createClient } from '@clickhouse/client'
import { createReadStream } from 'node:fs'
import { clientInsert, clientRows, clientRun } from './client-store.js'
import { toStoreError, type EventStore } from './event-store.js'

/** A name that may stand in SQL without quotes. */
const PLAIN_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/

/**
 * Connects to a ClickHouse server. User and password are part of the URL.
 * @throws StoreError if it cannot be reached; Error if the database's name is not a plain name.
 */
export async function openServerStore(url: string, database: string): Promise<EventStore> {
  if (!PLAIN_NAME.test(database)) throw new Error(`Not a plain database name: ${database}`)
  const bootstrap = createClient({ url })
  try {
    await clientRun(bootstrap, `CREATE DATABASE IF NOT EXISTS ${database}`)
  } finally {
    await bootstrap.close()
  }
  const client = createClient({ url, database, max_open_connections: 8, request_timeout: 300_000 })
  return {
    engine: 'server',
    rows: (sql, options) => clientRows(client, sql, options),
    run: (sql, options) => clientRun(client, sql, options),
    insert: (table, values, settings) => clientInsert(client, table, values, settings),
    async insertLines(_table, spoolFile, statement, { params, settings } = {}) {
      try {
        const { stream, summary } = await client.exec({
          query: `${statement(`input('line String')`)} FORMAT LineAsString`,
          values: createReadStream(spoolFile),
          query_params: params,
          clickhouse_settings: settings,
        })
        stream.destroy()
        return Number(summary?.written_rows ?? 0)
      } catch (error) {
        throw toStoreError(error)
      }
    },
    close: () => client.close(),
  }
}
